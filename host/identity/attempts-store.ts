import type { Queries, Tx } from '@sontechsp/sdk';

export const failuresOf = (db: Queries, subject: string) =>
  db.first<{ failures: number; since: string }>('SELECT failures, since FROM giris_denemeleri WHERE subject = $1', [subject]);

/** One failure more; a window that is over begins anew. */
export const countFailure = (tx: Tx, subject: string, now: string, windowStart: string) => tx.later(
  `INSERT INTO giris_denemeleri (subject, failures, since) VALUES ($1, 1, $2)
   ON CONFLICT (subject) DO UPDATE SET
     failures = CASE WHEN giris_denemeleri.since <= $3 THEN 1 ELSE giris_denemeleri.failures + 1 END,
     since = CASE WHEN giris_denemeleri.since <= $3 THEN excluded.since ELSE giris_denemeleri.since END`, [subject, now, windowStart]);
export const forgetFailures = (tx: Tx, subject: string) => tx.later('DELETE FROM giris_denemeleri WHERE subject = $1', [subject]);
export const forgetOld = (tx: Tx, windowStart: string) => tx.later('DELETE FROM giris_denemeleri WHERE since <= $1', [windowStart]);
