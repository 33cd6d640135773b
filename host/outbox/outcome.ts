import { isFailure, keptMessage, keptSentence, type Failure, type Idempotency, type Sentence, type SubscriberOptions } from '@sontechsp/sdk';
import { storable } from '../database/storable.js';
import { backOff } from './back-off.js';
import type { ClaimedRow } from './claim-store.js';
import type { Evidence } from './tables.js';

/** What becomes of a row that was leased. */
export type Outcome =
  | { readonly to: 'done'; readonly answer?: unknown }
  | { readonly to: 'retry'; readonly dueAt: string; readonly note: string; readonly evidence: Evidence; readonly inDoubt: boolean; readonly forgive: boolean }
  | { readonly to: 'dead' | 'uncertain'; readonly note: string; readonly evidence: Evidence }
  /** Its plugin is off in the store. */
  | { readonly to: 'held' | 'cancelled' }
  /** Not begun: it is as it was. */
  | { readonly to: 'back' }
  /** Begun, and left when the host stopped. */
  | { readonly to: 'left' };

export interface Facts {
  readonly row: Pick<ClaimedRow, 'attempts' | 'forgiven'>;
  readonly retry: SubscriberOptions['retry'];
  readonly idempotency: Idempotency;
  /** Whether an earlier attempt is still in doubt. */
  readonly inDoubt: boolean;
  readonly now: string;
}

/** The time was over and no answer had come. */
export class NoAnswer extends Error {
  readonly sentence: Sentence;
  constructor(ms: number) {
    const seconds = ms / 1000;
    super(`No answer within ${seconds} s`);
    this.sentence = { key: 'host:outbox.said.noAnswer', values: { seconds } };
  }
}
/** The host that was at it ended. As a sentence of the house it is told in the language of whoever looks. */
export function hostLost(said: 'endedEachTime' | 'endedBeforeAnswer', now: string): { readonly note: string; readonly evidence: Evidence } {
  const message = keptSentence({ key: `host:outbox.said.${said}` });
  return { note: message, evidence: { at: now, kind: 'hostLost', message } };
}
/** What an attempt that failed says, as it is kept. */
export const saidBy = (error: unknown): string => (error instanceof NoAnswer ? keptSentence(error.sentence) : keptMessage(error));

const MOST = 500;
const clipped = (text: string): string => storable(text.length > MOST ? `${text.slice(0, MOST)}…` : text);
const final = new Set<string>(['validation', 'conflict', 'notFound', 'notSupported']);
export const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

export function evidenceOf(error: unknown, now: string): Evidence {
  const message = clipped(saidBy(error));
  if (error instanceof NoAnswer) return { at: now, kind: 'timeout', message };
  if (!isFailure(error)) return { at: now, kind: 'error', message };
  const { remoteCode, evidence } = error.facts;
  return {
    at: now, kind: error.kind, message,
    ...(remoteCode === undefined ? {} : { remoteCode: clipped(remoteCode) }), ...(evidence === undefined ? {} : { said: clipped(evidence) }),
  };
}

export const attemptsOf = (retry: SubscriberOptions['retry']): number => retry?.attempts ?? 12;

/** The answer was lost, so that the remote may have acted. */
export const answerLost = (error: unknown): boolean => error instanceof NoAnswer || isFailure(error) && error.facts.acted === 'unknown';

/**
 * What follows from an attempt that failed. A lost answer goes by the subscriber's idempotency: with `key` and `ref` it is tried
 * again (`ref` asks first, because the row stays in doubt), with `none` a person decides. What is final needs a person. The rest
 * is tried again until the attempts are used up; then a row in doubt that must not be sent blindly is `uncertain`, any other `dead`.
 */
export function outcomeOf(error: unknown, { row, retry, idempotency, inDoubt, now }: Facts): Outcome {
  const evidence = evidenceOf(error, now);
  const note = evidence.message;
  const lost = answerLost(error);
  const doubt = inDoubt || lost;
  if (lost && idempotency === 'none') return { to: 'uncertain', note, evidence };
  const failure: Failure | undefined = isFailure(error) ? error : undefined;
  if (failure && final.has(failure.kind) && !(lost && idempotency === 'ref')) return { to: 'dead', note, evidence };
  const forgive = failure?.kind === 'auth';
  const tries = row.attempts - row.forgiven;
  if (!forgive && tries >= attemptsOf(retry)) return { to: doubt && idempotency !== 'key' ? 'uncertain' : 'dead', note, evidence };
  const wait = Math.max(failure?.facts.retryAfterMs ?? 0, backOff(tries, retry));
  return { to: 'retry', dueAt: later(now, wait), note, evidence, inDoubt: doubt, forgive };
}
