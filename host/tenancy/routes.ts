import { Db, parseSort, route, type Scope, type Store } from '@sontechsp/sdk';
import { AccessBook, mayEnter, type UserAccess } from '../identity/access.js';
import { callerOf } from '../identity/caller.js';
import { PlaceChanges } from './changes.js';
import { errors } from './refusals.js';
import {
  idParam, newPart, newStore, partChange, partQuery, storeChange, storePage, storeQuery, storeReply, terminalPage, terminalReply, warehousePage,
  warehouseReply,
} from './schemas.js';
import { pageOfStores, pageOfTerminals, pageOfWarehouses, type PlaceFilter } from './store.js';
import { toStore, toTerminal, toWarehouse } from './tenancy.js';

const reading = { db: Db, access: AccessBook };
const writing = { access: AccessBook, changes: PlaceChanges };
const shown = ({ firmId: _, ...store }: Store): Omit<Store, 'firmId'> => store;

interface ListQuery { q?: string; sort?: string; cursor?: string; limit?: number; storeId?: string }
/** What the caller may enter, narrowed to one store when asked. */
function filterOf(scope: Scope, caller: UserAccess, { q, sort, cursor, limit, storeId }: ListQuery): PlaceFilter {
  if (storeId !== undefined && !mayEnter(caller, storeId)) throw errors('host.notFound');
  const columns = { name: 'name_key', code: 'code', createdAt: 'created_at' };
  return {
    firmId: scope.firmId, q, stores: storeId === undefined ? caller.stores : new Set([storeId]),
    paging: { sort: parseSort(sort, columns, 'createdAt'), cursor, limit },
  };
}

export const routes = [
  route({
    method: 'GET', path: '/stores', permission: 'signedIn', context: 'none', summary: 'The stores the caller may enter.',
    query: storeQuery, reply: storePage, use: reading,
    async handle({ query, scope, use }) {
      const { items, nextCursor } = await pageOfStores(use.db, filterOf(scope, await callerOf(use.access, scope), query));
      return { items: items.map(row => shown(toStore(row))), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/stores', permission: 'host.tenancy', context: 'none', status: 201, summary: 'Opens a store, with its warehouse.',
    body: newStore, reply: storeReply, use: writing,
    async handle({ body, scope, use, once }) {
      const caller = await callerOf(use.access, scope);
      return once(async tx => shown(await use.changes.addStore(tx, scope, caller, body)));
    },
  }),
  route({
    method: 'PATCH', path: '/stores/:id', permission: 'host.tenancy', context: 'none', summary: 'Changes a store; its code stays.',
    params: idParam, body: storeChange, reply: storeReply, use: writing,
    handle: async ({ params, body, scope, use }) => shown(await use.changes.changeStore(scope, await callerOf(use.access, scope), params.id, body)),
  }),
  route({
    method: 'GET', path: '/terminals', permission: 'signedIn', context: 'none', summary: 'The terminals of the stores the caller may enter.',
    query: partQuery, reply: terminalPage, use: reading,
    async handle({ query, scope, use }) {
      const { items, nextCursor } = await pageOfTerminals(use.db, filterOf(scope, await callerOf(use.access, scope), query));
      return { items: items.map(toTerminal), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/terminals', permission: 'host.tenancy', context: 'none', status: 201, summary: 'Adds a terminal to a store.',
    body: newPart, reply: terminalReply, use: writing,
    async handle({ body, scope, use, once }) {
      const caller = await callerOf(use.access, scope);
      return once(tx => use.changes.addTerminal(tx, scope, caller, body));
    },
  }),
  route({
    method: 'PATCH', path: '/terminals/:id', permission: 'host.tenancy', context: 'none', summary: 'Renames a terminal; its code stays.',
    params: idParam, body: partChange, reply: terminalReply, use: writing,
    handle: async ({ params, body, scope, use }) => use.changes.changeTerminal(scope, await callerOf(use.access, scope), params.id, body),
  }),
  route({
    method: 'GET', path: '/warehouses', permission: 'signedIn', context: 'none', summary: 'The warehouses of the stores the caller may enter.',
    query: partQuery, reply: warehousePage, use: reading,
    async handle({ query, scope, use }) {
      const { items, nextCursor } = await pageOfWarehouses(use.db, filterOf(scope, await callerOf(use.access, scope), query));
      return { items: items.map(toWarehouse), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/warehouses', permission: 'host.tenancy', context: 'none', status: 201, summary: 'Adds a warehouse to a store.',
    body: newPart, reply: warehouseReply, use: writing,
    async handle({ body, scope, use, once }) {
      const caller = await callerOf(use.access, scope);
      return once(tx => use.changes.addWarehouse(tx, scope, caller, body));
    },
  }),
  route({
    method: 'PATCH', path: '/warehouses/:id', permission: 'host.tenancy', context: 'none', summary: 'Renames a warehouse; its code stays.',
    params: idParam, body: partChange, reply: warehouseReply, use: writing,
    handle: async ({ params, body, scope, use }) => use.changes.changeWarehouse(scope, await callerOf(use.access, scope), params.id, body),
  }),
];
