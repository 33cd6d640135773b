import { createHash } from 'node:crypto';
import { createToken, type Clock, type Db, type Tx } from '@sontechsp/sdk';
import type { Http } from '../http/http-input.js';
import { countFailure, failuresOf, forgetFailures, forgetOutside } from './attempts-store.js';
import { errors } from './refusals.js';

export type Door = 'login' | 'refresh' | 'setup';
/** Who knocks where. Without an account only the address counts. */
export interface Knock {
  readonly door: Door;
  readonly http: Http;
  readonly account?: string;
}

/**
 * Counts failures to get in, in the database: they survive a restart and all hosts share them. Only failures count, so that
 * a shop signing in on twenty tills at eight in the morning is never stopped.
 */
export interface Attempts {
  /** Refuses with `request.tooMany` and `Retry-After` who failed too often. */
  check(knock: Knock): Promise<void>;
  fail(tx: Tx, knock: Knock): void;
  /** Forgets the failures of the account at this address. */
  succeed(tx: Tx, knock: Knock): void;
}
export const Attempts = createToken<Attempts>('host.attempts');

const WINDOW = 5 * 60 * 1000;
const MOST_PER_ACCOUNT = 10;
const MOST_PER_ADDRESS = 100;

export function createAttempts({ db, clock }: { db: Db; clock: Clock }): Attempts {
  const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
  const address = ({ door, http }: Knock) => digest(`${door}@${http.ip}`);
  const account = ({ door, http, account }: Knock) => account === undefined ? undefined : digest(`${door}:${account}@${http.ip}`);
  const at = (offset: number) => new Date(Date.parse(clock.now()) + offset).toISOString();
  /** What began outside of it no longer counts: too long ago, or under a clock that was put back since. */
  const window = () => ({ from: at(-WINDOW), to: at(WINDOW) });

  /** Milliseconds until the subject may try again; 0: now. */
  async function wait(subject: string, most: number): Promise<number> {
    const row = await failuresOf(db, subject);
    if (!row || row.failures < most) return 0;
    const age = Date.parse(clock.now()) - Date.parse(row.since);
    return Math.abs(age) >= WINDOW ? 0 : WINDOW - Math.max(0, age);
  }
  return {
    async check(knock) {
      const own = account(knock);
      const waits = await Promise.all([wait(address(knock), MOST_PER_ADDRESS), own === undefined ? 0 : wait(own, MOST_PER_ACCOUNT)]);
      const seconds = Math.ceil(Math.max(...waits) / 1000);
      if (seconds === 0) return;
      knock.http.setHeader('Retry-After', String(seconds));
      throw errors('request.tooMany', { seconds });
    },
    fail(tx, knock) {
      const own = account(knock);
      forgetOutside(tx, window());
      for (const subject of own === undefined ? [address(knock)] : [address(knock), own].sort()) countFailure(tx, subject, clock.now(), window());
    },
    succeed(tx, knock) {
      const own = account(knock);
      if (own !== undefined) forgetFailures(tx, own);
    },
  };
}
