import type { Db, Tx } from '@sontechsp/sdk';
import { among, byIndex, listed, readByIndex } from './claim-store.js';

/** Where rows wait for a plugin. */
export async function heldGroups(db: Db): Promise<{ subscriber: string; store_id: string }[]> {
  return readByIndex(db, "SELECT DISTINCT subscriber, store_id FROM cikis_kutusu WHERE due_at IS NULL AND done_at IS NULL AND state = 'held'");
}
/** Lets the oldest of what waited go on; resolves to how many. */
export async function release(tx: Tx, subscriber: string, storeId: string, now: string, limit: number): Promise<number> {
  byIndex(tx);
  return tx.run(
    `UPDATE cikis_kutusu SET state = 'ready', due_at = $3 WHERE id IN (
       SELECT id FROM cikis_kutusu WHERE due_at IS NULL AND done_at IS NULL AND state = 'held' AND subscriber = $1 AND store_id = $2 ORDER BY id LIMIT ${limit})`,
    [subscriber, storeId, now]);
}

/**
 * What waits for a time that was reckoned by a clock later than `after`, which is ahead: it was put back since. Now its time has
 * come; resolves to how much there was. When a row was told of and when its last attempt failed says by which clock; one that was
 * let go says neither, and waits for nothing but those before it.
 */
export async function hurryAhead(db: Db, after: string, now: string): Promise<number> {
  const rows = `due_at > '${after}' AND (created_at > '${after}' OR evidence->>'at' > '${after}' OR state = 'ready' AND NOT EXISTS (
    SELECT 1 FROM cikis_kutusu e WHERE e.aggregate = cikis_kutusu.aggregate AND e.subscriber = cikis_kutusu.subscriber AND e.done_at IS NULL AND e.id < cikis_kutusu.id))`;
  const lanes = `rests_until > '${after}' AND changed_at > '${after}'`;
  const [one] = await readByIndex<{ one: number }>(db,
    `SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM cikis_kutusu WHERE ${rows}) OR EXISTS (SELECT 1 FROM cikis_kutusu_hatlari WHERE ${lanes})`);
  if (!one) return 0;
  return db.transaction(async tx => {
    byIndex(tx);
    const hurried = await tx.run(`UPDATE cikis_kutusu SET due_at = $1 WHERE ${rows}`, [now]);
    return hurried + await tx.run(`UPDATE cikis_kutusu_hatlari SET rests_until = $1, changed_at = $1 WHERE ${lanes}`, [now]);
  });
}

/** Removes rows that ended before `before`. Ids grow with time, so the key itself leads to the old ones. */
export async function removeEnded(tx: Tx, before: string, limit: number): Promise<number> {
  byIndex(tx);
  const old = await tx.query<{ id: string }>(
    `DELETE FROM cikis_kutusu WHERE id IN (
       SELECT id FROM cikis_kutusu WHERE id < $1 AND done_at < $2 ORDER BY id LIMIT ${limit}) RETURNING id`, [firstIdAt(before), before]);
  if (old.length > 0) await tx.run(`DELETE FROM cikis_kutusu_denemeleri WHERE row_id ${among(tx, '$1')}`, [listed(tx, old.map(row => row.id))]);
  return old.length;
}

/** The smallest UUIDv7 of an instant (RFC 9562, 5.7). */
function firstIdAt(instant: string): string {
  const time = Date.parse(instant).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
