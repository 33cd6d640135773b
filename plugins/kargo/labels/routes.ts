import { Live, route } from '@sontechsp/sdk';
import { labelQuery, labelsBody, shipmentId } from '../schemas.js';
import { Press } from './press.js';

const label = route({
  method: 'GET', path: '/shipments/:id/label', permission: 'kargo.read', params: shipmentId, query: labelQuery, types: ['application/pdf', 'application/zpl'],
  summary: 'The labels of a shipment, one for each parcel; the carrier\'s own where it made them.',
  use: { press: Press },
  handle: async ({ scope, params, query, use: { press } }) => (await press.print(scope, [params.id], query.format ?? 'pdf', query.size ?? '100x100')).reply,
});

const labels = route({
  method: 'POST', path: '/labels', permission: 'kargo.read', body: labelsBody, types: ['application/pdf', 'application/zpl'],
  summary: 'The labels of several shipments in one document, which count as printed from then on. `Kargo-Unreadable` names those whose carrier made a label that cannot be read: a page says so, and they do not count.',
  use: { press: Press, live: Live },
  async handle({ scope, body: { ids, format = 'pdf', size = '100x100' }, use: { press, live } }) {
    const unique = [...new Set(ids.map(id => id.toLowerCase()))];
    const { reply, unreadable } = await press.print(scope, unique, format, size);
    await press.printed(scope, unique.filter(id => !unreadable.includes(id)));
    void live.publish(scope.storeId, 'kargo.changed', { ids: unique });
    return reply;
  },
});

export const labelRoutes = [label, labels];
