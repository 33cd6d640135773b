import { adapterKind, type AdapterBase, type AdapterContext } from './adapter.js';
import type { Idempotency } from './outbox.js';

/** Who sends or receives. Country is ISO 3166-1 alpha-2. */
export interface CarrierAddress {
  readonly name: string;
  readonly phone: string;
  readonly email?: string;
  readonly line: string;
  readonly district: string;
  readonly city: string;
  readonly postalCode?: string;
  readonly country: string;
  readonly taxNumber?: string;
}
/** One parcel. Centimetres, which may have decimals, and whole grams; desi = length × width × height ÷ 3000. */
export interface CarrierParcel {
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
  readonly weightGrams: number;
  readonly content?: string;
}
export interface CarrierRequest {
  /** Ours: unique, immutable, upper-case letters and digits, 10 to 16 of them. Printed as the barcode; asked for in `findByRef`. */
  readonly reference: string;
  /** The order's or receipt's number, for people. */
  readonly orderNo: string;
  readonly sender: CarrierAddress;
  readonly recipient: CarrierAddress;
  readonly parcels: readonly CarrierParcel[];
  readonly payer: 'sender' | 'recipient';
  /** Cash on delivery, in kuruş; undefined: none. */
  readonly cashOnDelivery?: { readonly amount: number; readonly by: 'cash' | 'card' };
  readonly description: string;
}
/** What the carrier gave back. Its own tracking number often appears later, in `track`. */
export interface CarrierShipment {
  /** Ours, as it was given: never the carrier's own. */
  readonly reference: string;
  readonly trackingNumber?: string;
  readonly trackingUrl?: string;
  /** One code per parcel, to be printed; the reference when left out. */
  readonly barcodes?: readonly string[];
  /** A label the carrier made itself. */
  readonly label?: { readonly format: 'zpl' | 'pdf'; readonly base64: string };
}

/** Canonical states, in the order of a journey; a final one is never overwritten by an older event. */
export const trackingStates = [
  'pending', 'picked_up', 'in_transit', 'out_for_delivery', 'delivery_failed', 'return_to_sender', 'delivered', 'returned', 'cancelled', 'unknown',
] as const;
export type TrackingState = (typeof trackingStates)[number];
export const finalTrackingStates: readonly TrackingState[] = ['delivered', 'returned', 'cancelled'];

export interface TrackingEvent {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly state: TrackingState;
  /** The carrier's own code and words, kept as they are. */
  readonly rawCode: string;
  readonly rawText: string;
  readonly place?: string;
}
export interface Tracking {
  readonly reference: string;
  readonly trackingNumber?: string;
  readonly trackingUrl?: string;
  readonly state: TrackingState;
  readonly events: readonly TrackingEvent[];
}
export interface CarrierQuote {
  readonly service: string;
  /** Kuruş, KDV included. */
  readonly amount: number;
  readonly days?: number;
}
export interface CarrierWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CarrierCapabilities {
  /** What protects a repeated `create`: a key the carrier honours, a query by our reference, or nothing. */
  readonly idempotency: Idempotency;
  readonly cashOnDelivery: boolean;
  readonly recipientPays: boolean;
  readonly multiParcel: boolean;
  readonly cancel: boolean;
  /** References in one call of `track`. */
  readonly trackBatch: number;
  /** The same reference is not asked for again sooner. */
  readonly trackEveryMs: number;
}

/**
 * A carrier. It only translates: cadence, retries, batching, dedupe, timelines and screens are kargo's. Every function throws a
 * `Failure` when the carrier refuses or does not answer; arguments and results survive `structuredClone`. Requests that only ask
 * say `acts: false`. Fields that are too long are cut (`cut`) or refused as `validation`; what the carrier does not offer is
 * `notSupported`, never left out. `carrierConformance` of `@sontechsp/sdk/testing` tries all of it.
 */
export interface CarrierAdapter<S = never> extends AdapterBase<S> {
  readonly capabilities: CarrierCapabilities;
  quote?(request: CarrierRequest, ctx: AdapterContext<S>): Promise<CarrierQuote[]>;
  /** Registers the shipment; for a reference the carrier already knows with the same content it answers the same again, or throws `conflict`. */
  create(request: CarrierRequest, ctx: AdapterContext<S>): Promise<CarrierShipment>;
  /** What the carrier knows under our reference; undefined: nothing, for sure. Needed for `idempotency: 'ref'`. */
  findByRef?(reference: string, ctx: AdapterContext<S>): Promise<CarrierShipment | undefined>;
  /** Cancelling what is cancelled already succeeds; what is on its way is `conflict`, what the carrier does not know `notFound`. */
  cancel(reference: string, ctx: AdapterContext<S>): Promise<void>;
  /**
   * At most `capabilities.trackBatch` references; those unknown to the carrier are left out, one given twice is answered once, and
   * none at all ask nothing. Events oldest first. What cannot be learnt is thrown, never left out.
   */
  track(references: readonly string[], ctx: AdapterContext<S>): Promise<Tracking[]>;
  /** Undefined when the message is not the carrier's: a wrong signature. */
  parseWebhook?(message: CarrierWebhook, ctx: AdapterContext<S>): Promise<Tracking[] | undefined>;
}

/** Carriers: put `adapter(carrier, …)` into a plugin's `adapters`, and `kargo` into its `requires`. */
export const carrier = adapterKind<CarrierAdapter>('kargo.carrier', { webhook: { path: '/webhooks/:connectionId', readBy: 'parseWebhook' } });

export { cut, desiOf, fromTurkiye, isFinal, kilograms, lira, oldestFirst, phoneDigits, stateAfter, turkiyeDate } from './carrier-fields.js';
