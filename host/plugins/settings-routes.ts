import { Db, Live, Refusal, object, oneOf, route, t, uuid, type Scope, type SettingsDeclaration } from '@sontechsp/sdk';
import { AccessBook } from '../identity/access.js';
import { shownValues } from '../settings/secret-fields.js';
import { SettingsStore } from '../settings/token.js';
import { checkStore } from '../tenancy/reach.js';
import { Registry } from '../tokens.js';
import { errors } from './errors.js';
import { storesOfFirm } from './store.js';

const params = object({ id: t.String({ maxLength: 100 }) });
const query = object({ storeId: t.Optional(uuid()) });
const reply = t.Object({ per: oneOf('firm', 'store'), schema: t.Unknown(), values: t.Record(t.String(), t.Unknown()) });
type Values = Record<string, unknown>;

function declarationOf(registry: Registry, id: string): SettingsDeclaration<Values> {
  const found = registry.installed.find(one => one.plugin.id === id);
  if (!found) throw errors('plugin.notFound', { id });
  if (!found.plugin.settings) throw errors('plugin.noSettings', { id });
  return found.plugin.settings as SettingsDeclaration<Values>;
}
/** The store asked for, or the caller's own; empty where the firm has one set. */
async function storeFor({ db, access }: { db: Db; access: AccessBook }, scope: Scope, { per }: SettingsDeclaration, asked: string | undefined): Promise<string> {
  if (asked !== undefined) await checkStore(db, access, scope, asked);
  if (per === 'firm') return '';
  if (!asked && !scope.storeId) throw new Refusal('auth.context', 409);
  return asked ?? scope.storeId;
}

const shown = ({ per, schema }: SettingsDeclaration<Values>, values: Values) => ({ per, schema, values: shownValues(schema, values) });

export const settingsRoutes = [
  route({
    method: 'GET', path: '/plugins/:id/settings', permission: 'host.settings', context: 'none', params, query, reply,
    use: { db: Db, access: AccessBook, registry: Registry, settings: SettingsStore },
    summary: 'The settings in force, with the schema they obey.',
    async handle({ scope, params, query, use }) {
      const declaration = declarationOf(use.registry, params.id);
      const storeId = await storeFor(use, scope, declaration, query.storeId);
      const values = await use.settings.readerFor(declaration).read({ firmId: scope.firmId, storeId });
      return shown(declaration, values);
    },
  }),
  route({
    method: 'PUT', path: '/plugins/:id/settings', permission: 'host.settings', context: 'none', params, query, body: t.Record(t.String(), t.Unknown()), reply,
    use: { db: Db, access: AccessBook, live: Live, registry: Registry, settings: SettingsStore },
    summary: 'Replaces the settings of a plugin, checked against its schema.',
    async handle({ scope, params, query, body, use }) {
      const declaration = declarationOf(use.registry, params.id);
      const storeId = await storeFor(use, scope, declaration, query.storeId);
      const values = await use.db.transaction(tx => use.settings.write(tx, scope, declaration, storeId, body));
      const told = storeId ? [storeId] : await storesOfFirm(use.db, scope.firmId);
      await Promise.all(told.map(each => use.live.publish(each, 'settings.changed', { plugin: params.id })));
      return shown(declaration, values);
    },
  }),
];
