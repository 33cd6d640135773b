import { People, route } from '@sontechsp/sdk';
import { Parking, parkedReplyOf } from './parked.js';
import { parkedBody, parkedId, parkedList, parkedQuery, parkedReply } from './schemas.js';

const park = route({
  method: 'POST', path: '/parked', permission: 'pos.sell', body: parkedBody, reply: parkedReply, status: 201,
  summary: 'Puts a basket aside under a name.',
  use: { parking: Parking },
  async handle({ scope, body, once, use: { parking } }) {
    // Thrown inside, where the host has looked for a remembered reply first.
    const priced = parking.price(scope, body);
    await priced.catch(() => undefined);
    return once(async tx => parking.park(tx, scope, body, await priced));
  },
});

const list = route({
  method: 'GET', path: '/parked', permission: 'pos.sell', query: parkedQuery, reply: parkedList,
  summary: 'Baskets that wait in the store, newest first.',
  use: { parking: Parking, people: People },
  async handle({ scope, query, use: { parking, people } }) {
    const { items, nextCursor } = await parking.list(scope, query);
    const names = await people.names(scope.firmId, [...new Set(items.map(row => row.cashier_id))]);
    return { items: items.map(row => ({ ...parkedReplyOf(row), cashierName: names.get(row.cashier_id) ?? '', terminalId: row.terminal_id })), nextCursor };
  },
});

const recall = route({
  method: 'DELETE', path: '/parked/:id', permission: 'pos.sell', params: parkedId, reply: parkedReply,
  summary: 'Takes a waiting basket back, once.',
  use: { parking: Parking },
  handle: ({ scope, params, once, use: { parking } }) => once(tx => parking.recall(tx, scope, params.id)),
});

export const parkedRoutes = [park, list, recall];
