import { isFailure } from '@sontechsp/sdk';
import { storable } from '../database/storable.js';
import { backOff } from './back-off.js';
import { NoAnswer, later, saidBy } from './outcome.js';
import type { OutboxLane } from './tables.js';

/** So many rows in a row that found the remote away open the breaker. */
const OPENS_AFTER = 5;
const SHORTEST_MS = 5_000;
const LONGEST_MS = 300_000;

/** What an attempt says of its lane: the remote answered, it said or showed that it wants rest, or nothing either way. */
export type Verdict = 'well' | 'unknown' | Pick<OutboxLane, 'reason' | 'rests_until' | 'last_error' | 'times'>;

export interface LaneHealth {
  /** Rows in a row that found the remote away. */
  failures: number;
  /** How often it was put to rest without a success in between. */
  times: number;
}

/**
 * Judges a lane by how an attempt ended, and counts. A refused credential rests the lane until an admin has looked, `Retry-After`
 * for as long as it says, a remote that was away so many times in a row for longer each time. Errors that are no `Failure` are
 * the subscriber's own and say nothing of the remote.
 */
export function verdictOf(error: unknown, health: LaneHealth, now: string): Verdict {
  if (error === undefined) return well(health);
  if (!isFailure(error) && !(error instanceof NoAnswer)) return 'unknown';
  const kind = isFailure(error) ? error.kind : 'unavailable';
  const asked = isFailure(error) ? error.facts.retryAfterMs : undefined;
  const rest = (reason: OutboxLane['reason'], until: string | null): Verdict => {
    health.failures = 0;
    health.times++;
    return { reason, rests_until: until, last_error: storable(saidBy(error).slice(0, 500)), times: health.times };
  };
  if (kind === 'auth') return rest('auth', null);
  if (kind === 'rateLimited') return rest('rateLimited', later(now, asked ?? Math.max(1000, backOff(health.times + 1, { baseMs: 2000, maxMs: LONGEST_MS }))));
  if (kind !== 'unavailable') return well(health);
  health.failures++;
  if (asked !== undefined) return rest('unavailable', later(now, asked));
  // After a rest one row is let through; when it fails too, the remote is still away.
  if (health.failures < OPENS_AFTER && health.times === 0) return 'unknown';
  const bound = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(health.times, 20));
  return rest('unavailable', later(now, Math.round(bound * (0.5 + Math.random() / 2))));
}

function well(health: LaneHealth): Verdict {
  const rested = health.times > 0;
  health.failures = 0;
  health.times = 0;
  return rested ? 'well' : 'unknown';
}
