import type { TSchema, Static } from 'typebox';
import type { Scope } from './scope.js';
import type { Resolved, Uses } from './use.js';

/** Something that happened, told through the outbox. The payload survives `structuredClone` and JSON. */
export interface Topic<P = unknown> {
  readonly kind: 'topic';
  /** `<plugin>.<noun>.<verb past>`: `pos.sale.completed`. */
  readonly id: string;
  readonly schema: TSchema;
  readonly type?: P;
}
export function topic<S extends TSchema>(id: string, schema: S): Topic<Static<S>> {
  return { kind: 'topic', id, schema };
}

/** What a subscriber is told beside the payload. */
export interface Delivery {
  /** The outbox row: the same at every attempt, so it serves as an idempotency key. */
  readonly id: string;
  readonly attempt: number;
  /** Where the fact happened. Only the identity of firm, store, terminal and user: no permissions. */
  readonly scope: Pick<Scope, 'firmId' | 'storeId' | 'terminalId' | 'userId'>;
  /** Aborted when the time is over, the lease is lost or the host stops. */
  readonly signal: AbortSignal;
}

/**
 * What to do when a request was sent and its answer lost (a `Failure` with `acted: 'unknown'`, or a host that died at it).
 * `key`: the handler may simply be called again, it sends the same key (or its work is harmless to repeat). `ref`: `findByRef`
 * is asked first, and the handler is called again only when nothing was found. `none`: the row waits as `uncertain` for a person.
 */
export type Idempotency = 'key' | 'ref' | 'none';

export interface SubscriberOptions<P = unknown, C = unknown> {
  /** `key` unless said. A function where it depends on the payload (on which carrier it goes to). */
  readonly idempotency?: Idempotency | ((payload: P, context: C) => Idempotency | Promise<Idempotency>);
  /** For `ref`: whether the remote acted. When it did, whatever follows from the answer is done here, as `handle` would. */
  readonly findByRef?: (payload: P, context: C) => Promise<boolean>;
  /** Rows of one lane share back-off, `Retry-After` and the breaker: the id of a connection. The subscriber's id unless said. */
  readonly lane?: (payload: P) => string;
  /** 12 attempts unless said; then the row is `dead`. The back-off grows from `baseMs` (1 s) to `maxMs` (10 min) with full jitter. */
  readonly retry?: { readonly attempts?: number; readonly baseMs?: number; readonly maxMs?: number };
  /** What becomes of waiting rows when the plugin is switched off in their store: `hold` unless said. */
  readonly onDisable?: 'hold' | 'drain' | 'cancel';
  /** 30 s unless said. */
  readonly timeoutMs?: number;
}

export interface Subscriber {
  readonly topic: Topic;
  /** `<plugin>.<what it does>`; with the topic it names the row. */
  readonly id: string;
  readonly use: Uses;
  readonly options: SubscriberOptions<never, never>;
  handle(payload: never, context: never): Promise<unknown>;
}
/**
 * Handles a topic after the fact, at least once. What `handle` resolves to (small JSON, no secret) is kept as the row's last
 * answer. A `Failure` decides what follows (see `FailureKind`); any other error is tried again.
 *
 * Rows of one aggregate reach one subscriber in their order, one at a time. A row that waits, failed for good, is uncertain or is
 * held stops those behind it, until it is delivered, or a person marks it as done or cancels it; other aggregates go on.
 */
export function subscribe<P, const U extends Uses>(
  to: Topic<P>, id: string, use: U,
  handle: (payload: P, context: Resolved<U> & { delivery: Delivery }) => Promise<unknown>,
  options: SubscriberOptions<P, Resolved<U> & { delivery: Delivery }> = {},
): Subscriber {
  return { topic: to, id, use, handle: handle as Subscriber['handle'], options: options as unknown as Subscriber['options'] };
}
