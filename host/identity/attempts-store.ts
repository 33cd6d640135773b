import type { Queries, Tx } from '@sontechsp/sdk';

export const failuresOf = (db: Queries, subject: string) =>
  db.first<{ failures: number; since: string }>('SELECT failures, since FROM giris_denemeleri WHERE subject = $1', [subject]);

export interface Window { readonly from: string; readonly to: string }

/** One failure more; a window that is over begins anew. */
export const countFailure = (tx: Tx, subject: string, now: string, { from, to }: Window) => tx.later(
  `INSERT INTO giris_denemeleri (subject, failures, since) VALUES ($1, 1, $2)
   ON CONFLICT (subject) DO UPDATE SET
     failures = CASE WHEN giris_denemeleri.since <= $3 OR giris_denemeleri.since >= $4 THEN 1 ELSE giris_denemeleri.failures + 1 END,
     since = CASE WHEN giris_denemeleri.since <= $3 OR giris_denemeleri.since >= $4 THEN excluded.since ELSE giris_denemeleri.since END`,
  [subject, now, from, to]);
export const forgetFailures = (tx: Tx, subject: string) => tx.later('DELETE FROM giris_denemeleri WHERE subject = $1', [subject]);
export const forgetOutside = (tx: Tx, { from, to }: Window) => tx.later('DELETE FROM giris_denemeleri WHERE since <= $1 OR since >= $2', [from, to]);
