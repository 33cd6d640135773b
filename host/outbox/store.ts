import type { Queries, Tx } from '@sontechsp/sdk';
import { outboxRows, type OutboxRow } from './tables.js';

const marks = (count: number, from: number): string => Array.from({ length: count }, (_, at) => `$${at + from}`).join(', ');

/**
 * Takes rows that are due, oldest first, for `until`: another host passes over them. A host that dies leaves them due again
 * when `until` has passed.
 */
export async function claim(tx: Tx, now: string, until: string, limit: number): Promise<OutboxRow[]> {
  const due = `SELECT id FROM cikis_kutusu WHERE state = 'ready' AND due_at <= $1 ORDER BY due_at, id LIMIT ${limit}${tx.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : ''}`;
  const rows = await tx.query(`UPDATE cikis_kutusu SET due_at = $2 WHERE id IN (${due}) RETURNING *`, [now, until], outboxRows);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}
export async function markDone(tx: Tx, ids: readonly string[], at: string): Promise<void> {
  if (ids.length > 0) await tx.run(`UPDATE cikis_kutusu SET state = 'done', done_at = $1, last_error = NULL WHERE id IN (${marks(ids.length, 2)})`, [at, ...ids]);
}
export async function hold(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.run(`UPDATE cikis_kutusu SET state = 'held' WHERE id IN (${marks(ids.length, 1)})`, ids);
}
export async function markFailed(tx: Tx, id: string, dueAt: string, error: string): Promise<void> {
  await tx.run('UPDATE cikis_kutusu SET attempts = attempts + 1, due_at = $2, last_error = $3 WHERE id = $1', [id, dueAt, error]);
}
/** Rows taken but not tried give their turn back. */
export async function giveBack(tx: Tx, ids: readonly string[], dueAt: string): Promise<void> {
  if (ids.length > 0) await tx.run(`UPDATE cikis_kutusu SET due_at = $1 WHERE id IN (${marks(ids.length, 2)})`, [dueAt, ...ids]);
}
/** Lets what waited for a plugin in a store go on. */
export async function release(tx: Tx, subscribers: readonly string[], storeId: string, now: string): Promise<void> {
  if (subscribers.length > 0) {
    await tx.run(`UPDATE cikis_kutusu SET state = 'ready', due_at = $1 WHERE state = 'held' AND store_id = $2 AND subscriber IN (${marks(subscribers.length, 3)})`, [now, storeId, ...subscribers]);
  }
}
export async function removeDone(tx: Tx, before: string, limit: number): Promise<number> {
  return tx.run(`DELETE FROM cikis_kutusu WHERE id IN (SELECT id FROM cikis_kutusu WHERE state = 'done' AND done_at < $1 LIMIT ${limit})`, [before]);
}

/** Facts told twice to one subscriber. */
export async function toldTwice(db: Queries): Promise<string[]> {
  const rows = await db.query<{ topic: string; subscriber: string; aggregate: string; n: number }>(
    'SELECT topic, subscriber, aggregate, COUNT(*) AS n FROM cikis_kutusu WHERE topic LIKE $1 GROUP BY topic, subscriber, aggregate HAVING COUNT(*) > 1', ['%.completed']);
  return rows.map(r => `${r.topic} of ${r.aggregate} stands ${r.n} times for ${r.subscriber}`);
}
