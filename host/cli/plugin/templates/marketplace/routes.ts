import { Db, instant, isFailure, listQuery, money, object, page, refusals, route, t, text } from '@sontechsp/sdk';
import { ordersOf } from './store.js';
import { Orders } from './tokens.js';

export const errors = refusals({ 'ornek.refused': 422, 'ornek.away': 503 });
const item = object({ number: text(), customer: text(), state: text(), total: money(), orderedAt: instant() });

export const routes = [
  route({
    method: 'GET', path: '/orders', permission: 'ornek.read', query: listQuery({}), reply: page(item), use: { db: Db },
    summary: 'Orders of the marketplace, newest first.',
    async handle({ query, scope, use }) {
      const { items, nextCursor } = await ordersOf(use.db, scope, query);
      return { items: items.map(({ number, customer, state, total, ordered_at }) => ({ number, customer, state, total, orderedAt: ordered_at })), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/fetch', permission: 'ornek.read', reply: object({ orders: t.Integer() }), use: { orders: Orders },
    summary: 'Asks the marketplace now.',
    async handle({ scope, use }) {
      try {
        return { orders: await use.orders.fetch(scope, AbortSignal.timeout(15_000)) };
      } catch (error) {
        throw isFailure(error) ? errors(error.kind === 'auth' ? 'ornek.refused' : 'ornek.away') : error;
      }
    },
  }),
];
