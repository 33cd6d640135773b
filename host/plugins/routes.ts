import { Db, Refusal, list, listQuery, object, pageOfAll, route, t, uuid } from '@sontechsp/sdk';
import { TapBook } from '../kernel/tokens.js';
import { PendingPackages } from '../packages/pending.js';
import { PluginCatalogue, type PluginItem } from './catalogue.js';
import { CheckUps } from './check-ups.js';
import { PluginDetailBook } from './details.js';
import { errors } from './errors.js';
import { PluginPreview } from './preview.js';
import { hookOrder, pluginDetails, pluginItem, pluginPage, preview } from './schemas.js';
import { SecondChance } from './second-chance.js';
import { storesOfFirm } from './store.js';
import { PluginSwitch } from './switch.js';

const one = object({ id: t.String({ maxLength: 100 }) });
const inStore = object({ id: t.String({ maxLength: 100 }), storeId: uuid() });
const ofStore = object({ storeId: t.Optional(uuid()) });
const admin = { permission: 'host.plugins', context: 'none' } as const;

/** After a write without figures: whoever waits for the switch shall not wait for those. */
async function itemOf(plugins: PluginCatalogue, firmId: string, id: string, figures = false): Promise<PluginItem> {
  const found = (await plugins.list(firmId, figures)).find(item => item.id === id);
  if (!found) throw errors('plugin.notFound', { id });
  return found;
}

export const routes = [
  route({
    ...admin, method: 'GET', path: '/plugins', use: { plugins: PluginCatalogue, pending: PendingPackages }, query: listQuery({}), reply: pluginPage,
    summary: 'What is installed, where it is on, and how it does; `pending` is what the next start of the answering host will change.',
    async handle({ query, scope, use }) {
      const [plugins, pending] = await Promise.all([use.plugins.list(scope.firmId, true), use.pending.list()]);
      return { ...pageOfAll(plugins, query, plugin => plugin), pending };
    },
  }),
  route({
    ...admin, method: 'GET', path: '/plugins/:id', use: { db: Db, plugins: PluginCatalogue, details: PluginDetailBook, checkUps: CheckUps }, params: one, query: ofStore, reply: pluginDetails,
    summary: 'One plugin in full; it is asked how it does in the store.',
    async handle({ scope, params, query, use }) {
      const storeId = query.storeId ?? scope.storeId;
      if (query.storeId && !(await storesOfFirm(use.db, scope.firmId)).includes(query.storeId)) throw new Refusal('host.notFound', 404);
      if (storeId) await use.checkUps.of(scope, params.id, storeId);
      return { ...await itemOf(use.plugins, scope.firmId, params.id, true), ...use.details.of(scope, params.id) };
    },
  }),
  route({
    ...admin, method: 'POST', path: '/plugins/:id/retry', use: { plugins: PluginCatalogue, chance: SecondChance }, params: one, reply: pluginItem,
    summary: 'Lets a plugin that a host died of be tried at the next start.',
    async handle({ scope, params, use }) {
      await use.chance.give(scope, params.id);
      return itemOf(use.plugins, scope.firmId, params.id);
    },
  }),
  route({
    ...admin, method: 'PUT', path: '/plugins/:id/stores/:storeId', use: { plugins: PluginCatalogue, switches: PluginSwitch },
    params: inStore, body: object({ enabled: t.Boolean(), cascade: t.Optional(t.Boolean()) }), reply: pluginItem,
    summary: 'Switches a plugin on or off in a store, at once and without a restart.',
    async handle({ scope, params, body, use }) {
      await use.switches.set(scope, params.id, params.storeId, body);
      return itemOf(use.plugins, scope.firmId, params.id);
    },
  }),
  route({
    ...admin, method: 'POST', path: '/plugins/:id/stores/:storeId/resume', use: { plugins: PluginCatalogue, switches: PluginSwitch }, params: inStore, reply: pluginItem,
    summary: 'Lets a plugin that was suspended in a store try again.',
    async handle({ scope, params, use }) {
      await use.switches.resume(scope, params.id, params.storeId);
      return itemOf(use.plugins, scope.firmId, params.id);
    },
  }),
  route({
    ...admin, method: 'GET', path: '/plugins/:id/stores/:storeId/preview', use: { preview: PluginPreview }, params: inStore,
    query: object({ enabled: t.Boolean({ default: false }) }), reply: preview,
    summary: 'What switching a plugin on or off in a store would do.',
    handle: ({ scope, params, query, use }) => use.preview.of(scope, params.id, params.storeId, query.enabled),
  }),
  route({
    ...admin, method: 'GET', path: '/hooks', use: { taps: TapBook }, reply: object({ items: list(hookOrder) }),
    summary: 'Every hook, with its taps in the order they run.',
    handle: async ({ use }) => ({ items: use.taps.order().map(({ taps, ...hook }) => ({ ...hook, taps: [...taps] })) }),
  }),
];
