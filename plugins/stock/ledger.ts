import { Clock, Ids, createToken, provide, type Scope, type Tx } from '@sontechsp/sdk';
import { createMadeBalances } from './made.js';
import { insertMovements, lockBalances, makeBalances, setOnHand, type Balance, type Place } from './store.js';
import type { MovementRow } from './tables.js';

/** A change of one balance, in thousandths. */
export interface Change {
  readonly productId: string;
  readonly quantity: number;
  readonly id?: string | undefined;
  readonly unitCost?: number | undefined;
}
/** Why balances change. */
export interface Cause {
  readonly type: MovementRow['type'];
  readonly reason?: string;
  readonly ref?: { readonly type: string; readonly id: string };
}
/** The only writer of balances: whatever changes one writes its movement, so that balances stay the sum of their movements. */
export interface StockLedger {
  /** Locks balances in product-id order until the transaction ends, making those that are missing. */
  lock(tx: Tx, place: Place, productIds: Iterable<string>): Promise<Map<string, Balance>>;
  /** Queues the changes of locked balances, at most one per product. Returns the movements. */
  book(tx: Tx, scope: Scope, place: Place, locked: ReadonlyMap<string, Balance>, changes: readonly Change[], cause: Cause): MovementRow[];
}
export const StockLedger = createToken<StockLedger>('stock.ledger');

export function createLedger({ ids, clock }: { ids: Ids; clock: Clock }): StockLedger {
  const made = createMadeBalances();
  return {
    async lock(tx, place, productIds) {
      const ids = [...new Set(productIds)].sort();
      // Made before the first lock, not when a lock finds no row: a row made late would be locked out of order.
      const unknown = ids.filter(id => !made.has(place.warehouseId, id));
      makeBalances(tx, place, unknown);
      const locked = await lockBalances(tx, place.warehouseId, ids);
      if (unknown.length > 0) tx.afterCommit(() => made.add(place.warehouseId, unknown));
      const missing = ids.filter(id => !locked.has(id));
      if (missing.length === 0) return locked;
      // Another database was put under this process: what it knew is not there.
      makeBalances(tx, place, missing);
      return new Map([...locked, ...await lockBalances(tx, place.warehouseId, missing)]);
    },

    book(tx, scope, place, locked, changes, { type, reason, ref }) {
      const created_at = clock.now();
      const rows = changes.map((change): MovementRow => ({
        id: change.id ?? ids.next(), firm_id: place.firmId, store_id: place.storeId, product_id: change.productId, warehouse_id: place.warehouseId,
        quantity: change.quantity, type, ref_type: ref?.type ?? null, ref_id: ref?.id ?? null, reason: reason ?? null,
        unit_cost: change.unitCost ?? null, user_id: scope.userId, created_at,
      }));
      setOnHand(tx, place.warehouseId, changes.map(({ productId, quantity }) => [productId, locked.get(productId)!.on_hand + quantity] as const));
      insertMovements(tx, rows);
      return rows;
    },
  };
}
export const ledger = provide(StockLedger, { ids: Ids, clock: Clock }, createLedger);
