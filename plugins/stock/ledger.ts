import { Clock, Ids, Unmet, createToken, provide, type Scope, type Tx } from '@sontechsp/sdk';
import { createMadeBalances } from './made.js';
import { StockNews } from './news.js';
import { createShortGoods } from './short.js';
import { insertMovements, lockBalances, makeBalances, setOnHand, takeFromPlenty, type Balance, type Place } from './store.js';
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
/** The only writer of balances: whatever changes one writes its movement, so that balances stay the sum of their movements, and tells open screens. */
export interface StockLedger {
  /** Locks balances in product-id order until the transaction ends, making those that are missing. */
  lock(tx: Tx, place: Place, productIds: Iterable<string>): Promise<Map<string, Balance>>;
  /** Queues the changes of locked balances, at most one per product. Returns the movements. */
  book(tx: Tx, scope: Scope, place: Place, locked: ReadonlyMap<string, Balance>, changes: readonly Change[], cause: Cause): MovementRow[];
  /**
   * Queues what a sale takes, without looking first, in an optimistic transaction: expects that there is plenty of it all, so
   * that nobody is to be warned. Throws `Unmet` of a product that was found short before.
   */
  takePlenty(tx: Tx, scope: Scope, place: Place, taken: ReadonlyMap<string, number>, levels: Levels, cause: Cause): void;
  /** Remembers whether there is plenty of a product, for `takePlenty`. */
  remember(place: Place, productId: string, plenty: boolean): void;
}
/** Thousandths, where a balance has none of its own. */
export interface Levels {
  readonly warnAt: number;
  readonly floor: number;
}
export const StockLedger = createToken<StockLedger>('stock.ledger');

export function createLedger({ ids, clock, news }: { ids: Ids; clock: Clock; news: StockNews }): StockLedger {
  const made = createMadeBalances();
  const short = createShortGoods();

  function movementsOf(scope: Scope, place: Place, changes: readonly Change[], { type, reason, ref }: Cause): MovementRow[] {
    const created_at = clock.now();
    return changes.map(change => ({
      id: change.id ?? ids.next(), firm_id: place.firmId, store_id: place.storeId, product_id: change.productId, warehouse_id: place.warehouseId,
      quantity: change.quantity, type, ref_type: ref?.type ?? null, ref_id: ref?.id ?? null, reason: reason ?? null,
      unit_cost: change.unitCost ?? null, user_id: scope.userId, created_at,
    }));
  }
  function insert(tx: Tx, place: Place, rows: readonly MovementRow[]): void {
    insertMovements(tx, rows);
    tx.afterCommit(() => news.tell(place.storeId, rows.map(row => row.product_id)));
  }
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
    book(tx, scope, place, locked, changes, cause) {
      const rows = movementsOf(scope, place, changes, cause);
      setOnHand(tx, place.warehouseId, changes.map(({ productId, quantity }) => [productId, locked.get(productId)!.on_hand + quantity] as const));
      insert(tx, place, rows);
      return rows;
    },
    takePlenty(tx, scope, place, taken, levels, cause) {
      for (const productId of taken.keys()) if (short.has(place.warehouseId, productId)) throw new Unmet('A product was found short.');
      takeFromPlenty(tx, place.warehouseId, [...taken], levels);
      insert(tx, place, movementsOf(scope, place, [...taken].map(([productId, quantity]) => ({ productId, quantity: -quantity })), cause));
    },
    remember: (place, productId, plenty) => short.note(place.warehouseId, productId, !plenty),
  };
}
export const ledger = provide(StockLedger, { ids: Ids, clock: Clock, news: StockNews }, createLedger);
