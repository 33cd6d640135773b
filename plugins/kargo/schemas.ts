import { instant, list, listQuery, money, nullable, object, oneOf, optional, page, t, text, uuid, type Shape } from '@sontechsp/sdk';
import { trackingStates } from '@sontechsp/sdk/carrier';
import { shipmentStates } from './states.js';

export const shipmentId = object({ id: uuid() });
const stateName = oneOf(...shipmentStates);
const payer = oneOf('sender', 'recipient');
const cashOnDelivery = object({ amount: { ...money(), minimum: 1 }, by: oneOf('cash', 'card') });
const centimetres = () => t.Number({ exclusiveMinimum: 0, maximum: 500 });

/** Who sends or receives; the country is Türkiye unless said. */
export const address = object({
  name: text(200, 2), phone: { ...text(30, 7), pattern: '^\\+?[0-9 ()./-]*$' }, email: optional(text(200, 3)), line: text(500, 5),
  district: text(60, 1), city: text(60, 1), postalCode: optional(text(10)), country: optional(t.String({ pattern: '^[A-Z]{2}$' })), taxNumber: optional(text(20)),
});
export type AddressBody = Shape<typeof address>;
/** Centimetres and grams. */
export const parcel = object({
  lengthCm: centimetres(), widthCm: centimetres(), heightCm: centimetres(), weightGrams: t.Integer({ minimum: 1, maximum: 1_000_000 }), content: optional(text(200)),
});
const parcels = list(parcel, { minItems: 1, maxItems: 99 });

export const shipmentBody = object({
  id: optional(uuid()), connectionId: uuid(), saleId: optional(uuid()), orderNo: optional(text(40, 1)), recipient: address, parcels,
  payer: optional(payer), cashOnDelivery: optional(cashOnDelivery), description: optional(text(250)),
});
export type ShipmentBody = Shape<typeof shipmentBody>;
/** A shipment that is only thought of. */
export const quoteBody = object({
  connectionId: uuid(), recipient: address, parcels, payer: optional(payer), cashOnDelivery: optional(cashOnDelivery), description: optional(text(250)),
});
export type QuoteBody = Shape<typeof quoteBody>;
export const quoteList = object({ items: t.Array(object({ service: t.String(), amount: money(), days: nullable(t.Integer()) })) });
/** What may still be changed while the carrier does not have it. */
export const shipmentChange = object({
  connectionId: optional(uuid()), recipient: optional(address), parcels: optional(parcels), payer: optional(payer),
  cashOnDelivery: optional(nullable(cashOnDelivery)), description: optional(text(250)),
});
export type ShipmentChange = Shape<typeof shipmentChange>;

const problem = object({ step: oneOf('create', 'cancel'), kind: t.String(), message: t.String(), code: nullable(t.String()), at: t.String() });
const summary = {
  id: uuid(), reference: t.String(), connectionId: uuid(), adapterId: t.String(), orderNo: t.String(), sourceType: oneOf('manual', 'pos.sale'), sourceId: nullable(uuid()),
  recipientName: t.String(), recipientCity: t.String(), parcelCount: t.Integer(), desi: t.Number(), payer, cashOnDelivery: nullable(cashOnDelivery),
  state: stateName, stateAt: t.String(), late: t.Boolean(), problem: nullable(problem), trackingNumber: nullable(t.String()), trackingUrl: nullable(t.String()),
  carrierLabel: nullable(oneOf('zpl', 'pdf')), printable: t.Boolean(), registeredAt: nullable(t.String()), cancelRequestedAt: nullable(t.String()),
  printedAt: nullable(t.String()), handedOverAt: nullable(t.String()), handoverId: nullable(uuid()), createdAt: t.String(),
  /** What became of the sale meanwhile; `saleTakenBack`: nothing is left of it, and nobody decided to send the goods all the same. */
  saleState: nullable(oneOf('partlyRefunded', 'refunded', 'voided')), saleTakenBack: t.Boolean(),
};
export const shipmentLine = object(summary);
export type ShipmentLine = Shape<typeof shipmentLine>;
export const shipmentList = page(shipmentLine);

const stored = object({ ...address.properties, country: t.String() });
export const event = object({
  at: t.String(), state: oneOf(...trackingStates), rawCode: t.String(), rawText: t.String(), place: nullable(t.String()),
});
export const shipment = object({
  ...summary, sender: stored, recipient: stored, parcels: t.Array(parcel), description: t.String(), barcodes: t.Array(t.String()),
  sentAt: nullable(t.String()), cancelledAt: nullable(t.String()), trackedAt: nullable(t.String()), nextTrackAt: nullable(t.String()),
  createdBy: t.String(), editable: t.Boolean(), retryable: t.Boolean(), cancellable: t.Boolean(), keepable: t.Boolean(), events: t.Array(event),
});
export type ShipmentReply = Shape<typeof shipment>;

const flag = () => t.Enum(['true', 'false']);
export const shipmentQuery = listQuery({
  state: optional(stateName), connectionId: optional(uuid()), late: optional(flag()), handedOver: optional(flag()), saleId: optional(uuid()), handoverId: optional(uuid()),
  from: optional(instant()), to: optional(instant()),
});
export type ShipmentQuery = Shape<typeof shipmentQuery>;

export const connections = object({
  items: t.Array(object({
    id: uuid(), name: t.String(), adapterId: t.String(), enabled: t.Boolean(),
    cashOnDelivery: t.Boolean(), recipientPays: t.Boolean(), multiParcel: t.Boolean(), cancel: t.Boolean(),
    /** It tells prices: `POST /quotes`. */
    quotes: t.Boolean(),
  })),
  /** Whether the store's address as sender is complete. */
  senderKnown: t.Boolean(),
});
export const orderQuery = object({ receiptNo: text(40, 1) });
export const order = object({
  saleId: uuid(), orderNo: t.String(), total: t.Integer(), soldAt: t.String(), description: t.String(), shipments: t.Integer(),
  state: oneOf('completed', 'partlyRefunded', 'refunded', 'voided'),
});

export const labelSize = oneOf('100x100', '100x150');
export const labelFormat = oneOf('zpl', 'pdf');
export const labelQuery = object({ format: optional(labelFormat), size: optional(labelSize) });
export const labelsBody = object({ ids: list(uuid(), { minItems: 1, maxItems: 200 }), format: optional(labelFormat), size: optional(labelSize) });

export const handoverBody = object({ id: optional(uuid()), connectionId: uuid(), ids: list(uuid(), { minItems: 1, maxItems: 500 }) });
export type HandoverBody = Shape<typeof handoverBody>;
export const handover = object({
  id: uuid(), connectionId: uuid(), connectionName: t.String(), shipmentCount: t.Integer(), parcelCount: t.Integer(), createdAt: t.String(), createdBy: t.String(),
});
export const handoverList = page(handover);
export const handoverQuery = listQuery({ connectionId: optional(uuid()), from: optional(instant()), to: optional(instant()) });
export type HandoverQuery = Shape<typeof handoverQuery>;
export const handoverDocument = object({ format: optional(oneOf('pdf')) });

export const webhookParams = object({ connectionId: uuid() });
