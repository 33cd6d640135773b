import { Tenancy, tap } from '@sontechsp/sdk';
import { refund } from '../pos/contract.js';
import { StockLedger } from './ledger.js';
import { mergeLines } from './rule.js';
import { placeOf } from './sale.js';

/**
 * Puts what comes back on the shelf, in the refund's own transaction. What an exchange sells next is locked at the same time, so
 * that all of it is locked in one order.
 */
export const putBackLines = tap(refund.join, { stage: 'early', use: { ledger: StockLedger, tenancy: Tenancy } },
  async (refunding, { scope, tx, ledger, tenancy }) => {
    const back = [...mergeLines(refunding.lines.filter(line => line.restock))];
    if (back.length === 0) return;
    const place = await placeOf(tenancy, scope);
    const locked = await ledger.lock(tx, place, [...back.map(([productId]) => productId), ...refunding.sellsNext]);
    ledger.book(tx, scope, place, locked, back.map(([productId, quantity]) => ({ productId, quantity })),
      { type: 'refund', ref: { type: 'pos.refund', id: refunding.id } });
  });
