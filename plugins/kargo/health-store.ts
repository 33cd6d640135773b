import type { Queries } from '@sontechsp/sdk';

/** What of a store's shipments needs a person. */
export interface Standing {
  readonly refused: number;
  readonly late: number;
  /** Shipments that wait because their carrier does not answer, or does not know us. */
  readonly stuck: number;
}
export async function standingOf(db: Queries, storeId: string, now: string): Promise<Standing> {
  const row = await db.first<{ refused: number | null; late: number | null; stuck: number | null }>(`
    SELECT SUM(CASE WHEN state = 'refused' THEN 1 ELSE 0 END) AS refused, COUNT(*) AS late,
           SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) AS stuck
      FROM kargo_etiketleri WHERE store_id = $1 AND late_at <= $2`, [storeId, now]);
  return { refused: Number(row?.refused ?? 0), late: Number(row?.late ?? 0), stuck: Number(row?.stuck ?? 0) };
}
