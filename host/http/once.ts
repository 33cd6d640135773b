import { createHmac } from 'node:crypto';
import type { Clock, Db, Tx } from '@sontechsp/sdk';
import type { Keys } from '../tokens.js';
import { errors } from './errors.js';
import { readKey, rememberReply, takeKey, type RequestKey } from './store.js';

/** Whose key it is where nobody is signed in. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

export interface Once {
  /**
   * Runs `work` in a transaction that also remembers what it gave; a repetition is given the same without running it, and
   * `request.reused` when its `request` is another. What is kept of the request tells nothing to who reads the table: it may
   * hold a password.
   */
  run<T>(key: RequestKey, request: string, work: (tx: Tx) => Promise<T>): Promise<T>;
}

export function createOnce({ db, clock, keys }: { db: Db; clock: Clock; keys: Keys }): Once {
  const sealed = (request: string): string => createHmac('sha256', keys.derive('once')).update(request).digest('hex');
  return {
    run: (key, request, work) => db.transaction(async tx => {
      const fingerprint = sealed(request);
      if (!await takeKey(tx, key, fingerprint, clock.now())) {
        const there = await readKey(tx, key);
        if (!there || there.fingerprint !== fingerprint) throw errors('request.reused');
        return there.reply === null ? undefined : JSON.parse(there.reply);
      }
      const given = await work(tx);
      rememberReply(tx, key, given === undefined ? null : JSON.stringify(given));
      return given;
    }),
  };
}
