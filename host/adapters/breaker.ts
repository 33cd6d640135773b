import { Failure, type FailureKind } from '@sontechsp/sdk';

/** Keeps calls from a remote that does not answer, or does not know us, so that it and whoever waits have peace. */
export interface Breaker {
  /** Throws the `Failure` of a connection that rests; else the call may be made, and its outcome must be told. */
  enter(now: number): void;
  succeeded(): void;
  failed(kind: FailureKind, now: number): void;
  /** Why and until when it rests. */
  resting(now: number): { readonly kind: FailureKind; readonly until: number } | undefined;
}
interface Rest { readonly after: number; readonly firstMs: number; readonly longestMs: number }

/** Failures in a row until it rests, and for how long: doubled by each probe that fails. */
const rests: Partial<Record<FailureKind, Rest>> = {
  unavailable: { after: 5, firstMs: 30_000, longestMs: 10 * 60_000 },
  // Wrong credentials, sent again and again, lock accounts.
  auth: { after: 3, firstMs: 5 * 60_000, longestMs: 60 * 60_000 },
};

export function createBreaker(): Breaker {
  let kind: FailureKind | undefined;
  let inARow = 0;
  let times = 0;
  let until = 0;
  let probing = false;
  const reset = (): void => {
    kind = undefined;
    inARow = times = until = 0;
    probing = false;
  };
  return {
    enter(now) {
      if (until === 0) return;
      if (now < until || probing) {
        const retryAfterMs = Math.max(until - now, 1000);
        throw new Failure('unavailable', kind === 'auth'
          ? 'The remote system refused the credentials of this connection several times, so it rests. Check its settings and test it.'
          : 'The remote system did not answer several times, so this connection rests.', { acted: 'no', retryAfterMs });
      }
      probing = true;
    },
    succeeded: reset,
    failed(failure, now) {
      const rest = rests[failure];
      const probed = probing;
      probing = false;
      // Whatever else it says: it answers, and knows us.
      if (!rest) return failure === 'rateLimited' ? undefined : reset();
      inARow = failure === kind ? inARow + 1 : 1;
      kind = failure;
      if (inARow < rest.after && !probed) return;
      until = now + Math.min(rest.firstMs * 2 ** times, rest.longestMs);
      times++;
    },
    resting: now => (until > now && kind ? { kind, until } : undefined),
  };
}
