import { Failure, adapter, definePlugin, isFailure, object, secret, t, type Plugin } from '@sontechsp/sdk';
import { carrier, type CarrierAdapter, type CarrierCapabilities, type CarrierQuote, type CarrierRequest, type CarrierShipment, type Tracking } from '@sontechsp/sdk/carrier';
import kargo from '../../plugins/kargo/plugin.js';
import { Tracker, type TrackingRun } from '../../plugins/kargo/tracking/tracker.js';
import type { BootOptions } from '../../host/boot.js';
import { installed } from '../../host/installed.js';
import type { Client, Reply } from '../support/client.js';
import type { Kind } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';
import { until } from '../outbox/rig.js';

/** A carrier in this process: what it knows, and what it is told to do wrong. */
export interface FakeCarrier {
  readonly plugin: Plugin;
  readonly known: Map<string, { request: CarrierRequest; cancelled: boolean; made: number }>;
  readonly tracked: string[][];
  readonly cancels: string[];
  readonly keys: string[];
  /** Called before (`acted: false`) and after the carrier acts; what it throws is what the adapter throws. */
  on: (what: 'create' | 'cancel' | 'track' | 'find', reference: string, acted: boolean) => void | Promise<void>;
  /** What `create` answers beside the reference. */
  answer: (request: CarrierRequest) => Partial<CarrierShipment>;
  tell: (reference: string) => Tracking | undefined;
  /** What `quote` answers; an adapter has it where this was given. */
  price: ((request: CarrierRequest) => CarrierQuote[]) | undefined;
}

export const lost = (): never => { throw new Failure('unavailable', 'Bağlantı koptu', { acted: 'unknown' }); };
export const refuse = (kind: 'validation' | 'auth' | 'unavailable' | 'conflict', message: string, remoteCode?: string): never => {
  throw new Failure(kind, message, { acted: 'no', ...(remoteCode ? { remoteCode } : {}) });
};

const everything: CarrierCapabilities = {
  idempotency: 'ref', cashOnDelivery: true, recipientPays: true, multiParcel: true, cancel: true, trackBatch: 3, trackEveryMs: 60_000,
};

export function fakeCarrier(id = 'deneme', capabilities: Partial<CarrierCapabilities> = {}, price?: FakeCarrier['price']): FakeCarrier {
  const fake = {
    known: new Map(), tracked: [], cancels: [], keys: [], on: () => {}, answer: () => ({}), tell: () => undefined, price,
  } as unknown as { -readonly [K in keyof FakeCarrier]: FakeCarrier[K] };
  const can = { ...everything, ...capabilities };
  const implementation: CarrierAdapter = {
    capabilities: can,
    async testConnection() {},
    async create(request, ctx) {
      fake.keys.push(ctx.idempotencyKey);
      await fake.on('create', request.reference, false);
      const there = fake.known.get(request.reference);
      if (there && can.idempotency !== 'key') throw new Failure('conflict', 'Kayıt var', { acted: 'no' });
      fake.known.set(request.reference, { request, cancelled: false, made: (there?.made ?? 0) + 1 });
      await fake.on('create', request.reference, true);
      return { reference: request.reference, ...fake.answer(request) };
    },
    async cancel(reference) {
      fake.cancels.push(reference);
      await fake.on('cancel', reference, false);
      const there = fake.known.get(reference);
      if (!there) throw new Failure('notFound', 'Kayıt yok', { acted: 'no' });
      there.cancelled = true;
      await fake.on('cancel', reference, true);
    },
    async track(references) {
      fake.tracked.push([...references]);
      await fake.on('track', references[0]!, false);
      return references.flatMap(reference => fake.tell(reference) ?? []);
    },
    async parseWebhook({ headers, body }, ctx) {
      return headers['x-signature'] === (ctx.settings as { key: string }).key ? JSON.parse(body) as Tracking[] : undefined;
    },
  };
  if (can.idempotency === 'ref') implementation.findByRef = async reference => {
    await fake.on('find', reference, false);
    const there = fake.known.get(reference);
    return there && { reference, ...fake.answer(there.request) };
  };
  if (price) implementation.quote = async request => fake.price!(request);
  const connection = object({ account: t.String({ default: '', title: 'Hesap' }), key: secret({ title: 'Anahtar' }) });
  fake.plugin = definePlugin({
    id, name: 'Deneme Kargo', version: '1.0.0', requires: ['kargo'], adapters: [adapter(carrier, { id, title: 'Deneme Kargo', connection }, implementation as never)],
  });
  return fake;
}

