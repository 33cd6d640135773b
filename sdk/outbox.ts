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
}
export interface Subscriber {
  readonly topic: Topic;
  /** `<plugin>.<what it does>`; with the topic it names the row. */
  readonly id: string;
  readonly use: Uses;
  handle(payload: never, context: never): Promise<void>;
}
/** Handles a topic after the fact, at least once; an error is retried. */
export function subscribe<P, const U extends Uses>(
  to: Topic<P>, id: string, use: U,
  handle: (payload: P, context: Resolved<U> & { delivery: Delivery }) => Promise<void>,
): Subscriber {
  return { topic: to, id, use, handle: handle as Subscriber['handle'] };
}
