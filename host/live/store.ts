import type { Queries, Tx } from '@sontechsp/sdk';
import { liveEvents } from './tables.js';

export interface LiveEvent {
  readonly id: number;
  readonly store_id: string;
  readonly type: string;
  readonly data: unknown;
}

/**
 * Appends an event under the next number. The counter's row lock makes numbers appear in the order they are committed, so
 * that a reader who saw 7 never misses a late 6.
 */
export async function append(tx: Tx, event: Omit<LiveEvent, 'id'>, at: string): Promise<number> {
  const row = await tx.first<{ last: number }>('UPDATE canli_olay_sayaci SET last = last + 1 WHERE id = 1 RETURNING last');
  const id = row!.last;
  tx.insertLater(liveEvents, [{ id, at, ...event }]);
  return id;
}
export async function eventsAfter(db: Queries, id: number, limit: number): Promise<LiveEvent[]> {
  return db.query(`SELECT id, store_id, type, data, at FROM canli_olaylar WHERE id > $1 ORDER BY id LIMIT ${limit}`, [id], liveEvents);
}
export async function lastNumber(db: Queries): Promise<number> {
  return (await db.first<{ last: number }>('SELECT last FROM canli_olay_sayaci WHERE id = 1'))!.last;
}
export async function removeBefore(tx: Tx, at: string): Promise<void> {
  await tx.run('DELETE FROM canli_olaylar WHERE at < $1', [at]);
}
