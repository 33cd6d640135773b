import type { Db, Tx } from '@sontechsp/sdk';

/** The primary key of a remembered request. */
export interface RequestKey {
  readonly firmId: string;
  readonly route: string;
  readonly key: string;
}

/** Takes the key for this transaction; false when it is taken. A twin in flight is waited for. */
export async function takeKey(tx: Tx, { firmId, route, key }: RequestKey, fingerprint: string, now: string): Promise<boolean> {
  const rows = await tx.run(
    `INSERT INTO istek_anahtarlari (firm_id, route, key, fingerprint, reply, created_at) VALUES ($1, $2, $3, $4, NULL, $5)
     ON CONFLICT (firm_id, route, key) DO NOTHING`, [firmId, route, key, fingerprint, now]);
  return rows === 1;
}

export function readKey(tx: Tx, { firmId, route, key }: RequestKey): Promise<{ fingerprint: string; reply: string | null } | undefined> {
  return tx.first('SELECT fingerprint, reply FROM istek_anahtarlari WHERE firm_id = $1 AND route = $2 AND key = $3', [firmId, route, key]);
}

/** Queues the reply beside what the request wrote. */
export function rememberReply(tx: Tx, { firmId, route, key }: RequestKey, reply: string | null): void {
  tx.later('UPDATE istek_anahtarlari SET reply = $4 WHERE firm_id = $1 AND route = $2 AND key = $3', [firmId, route, key, reply]);
}

/** Forgets some of them, so that no sale waits for it; resolves to how many, 0 at the end. */
export function forgetKeysBefore(db: Db, instant: string): Promise<number> {
  return db.transaction(tx => tx.run(
    `DELETE FROM istek_anahtarlari WHERE (firm_id, route, key) IN (
       SELECT firm_id, route, key FROM istek_anahtarlari WHERE created_at < $1 ORDER BY created_at LIMIT 2000)`, [instant]));
}
