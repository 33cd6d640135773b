import type { Clock, Db, Tx } from '@sontechsp/sdk';
import { errors } from './errors.js';
import { forgetKeysBefore, readKey, rememberReply, takeKey, type RequestKey } from './store.js';

/** Whose key it is where nobody is signed in. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
/** Keys are promised for 24 hours. */
const KEPT = 48 * 3600 * 1000;

export interface Once {
  /** Runs `work` in a transaction that also remembers what it gave; a repetition is given the same without running it. */
  run<T>(key: RequestKey, fingerprint: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Forgets keys older than 48 hours. */
  clean(): Promise<void>;
}

export function createOnce(db: Db, clock: Clock): Once {
  return {
    run: (key, fingerprint, work) => db.transaction(async tx => {
      if (!await takeKey(tx, key, fingerprint, clock.now())) {
        const there = await readKey(tx, key);
        if (!there || there.fingerprint !== fingerprint) throw errors('request.reused');
        return there.reply === null ? undefined : JSON.parse(there.reply);
      }
      const given = await work(tx);
      rememberReply(tx, key, given === undefined ? null : JSON.stringify(given));
      return given;
    }),
    async clean() {
      await forgetKeysBefore(db, new Date(Date.parse(clock.now()) - KEPT).toISOString());
    },
  };
}
