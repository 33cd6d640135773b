import { job } from '@sontechsp/sdk';
import { Orders } from './tokens.js';

/** Every five minutes in each store where the plugin is on. */
export const fetchOrders = job(
  { id: 'ornek.fetch', schedule: { everyMs: 5 * 60_000 }, per: 'store', use: { orders: Orders } },
  async ({ scope, signal, orders }) => ({ orders: await orders.fetch(scope, signal) }),
);
