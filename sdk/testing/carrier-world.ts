import type { TrackingState } from '../carrier.js';

/** What a carrier keeps of an address it was told. */
export interface SimulatedAddress {
  readonly name: string;
  readonly phone: string;
  readonly line: string;
  readonly district?: string;
  readonly city?: string;
}
/** What a carrier was told, read from the wire as the carrier would read it. */
export interface SimulatedOrder {
  readonly reference: string;
  readonly recipient: SimulatedAddress;
  readonly parcels: number;
  readonly desi?: number;
  readonly grams?: number;
  readonly payer?: 'sender' | 'recipient';
  /** Kuruş. */
  readonly cashOnDelivery?: { readonly amount: number; readonly by: 'cash' | 'card' };
  readonly description?: string;
}
export interface SimulatedEvent {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly state: TrackingState;
  readonly place: string;
}
/** A shipment as the carrier holds it. */
export interface SimulatedShipment extends SimulatedOrder {
  /** The carrier's own, told once a branch has scanned the parcel. */
  readonly trackingNumber: string;
  /** How often the carrier acted on a request to make it: more than once is a doubled shipment. */
  readonly effects: number;
  readonly cancelled: boolean;
  /** In the order they were told, which is not always the order of time. */
  readonly events: readonly SimulatedEvent[];
}

/** What a carrier knows and does, however it says it on the wire: the half of a simulator that all of them share. */
export interface CarrierWorld {
  /** ISO 8601 UTC, by the clock of the test. */
  now(): string;
  find(reference: string): SimulatedShipment | undefined;
  all(): readonly SimulatedShipment[];
  /** Makes the shipment unless the reference is known; then says whether it was the same one. */
  register(order: SimulatedOrder): 'made' | 'same' | 'different';
  /** Makes it whether the reference is known or not, as a carrier without a unique key does. */
  registerAgain(order: SimulatedOrder): void;
  cancel(reference: string): 'cancelled' | 'already' | 'onTheWay' | 'unknown';
  /** The state the carrier itself holds: what happened last, and nothing after a final state. */
  stateOf(shipment: SimulatedShipment): TrackingState;
  /** A journey goes on. `at` may lie before earlier events: a scan that arrived late. */
  advance(reference: string, state: TrackingState, at?: string): void;
  /** Opens a session of so many minutes and gives its token. */
  openSession(minutes: number): string;
  isOpen(token: string): boolean;
  expireSessions(): void;
  /** Whether the same question came within the last so many milliseconds; remembers this one when it did not. */
  askedTooSoon(question: string, everyMs: number): boolean;
}

const FINAL: readonly TrackingState[] = ['delivered', 'returned', 'cancelled'];

export function createCarrierWorld(now: () => string): CarrierWorld {
  const shipments = new Map<string, SimulatedShipment>();
  const sessions = new Map<string, number>();
  const asked = new Map<string, number>();
  let numbers = 0;
  const change = (shipment: SimulatedShipment, to: Partial<SimulatedShipment>): void => void shipments.set(shipment.reference, { ...shipment, ...to });

  const world: CarrierWorld = {
    now,
    find: reference => shipments.get(reference),
    all: () => [...shipments.values()],
    register(order) {
      const known = shipments.get(order.reference);
      if (known) return sameOrder(known, order) ? 'same' : 'different';
      world.registerAgain(order);
      return 'made';
    },
    registerAgain(order) {
      const known = shipments.get(order.reference);
      if (known) change(known, { effects: known.effects + 1 });
      else shipments.set(order.reference, { ...order, trackingNumber: String(700_000_000_000 + ++numbers), effects: 1, cancelled: false, events: [] });
    },
    cancel(reference) {
      const shipment = shipments.get(reference);
      if (!shipment) return 'unknown';
      if (shipment.cancelled) return 'already';
      if (shipment.events.length > 0) return 'onTheWay';
      change(shipment, { cancelled: true });
      return 'cancelled';
    },
    stateOf(shipment) {
      if (shipment.cancelled) return 'cancelled';
      const inTime = [...shipment.events].sort((a, b) => a.at.localeCompare(b.at));
      return (inTime.find(e => FINAL.includes(e.state)) ?? inTime.at(-1))?.state ?? 'pending';
    },
    advance(reference, state, at = now()) {
      const shipment = shipments.get(reference);
      if (!shipment) throw new Error(`The simulator knows no shipment ${reference}`);
      if (state === 'cancelled') return change(shipment, { cancelled: true });
      if (state === 'pending') return;
      change(shipment, { events: [...shipment.events, { at, state, place: 'Kadıköy' }] });
    },
    openSession(minutes) {
      const token = `oturum-${++numbers}-${Math.random().toString(36).slice(2)}`;
      sessions.set(token, Date.parse(now()) + minutes * 60_000);
      return token;
    },
    isOpen: token => (sessions.get(token) ?? 0) > Date.parse(now()),
    expireSessions: () => sessions.clear(),
    askedTooSoon(question, everyMs) {
      const time = Date.parse(now());
      if (time - (asked.get(question) ?? -Infinity) < everyMs) return true;
      asked.set(question, time);
      return false;
    },
  };
  return world;
}

/** The same sending: what a person would compare. */
function sameOrder(a: SimulatedOrder, b: SimulatedOrder): boolean {
  const key = (o: SimulatedOrder): string => JSON.stringify([o.recipient.name, o.recipient.phone, o.recipient.line, o.recipient.district, o.recipient.city, o.parcels, o.desi, o.payer, o.cashOnDelivery]);
  return key(a) === key(b);
}
