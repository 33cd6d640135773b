import type { Param, Queries, Tx } from '@sontechsp/sdk';
import { balances, movements, type BalanceRow, type MovementRow } from './tables.js';

/** A warehouse and whose it is. */
export interface Place {
  readonly firmId: string;
  readonly storeId: string;
  readonly warehouseId: string;
}
export type Balance = Pick<BalanceRow, 'product_id' | 'on_hand' | 'reserved' | 'floor' | 'warn_at' | 'critical'>;

/** Values in one statement: well under the parameter limit of either database. */
const CHUNK = 500;
const marks = (count: number, from: number): string => Array.from({ length: count }, (_, at) => `$${from + at}`).join(', ');
function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, at) => all.slice(at * CHUNK, (at + 1) * CHUNK));
}

async function select(db: Queries, warehouseId: string, productIds: readonly string[], lock: string): Promise<Balance[]> {
  const found = await Promise.all(chunks(productIds).map(ids => db.query(
    `SELECT product_id, on_hand, reserved, floor, warn_at, critical FROM stok_bakiyeleri
      WHERE warehouse_id = $1 AND product_id IN (${marks(ids.length, 2)}) ORDER BY product_id${lock}`,
    [warehouseId, ...ids], balances,
  )));
  return found.flat();
}
const byProduct = (rows: readonly Balance[]): Map<string, Balance> => new Map(rows.map(row => [row.product_id, row]));

export async function readBalances(db: Queries, warehouseId: string, productIds: readonly string[]): Promise<Map<string, Balance>> {
  return byProduct(await select(db, warehouseId, productIds, ''));
}

/** Queues rows for balances that may not be there yet, in product-id order. */
export function makeBalances(tx: Tx, place: Place, productIds: readonly string[]): void {
  for (const some of chunks(productIds)) tx.later(
    `INSERT INTO stok_bakiyeleri (warehouse_id, firm_id, store_id, product_id, on_hand, reserved)
     VALUES ${some.map((_, at) => `($1, $2, $3, $${at + 4}, 0, 0)`).join(', ')} ON CONFLICT (product_id, warehouse_id) DO NOTHING`,
    [place.warehouseId, place.firmId, place.storeId, ...some],
  );
}

/** Locks the balances of products until the transaction ends, in product-id order, so that baskets in opposite order cannot deadlock. */
export async function lockBalances(tx: Tx, warehouseId: string, productIds: readonly string[]): Promise<Map<string, Balance>> {
  return byProduct(await select(tx, warehouseId, productIds, tx.forUpdate));
}

/** Queues the new balances of locked rows, one statement for all. */
export function setOnHand(tx: Tx, warehouseId: string, onHand: readonly (readonly [productId: string, thousandths: number])[]): void {
  for (const some of chunks(onHand)) {
    const params: Param[] = [warehouseId, ...some.flat()];
    const cases = some.map((_, at) => `WHEN $${at * 2 + 2} THEN $${at * 2 + 3}`).join(' ');
    const ids = some.map((_, at) => `$${at * 2 + 2}`).join(', ');
    tx.later(`UPDATE stok_bakiyeleri SET on_hand = CASE product_id ${cases} ELSE on_hand END WHERE warehouse_id = $1 AND product_id IN (${ids})`, params);
  }
}

/**
 * Queues that quantities are taken from locked balances, and the expectation that there was plenty of each: that it leaves
 * more than the warning level, and no less than the floor. The balance's own levels go before those given. Goods that every
 * till sells are what sales wait for, so their rows are locked last.
 */
export function takeFromPlenty(tx: Tx, warehouseId: string, taken: readonly (readonly [productId: string, thousandths: number])[], { warnAt, floor }: { warnAt: number; floor: number }): void {
  const id = (at: number): string => `$${at * 2 + 4}`;
  const ids = taken.map((_, at) => id(at)).join(', ');
  const left = `on_hand - CASE product_id ${taken.map((_, at) => `WHEN ${id(at)} THEN $${at * 2 + 5}`).join(' ')} ELSE on_hand END`;
  tx.expectLater(taken.length, `WITH held AS (SELECT product_id FROM stok_bakiyeleri WHERE warehouse_id = $1 AND product_id IN (${ids}) ORDER BY product_id${tx.forUpdate})
    UPDATE stok_bakiyeleri SET on_hand = ${left}
     WHERE warehouse_id = $1 AND product_id IN (${ids}) AND (SELECT count(*) FROM held) = ${taken.length}
       AND ${left} > COALESCE(warn_at, $2) AND ${left} >= COALESCE(floor, $3) RETURNING 1`,
  [warehouseId, warnAt, floor, ...taken.flat()], { atCommit: true });
}

/** Queues movements; their balances must be set in the same transaction. */
export function insertMovements(tx: Tx, rows: readonly MovementRow[]): void {
  tx.insertLater(movements, rows);
}

export function updateLevels(tx: Tx, productId: string, warehouseId: string, levels: Partial<Pick<BalanceRow, 'floor' | 'warn_at' | 'critical'>>): Promise<number> {
  return tx.update(balances, { product_id: productId, warehouse_id: warehouseId }, levels);
}
