import { percentOf, share, vatIn } from '@sontechsp/sdk';
import type { Discount } from './contract.js';

/** What a line costs before discounts, and what is asked off it. */
export interface GrossLine {
  readonly gross: number;
  readonly vatRate: number;
  readonly discount: Discount | null;
}
export interface LineTotals {
  readonly discountAmount: number;
  readonly total: number;
  readonly vatAmount: number;
}
export interface Totals {
  readonly lines: readonly LineTotals[];
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly vatTotal: number;
  readonly total: number;
}

/** A discount in kuruş: gross × percent ÷ 100 half up, or the amount itself. */
export const discountOn = (gross: number, discount: Discount | null): number =>
  discount === null ? 0 : 'amount' in discount ? discount.amount : percentOf(gross, discount.percent);

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/**
 * The money of a basket (api.md, Sale). Each line's own discount comes off first; the basket's discount is taken from what is
 * left, and shared over the lines in proportion to that. KDV is worked out per line, after discounts. Undefined when a discount
 * is more than what it is taken from.
 */
export function totalsOf(lines: readonly GrossLine[], basketDiscount: Discount | null): Totals | undefined {
  const own = lines.map(line => discountOn(line.gross, line.discount));
  const left = lines.map((line, at) => line.gross - own[at]!);
  const remaining = sum(left);
  const taken = discountOn(remaining, basketDiscount);
  if (left.some(amount => amount < 0) || taken > remaining) return undefined;

  const shares = taken === 0 ? left.map(() => 0) : share(taken, left);
  const priced = lines.map((line, at): LineTotals => {
    const total = left[at]! - shares[at]!;
    return { discountAmount: own[at]! + shares[at]!, total, vatAmount: vatIn(total, line.vatRate) };
  });
  const subtotal = sum(lines.map(line => line.gross));
  return { lines: priced, subtotal, discountTotal: subtotal - (remaining - taken), vatTotal: sum(priced.map(l => l.vatAmount)), total: remaining - taken };
}
