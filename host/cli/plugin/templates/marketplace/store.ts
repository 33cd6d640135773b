import { keyset, parseSort, type Queries, type Row, type Scope, type Tx } from '@sontechsp/sdk';
import { orders } from './tables.js';

export type Order = Row<typeof orders>;
type Place = Pick<Scope, 'firmId' | 'storeId'>;

export const latestChange = async (db: Queries, { firmId, storeId }: Place): Promise<string | undefined> =>
  (await db.first<{ at: string | null }>('SELECT MAX(changed_at) AS at FROM ornek_siparisler WHERE firm_id = $1 AND store_id = $2', [firmId, storeId]))?.at ?? undefined;

/** A repeated order replaces what was known of it, and an older telling of it nothing. */
export async function keepOrder(tx: Tx, order: Order): Promise<void> {
  tx.later(
    `INSERT INTO ornek_siparisler (firm_id, store_id, number, customer, state, total, ordered_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (store_id, number) DO UPDATE SET customer = excluded.customer, state = excluded.state, total = excluded.total, changed_at = excluded.changed_at
      WHERE ornek_siparisler.changed_at <= excluded.changed_at`,
    [order.firm_id, order.store_id, order.number, order.customer, order.state, order.total, order.ordered_at, order.changed_at]);
}

export async function ordersOf(db: Queries, { firmId, storeId }: Place, query: { cursor?: string; limit?: number; sort?: string }): Promise<{ items: Order[]; nextCursor: string | null }> {
  const k = keyset({
    sort: parseSort(query.sort, { orderedAt: 'ordered_at', number: 'number' }, '-orderedAt'), cursor: query.cursor, limit: query.limit, idColumn: 'number', firstParam: 3,
  });
  return k.page(await db.query(
    `SELECT * FROM ornek_siparisler WHERE firm_id = $1 AND store_id = $2 AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`, [firmId, storeId, ...k.params], orders));
}
