import type { AdapterContext, Clock, Log } from '@sontechsp/sdk';
import { createAdapterHttp, scrubDeep, type Scrub } from '@sontechsp/sdk/http';
import type { Values } from '../settings/secret-fields.js';
import { checkOf } from './form.js';

export interface ContextParts {
  readonly clock: Clock;
  readonly log: Log & { debug?(facts: object, message: string): void };
  /** Named in each log line. */
  readonly facts: { readonly plugin: string; readonly connection: string };
  readonly settings: Values;
  readonly secrets: readonly string[];
  readonly scrub: Scrub;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
  readonly memory: Map<string, unknown>;
}

/** What an adapter gets for one call. */
export function contextOf({ clock, log, facts, settings, secrets, scrub, signal, idempotencyKey, memory }: ContextParts): AdapterContext<never> {
  const tell = (level: 'info' | 'warn' | 'error') => (more: object, message: string): void =>
    log[level]({ ...scrubDeep(more, scrub) as object, ...facts }, scrub(message));
  return {
    // A copy: an adapter that writes into it changes nobody else's.
    settings: structuredClone(settings) as never,
    http: createAdapterHttp({
      fits: (schema, value) => checkOf(schema)(value) === true,
      secrets, signal, now: () => Date.parse(clock.now()),
      onExchange: exchange => log.debug?.({ ...exchange, ...facts }, 'Adapter request'),
    }),
    now: () => clock.now(),
    log: { info: tell('info'), warn: tell('warn'), error: tell('error') },
    signal, idempotencyKey, memory,
  };
}
