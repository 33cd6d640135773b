import { Adapters, Clock, Db, Messages, People, route, toldMessage, type Queries, type Scope } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { Sales } from '../../pos/contract.js';
import { errors } from '../errors.js';
import { Recipients } from '../recipients/recipients.js';
import {
  connections, order, orderQuery, shipment, shipmentBody, shipmentChange, shipmentId, shipmentList, shipmentQuery, type ShipmentReply,
} from '../schemas.js';
import { senderOf, settings } from '../settings.js';
import type { ShipmentRow } from '../tables.js';
import { Tracker } from '../tracking/tracker.js';
import { Desk } from './desk.js';
import { listShipments } from './list-store.js';
import { lineOf, replyOf, type Reading } from './reply.js';
import { countOfSale, findOwn, journeyOf } from './store.js';

const reading = { db: Db, people: People, clock: Clock, recipients: Recipients, messages: Messages };
const readingOf = ({ clock, messages }: { clock: Clock; messages: Messages }, { language }: Scope): Reading =>
  ({ now: clock.now(), tell: kept => toldMessage(messages, language, kept) });
/** The whole card of a shipment. */
async function cardOf(use: { db: Queries; people: People; clock: Clock; recipients: Recipients; messages: Messages }, scope: Scope, row: ShipmentRow): Promise<ShipmentReply> {
  const { db, people, recipients } = use;
  const [open, events, names] = await Promise.all([recipients.open(row), journeyOf(db, row.id), people.names(scope.firmId, [row.created_by])]);
  return replyOf(open, events, readingOf(use, scope), names.get(row.created_by) ?? '');
}
async function ownShipment(db: Queries, scope: Scope, id: string): Promise<ShipmentRow> {
  const row = await findOwn(db, scope, id);
  if (!row) throw errors('kargo.notFound', { id });
  return row;
}

const list = route({
  method: 'GET', path: '/shipments', permission: 'kargo.read', query: shipmentQuery, reply: shipmentList,
  summary: 'Shipments of the store: late ones first, then the newest, unless sorted otherwise.',
  use: { db: Db, clock: Clock, recipients: Recipients, messages: Messages },
  async handle({ scope, query, use }) {
    const { db, recipients } = use;
    const read = readingOf(use, scope);
    const { items, nextCursor } = await listShipments(db, scope, query, await recipients.asked(scope.firmId, query.q ?? ''), read.now);
    const names = await recipients.names(items);
    return { items: items.map(row => lineOf(row, names.get(row.id) ?? '', read)), nextCursor };
  },
});

const one = route({
  method: 'GET', path: '/shipments/:id', permission: 'kargo.read', params: shipmentId, reply: shipment,
  summary: 'A shipment with its journey.',
  use: reading,
  handle: async ({ scope, params, use }) => cardOf(use, scope, await ownShipment(use.db, scope, params.id)),
});

const create = route({
  method: 'POST', path: '/shipments', permission: 'kargo.write', body: shipmentBody, reply: shipment, status: 201,
  summary: 'Makes a shipment, by hand or of a sale, and tells its carrier.',
  use: { ...reading, desk: Desk },
  handle: async ({ scope, body, once, use }) => cardOf(use, scope, await use.desk.request(scope, body, once)),
});

const edit = route({
  method: 'PATCH', path: '/shipments/:id', permission: 'kargo.write', params: shipmentId, body: shipmentChange, reply: shipment,
  summary: 'Changes a shipment its carrier does not have: one that waits, or was refused.',
  use: { ...reading, desk: Desk },
  handle: async ({ scope, params, body, use }) => cardOf(use, scope, await use.desk.edit(scope, params.id, body)),
});

const retry = route({
  method: 'POST', path: '/shipments/:id/retry', permission: 'kargo.write', params: shipmentId, reply: shipment,
  summary: 'Tells the carrier once more of a shipment it refused.',
  use: { ...reading, desk: Desk },
  handle: async ({ scope, params, use }) => cardOf(use, scope, await use.desk.retry(scope, params.id)),
});

const cancel = route({
  method: 'POST', path: '/shipments/:id/cancel', permission: 'kargo.write', params: shipmentId, reply: shipment,
  summary: 'Cancels a shipment: at once while its carrier has never heard of it, else through the carrier.',
  use: { ...reading, desk: Desk },
  handle: async ({ scope, params, use }) => cardOf(use, scope, await use.desk.cancel(scope, params.id)),
});

const keep = route({
  method: 'POST', path: '/shipments/:id/keep', permission: 'kargo.write', params: shipmentId, reply: shipment,
  summary: 'Sends a shipment all the same although its sale was refunded or voided.',
  use: { ...reading, desk: Desk },
  handle: async ({ scope, params, use }) => cardOf(use, scope, await use.desk.keep(scope, params.id)),
});

const track = route({
  method: 'POST', path: '/shipments/:id/track', permission: 'kargo.read', params: shipmentId, reply: shipment,
  summary: 'Asks the carrier where a shipment is, unless it was asked just now.',
  use: { ...reading, tracker: Tracker },
  async handle({ scope, params, use }) {
    await use.tracker.ask(await ownShipment(use.db, scope, params.id), AbortSignal.timeout(20_000));
    return cardOf(use, scope, await ownShipment(use.db, scope, params.id));
  },
});

const readConnections = route({
  method: 'GET', path: '/connections', permission: 'kargo.read', reply: connections,
  summary: 'The carriers the store can send by, and what each can do.',
  use: { adapters: Adapters, settings },
  async handle({ scope, use: { adapters, settings: reader } }) {
    const [found, values] = await Promise.all([adapters.connections(carrier, scope), reader.read(scope)]);
    return {
      items: found.flatMap(({ id, name, adapterId, enabled }) => {
        const adapter = adapters.adapterOf(carrier, adapterId);
        if (!adapter) return [];
        const { cashOnDelivery, recipientPays, multiParcel, cancel: cancels } = adapter.capabilities;
        return [{ id, name, adapterId, enabled, cashOnDelivery, recipientPays, multiParcel, cancel: cancels, quotes: adapter.quote !== undefined }];
      }),
      senderKnown: senderOf(values, '-') !== undefined,
    };
  },
});

const readOrder = route({
  method: 'GET', path: '/orders', permission: 'kargo.read', query: orderQuery, reply: order,
  summary: 'What a shipment of a receipt would begin with.',
  use: { db: Db, sales: Sales },
  async handle({ scope, query, use: { db, sales } }) {
    const sale = scope.plugins.has('pos') ? await (sales as Sales | undefined)?.find(scope, { receiptNo: query.receiptNo }) : undefined;
    if (!sale) throw errors('kargo.saleNotFound', { receiptNo: query.receiptNo });
    const description = sale.lines.map(line => line.name).join(', ').slice(0, 250);
    return { saleId: sale.id, orderNo: sale.receiptNo, total: sale.total, soldAt: sale.soldAt, description, shipments: await countOfSale(db, scope, sale.id), state: sale.state };
  },
});

export const routes = [list, one, create, edit, retry, cancel, keep, track, readConnections, readOrder];
