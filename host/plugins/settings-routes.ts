import { Db, Live, Messages, Refusal, object, oneOf, route, t, uuid, type Scope, type SettingsDeclaration } from '@sontechsp/sdk';
import { tellFailure } from '../adapters/cards.js';
import { trialReply } from '../adapters/schemas.js';
import { AccessBook } from '../identity/access.js';
import { shownValues } from '../settings/secret-fields.js';
import { SettingsStore } from '../settings/token.js';
import { checkStore } from '../tenancy/reach.js';
import { Registry, type InstalledPlugin } from '../tokens.js';
import { errors } from './errors.js';
import { SettingsTrials } from './settings-trials.js';
import { storesOfFirm } from './store.js';

const params = object({ id: t.String({ maxLength: 100 }) });
const query = object({ storeId: t.Optional(uuid()) });
const body = t.Record(t.String(), t.Unknown());
/** `testable`: its plugin runs, and can say whether values are right. */
const reply = t.Object({ per: oneOf('firm', 'store'), schema: t.Unknown(), values: t.Record(t.String(), t.Unknown()), testable: t.Boolean() });
type Values = Record<string, unknown>;
interface Found extends InstalledPlugin { readonly declaration: SettingsDeclaration<Values> }

function settingsOf(registry: Registry, id: string): Found {
  const found = registry.installed.find(one => one.plugin.id === id);
  if (!found) throw errors('plugin.notFound', { id });
  if (!found.plugin.settings) throw errors('plugin.noSettings', { id });
  return { ...found, declaration: found.plugin.settings as SettingsDeclaration<Values> };
}
/** The store asked for, or the caller's own; empty where the firm has one set. */
async function storeFor({ db, access }: { db: Db; access: AccessBook }, scope: Scope, { per }: SettingsDeclaration, asked: string | undefined): Promise<string> {
  if (asked !== undefined) await checkStore(db, access, scope, asked);
  if (per === 'firm') return '';
  if (!asked && !scope.storeId) throw new Refusal('auth.context', 409);
  return asked ?? scope.storeId;
}

const isTestable = ({ state, declaration }: Found): boolean => state === 'active' && declaration.test !== undefined;
function shown(found: Found, values: Values) {
  const { per, schema } = found.declaration;
  return { per, schema, values: shownValues(schema, values), testable: isTestable(found) };
}

export const settingsRoutes = [
  route({
    method: 'GET', path: '/plugins/:id/settings', permission: 'host.settings', context: 'none', params, query, reply,
    use: { db: Db, access: AccessBook, registry: Registry, settings: SettingsStore },
    summary: 'The settings in force, with the schema they obey.',
    async handle({ scope, params, query, use }) {
      const found = settingsOf(use.registry, params.id);
      const storeId = await storeFor(use, scope, found.declaration, query.storeId);
      return shown(found, await use.settings.readerFor(found.declaration).read({ firmId: scope.firmId, storeId }));
    },
  }),
  route({
    method: 'PUT', path: '/plugins/:id/settings', permission: 'host.settings', context: 'none', params, query, body, reply,
    use: { db: Db, access: AccessBook, live: Live, registry: Registry, settings: SettingsStore },
    summary: 'Replaces the settings of a plugin, checked against its schema.',
    async handle({ scope, params, query, body, use }) {
      const found = settingsOf(use.registry, params.id);
      const storeId = await storeFor(use, scope, found.declaration, query.storeId);
      const values = await use.db.transaction(tx => use.settings.write(tx, scope, found.declaration, storeId, body));
      const told = storeId ? [storeId] : await storesOfFirm(use.db, scope.firmId);
      await Promise.all(told.map(each => use.live.publish(each, 'settings.changed', { plugin: params.id })));
      return shown(found, values);
    },
  }),
  route({
    method: 'POST', path: '/plugins/:id/settings/test', permission: 'host.settings', context: 'none', params, query, body, reply: trialReply,
    use: { db: Db, access: AccessBook, registry: Registry, messages: Messages, trials: SettingsTrials },
    summary: 'Tests settings before they are saved. Secrets left out are those that are kept.',
    async handle({ scope, params, query, body, use }) {
      const found = settingsOf(use.registry, params.id);
      if (!isTestable(found)) throw errors('plugin.noTest', { id: params.id });
      const storeId = await storeFor(use, scope, found.declaration, query.storeId);
      const ended = await use.trials.of(scope, found.plugin, found.declaration, storeId, body);
      if ('failure' in ended) return { ok: false, failure: tellFailure(use.messages, ended.failure, scope.language) };
      return { ok: true, ...(ended.said === undefined ? {} : { said: ended.said }) };
    },
  }),
];
