import { createHmac } from 'node:crypto';
import { trackingStates } from '@sontechsp/sdk/carrier';
import { carrierSimulator, type CarrierWorld, type SimulatedReply, type SimulatedRequest, type SimulatedShipment } from '@sontechsp/sdk/testing';

interface Order {
  ref: string; name: string; phone: string; line: string; district: string; city: string; boxes: { desi: number; grams: number }[]; payer: 'sender' | 'recipient';
  collect?: { amount: string; by: 'cash' | 'card' };
}
const secretOf = (account: string): string => `kanarya<&>"${account}`;
export const sign = (body: string, secret: string): string => createHmac('sha256', secret).update(body).digest('hex');

/** A carrier nobody has: all that the contract knows, over JSON, with keys honoured per account. */
export const simulator = carrierSimulator({
  states: trackingStates,
  settings: (url, account) => ({ address: url, user: account, secret: secretOf(account), mode: 'standard' }),
  answer(request, world, account) {
    if (request.path === '/session') {
      const { user, secret } = JSON.parse(request.body) as { user: string; secret: string };
      return user === account && secret === secretOf(account) ? { body: { token: world.openSession(30) } } : { status: 401, body: { code: 'BAD' } };
    }
    if (!world.isOpen(request.headers['x-token'] ?? '')) return { status: 401, body: { code: 'SESSION' } };
    const [, room, ref, verb] = request.path.split('/');
    if (room === 'quote') return { body: { items: [{ service: 'Standart', lira: '129.90', days: 2 }] } };
    if (room === 'track') return { body: { items: trackItems((JSON.parse(request.body) as { refs: string[] }).refs, world) } };
    if (verb === 'cancel') return cancel(decodeURIComponent(ref!), world);
    if (ref) return find(decodeURIComponent(ref), world);
    return request.method === 'GET' ? { body: { items: world.all().map(s => card(s)) } } : make(request, world);
  },
  webhook(shipment, world, account) {
    const body = JSON.stringify({ items: trackItems([shipment.reference], world) });
    return { headers: { 'x-signature': sign(body, secretOf(account)) }, body };
  },
});

const card = (s: SimulatedShipment) => ({ ref: s.reference, ...(s.events.length > 0 ? { number: s.trackingNumber } : {}) });

function make(request: SimulatedRequest, world: CarrierWorld): SimulatedReply {
  const order = JSON.parse(request.body) as Order;
  // Errors come with 200 as well.
  if (!/^\d{10}$/.test(order.phone)) return { body: { ok: false, code: 'PHONE', words: 'Telefon 10 hane olmalı' } };
  if (order.name.length > 100 || order.line.length > 300) return { body: { ok: false, code: 'LENGTH', words: 'Alan çok uzun' } };
  const shipment = {
    reference: order.ref, recipient: { name: order.name, phone: order.phone, line: order.line, district: order.district, city: order.city },
    parcels: order.boxes.length, desi: order.boxes.reduce((sum, b) => sum + b.desi, 0), grams: order.boxes.reduce((sum, b) => sum + b.grams, 0), payer: order.payer,
    ...(order.collect ? { cashOnDelivery: { amount: Math.round(Number(order.collect.amount) * 100), by: order.collect.by } } : {}),
  };
  const key = request.headers['x-key'];
  if (!key) world.registerAgain(shipment);
  else if (!world.askedTooSoon(`key ${key} ${order.ref}`, Infinity) && world.register(shipment) !== 'made') return { status: 409, body: { code: 'KNOWN' } };
  return { status: 201, body: { ok: true, ...card(world.find(order.ref)!), label: Buffer.from(`^XA^FD${order.ref}^FS^XZ`).toString('base64') } };
}
function find(ref: string, world: CarrierWorld): SimulatedReply {
  const shipment = world.find(ref);
  return shipment ? { body: { ok: true, ...card(shipment) } } : { status: 404, body: { code: 'UNKNOWN' } };
}
function cancel(ref: string, world: CarrierWorld): SimulatedReply {
  const done = world.cancel(ref);
  if (done === 'unknown') return { status: 404, body: { code: 'UNKNOWN' } };
  return done === 'onTheWay' ? { status: 409, body: { code: 'MOVING' } } : { body: { ok: true, state: done } };
}
const trackItems = (refs: readonly string[], world: CarrierWorld) => refs.flatMap(ref => {
  const shipment = world.find(ref);
  return shipment ? [{
    ...card(shipment), cancelled: shipment.cancelled,
    scans: shipment.events.map(e => ({ code: (e.state === 'unknown' ? 'new_word' : e.state).toUpperCase(), words: `Durum: ${e.state}`, place: e.place, local: new Date(Date.parse(e.at) + 3 * 3600_000).toISOString().slice(0, 19) })),
  }] : [];
});
