import { Failure, adapter, t, type Shape } from '@sontechsp/sdk';
import { carrier, cut, desiOf, oldestFirst, phoneDigits, type CarrierRequest, type CarrierShipment, type Tracking, type TrackingState } from '@sontechsp/sdk/carrier';
import { connection, type Context } from './connection.js';

/** The carrier's words and ours. A word that is not here is `unknown`, never a guess. */
const states: Readonly<Record<string, TrackingState>> = {
  CREATED: 'pending', PICKED_UP: 'picked_up', MOVING: 'in_transit', AT_DOOR: 'out_for_delivery', NOT_HOME: 'delivery_failed',
  DELIVERED: 'delivered', RETURNED: 'returned', CANCELLED: 'cancelled',
};
const stateOf = (word: string): TrackingState => states[word] ?? 'unknown';

const shipmentReply = t.Object({
  reference: t.String(), trackingNumber: t.String(), status: t.String(),
  events: t.Array(t.Object({ at: t.String(), status: t.String(), text: t.String(), place: t.String() })),
});
type Shipment = Shape<typeof shipmentReply>;

const capabilities = {
  // A lost answer: kargo asks findByRef before it sends again.
  idempotency: 'ref', cashOnDelivery: true, recipientPays: true, multiParcel: true, cancel: true, trackBatch: 20, trackEveryMs: 60_000,
} as const;

export const ornek = adapter(carrier, { id: 'ornek', title: 'Örnek', connection }, {
  capabilities,
  async testConnection(ctx: Context) {
    await ctx.http.send({ url: at(ctx, 'ping'), headers: key(ctx) });
  },
  async create(request, ctx: Context) {
    const { json } = await ctx.http.send({ method: 'POST', url: at(ctx, 'shipments'), headers: key(ctx), json: toOrder(request), reply: shipmentReply });
    return toShipment(json);
  },
  async findByRef(reference, ctx: Context) {
    const [found] = await ask([reference], ctx);
    return found && toShipment(found);
  },
  async cancel(reference, ctx: Context) {
    await ctx.http.send({ method: 'DELETE', url: at(ctx, `shipments/${encodeURIComponent(reference)}`), headers: key(ctx), reply: t.Object({ outcome: t.String() }) });
  },
  async track(references, ctx: Context) {
    if (references.length === 0) return [];
    if (references.length > capabilities.trackBatch) throw new Failure('validation', `At most ${capabilities.trackBatch} references at once`, { acted: 'no' });
    return (await ask([...new Set(references)], ctx)).map(toTracking);
  },
});

const at = ({ settings }: Context, path: string): string => `${settings.address.replace(/\/+$/, '')}/${path}`;
const key = ({ settings }: Context) => ({ 'x-api-key': settings.apiKey });

/** Those the carrier knows; the others are not in its list. A 404 here is no answer of its own, so it stays a failure. */
async function ask(references: readonly string[], ctx: Context): Promise<Shipment[]> {
  const { json } = await ctx.http.send({ url: at(ctx, 'shipments'), query: { references: references.join(',') }, headers: key(ctx), reply: t.Array(shipmentReply) });
  return json;
}

function toOrder({ reference, orderNo, recipient, parcels, payer, cashOnDelivery, description }: CarrierRequest) {
  const phone = phoneDigits(recipient.phone);
  if (!phone) throw new Failure('validation', `"${recipient.phone}" is no phone number of ten digits`, { acted: 'no' });
  return {
    reference, orderNo: cut(orderNo, 50), payer, description: cut(description, 200),
    recipient: { name: cut(recipient.name, 100), phone, line: cut(recipient.line, 250), district: cut(recipient.district, 40), city: cut(recipient.city, 40) },
    parcels: parcels.map(parcel => ({ desi: desiOf(parcel), grams: parcel.weightGrams })),
    ...(cashOnDelivery ? { cashOnDelivery } : {}),
  };
}
const toShipment = ({ reference, trackingNumber }: Shipment): CarrierShipment => ({ reference, trackingNumber });
const toTracking = (shipment: Shipment): Tracking => ({
  ...toShipment(shipment), state: stateOf(shipment.status),
  events: oldestFirst(shipment.events.map(({ at, status, text, place }) => ({ at, state: stateOf(status), rawCode: status, rawText: text, place }))),
});
