import type { Db, Queries, Tx } from '@sontechsp/sdk';
import { anyTable } from '../database/rows.js';
import { hostTx } from '../database/transaction.js';
import { decodeRows, type Dialect } from '../database/values.js';
import { outboxRows, type OutboxLane, type OutboxRow } from './tables.js';

export type ClaimedRow = Pick<OutboxRow,
  'id' | 'firm_id' | 'store_id' | 'terminal_id' | 'user_id' | 'topic' | 'subscriber' | 'aggregate' | 'lane' | 'payload' | 'attempts' | 'forgiven' | 'in_doubt'>;

/** A lease is renewed every third of this. A host that dies leaves its rows to others after it. */
export const LEASE_S = 15;

/** The time by which hosts lease, whatever their own clocks say. */
const now = { postgres: 'now()', sqlite: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')" };
const leaseEnd = { postgres: `now() + interval '${LEASE_S} seconds'`, sqlite: `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+${LEASE_S} seconds')` };
const forHost = (dialect: Dialect): string => `(r.state IN ('ready', 'retry') OR r.state = 'leased' AND r.leased_until <= ${now[dialect]})`;

/** Ids as one parameter, so that a statement has one text, and one plan, for any number of rows: `id ${among(tx, '$2')}`. */
export const among = ({ dialect }: Queries, param: string): string =>
  (dialect === 'postgres' ? `= ANY (${param}::uuid[])` : `IN (SELECT value FROM json_each(${param}))`);
export const listed = ({ dialect }: Queries, ids: readonly string[]): string => (dialect === 'postgres' ? `{${ids.join(',')}}` : JSON.stringify(ids));

/** Ids found first and then looked up one by one: joined, PostgreSQL might read the whole key for them. */
const those = (dialect: Dialect, select: string): string => (dialect === 'postgres' ? `= ANY (ARRAY(${select}))` : `IN (${select})`);
/** Of a row `d`, the first unfinished one before it that is not due with it. As a value, not a join: it is one step in the index. */
const firstBefore = `(SELECT e.id FROM cikis_kutusu e WHERE e.aggregate = d.aggregate AND e.subscriber = d.subscriber AND e.done_at IS NULL AND e.id < d.id
    AND e.id NOT IN (SELECT id FROM due) ORDER BY e.id LIMIT 1)`;

/**
 * Makes PostgreSQL use the indexes in this transaction: a plan from when the table was empty, and it is at every first start,
 * would read all of it again and again.
 */
export function byIndex(tx: Tx): void {
  if (tx.dialect === 'postgres') tx.later('SET LOCAL enable_seqscan = off');
}

export interface DueLane {
  readonly lane: string;
  /** When its first row is due that nobody is at; null when there is none. */
  readonly due_at: string | null;
  /** Set when the lane rests or rested; with `rests_until` over, one row may be let through. */
  readonly reason: OutboxLane['reason'] | null;
  readonly times: number | null;
  readonly rests_until: string | null;
}
const lanesSql = { postgres: dueLanesSql('postgres'), sqlite: dueLanesSql('sqlite') };
/** The lanes that have rows, each found by one step in the index, however many rows it has. */
export async function lanesWithRows(db: Db): Promise<DueLane[]> {
  return readByIndex(db, lanesSql[db.dialect]);
}
function dueLanesSql(dialect: Dialect): string {
  return `WITH RECURSIVE l(lane) AS (
      SELECT MIN(lane) FROM cikis_kutusu WHERE due_at IS NOT NULL
      UNION ALL
      SELECT (SELECT MIN(q.lane) FROM cikis_kutusu q WHERE q.due_at IS NOT NULL AND q.lane > l.lane) FROM l WHERE l.lane IS NOT NULL)
    SELECT l.lane, (SELECT r.due_at FROM cikis_kutusu r WHERE r.lane = l.lane AND r.due_at IS NOT NULL AND ${forHost(dialect)} ORDER BY r.due_at, r.id LIMIT 1) AS due_at,
      h.reason, h.times, h.rests_until
      FROM l LEFT JOIN cikis_kutusu_hatlari h ON h.lane = l.lane WHERE l.lane IS NOT NULL`;
}
/** Reads as `byIndex` does; on SQLite, where a transaction is the one writer, without one. */
export async function readByIndex<R>(db: Db, sql: string): Promise<R[]> {
  if (db.dialect === 'sqlite') return db.query<R>(sql);
  return db.transaction(tx => {
    byIndex(tx);
    return tx.query<R>(sql);
  });
}

export interface Claim {
  readonly lane: string;
  readonly limit: number;
  /** The lane rested, and one row is let through to see how it is. */
  readonly probe: boolean;
}
const claims = { postgres: claimSql('postgres'), sqlite: claimSql('sqlite') };
/**
 * Takes rows of a lane that are due, oldest first; other hosts pass over them. Of one aggregate and subscriber a row is only taken
 * together with all unfinished ones before it, whoever has those, which keeps their order. A row whose lease ran out is in doubt:
 * the host that had it may have sent it. The rows arrive when the transaction commits.
 */
export function claim(tx: Tx, { lane, limit, probe }: Claim, by: string, dueBy: string, taken: (rows: ClaimedRow[]) => void): void {
  const { sql, probing } = claims[tx.dialect];
  hostTx(tx).laterQuery(probe ? probing : sql, [lane, dueBy, limit, by], rows => taken(decodeRows(rows, anyTable(outboxRows)) as unknown as ClaimedRow[]));
}
function claimSql(dialect: Dialect): { sql: string; probing: string } {
  const lock = dialect === 'postgres' ? 'FOR UPDATE OF r SKIP LOCKED' : '';
  const text = (healthy: string): string => `WITH due AS MATERIALIZED (
      SELECT r.id, r.aggregate, r.subscriber FROM cikis_kutusu r
       WHERE r.lane = $1 AND r.due_at <= $2 AND ${forHost(dialect)} ${healthy}
       ORDER BY r.due_at, r.id LIMIT $3 ${lock}),
    free AS (SELECT d.id FROM due d WHERE ${firstBefore} IS NULL)
    UPDATE cikis_kutusu SET in_doubt = CASE WHEN state = 'leased' THEN ${dialect === 'postgres' ? 'TRUE' : '1'} ELSE in_doubt END,
      state = 'leased', leased_by = $4, leased_until = ${leaseEnd[dialect]}, attempts = attempts + 1
     WHERE id ${those(dialect, 'SELECT id FROM free')}
    RETURNING id, firm_id, store_id, terminal_id, user_id, topic, subscriber, aggregate, lane, payload, attempts, forgiven, in_doubt`;
  return { sql: text('AND NOT EXISTS (SELECT 1 FROM cikis_kutusu_hatlari h WHERE h.lane = $1)'), probing: text('') };
}

/**
 * Rows of a lane that are due but wait for another of their aggregate would stand before all others. Behind one that is held
 * they are held too; else they are looked at again later: soon when that one is under way, with it when it is to be tried again,
 * otherwise in a minute. Whoever ends it wakes them. Resolves to how many there were.
 */
export async function makeWay(tx: Tx, lane: string, dueBy: string, limit: number, soon: string, inAMinute: string): Promise<number> {
  const { dialect } = tx;
  const instant = (param: string): string => (dialect === 'postgres' ? `${param}::timestamptz` : param);
  const blocked = `WITH due AS MATERIALIZED (
      SELECT r.id, r.aggregate, r.subscriber FROM cikis_kutusu r
       WHERE r.lane = $1 AND r.due_at <= $2 AND r.state IN ('ready', 'retry') ORDER BY r.due_at, r.id LIMIT $3 ${dialect === 'postgres' ? 'FOR UPDATE OF r SKIP LOCKED' : ''}),
    blocked AS (
      SELECT d.id, ${firstBefore} AS head FROM due d)`;
  const held = tx.run(`${blocked}
    UPDATE cikis_kutusu SET state = 'held', due_at = NULL
     WHERE id ${those(dialect, "SELECT b.id FROM blocked b WHERE (SELECT h.state FROM cikis_kutusu h WHERE h.id = b.head) = 'held'")}`, [lane, dueBy, limit]);
  const later = tx.run(`${blocked}
    UPDATE cikis_kutusu SET due_at = (
      SELECT CASE WHEN h.state = 'retry' AND h.due_at > ${instant('$4')} THEN h.due_at WHEN h.state IN ('ready', 'retry', 'leased') THEN ${instant('$4')} ELSE ${instant('$5')} END
        FROM blocked b JOIN cikis_kutusu h ON h.id = b.head WHERE b.id = cikis_kutusu.id)
     WHERE id ${those(dialect, 'SELECT id FROM blocked WHERE head IS NOT NULL')}`, [lane, dueBy, limit, soon, inAMinute]);
  return await held + await later;
}

/** Renews leases; resolves to the ids that are still this host's. */
export async function renew(tx: Tx, by: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE cikis_kutusu SET leased_until = ${leaseEnd[tx.dialect]} WHERE id ${among(tx, '$2')} AND state = 'leased' AND leased_by = $1 RETURNING id`,
    [by, listed(tx, ids)]);
  return rows.map(row => row.id);
}
