import type { Queries, Row, Tx } from '@sontechsp/sdk';
import type { freeReturns } from '../tables.js';

type FreeReturnsRow = Row<typeof freeReturns>;

export async function givenBackFreely(db: Queries, { store_id, cashier_id, day }: Omit<FreeReturnsRow, 'firm_id' | 'amount'>): Promise<number> {
  const row = await db.first<{ amount: number }>('SELECT amount FROM fissiz_iade_toplamlari WHERE store_id = $1 AND cashier_id = $2 AND day = $3', [store_id, cashier_id, day]);
  return row?.amount ?? 0;
}
/** Adds to the sum of the day, which stays locked until the transaction ends, and resolves to what it is by now. */
export async function addFreeReturn(tx: Tx, { store_id, firm_id, cashier_id, day, amount }: FreeReturnsRow): Promise<number> {
  const row = await tx.first<{ amount: number }>(
    `INSERT INTO fissiz_iade_toplamlari (store_id, firm_id, cashier_id, day, amount) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (store_id, cashier_id, day) DO UPDATE SET amount = fissiz_iade_toplamlari.amount + excluded.amount RETURNING amount`,
    [store_id, firm_id, cashier_id, day, amount]);
  return row!.amount;
}
