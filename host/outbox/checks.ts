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
