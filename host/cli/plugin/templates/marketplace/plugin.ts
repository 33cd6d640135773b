import { Clock, Db, Live, definePlugin, permission, provide, screen } from '@sontechsp/sdk';
import { createClient } from './client.js';
import { fetchOrders } from './job.js';
import en from './locales/en.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import first from './migrations/001-first.js';
import { createOrders } from './orders.js';
import { errors, routes } from './routes.js';
import { settings } from './settings.js';
import { orders } from './tables.js';
import { MarketClient, Orders } from './tokens.js';

/**
 * Fetches the orders of a marketplace into the store. The contract for marketplaces is not there yet; until it is, this is a
 * plugin of its own, whose `client.ts` is what will become the adapter.
 */
export default definePlugin({
  id: 'ornek',
  name: 'Örnek',
  version: '0.1.0',
  sdk: '^0.1.0',
  permissions: [permission('ornek.read', { manager: true, admin: true })],
  settings,
  tables: [orders],
  migrations: [first],
  provides: [provide(MarketClient, {}, createClient), provide(Orders, { db: Db, clock: Clock, live: Live, client: MarketClient, settings }, createOrders)],
  errors: [errors],
  routes,
  jobs: [fetchOrders],
  screens: [screen({ path: '/ornek', title: 'ui.title', permission: 'ornek.read', module: 'orders', menu: { group: 'commerce', order: 90, icon: 'cart' } })],
  locales: { tr, en },
});
