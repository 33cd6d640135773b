import { Db, Tenancy, tap, type Scope } from '@sontechsp/sdk';
import { basket, sale, type Warning } from '../pos/contract.js';
import { StockLedger } from './ledger.js';
import { mergeLines, refusalFor, warningFor, type Shelf } from './rule.js';
import { levelsOf, settings, type StockSettings } from './settings.js';
import { readBalances, type Balance, type Place } from './store.js';

const shelfOf = (balance: Balance | undefined, levels: StockSettings): Shelf => ({
  onHand: balance?.on_hand ?? 0, floor: balance?.floor ?? levels.floor, warnAt: balance?.warn_at ?? levels.warnAt,
});
/** The warehouse a store sells from, and takes goods back to. */
export async function placeOf(tenancy: Tenancy, scope: Scope): Promise<Place> {
  const { id } = await tenancy.defaultWarehouse(scope.storeId);
  return { firmId: scope.firmId, storeId: scope.storeId, warehouseId: id };
}

/** Takes what is sold from the store's warehouse, in the sale's own transaction: locks, checks the floor, warns, books. */
export const takeSoldLines = tap(sale.join, { stage: 'early', use: { ledger: StockLedger, tenancy: Tenancy, settings } },
  async (selling, { scope, tx, ledger, tenancy, settings: reader }) => {
    const [place, values] = await Promise.all([placeOf(tenancy, scope), reader.read(scope)]);
    const levels = levelsOf(values);
    const taken = mergeLines(selling.lines);
    const cause = { type: 'sale', ref: { type: 'pos.sale', id: selling.id } } as const;
    if (tx.optimistic) return ledger.takePlenty(tx, scope, place, taken, levels, cause);

    const locked = await ledger.lock(tx, place, taken.keys());
    for (const [productId, quantity] of taken) {
      const shelf = shelfOf(locked.get(productId), levels);
      const refusal = refusalFor(productId, quantity, shelf);
      const warning = warningFor(productId, quantity, shelf);
      ledger.remember(place, productId, !refusal && !warning);
      if (refusal) throw refusal;
      if (warning) selling.warn({ ...warning });
    }
    ledger.book(tx, scope, place, locked, [...taken].map(([productId, quantity]) => ({ productId, quantity: -quantity })), cause);
  });

/** What a sale of the basket would be warned of or refused for, as things stand; nothing is locked. */
export const warnOfBasket = tap(basket.warnings, { use: { db: Db, tenancy: Tenancy, settings } },
  async (priced, { scope, db, tenancy, settings: reader }) => {
    const [place, values] = await Promise.all([placeOf(tenancy, scope), reader.read(scope)]);
    const levels = levelsOf(values);
    const taken = mergeLines(priced.lines);
    const balances = await readBalances(db, place.warehouseId, [...taken.keys()]);
    return [...taken].flatMap(([productId, quantity]): Warning[] => {
      const shelf = shelfOf(balances.get(productId), levels);
      const refusal = refusalFor(productId, quantity, shelf);
      if (refusal) return [{ code: refusal.code, ...refusal.facts }];
      const warning = warningFor(productId, quantity, shelf);
      return warning ? [{ ...warning }] : [];
    });
  });
