import type { TrackingState } from '@sontechsp/sdk/carrier';
import { carrierSimulator, type CarrierWorld, type SimulatedReply, type SimulatedShipment } from '@sontechsp/sdk/testing';

const words: Partial<Record<TrackingState, string>> = {
  pending: 'CREATED', picked_up: 'PICKED_UP', in_transit: 'MOVING', out_for_delivery: 'AT_DOOR', delivery_failed: 'NOT_HOME',
  delivered: 'DELIVERED', returned: 'RETURNED', cancelled: 'CANCELLED', unknown: 'SOMETHING_NEW',
};

/** Behaves as the carrier's documents say. `dev` starts it; the tests send their requests to it over real HTTP. */
export const simulator = carrierSimulator({
  states: Object.keys(words) as TrackingState[],
  settings: (url, account) => ({ address: url, apiKey: `gizli-${account}` }),
  answer({ method, path, query, headers, body }, world, account): SimulatedReply {
    if (headers['x-api-key'] !== `gizli-${account}`) return { status: 401, body: { error: 'Unknown key' } };
    if (path === '/ping') return { body: { ok: true } };
    if (method === 'POST') return make(JSON.parse(body) as Order, world);
    if (method === 'DELETE') return cancel(decodeURIComponent(path.slice('/shipments/'.length)), world);
    const found = (query['references'] ?? '').split(',').flatMap(reference => world.find(reference) ?? []);
    return { body: found.map(shipment => toReply(shipment, world)) };
  },
});

interface Order {
  readonly reference: string;
  readonly payer: 'sender' | 'recipient';
  readonly description: string;
  readonly recipient: { readonly name: string; readonly phone: string; readonly line: string; readonly district: string; readonly city: string };
  readonly parcels: readonly { readonly desi: number; readonly grams: number }[];
  readonly cashOnDelivery?: { readonly amount: number; readonly by: 'cash' | 'card' };
}
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function make(order: Order, world: CarrierWorld): SimulatedReply {
  const { parcels, ...rest } = order;
  if (!/^\d{10}$/.test(order.recipient.phone) || !order.recipient.city || !order.recipient.line) return { status: 422, body: { error: 'The recipient is incomplete' } };
  const made = world.register({ ...rest, parcels: parcels.length, desi: sum(parcels.map(p => p.desi)), grams: sum(parcels.map(p => p.grams)) });
  if (made === 'different') return { status: 409, body: { error: 'This reference has another content' } };
  return { status: made === 'made' ? 201 : 200, body: toReply(world.find(order.reference)!, world) };
}

function cancel(reference: string, world: CarrierWorld): SimulatedReply {
  const statuses = { cancelled: 200, already: 200, onTheWay: 409, unknown: 404 };
  const outcome = world.cancel(reference);
  return { status: statuses[outcome], body: { outcome } };
}

const toReply = (shipment: SimulatedShipment, world: CarrierWorld) => ({
  reference: shipment.reference, trackingNumber: shipment.trackingNumber, status: words[world.stateOf(shipment)]!,
  events: shipment.events.map(event => ({ at: event.at, status: words[event.state]!, text: words[event.state]!, place: event.place })),
});
