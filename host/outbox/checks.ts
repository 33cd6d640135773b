import type { Queries } from '@sontechsp/sdk';

/** Facts that were told more than once to one subscriber: the same news of the same thing from the same moment. */
export async function toldTwice(db: Queries): Promise<string[]> {
  const rows = await db.query<{ topic: string; subscriber: string; aggregate: string; rows: number }>(
    `SELECT topic, subscriber, aggregate, COUNT(*) AS rows FROM cikis_kutusu
      WHERE topic LIKE '%.completed' GROUP BY topic, subscriber, aggregate HAVING COUNT(*) > 1
     UNION ALL
     SELECT topic, subscriber, aggregate, COUNT(*) AS rows FROM cikis_kutusu
      WHERE topic NOT LIKE '%.completed' GROUP BY topic, subscriber, aggregate, created_at, CAST(payload AS TEXT) HAVING COUNT(*) > 1`);
  return rows.map(row => `${row.topic} of ${row.aggregate} stands ${row.rows} times for ${row.subscriber}`);
}
