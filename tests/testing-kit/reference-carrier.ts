import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Failure, adapter, choice, definePlugin, isFailure, object, secret, t, type AdapterContext, type Plugin, type Shape } from '@sontechsp/sdk';
import {
  carrier, cut, desiOf, fromTurkiye, lira, oldestFirst, phoneDigits, stateAfter, trackingStates,
  type CarrierAdapter, type CarrierRequest, type Tracking, type TrackingState,
} from '@sontechsp/sdk/carrier';
import { sign } from './reference-simulator.js';

const connection = object({ address: t.String({ title: 'connection.address' }), user: t.String({ title: 'connection.user' }), secret: secret({ title: 'connection.secret' }), mode: choice(['standard', 'express'], { title: 'connection.mode' }) });
type Context = AdapterContext<Shape<typeof connection>>;

const madeReply = t.Object({ ok: t.Boolean(), ref: t.Optional(t.String()), number: t.Optional(t.String()), label: t.Optional(t.String()), code: t.Optional(t.String()), words: t.Optional(t.String()) });
const doneReply = t.Object({ ok: t.Boolean() });
const scan = t.Object({ code: t.String(), words: t.String(), place: t.String(), local: t.String() });
const trackReply = t.Object({ items: t.Array(t.Object({ ref: t.String(), number: t.Optional(t.String()), cancelled: t.Boolean(), scans: t.Array(scan) })) });
type TrackItem = Shape<typeof trackReply>['items'][number];

/** What can be wrong with the reference carrier, one at a time. */
export const bugs = [
  'sends no key', 'sends another key each time', 'takes a lost answer for success', 'forgets that the carrier may have acted', 'throws plain errors', 'tries again by itself',
  'looks at no schema', 'takes a refusal inside 200 for success', 'rounds money to the lira', 'leaves cash on delivery out', 'never renews its session', 'keeps its session in the module',
  'renews its session for ever', 'takes local time for UTC', 'gives instants as Date', 'leaves events as told', 'lets the last told event decide', 'throws at an unknown state',
  'drops unknown states', 'takes a failed delivery for in transit', 'throws at an unknown reference', 'invents unknown references', 'drops what is over the batch', 'tracks the first reference only',
  'answers a reference twice', 'asks about nothing', 'finds nothing when it learns nothing', 'finds any shipment', 'throws at a second cancel', 'cancels what is on its way',
  'cancels what is unknown', 'takes any answer to cancel for success', 'puts the secret into its errors', 'logs the secret', 'puts the secret into addresses', 'changes its request',
  'writes ASCII', 'builds JSON by hand', 'cuts in the middle of a character', 'sends the word undefined', 'sends phones as typed', 'answers undefined fields', 'asks as if it acted',
  'tests nothing', 'tests with a kept session', 'forgets how long to wait', 'ignores who pays', 'sends one parcel', 'gives prices in lira', 'uses its own fetch', 'measures as airlines do',
  'gives its label as text', 'believes every message', 'says nothing of its title in English', 'keeps no secret', 'requires nothing', 'swallows failed tracking',
  'shortens its reference', 'writes all into one draft', 'leaves the district out', 'weighs the first parcel only', 'gives its tracking number as a number', 'gives its reference for a tracking number',
  'keeps what tracking said', 'tells one journey of all', 'stumbles over a slash at the end', 'takes secrets for Latin letters', 'remembers every shipment', 'prints what it sends',
  'calls a refusal unavailable', 'says [object Object]', 'swaps cash and card', 'takes a page not found for nothing known', 'has no words for its choices',
] as const;
export type Bug = (typeof bugs)[number];

let moduleToken: string | undefined;

