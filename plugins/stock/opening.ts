import { Tenancy, tap } from '@sontechsp/sdk';
import { importRows } from '../katalog/contract.js';
import { StockLedger, type Change } from './ledger.js';

/**
 * Books the `stok` column of an import. The number is what was counted, so it sets the balance of the store's warehouse: the
 * difference is written as an `opening` movement, and importing the same file again writes nothing.
 */
export const bookOpeningStock = tap(importRows, { use: { ledger: StockLedger, tenancy: Tenancy } },
  async ({ rows, takenColumns }, { scope, tx, ledger, tenancy }) => {
    takenColumns.add('stok');
    // A product on two lines was counted as its last one says.
    const counted = new Map(rows.flatMap(({ productId, stock }) => (stock === undefined ? [] : [[productId, stock] as const])));
    if (counted.size === 0) return;
    const { id } = await tenancy.defaultWarehouse(scope.storeId);
    const place = { firmId: scope.firmId, storeId: scope.storeId, warehouseId: id };
    const locked = await ledger.lock(tx, place, counted.keys());
    const changes = [...counted].flatMap(([productId, stock]): Change[] => {
      const quantity = stock - locked.get(productId)!.on_hand;
      return quantity === 0 ? [] : [{ productId, quantity }];
    });
    if (changes.length > 0) ledger.book(tx, scope, place, locked, changes, { type: 'opening' });
  });
