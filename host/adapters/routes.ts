import { Db, Live, Refusal, parseSort, route } from '@sontechsp/sdk';
import { AccessBook } from '../identity/access.js';
import { checkStore } from '../tenancy/reach.js';
import { AdapterBook } from './adapter-book.js';
import { ConnectionCards } from './cards.js';
import { ConnectionChanges } from './changes.js';
import { inReach, storesInReach } from './reach.js';
import { adapterList, adapterQuery, connectionChange, connectionPage, connectionQuery, connectionReply, idParam, newConnection } from './schemas.js';
import { connectionById, lockConnection, pageOfConnections } from './store.js';

const reading = { db: Db, access: AccessBook, cards: ConnectionCards };
const writing = { ...reading, changes: ConnectionChanges, live: Live };
const CHANGED = 'connections.changed';

export const routes = [
  route({
    method: 'GET', path: '/adapters', permission: 'host.settings', context: 'none', query: adapterQuery, reply: adapterList, use: { adapters: AdapterBook },
    summary: 'The partners that installed plugins can talk to, with the settings of a connection.',
    handle: async ({ query, use }) => ({
      items: use.adapters.all()
        .filter(({ plugin, declaration }) => (query.kind ?? declaration.of.id) === declaration.of.id && (query.plugin ?? plugin) === plugin)
        .map(({ plugin, pluginName, declaration: { id, of, title, connection, adapter } }) => ({ id, kind: of.id, title, plugin, pluginName, schema: connection, capabilities: adapter.capabilities })),
    }),
  }),
  route({
    method: 'GET', path: '/connections', permission: 'host.settings', context: 'none', query: connectionQuery, reply: connectionPage, use: { ...reading, adapters: AdapterBook },
    summary: 'Accounts at partners. Secrets say only whether they are set.',
    async handle({ query: { storeId, kind, plugin, q, sort, cursor, limit }, scope, use }) {
      const { items, nextCursor } = await pageOfConnections(use.db, {
        firmId: scope.firmId, stores: await storesInReach(use.access, scope, storeId), plugin, q,
        adapterIds: kind === undefined ? undefined : use.adapters.all().filter(one => one.declaration.of.id === kind).map(one => one.declaration.id),
        paging: { sort: parseSort(sort, { name: 'name_key', createdAt: 'created_at' }, 'name'), cursor, limit },
      });
      return { items: await Promise.all(items.map(row => use.cards.of(row, scope.language))), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/connections', permission: 'host.settings', context: 'none', status: 201, body: newConnection, reply: connectionReply, use: writing,
    summary: 'Adds a connection. Its settings obey the schema of its adapter.',
    async handle({ body, scope, use, once }) {
      const storeId = body.storeId ?? scope.storeId;
      if (!storeId) throw new Refusal('auth.context', 409);
      await checkStore(use.db, use.access, scope, storeId);
      const made = await once(async tx => use.cards.of(await use.changes.add(tx, scope, { ...body, storeId }), scope.language));
      await use.live.publish(storeId, CHANGED, {});
      return made;
    },
  }),
  route({
    method: 'GET', path: '/connections/:id', permission: 'host.settings', context: 'none', params: idParam, reply: connectionReply, use: reading,
    summary: 'One connection.',
    handle: async ({ params, scope, use }) => use.cards.of(await inReach(use.access, scope, await connectionById(use.db, scope.firmId, params.id)), scope.language),
  }),
  route({
    method: 'PATCH', path: '/connections/:id', permission: 'host.settings', context: 'none', params: idParam, body: connectionChange, reply: connectionReply, use: writing,
    summary: 'Changes a connection. Settings that are left out stay; null or an empty text clears a secret.',
    async handle({ params, body, scope, use }) {
      const row = await use.db.transaction(async tx => use.changes.change(tx, scope, await inReach(use.access, scope, await lockConnection(tx, scope.firmId, params.id)), body));
      await use.live.publish(row.store_id, CHANGED, {});
      return use.cards.of(row, scope.language);
    },
  }),
  route({
    method: 'DELETE', path: '/connections/:id', permission: 'host.settings', context: 'none', status: 204, params: idParam, use: writing,
    summary: 'Removes a connection with its secrets.',
    async handle({ params, scope, use }) {
      const storeId = await use.db.transaction(async tx => {
        const row = await inReach(use.access, scope, await lockConnection(tx, scope.firmId, params.id));
        await use.changes.remove(tx, scope, row);
        return row.store_id;
      });
      await use.live.publish(storeId, CHANGED, {});
    },
  }),
];
