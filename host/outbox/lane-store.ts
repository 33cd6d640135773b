import type { Queries, Tx } from '@sontechsp/sdk';
import { outboxLanes, type OutboxLane } from './tables.js';

/** Puts a lane to rest on every host. */
export function restLane(tx: Tx, lane: OutboxLane): void {
  tx.later(`INSERT INTO cikis_kutusu_hatlari (lane, reason, times, rests_until, last_error, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (lane) DO UPDATE SET reason = excluded.reason, times = excluded.times, last_error = excluded.last_error, changed_at = excluded.changed_at,
      rests_until = excluded.rests_until`,
  [lane.lane, lane.reason, lane.times, lane.rests_until, lane.last_error, lane.changed_at]);
}
export function clearLane(tx: Tx, lane: string): void {
  tx.later('DELETE FROM cikis_kutusu_hatlari WHERE lane = $1', [lane]);
}
/** Whether this host may let one row through: until `until` no other host will. */
export async function takeProbe(tx: Tx, lane: string, now: string, until: string): Promise<boolean> {
  return await tx.run('UPDATE cikis_kutusu_hatlari SET rests_until = $3, changed_at = $2 WHERE lane = $1 AND rests_until <= $2', [lane, now, until]) === 1;
}
/** An admin has changed something: lanes that rest because of their credentials may try again. */
export function reopenRefused(tx: Tx, now: string): void {
  tx.later('UPDATE cikis_kutusu_hatlari SET rests_until = $1, changed_at = $1 WHERE rests_until IS NULL', [now]);
}
export function reopenLane(tx: Tx, lane: string, now: string): void {
  tx.later('UPDATE cikis_kutusu_hatlari SET rests_until = $2, changed_at = $2 WHERE lane = $1', [lane, now]);
}
export async function restingLanes(db: Queries): Promise<OutboxLane[]> {
  return db.query('SELECT * FROM cikis_kutusu_hatlari ORDER BY lane', [], outboxLanes);
}
export async function restOf(db: Queries, lane: string): Promise<OutboxLane | undefined> {
  return db.first('SELECT * FROM cikis_kutusu_hatlari WHERE lane = $1', [lane], outboxLanes);
}