/** A carrier as the kit wants it, but for one bug. */
export function referenceCarrier(bug?: Bug): Plugin {
  const has = (one: Bug): boolean => one === bug;
  moduleToken = undefined;
  /** What one call writes and another finds, in a carrier that has but one of it. */
  const draft: Partial<ReturnType<typeof toOrder>> = {};

  async function token(ctx: Context, fresh = false): Promise<string> {
    const kept = has('keeps its session in the module') ? moduleToken : ctx.memory.get('token') as string | undefined;
    if (kept && !fresh) return kept;
    if (has('takes secrets for Latin letters')) btoa(ctx.settings.secret);
    const { json } = await ctx.http.send({ method: 'POST', url: `${ctx.settings.address.replace(/\/+$/, '')}/session${has('puts the secret into addresses') ? `?s=${encodeURIComponent(ctx.settings.secret)}` : ''}`, json: { user: ctx.settings.user, secret: ctx.settings.secret }, acts: false, reply: t.Object({ token: t.String() }) });
    if (has('logs the secret')) ctx.log.info({ settings: ctx.settings }, 'signed in');
    moduleToken = json.token;
    ctx.memory.set('token', json.token);
    return json.token;
  }
  type Ask = Omit<Parameters<Context['http']['send']>[0], 'url'> & { path: string };
  async function ask(ctx: Context, { path, headers, ...request }: Ask, tries = 0): Promise<never> {
    const kept = ctx.memory.has('token');
    try {
      const all = { ...request, url: (has('stumbles over a slash at the end') ? ctx.settings.address : ctx.settings.address.replace(/\/+$/, '')) + path, headers: { 'x-token': await token(ctx), ...headers } };
      if (has('uses its own fetch')) return { json: await (await fetch(all.url, { method: all.method ?? 'GET', headers: all.headers, ...(all.json ? { body: JSON.stringify(all.json) } : {}) })).json() } as never;
      const { reply, ...bare } = all;
      return await ctx.http.send(has('looks at no schema') || !reply ? bare : all) as never;
    } catch (error) {
      if (!isFailure(error)) throw error;
      const again = () => ask(ctx, { path, ...(headers ? { headers } : {}), ...request }, tries + 1);
      if (error.kind === 'auth' && (kept && tries === 0 || has('renews its session for ever')) && !has('never renews its session')) {
        await token(ctx, true);
        return again();
      }
      if (has('tries again by itself') && error.kind === 'unavailable' && tries < 3) return again();
      if (has('calls a refusal unavailable') && error.kind === 'validation') throw new Failure('unavailable', error.message, error.facts);
      if (has('says [object Object]')) throw new Failure(error.kind, String(error.facts), error.facts);
      if (has('throws plain errors')) throw new Error(error.message);
      if (has('forgets that the carrier may have acted')) throw new Failure(error.kind, error.message, { ...error.facts, acted: 'no' });
      if (has('forgets how long to wait')) throw new Failure(error.kind, error.message, { acted: error.facts.acted ?? 'no' });
      if (has('puts the secret into its errors')) throw new Failure(error.kind, `${error.message} (${JSON.stringify(ctx.settings)})`, error.facts);
      throw error;
    }
  }

  const write = (text: string, max: number): string => {
    if (has('writes ASCII')) return cut(text, max).normalize('NFD').replace(/[^\x20-\x7e]/g, '');
    return has('cuts in the middle of a character') ? text.slice(0, max).replace(/[\p{Cc}]/gu, '') : cut(text, max);
  };
  function toOrder(request: CarrierRequest) {
    const { reference, recipient, parcels, cashOnDelivery, payer } = request;
    if (has('changes its request')) (request as { description: string }).description = '';
    const phone = has('sends phones as typed') || has('takes a refusal inside 200 for success') ? recipient.phone : phoneDigits(recipient.phone);
    if (!phone) throw new Failure('validation', 'No phone', { acted: 'no' });
    const boxes = parcels.map((p, at) => ({ desi: has('measures as airlines do') ? (p.lengthCm * p.widthCm * p.heightCm) / 5000 : desiOf(p), grams: has('weighs the first parcel only') && at > 0 ? 0 : p.weightGrams }));
    return {
      ref: has('shortens its reference') ? reference.slice(0, 12) : reference, name: write(recipient.name, 100), phone, line: write(recipient.line, 300), district: has('leaves the district out') ? '' : recipient.district, city: recipient.city,
      boxes: has('sends one parcel') ? boxes.slice(0, 1) : boxes, payer: has('ignores who pays') ? 'sender' : payer,
      ...(has('sends the word undefined') ? { email: `${recipient.email}` } : recipient.email ? { email: recipient.email } : {}),
      ...(cashOnDelivery && !has('leaves cash on delivery out') ? { collect: { amount: has('rounds money to the lira') ? String(Math.round(cashOnDelivery.amount / 100)) : lira(cashOnDelivery.amount), by: has('swaps cash and card') ? (cashOnDelivery.by === 'cash' ? 'card' as const : 'cash' as const) : cashOnDelivery.by } } : {}),
    };
  }
  function toTracking(item: TrackItem): Tracking {
    const events = item.scans.flatMap(({ code, words, place, local }) => {
      const known = trackingStates.find(s => s === code.toLowerCase());
      if (!known && has('throws at an unknown state')) throw new Failure('unavailable', code);
      if (!known && has('drops unknown states')) return [];
      const state: TrackingState = known === 'delivery_failed' && has('takes a failed delivery for in transit') ? 'in_transit' : known ?? 'unknown';
      const at = has('takes local time for UTC') ? `${local}.000Z` : fromTurkiye(local.replace('T', ' '))!;
      return [{ at: has('gives instants as Date') ? new Date(at) as never : at, state, rawCode: code, rawText: words, place }];
    });
    const sorted = has('leaves events as told') ? events : oldestFirst(events);
    const state = item.cancelled ? 'cancelled' : has('lets the last told event decide') ? item.scans.at(-1)?.code.toLowerCase() as TrackingState ?? 'pending' : stateAfter(sorted);
    const number = has('gives its reference for a tracking number') ? item.ref : item.number;
    return { reference: item.ref, ...(number ? { trackingNumber: has('gives its tracking number as a number') ? Number(number) as never : number } : {}), state, events: sorted };
  }

  const implementation: CarrierAdapter<Context['settings']> = {
    capabilities: { idempotency: 'key', cashOnDelivery: true, recipientPays: true, multiParcel: true, cancel: true, trackBatch: 20, trackEveryMs: 0 },
    async testConnection(ctx) {
      if (!has('tests nothing')) await token(ctx, !has('tests with a kept session'));
    },
    async quote(_, ctx) {
      const { json } = await ask(ctx, { method: 'POST', path: '/quote', json: {}, acts: false }) as { json: { items: { service: string; lira: string; days: number }[] } };
      return json.items.map(q => ({ service: q.service, days: q.days, amount: has('gives prices in lira') ? Number(q.lira) : Math.round(Number(q.lira) * 100) }));
    },
    async create(request, ctx) {
      const order = toOrder(request);
      Object.assign(draft, order);
      if (has('remembers every shipment')) ctx.memory.set(request.reference, request.orderNo);
      if (has('prints what it sends')) console.log(order);
      const headers: Record<string, string> = has('sends no key') ? {} : { 'x-key': has('sends another key each time') ? randomUUID() : ctx.idempotencyKey };
      const body = has('builds JSON by hand') ? { text: { type: 'application/json', body: `{"ref":"${order.ref}","name":"${order.name}","phone":"${order.phone}","line":"${order.line}","district":"","city":"${order.city}","boxes":[],"payer":"sender"}` } } : { json: has('writes all into one draft') ? { toJSON: () => ({ ...draft, ref: order.ref }) } : order };
      try {
        const { json } = await ask(ctx, { method: 'POST', path: '/shipments', headers, ...body, reply: madeReply }) as { json: Shape<typeof madeReply> };
        if (!json.ok && !has('takes a refusal inside 200 for success')) throw new Failure('validation', json.words ?? 'Refused', { acted: 'no', ...(json.code ? { remoteCode: json.code } : {}) });
        const label = has('gives its label as text') && json.label ? Buffer.from(json.label, 'base64').toString() : json.label;
        return {
          reference: request.reference, ...(json.number ? { trackingNumber: json.number } : {}), ...(label ? { label: { format: 'zpl', base64: label } } : {}),
          ...(has('answers undefined fields') ? { trackingUrl: undefined as never } : {}),
        };
      } catch (error) {
        if (has('takes a lost answer for success') && isFailure(error) && error.kind === 'unavailable') return { reference: request.reference };
        throw error;
      }
    },
    async findByRef(reference, ctx) {
      try {
        if (has('finds any shipment')) {
          const { json } = await ask(ctx, { path: '/shipments' }) as { json: { items: { ref: string }[] } };
          return json.items[0] && { reference: json.items[0].ref };
        }
        const { json } = await ask(ctx, { path: `/shipments/${reference}`, reply: madeReply }) as { json: Shape<typeof madeReply> };
        return { reference, ...(json.number ? { trackingNumber: json.number } : {}) };
      } catch (error) {
        if (has('finds nothing when it learns nothing') || isFailure(error) && error.kind === 'notFound') return undefined;
        throw error;
      }
    },
    async cancel(reference, ctx) {
      const reply = has('takes any answer to cancel for success') ? {} : { reply: doneReply };
      try {
        const { json } = await ask(ctx, { method: 'POST', path: `/shipments/${reference}/cancel`, json: {}, ...reply }) as { json: { state?: string } | undefined };
        if (has('throws at a second cancel') && json?.state === 'already') throw new Failure('conflict', 'Cancelled already');
      } catch (error) {
        if (has('cancels what is on its way') && isFailure(error) && error.kind === 'conflict') return;
        if (has('cancels what is unknown') && isFailure(error) && error.kind === 'notFound') return;
        throw error;
      }
    },
    async track(references, ctx) {
      if (references.length === 0 && !has('asks about nothing')) return [];
      if (references.length > 20 && !has('drops what is over the batch')) throw new Failure('validation', 'Too many', { acted: 'no' });
      const wanted = has('answers a reference twice') ? references : [...new Set(references)];
      const refs = has('tracks the first reference only') ? wanted.slice(0, 1) : wanted.slice(0, 20);
      const acts = has('asks as if it acted') ? {} : { acts: false };
      if (has('keeps what tracking said') && refs.every(ref => ctx.memory.has(ref))) return refs.map(ref => ctx.memory.get(ref) as Tracking);
      try {
        const { json } = await ask(ctx, { method: 'POST', path: '/track', json: { refs }, ...acts, reply: trackReply }) as { json: Shape<typeof trackReply> };
        const honest = json.items.map(toTracking);
        const found = has('tells one journey of all') ? honest.map(one => ({ ...honest[0]!, reference: one.reference })) : honest;
        if (has('keeps what tracking said')) for (const one of found) ctx.memory.set(one.reference, one);
        const missing = refs.filter(ref => !found.some(f => f.reference === ref));
        if (has('throws at an unknown reference') && missing.length > 0) throw new Failure('notFound', 'Unknown');
        return has('invents unknown references') ? [...found, ...missing.map((reference): Tracking => ({ reference, state: 'pending', events: [] }))] : found;
      } catch (error) {
        if (has('swallows failed tracking') || has('takes a page not found for nothing known') && isFailure(error) && error.kind === 'notFound') return [];
        throw error;
      }
    },
    async parseWebhook({ headers, body }, ctx) {
      const [given, right] = [Buffer.from(headers['x-signature'] ?? ''), Buffer.from(sign(body, ctx.settings.secret))];
      if (!has('believes every message') && (given.length !== right.length || !timingSafeEqual(given, right))) return undefined;
      return body === '' ? undefined : (JSON.parse(body) as { items: TrackItem[] }).items.map(toTracking);
    },
  };
  const fields = has('keeps no secret') ? object({ ...connection.properties, secret: t.String({ title: 'connection.secret' }) }) : connection;
  const words = { connection: { address: 'Adres', user: 'Kullanıcı', secret: 'Şifre', mode: 'Hizmet', ...(has('has no words for its choices') ? {} : { 'mode.standard': 'Standart', 'mode.express': 'Hızlı' }) } };
  return definePlugin({
    id: 'ornek', name: 'Örnek Kargo', version: '1.0.0', requires: has('requires nothing') ? [] : ['kargo'],
    adapters: [adapter(carrier, { id: 'ornek', title: 'Örnek Kargo', connection: fields }, implementation)],
    locales: { tr: words, en: has('says nothing of its title in English') ? {} : words },
  });
}
