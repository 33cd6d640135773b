import { list, listQuery, object, oneOf, page, route, t, uuid } from '@sontechsp/sdk';
import { pageOfAll } from '../http/page-of-all.js';
import { PluginSwitch } from './switch.js';

const item = t.Object({
  id: t.String(),
  name: t.String(),
  version: t.String(),
  state: oneOf('active', 'failed'),
  reason: t.Optional(t.String()),
  requires: list(t.String()),
  optional: list(t.String()),
  /** Whether it has settings. */
  settings: t.Boolean(),
  stores: t.Record(t.String(), t.Object({ enabled: t.Boolean(), state: oneOf('on', 'off', 'waiting', 'failed') })),
});

export const routes = [
  route({
    method: 'GET', path: '/plugins', permission: 'host.plugins', context: 'none', use: { plugins: PluginSwitch }, query: listQuery({}), reply: page(item),
    summary: 'What is installed, and where it is on.',
    handle: async ({ query, scope, use }) => pageOfAll(await use.plugins.list(scope.firmId), query),
  }),
  route({
    method: 'PUT', path: '/plugins/:id/stores/:storeId', permission: 'host.plugins', context: 'none', use: { plugins: PluginSwitch },
    params: object({ id: t.String({ maxLength: 100 }), storeId: uuid() }),
    body: object({ enabled: t.Boolean(), cascade: t.Optional(t.Boolean()) }), reply: item,
    summary: 'Switches a plugin on or off in a store, at once and without a restart.',
    handle: ({ scope, params, body, use }) => use.plugins.set(scope, params.id, params.storeId, body),
  }),
];