/** The house with kargo and these carriers. */
export const withCarriers = (...carriers: readonly (FakeCarrier | Plugin)[]): Plugin[] => {
  const own = [...installed.filter(p => p.id !== 'yurtici' && p.id !== 'hepsijet'), kargo, ...carriers.map(c => ('plugin' in c ? c.plugin : c))];
  return own.filter((plugin, at) => own.findIndex(p => p.id === plugin.id) === at);
};

export interface CargoShop extends Shop {
  readonly connectionId: string;
  make(extra?: Record<string, unknown>, who?: Client): Promise<Reply>;
  read(id: string): Promise<Reply['body']>;
  /** Waits until the shipment is in this state. */
  reach(id: string, state: string): Promise<Reply['body']>;
  track(): Promise<TrackingRun>;
}

export const SENDER = { senderPhone: '0212 555 12 34', senderLine: 'Çarşı Cad. No:1', senderDistrict: 'Kadıköy', senderCity: 'İstanbul' };
export const RECIPIENT = { name: 'Şükrü Iğdır', phone: '0532 111 22 33', line: 'Gül Sok. No:4 D:2', district: 'Çankaya', city: 'Ankara' };
export const PARCEL = { lengthCm: 30, widthCm: 20, heightCm: 10, weightGrams: 1500 };

export async function connect(admin: Client, adapterId: string, settings: Record<string, unknown> = {}, extra: Record<string, unknown> = {}): Promise<string> {
  const made = await admin.post('/api/connections', { adapterId, name: `Hesap ${adapterId}`, settings, ...extra });
  if (made.status !== 201) throw new Error(`No connection: ${made.text}`);
  return made.body.id as string;
}
export async function knowSender(admin: Client, storeId: string): Promise<void> {
  const set = await admin.put(`/api/plugins/kargo/settings?storeId=${storeId}`, SENDER);
  if (set.status !== 200) throw new Error(`No sender: ${set.text}`);
}

/** A shop with a sender's address and one connection to the first of these carriers. */
export async function openCargoShop(kind: Kind, carriers: readonly (FakeCarrier | Plugin)[], settings: Record<string, unknown> = { key: 'imza-1' }, boot: BootOptions = {}): Promise<CargoShop> {
  const shop = await openShop(kind, { plugins: withCarriers(...carriers), boot });
  await knowSender(shop.admin, shop.storeId);
  const first = 'plugin' in carriers[0]! ? carriers[0].plugin : carriers[0]!;
  const connectionId = await connect(shop.admin, first.adapters[0]!.id, settings);
  const read = async (id: string): Promise<Reply['body']> => (await shop.admin.get(`/api/kargo/shipments/${id}`)).body;
  return {
    ...shop, connectionId, read,
    make: (extra = {}, who = shop.admin) => who.post('/api/kargo/shipments', { connectionId, recipient: RECIPIENT, parcels: [PARCEL], ...extra }),
    async reach(id, state) {
      let now: Reply['body'];
      await until(async () => (now = await read(id)).state === state).catch((error: unknown) => { throw new Error(`It is '${now?.state}', not '${state}' (${JSON.stringify(now?.problem)})`, { cause: error }); });
      return now;
    },
    track: () => shop.host.resolve(Tracker).run({ firmId: shop.firmId, storeId: shop.storeId }, new AbortController().signal),
  };
}
export { isFailure };
