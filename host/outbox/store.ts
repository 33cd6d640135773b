import type { Param, Queries, Tx } from '@sontechsp/sdk';
import { outboxRows, type OutboxRow } from './tables.js';

export type ClaimedRow = Pick<OutboxRow,
  'id' | 'firm_id' | 'store_id' | 'terminal_id' | 'user_id' | 'topic' | 'subscriber' | 'aggregate' | 'payload' | 'attempts'>;

/**
 * Makes PostgreSQL use the indexes in this transaction: a plan from when the table was empty, and it is at every first start,
 * would read all of it again and again.
 */
export function byIndex(tx: Tx): void {
  if (tx.dialect === 'postgres') tx.later('SET LOCAL enable_seqscan = off');
}

/** Whether anything is due: asked before a claim, which takes the writer's lock on SQLite. */
export async function anyDue(db: Queries, now: string): Promise<boolean> {
  return await db.first(`SELECT 1 AS due FROM cikis_kutusu
    WHERE state = 'ready' AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1) ORDER BY due_at LIMIT 1`, [now]) !== undefined;
}

/**
 * Takes rows that are due, oldest first, until `until`; other hosts pass over them, and a host that dies leaves them due again
 * then. Of one aggregate and subscriber only the oldest unfinished row is taken, whatever host has it, which keeps their order.
 */
export async function claim(tx: Tx, now: string, until: string, limit: number): Promise<ClaimedRow[]> {
  byIndex(tx);
  const due = `SELECT r.id FROM cikis_kutusu r
    WHERE r.state = 'ready' AND r.due_at <= $1 AND (r.claimed_until IS NULL OR r.claimed_until <= $1)
      AND r.id = (SELECT e.id FROM cikis_kutusu e WHERE e.aggregate = r.aggregate AND e.subscriber = r.subscriber AND e.state <> 'done' ORDER BY e.id LIMIT 1)
    ORDER BY r.due_at, r.id LIMIT ${limit}`;
  const those = tx.dialect === 'postgres' ? `= ANY (ARRAY(${due} FOR UPDATE OF r SKIP LOCKED))` : `IN (${due})`;
  const rows = await tx.query(
    `UPDATE cikis_kutusu SET claimed_until = $2, attempts = attempts + 1 WHERE id ${those}
     RETURNING id, firm_id, store_id, terminal_id, user_id, topic, subscriber, aggregate, payload, attempts`, [now, until], outboxRows);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function markDone(tx: Tx, ids: readonly string[], at: string): void {
  if (ids.length > 0) tx.later(`UPDATE cikis_kutusu SET state = 'done', done_at = $1, claimed_until = NULL, last_error = NULL WHERE id IN ${these(ids, 2)}`, [at, ...padded(ids)]);
}
export function markFailed(tx: Tx, id: string, dueAt: string, error: string): void {
  tx.later("UPDATE cikis_kutusu SET due_at = $2, claimed_until = NULL, last_error = $3 WHERE id = $1 AND state = 'ready'", [id, dueAt, error]);
}
/** Rows taken but not tried give their turn back. */
export function giveBack(tx: Tx, ids: readonly string[]): void {
  if (ids.length > 0) tx.later(`UPDATE cikis_kutusu SET claimed_until = NULL, attempts = attempts - 1 WHERE id IN ${these(ids, 1)}`, padded(ids));
}

/** Lays aside what waits for a subscriber whose plugin is off in a store; `ids` are those this host has claimed. */
export function hold(tx: Tx, subscriber: string, storeId: string, ids: readonly string[]): void {
  giveBack(tx, ids);
  tx.later("UPDATE cikis_kutusu SET state = 'held' WHERE state = 'ready' AND claimed_until IS NULL AND subscriber = $1 AND store_id = $2", [subscriber, storeId]);
}
export async function heldLanes(db: Queries): Promise<{ subscriber: string; store_id: string }[]> {
  return db.query("SELECT DISTINCT subscriber, store_id FROM cikis_kutusu WHERE state = 'held'");
}
/** Lets the oldest of what waited go on; resolves to how many. */
export async function release(tx: Tx, subscriber: string, storeId: string, limit: number): Promise<number> {
  byIndex(tx);
  return tx.run(
    `UPDATE cikis_kutusu SET state = 'ready' WHERE id IN (
       SELECT id FROM cikis_kutusu WHERE state = 'held' AND subscriber = $1 AND store_id = $2 ORDER BY id LIMIT ${limit})`, [subscriber, storeId]);
}

/** Removes rows done before `before`. Ids grow with time, so the key itself leads to the old ones. */
export async function removeDone(tx: Tx, before: string, limit: number): Promise<number> {
  byIndex(tx);
  return tx.run(
    `DELETE FROM cikis_kutusu WHERE id IN (
       SELECT id FROM cikis_kutusu WHERE id < $1 AND state = 'done' AND done_at < $2 ORDER BY id LIMIT ${limit})`, [firstIdAt(before), before]);
}

/** The smallest UUIDv7 of an instant (RFC 9562, 5.7). */
function firstIdAt(instant: string): string {
  const time = Date.parse(instant).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const sizes = [1, 8, 50, 200];
/** Lists of few lengths, so that a statement is planned once and not anew for every number of rows. */
const padded = (ids: readonly string[]): Param[] => {
  const size = sizes.find(s => s >= ids.length) ?? ids.length;
  return [...ids, ...Array<string>(size - ids.length).fill(ids.at(-1)!)];
};
const these = (ids: readonly string[], from: number): string => `(${padded(ids).map((_, at) => `$${at + from}`).join(', ')})`;
