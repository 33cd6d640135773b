import { Db, Live, nullable, object, route, t, uuid } from '@sontechsp/sdk';
import { Registry } from '../tokens.js';
import { SettingsStore } from '../settings/token.js';
import { errors } from './errors.js';
import { PluginSwitch } from './switch.js';

const settingsOf = (registry: Registry, id: string) => {
  const declaration = registry.installed.find(i => i.plugin.id === id)?.plugin.settings;
  if (!declaration) throw errors('plugin.noSettings', { id });
  return declaration;
};
const query = object({ storeId: t.Optional(uuid()) });
const params = object({ id: t.String({ maxLength: 100 }) });

export const routes = [
  route({
    method: 'GET', path: '/plugins', permission: 'host.plugins', context: 'none', use: { plugins: PluginSwitch },
    reply: t.Object({ items: t.Array(t.Unknown()), nextCursor: nullable(t.String()) }),
    summary: 'What is installed, and where it is on.',
    handle: async ({ scope, use }) => ({ items: await use.plugins.list(scope.firmId), nextCursor: null }),
  }),
  route({
    method: 'PUT', path: '/plugins/:id/stores/:storeId', permission: 'host.plugins', context: 'none', use: { plugins: PluginSwitch },
    params: object({ id: t.String({ maxLength: 100 }), storeId: uuid() }),
    body: object({ enabled: t.Boolean(), cascade: t.Optional(t.Boolean()) }),
    summary: 'Switches a plugin on or off in a store, at once and without a restart.',
    handle: ({ scope, params, body, use }) => use.plugins.set(scope, params.id, params.storeId, body),
  }),
  route({
    method: 'GET', path: '/plugins/:id/settings', permission: 'host.settings', context: 'none', params, query, use: { registry: Registry, settings: SettingsStore },
    summary: 'The settings in force, with the schema they obey.',
    async handle({ scope, params, query, use }) {
      const declaration = settingsOf(use.registry, params.id);
      return { per: declaration.per, schema: declaration.schema, values: await use.settings.readerFor(declaration).read({ firmId: scope.firmId, storeId: query.storeId ?? scope.storeId }) };
    },
  }),
  route({
    method: 'PUT', path: '/plugins/:id/settings', permission: 'host.settings', context: 'none', params, query, body: t.Object({}, { additionalProperties: true }),
    use: { db: Db, live: Live, registry: Registry, settings: SettingsStore },
    summary: 'Replaces the settings of a plugin, checked against its schema.',
    async handle({ scope, params, query, body, use }) {
      const declaration = settingsOf(use.registry, params.id);
      const storeId = query.storeId ?? scope.storeId;
      const values = await use.db.transaction(tx => use.settings.write(tx, scope, declaration, storeId, body));
      await use.live.publish(declaration.per === 'store' ? storeId : null, 'settings.changed', { plugin: params.id });
      return { per: declaration.per, schema: declaration.schema, values };
    },
  }),
];
