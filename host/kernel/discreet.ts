import { isFailure } from '@sontechsp/sdk';
import { scrubDeep, type Scrub } from '@sontechsp/sdk/http';

/**
 * The same error, without the secrets in what it says: outbox, jobs and the plugin manager keep it. It is changed in place, so
 * that it stays what it is to whoever catches it.
 */
export function discreetError(error: unknown, scrub: Scrub): unknown {
  if (!(error instanceof Error)) return scrubDeep(error, scrub);
  set(error, 'message', scrub(error.message));
  if (error.stack !== undefined) set(error, 'stack', scrub(error.stack));
  if (isFailure(error)) set(error, 'facts', scrubDeep(error.facts, scrub));
  return error;
}

function set(error: Error, name: 'message' | 'stack' | 'facts', value: unknown): void {
  if ((error as unknown as Record<string, unknown>)[name] !== value) Object.defineProperty(error, name, { value, configurable: true, writable: true, enumerable: name === 'facts' });
}
