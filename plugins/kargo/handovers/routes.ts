import { Db, Messages, People, Tenancy, raw, route } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { Recipients } from '../recipients/recipients.js';
import { handover, handoverBody, handoverDocument, handoverList, handoverQuery, shipmentId } from '../schemas.js';
import type { HandoverRow } from '../tables.js';
import { handoverPdf } from './document.js';
import { Handing } from './handing.js';
import { findHandover, listHandovers, shipmentsOf } from './store.js';

const replyOf = (row: HandoverRow, names: ReadonlyMap<string, string>) => ({
  id: row.id, connectionId: row.connection_id, connectionName: row.connection_name, shipmentCount: row.shipment_count, parcelCount: row.parcel_count,
  createdAt: row.created_at, createdBy: names.get(row.created_by) ?? '',
});
const locales: Record<string, string> = { tr: 'tr-TR', en: 'en-GB', ru: 'ru-RU', uz: 'uz-Latn-UZ' };

const give = route({
  method: 'POST', path: '/handovers', permission: 'kargo.write', body: handoverBody, reply: handover, status: 201,
  summary: 'Marks shipments of one carrier as given to its driver together.',
  use: { handing: Handing, people: People },
  async handle({ scope, body, once, use: { handing, people } }) {
    const row = await handing.handOver(scope, body, once);
    return replyOf(row, await people.names(scope.firmId, [row.created_by]));
  },
});

const list = route({
  method: 'GET', path: '/handovers', permission: 'kargo.read', query: handoverQuery, reply: handoverList,
  summary: 'Handovers of the store, newest first.',
  use: { db: Db, people: People },
  async handle({ scope, query, use: { db, people } }) {
    const { items, nextCursor } = await listHandovers(db, scope, query);
    const names = await people.names(scope.firmId, [...new Set(items.map(row => row.created_by))]);
    return { items: items.map(row => replyOf(row, names)), nextCursor };
  },
});

const paper = route({
  method: 'GET', path: '/handovers/:id/list', permission: 'kargo.read', params: shipmentId, query: handoverDocument, types: ['application/pdf'],
  summary: 'The handover list with room for signatures, as PDF in the language of the store.',
  use: { db: Db, people: People, tenancy: Tenancy, messages: Messages, recipients: Recipients },
  async handle({ scope, params, use: { db, people, tenancy, messages, recipients } }) {
    const row = await findHandover(db, scope, params.id);
    if (!row) throw errors('kargo.notFound', { id: params.id });
    const [shipments, store, firm, names] = await Promise.all([
      shipmentsOf(db, row.id), tenancy.store(row.store_id), tenancy.firm(row.firm_id), people.names(scope.firmId, [row.created_by]),
    ]);
    const locale = locales[store.language];
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const money = new Intl.NumberFormat(locale, { style: 'currency', currency: firm.currency, currencyDisplay: 'narrowSymbol' });
    const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: store.timeZone }).format(new Date(row.created_at));
    const pdf = await handoverPdf({
      handover: row, shipments, recipients: await recipients.names(shipments), storeName: store.name, firmName: firm.name, at, by: names.get(row.created_by) ?? '',
      word: key => messages.text(store.language, `kargo:handover.${key}`), money: kurus => money.format(kurus / 100), number: value => number.format(value),
    });
    return raw('application/pdf', pdf, { 'content-disposition': `attachment; filename="kargo-teslim-${row.created_at.slice(0, 10)}.pdf"` });
  },
});

export const handoverRoutes = [give, list, paper];
