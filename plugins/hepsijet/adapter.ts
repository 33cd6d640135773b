import { Failure, adapter, fold, isFailure, nullable, t, type Shape } from '@sontechsp/sdk';
import {
  carrier, cut, desiOf, fromTurkiye, oldestFirst, phoneDigits, turkiyeDate,
  type CarrierAddress, type CarrierRequest, type CarrierShipment, type Tracking, type TrackingState,
} from '@sontechsp/sdk/carrier';
import { call, signIn } from './client.js';
import { connection, type Context } from './connection.js';

const states: Readonly<Record<string, TrackingState>> = {
  NEO: 'pending', ACCEPTED: 'picked_up', OUT_FOR_DELIVERY: 'out_for_delivery', FAILED_ATTEMPT: 'delivery_failed',
  DELIVERED: 'delivered', RETURNED: 'returned', DELETED: 'cancelled', CANCELLED: 'cancelled',
};
const capabilities = {
  idempotency: 'ref', cashOnDelivery: false, recipientPays: false, multiParcel: true, cancel: true, trackBatch: 50, trackEveryMs: 60_000,
} as const;

const madeReply = t.Object({
  customerDeliveryNo: t.String(),
  zplBarcodeDTOList: t.Optional(nullable(t.Array(t.Object({ zplBarcode: t.String() })))),
});
const trackedReply = t.Array(t.Object({
  barcode: t.String(),
  integrationStatus: t.Optional(nullable(t.String())),
  trackingUrl: t.Optional(nullable(t.String())),
  details: t.Optional(nullable(t.Array(t.Object({
    integrationStatus: t.String(), transactionDate: t.String(), transaction: t.Optional(nullable(t.String())), location: t.Optional(nullable(t.String())),
  })))),
}));
type Tracked = Shape<typeof trackedReply>[number];

export const hepsijet = adapter(carrier, { id: 'hepsijet', title: 'HepsiJet', connection }, {
  capabilities,
  testConnection: signIn,

  async create(request, ctx: Context) {
    const order = toOrder(request, ctx);
    const made = await call(ctx, 'sendDeliveryOrderEnhanced', order, madeReply, true).catch(async error => {
      throw await isKnown(error, request.reference, ctx) ? new Failure('conflict', (error as Error).message, { ...(error as Failure).facts }) : error;
    });
    if (made?.customerDeliveryNo !== request.reference) throw new Failure('unavailable', 'HepsiJet did not name the shipment', { acted: 'unknown' });
    const zpl = (made.zplBarcodeDTOList ?? []).map(label => label.zplBarcode).join('\n');
    return {
      reference: request.reference, trackingNumber: request.reference,
      ...(zpl ? { label: { format: 'zpl', base64: Buffer.from(zpl).toString('base64') } } : {}),
    };
  },
  async findByRef(reference, ctx: Context) {
    const [tracked] = await ask([reference], ctx);
    return tracked && shipmentOf(tracked);
  },
  async cancel(reference, ctx: Context) {
    try {
      await call(ctx, `deleteDeliveryOrder/${encodeURIComponent(reference)}`, { deleteReason: 'IPTAL' }, t.Unknown(), true);
    } catch (error) {
      if (!isFailure(error) || error.kind !== 'validation') throw error;
      const [tracked] = await ask([reference], ctx);
      if (!tracked) throw new Failure('notFound', error.message, error.facts);
      if (stateOf(tracked.integrationStatus) !== 'cancelled') throw new Failure('conflict', error.message, error.facts);
    }
  },
  async track(references, ctx: Context) {
    if (references.length === 0) return [];
    if (references.length > capabilities.trackBatch) throw new Failure('validation', `HepsiJet is asked for ${capabilities.trackBatch} at most`, { acted: 'no' });
    return (await ask([...new Set(references)], ctx)).map(toTracking);
  },
});

function toOrder({ reference, orderNo, sender, recipient, parcels, payer, cashOnDelivery, description }: CarrierRequest, { settings, now }: Context) {
  if (cashOnDelivery || payer === 'recipient') throw new Failure('notSupported', 'HepsiJet sends at the sender\'s expense only', { acted: 'no' });
  const phone = phoneDigits(recipient.phone);
  if (!phone) throw new Failure('validation', `HepsiJet wants a phone of ten digits, not "${recipient.phone}"`, { acted: 'no' });
  const name = cut(recipient.name, 100);
  const [lastName = '.', ...first] = name.split(' ').reverse();
  return {
    company: { name: settings.companyName, abbreviationCode: settings.companyCode },
    delivery: {
      customerDeliveryNo: reference, customerOrderId: cut(orderNo, 50), totalParcels: parcels.length,
      desi: Math.max(1, Math.ceil(parcels.reduce((sum, parcel) => sum + desiOf(parcel), 0))),
      deliverySlotOriginal: '0', deliveryDateOriginal: turkiyeDate(now()), deliveryType: 'RETAIL', product: { productCode: 'HX_STD' },
      receiver: { companyCustomerId: phone, firstName: first.reverse().join(' ') || '.', lastName, phone1: phone, ...(recipient.email ? { email: recipient.email } : {}) },
      senderAddress: { companyAddressId: settings.senderAddressId, ...place(sender) },
      recipientAddress: { companyAddressId: reference, ...place(recipient) },
      recipientPerson: name, recipientPersonPhone1: phone,
      deliveryContent: [{ description: cut(description, 100), quantity: 1 }],
    },
    currentXDock: { abbreviationCode: settings.depot },
  };
}
const place = ({ city, district, line }: CarrierAddress) =>
  ({ country: { name: 'Türkiye' }, city: { name: cut(city, 40) }, town: { name: cut(district, 40) }, addressLine1: cut(line, 250) });

async function ask(barcodes: string[], ctx: Context): Promise<Tracked[]> {
  try {
    return (await call(ctx, 'integration/track', { barcodes, isTrackAdded: true }, trackedReply, false)) ?? [];
  } catch (error) {
    // Whether one unknown number is an empty list or a refusal is not documented: either means that there is none.
    if (barcodes.length === 1 && isFailure(error) && error.kind === 'validation' && /bulunamad|not found/i.test(fold(error.message))) return [];
    throw error;
  }
}

/** HepsiJet's refusals bear no code: what it holds under the reference tells a repetition from a mistake. */
const isKnown = async (error: unknown, reference: string, ctx: Context): Promise<boolean> =>
  isFailure(error) && error.kind === 'validation' && (await ask([reference], ctx)).length > 0;

const stateOf = (status: string | null | undefined): TrackingState => states[status ?? 'NEO'] ?? 'unknown';
const shipmentOf = ({ barcode, trackingUrl }: Tracked): CarrierShipment =>
  ({ reference: barcode, trackingNumber: barcode, ...(trackingUrl ? { trackingUrl } : {}) });
const toTracking = (tracked: Tracked): Tracking => ({
  ...shipmentOf(tracked),
  state: stateOf(tracked.integrationStatus),
  events: oldestFirst((tracked.details ?? []).flatMap(({ integrationStatus, transactionDate, transaction, location }) => {
    const at = fromTurkiye(transactionDate);
    return at ? [{ at, state: stateOf(integrationStatus), rawCode: integrationStatus, rawText: transaction ?? integrationStatus, ...(location ? { place: location } : {}) }] : [];
  })),
});
