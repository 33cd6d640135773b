import { Failure, createToken, isFailure, type AdapterBase, type AdapterContext, type Clock, type Log, type Sentence } from '@sontechsp/sdk';
import { scrubDeep, scrubError, scrubber, type Scrub } from '@sontechsp/sdk/http';
import type { Values } from '../settings/secret-fields.js';
import { contextOf } from './context.js';

/** One call of an adapter, whatever it is for. */
export interface AdapterCall {
  readonly plugin: string;
  /** For the log: the connection's id, or `trial`. */
  readonly connection: string;
  readonly adapter: AdapterBase<never>;
  readonly settings: Values;
  readonly secrets: readonly string[];
  readonly signal: AbortSignal | undefined;
  readonly idempotencyKey: string;
  readonly memory: Map<string, unknown>;
}
/** Calls an adapter with a context of its own. What it throws is a `Failure` or a bug, and neither holds a secret. */
export type CallAdapter = <R>(call: AdapterCall, work: (adapter: never, ctx: AdapterContext<never>) => Promise<R>) => Promise<R>;
export const CallAdapter = createToken<CallAdapter>('host.callAdapter');

/** For callers that set no limit of their own. */
const LIMIT_MS = 60_000;

export function createCallAdapter({ clock, log }: { clock: Clock; log: Log }): CallAdapter {
  return async ({ plugin, connection, adapter, settings, secrets, signal, idempotencyKey, memory }, work) => {
    const scrub = scrubber(secrets);
    const ctx = contextOf({
      clock, log, facts: { plugin, connection }, settings, secrets, scrub, idempotencyKey, memory, signal: signal ?? AbortSignal.timeout(LIMIT_MS),
    });
    try {
      return await work(adapter as never, ctx);
    } catch (error) {
      throw isFailure(error) ? scrubbed(error, scrub) : bugOf(error, plugin, scrub);
    }
  };
}

function scrubbed(failure: Failure, scrub: Scrub): Failure {
  const { remoteCode, evidence, sentence, ...rest } = failure.facts ?? {};
  return new Failure(failure.kind, scrub(failure.message), {
    ...rest,
    ...(remoteCode === undefined ? {} : { remoteCode: scrub(remoteCode) }),
    ...(evidence === undefined ? {} : { evidence: scrub(evidence) }),
    ...(sentence === undefined ? {} : { sentence: scrubDeep(sentence, scrub) as Sentence }),
  });
}
function bugOf(error: unknown, plugin: string, scrub: Scrub): Error {
  const told = scrubError(error instanceof Error ? error : new Error(String(error)), scrub);
  told.message = `The adapter of '${plugin}' failed: ${told.message}`;
  return told;
}
