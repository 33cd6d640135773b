import type { Queries, Tx } from '@sontechsp/sdk';
import type { News } from './news.js';
import { liveEvents } from './tables.js';

export interface LiveEvent {
  readonly id: number;
  /** Empty: every store. */
  readonly store_id: string;
  readonly type: string;
  readonly data: unknown;
}

/**
 * Appends events under the next numbers. The counter's row lock makes numbers appear in the order they are committed, so that
 * a reader who saw 7 never misses a late 6.
 */
export async function appendAll(tx: Tx, news: readonly News[], at: string): Promise<void> {
  const counted = await tx.first<{ last: number }>('UPDATE canli_olay_sayaci SET last = last + $1 WHERE id = 1 RETURNING last', [news.length]);
  const first = counted!.last - news.length + 1;
  tx.insertLater(liveEvents, news.map(({ storeId, type, data }, index) => ({ id: first + index, store_id: storeId, type, data, at })));
}
export async function eventsAfter(db: Queries, id: number, limit: number): Promise<LiveEvent[]> {
  return db.query(`SELECT id, store_id, type, data, at FROM canli_olaylar WHERE id > $1 ORDER BY id LIMIT ${limit}`, [id], liveEvents);
}
export async function lastNumber(db: Queries): Promise<number> {
  return (await db.first<{ last: number }>('SELECT last FROM canli_olay_sayaci WHERE id = 1'))!.last;
}
export function removeBefore(tx: Tx, at: string): void {
  tx.later('DELETE FROM canli_olaylar WHERE at < $1', [at]);
}
