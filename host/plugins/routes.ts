import { listQuery, object, page, route, t, uuid } from '@sontechsp/sdk';
import { pageOfAll } from '../http/page-of-all.js';
import { PluginCatalogue } from './catalogue.js';
import { pluginItem } from './schemas.js';
import { PluginSwitch } from './switch.js';

const inStore = object({ id: t.String({ maxLength: 100 }), storeId: uuid() });

export const routes = [
  route({
    method: 'GET', path: '/plugins', permission: 'host.plugins', context: 'none', use: { plugins: PluginCatalogue }, query: listQuery({}), reply: page(pluginItem),
    summary: 'What is installed, and where it is on.',
    handle: async ({ query, scope, use }) => pageOfAll(await use.plugins.list(scope.firmId), query),
  }),
  route({
    method: 'PUT', path: '/plugins/:id/stores/:storeId', permission: 'host.plugins', context: 'none', use: { plugins: PluginCatalogue, switches: PluginSwitch },
    params: inStore, body: object({ enabled: t.Boolean(), cascade: t.Optional(t.Boolean()) }), reply: pluginItem,
    summary: 'Switches a plugin on or off in a store, at once and without a restart.',
    async handle({ scope, params, body, use }) {
      await use.switches.set(scope, params.id, params.storeId, body);
      return (await use.plugins.list(scope.firmId)).find(item => item.id === params.id)!;
    },
  }),
  route({
    method: 'POST', path: '/plugins/:id/stores/:storeId/resume', permission: 'host.plugins', context: 'none', use: { plugins: PluginCatalogue, switches: PluginSwitch },
    params: inStore, reply: pluginItem,
    summary: 'Lets a plugin that was suspended in a store try again.',
    async handle({ scope, params, use }) {
      await use.switches.resume(scope, params.id, params.storeId);
      return (await use.plugins.list(scope.firmId)).find(item => item.id === params.id)!;
    },
  }),
];
