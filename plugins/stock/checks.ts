import { check } from '@sontechsp/sdk';

/** Invariant 1 of data.md. */
export const checks = [
  check('stock.balances.sum', 'A balance is the sum of the movements of its product in its warehouse.', async db => {
    const wrong = await db.query<{ product_id: string; warehouse_id: string; difference: number }>(`
      SELECT product_id, warehouse_id, CAST(SUM(quantity) AS BIGINT) AS difference FROM (
        SELECT product_id, warehouse_id, on_hand AS quantity FROM stok_bakiyeleri
        UNION ALL
        SELECT product_id, warehouse_id, -quantity FROM stok_hareketleri
      ) both_sides GROUP BY product_id, warehouse_id HAVING SUM(quantity) <> 0 ORDER BY product_id, warehouse_id`);
    return wrong.map(row => `product ${row.product_id} in warehouse ${row.warehouse_id}: the balance differs from its movements by ${row.difference} thousandths`);
  }),
];
