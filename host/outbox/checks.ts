import type { Queries } from '@sontechsp/sdk';

/**
 * Facts that were told more than once to one subscriber. A thing is completed once, so topics that say so can be counted; of
 * others (`changed`) equal news may rightly come again.
 */
export async function toldTwice(db: Queries): Promise<string[]> {
  const rows = await db.query<{ topic: string; subscriber: string; aggregate: string; rows: number }>(
    `SELECT topic, subscriber, aggregate, COUNT(*) AS rows FROM cikis_kutusu
      WHERE topic LIKE '%.completed' GROUP BY topic, subscriber, aggregate HAVING COUNT(*) > 1 ORDER BY topic, aggregate`);
  return rows.map(row => `${row.topic} of ${row.aggregate} stands ${row.rows} times for ${row.subscriber}`);
}

/** Rows that nobody would ever take up, or that are taken up though they ended: their times do not fit their state. */
export async function strayRows(db: Queries): Promise<string[]> {
  const rows = await db.query<{ id: string; state: string }>(
    `SELECT id, state FROM cikis_kutusu
      WHERE state IN ('ready', 'leased', 'retry') AND (due_at IS NULL OR done_at IS NOT NULL)
         OR state IN ('held', 'dead', 'uncertain') AND (due_at IS NOT NULL OR done_at IS NOT NULL)
         OR state IN ('done', 'cancelled') AND (due_at IS NOT NULL OR done_at IS NULL)
         OR (state = 'leased') <> (leased_by IS NOT NULL AND leased_until IS NOT NULL)
      ORDER BY id LIMIT 100`);
  return rows.map(row => `Outbox row ${row.id} is ${row.state}, which its times contradict`);
}
