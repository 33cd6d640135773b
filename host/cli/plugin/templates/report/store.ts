import type { Queries, Scope } from '@sontechsp/sdk';

export interface SoldRow {
  readonly productId: string;
  readonly name: string;
  /** Thousandths. */
  readonly quantity: number;
  /** Kuruş. */
  readonly total: number;
}

/** What was sold in a store between two instants, most money first. Lines of refunds are negative, so they count against it. */
export async function soldMost(db: Queries, { firmId, storeId }: Scope, { from, to, limit }: { from: string; to: string; limit: number }): Promise<SoldRow[]> {
  const rows = await db.query<{ product_id: string; name: string; quantity: number; total: number }>(
    `SELECT product_id, MAX(name) AS name,
            CAST(SUM(quantity) AS BIGINT) AS quantity, CAST(SUM(total) AS BIGINT) AS total
       FROM pos_v_sale_lines
      WHERE firm_id = $1 AND store_id = $2 AND sold_at >= $3 AND sold_at < $4
      GROUP BY product_id
      ORDER BY 4 DESC, product_id
      LIMIT ${limit}`,
    [firmId, storeId, from, to]);
  return rows.map(({ product_id, ...row }) => ({ productId: product_id, ...row }));
}
