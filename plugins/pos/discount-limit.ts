import { percentOf } from '@sontechsp/sdk';
import type { Discount } from './contract.js';
import { discountOn } from './totals.js';

/** The discounts somebody asked for, apart from what campaigns give. */
export interface AskedDiscounts {
  readonly lines: readonly { readonly discount?: Discount | null | undefined }[];
  readonly discount?: Discount | null | undefined;
}
/** A discount as a limit measures it: so much off so much. */
export interface Measured {
  readonly discount: Discount;
  readonly off: number;
  readonly of: number;
  /** All discounts of the basket together. */
  readonly together?: true;
}

/**
 * What a limit is measured on: each line's own discount against the line's gross, and, when the basket has one, all discounts
 * asked for together against the gross of the basket. So 10 % on every line and another 10 % on the basket is more than 10 %.
 */
export function measured(asked: AskedDiscounts, gross: readonly number[]): Measured[] {
  const own = asked.lines.map((line, at) => discountOn(gross[at]!, line.discount ?? null));
  const ofLines = asked.lines.flatMap((line, at) => (line.discount ? [{ discount: line.discount, off: own[at]!, of: gross[at]! }] : []));
  if (!asked.discount) return ofLines;
  const subtotal = gross.reduce((a, b) => a + b, 0);
  const ownTotal = own.reduce((a, b) => a + b, 0);
  return [...ofLines, { discount: asked.discount, off: ownTotal + discountOn(subtotal - ownTotal, asked.discount), of: subtotal, together: true }];
}

/** Half up to a kuruş, as every discount is. */
export const isAbove = ({ discount, off, of }: Measured, limit: number): boolean =>
  ('percent' in discount && discount.percent > limit) || off > percentOf(of, limit);

/** Leave for discounts: at most so many percent, and at most so many kuruş. */
export interface DiscountNeed {
  readonly permission: 'pos.discount';
  readonly amount: number;
  readonly worth: number;
}

/** What leave the discounts above a limit take; undefined where none is above. `limit` undefined: without the right at all, when each is. */
export function discountNeed(all: readonly Measured[], limit: number | undefined): DiscountNeed | undefined {
  const above = limit === undefined ? all : all.filter(one => isAbove(one, limit));
  if (above.length === 0) return undefined;
  const together = above.find(one => one.together);
  return { permission: 'pos.discount', amount: percentNeeded(above), worth: together?.off ?? above.reduce((sum, one) => sum + one.off, 0) };
}

/** The least whole percent that none of these is above: what an approval must be given for. */
function percentNeeded(all: readonly Measured[]): number {
  return all.reduce((most, one) => {
    let percent = Math.ceil(Math.max('percent' in one.discount ? one.discount.percent : 0, one.of === 0 ? 0 : (one.off * 100) / one.of));
    // A division is only near the truth; the rule itself decides.
    while (percent > 0 && !isAbove(one, percent - 1)) percent--;
    while (isAbove(one, percent) && percent < 100) percent++;
    return Math.max(most, percent);
  }, 0);
}
