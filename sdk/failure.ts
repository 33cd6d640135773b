import type { Sentence } from './kept-message.js';

/**
 * Why a call to a remote system failed: a closed list, so that the host knows what to do. `rateLimited` and `unavailable` are
 * tried again; `auth` too, but its connection rests until an admin has looked; the others are final and need a person.
 */
export type FailureKind = 'auth' | 'rateLimited' | 'unavailable' | 'validation' | 'conflict' | 'notFound' | 'notSupported';

export interface FailureFacts {
  /** The remote's own code, for the admin. */
  readonly remoteCode?: string;
  /** The message as a sentence of the locales, where it is one of the house's own: people read it in their language. */
  readonly sentence?: Sentence;
  /** What the remote said, redacted and short. */
  readonly evidence?: string;
  /** The remote asked to be left alone for so long (`Retry-After`). */
  readonly retryAfterMs?: number;
  /**
   * `no`: the request was not sent, or refused, and has had no effect. `unknown`: it was sent and the answer was lost, so that
   * the remote may have acted.
   */
  readonly acted?: 'no' | 'unknown';
}

/** A remote system said no, or nothing. Thrown by `ctx.http` and by adapters. */
export class Failure extends Error {
  /** Recognised by this mark, so that a plugin built with its own copy of the sdk is understood. */
  readonly failure = true;
  constructor(readonly kind: FailureKind, message: string, readonly facts: FailureFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
  }
}
export function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && (error as { failure?: unknown }).failure === true;
}
