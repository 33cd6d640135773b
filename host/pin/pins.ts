import { createHmac } from 'node:crypto';
import { createToken, type Clock, type Db, type Queries, type Tx } from '@sontechsp/sdk';
import type { Http } from '../http/http-input.js';
import type { Passwords } from '../identity/passwords.js';
import { errors as identityErrors } from '../identity/refusals.js';
import type { KeyRing } from '../keys/keys.js';
import { isGuessable } from './guessable.js';
import { errors } from './refusals.js';
import { countPinFailure, forgivePin, keepPin, lockPin, pinOf, removePin, type PinRow } from './store.js';

/** Shorter ones are guessed too soon (reliability.md). */
const LEAST_DIGITS = 6;
/** So many wrong tries are free; from there on each makes the next wait longer. */
const FREE_TRIES = 5;
/** So many wrong tries close the PIN until a manager opens it again. */
const MOST_TRIES = 10;
const WAITS_MS = [30_000, 60_000, 120_000, 300_000, 600_000];

/** Knows users' PINs. Failures are counted per user, in the database: they survive a restart and all tills share them. */
export interface Pins {
  /** `undefined` takes the PIN away. */
  set(tx: Tx, user: { id: string; firmId: string }, hash: string | undefined): Promise<void>;
  /** Refuses `identity.weakPin`: too short, or what anybody would try first. */
  hash(userId: string, pin: string): Promise<string>;
  /**
   * Resolves when the PIN is right; then `right` runs in the transaction that forgives earlier failures. Refuses
   * `auth.invalid`, `request.tooMany` with `Retry-After`, or `auth.pinLocked`. `wrong` runs with the failure's transaction.
   */
  prove<T>(http: Http, userId: string, pin: string, right: (tx: Tx) => Promise<T>, wrong: (tx: Tx) => Promise<void>): Promise<T>;
  unlock(tx: Tx, userId: string): Promise<boolean>;
  state(db: Queries, userId: string): Promise<'none' | 'set' | 'locked'>;
}
export const Pins = createToken<Pins>('host.pins');

interface Deps {
  db: Db;
  clock: Clock;
  keys: KeyRing;
  passwords: Passwords;
}
export function createPins({ db, clock, keys, passwords }: Deps): Pins {
  /** A database alone, stolen, tells nothing about a million possible PINs. */
  const peppered = async (userId: string, pin: string): Promise<string> =>
    createHmac('sha256', (await keys.open()).derive('pin')).update(`${userId}:${pin}`).digest('base64');

  function checkTries(http: Http, row: PinRow | undefined): void {
    if (!row || row.failures < FREE_TRIES) return;
    if (row.failures >= MOST_TRIES) throw errors('auth.pinLocked');
    const wait = WAITS_MS[Math.min(row.failures - FREE_TRIES, WAITS_MS.length - 1)]!;
    const age = Date.parse(clock.now()) - Date.parse(row.failed_at!);
    // A failure far ahead was counted under a clock that was put back since.
    if (Math.abs(age) >= wait) return;
    const seconds = Math.ceil((wait - Math.max(0, age)) / 1000);
    http.setHeader('Retry-After', String(seconds));
    throw identityErrors('request.tooMany', { seconds });
  }

  return {
    async set(tx, { id, firmId }, hash) {
      if (hash === undefined) await removePin(tx, id);
      else await keepPin(tx, { user_id: id, firm_id: firmId, hash, failures: 0, failed_at: null, changed_at: clock.now() });
    },
    async hash(userId, pin) {
      if (pin.length < LEAST_DIGITS || isGuessable(pin)) throw errors('identity.weakPin', { digits: LEAST_DIGITS });
      return passwords.hash(await peppered(userId, pin));
    },
    async prove(http, userId, pin, right, wrong) {
      checkTries(http, await pinOf(db, userId));
      const secret = await peppered(userId, pin);
      return passwords.turn(async compare => {
        // Read again when the turn has come: guesses sent at once wait here.
        const row = await pinOf(db, userId);
        checkTries(http, row);
        const proven = await compare(row?.hash, secret);
        const result = await db.transaction(async tx => {
          // And once more: two guesses are weighed at a time.
          const now = await lockPin(tx, userId);
          checkTries(http, now);
          if (proven && now?.hash === row?.hash) {
            if (now!.failures > 0) await forgivePin(tx, userId);
            return { value: await right(tx) };
          }
          countPinFailure(tx, userId, clock.now());
          await wrong(tx);
          return undefined;
        });
        if (!result) throw identityErrors('auth.invalid');
        return result.value;
      });
    },
    unlock: async (tx, userId) => await forgivePin(tx, userId) > 0,
    async state(queries, userId) {
      const row = await pinOf(queries, userId);
      return !row ? 'none' : row.failures >= MOST_TRIES ? 'locked' : 'set';
    },
  };
}
