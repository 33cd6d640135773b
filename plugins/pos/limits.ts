import { Refusal, percentOf, type Scope } from '@sontechsp/sdk';
import type { Discount } from './contract.js';
import { errors } from './errors.js';
import { discountOn } from './totals.js';

interface Asked {
  readonly lines: readonly { readonly unitPrice?: number; readonly discount?: Discount }[];
  readonly discount?: Discount;
}

/** Refuses fields the caller may not use at all, whatever stands in them. */
export function checkRights(scope: Scope, asked: Asked): void {
  const need = (permission: string): void => {
    if (!scope.can(permission)) throw new Refusal('auth.forbidden', 403, { permission });
  };
  if (asked.lines.some(line => line.unitPrice !== undefined)) need('pos.price.override');
  if (asked.discount || asked.lines.some(line => line.discount)) need('pos.discount');
}

/**
 * Refuses discounts above the role's limit of `pos.discount`, measured as an effective percentage, half up to a kuruş as every
 * discount is: each line's own against the line's gross, and, when the basket has one, all discounts asked for together
 * against the gross of the basket. So 10 % on every line and another 10 % on the basket is more than 10 %.
 */
export function checkLimits(scope: Scope, asked: Asked, gross: readonly number[]): void {
  const limit = scope.limit('pos.discount');
  const above = (discount: Discount, off: number, of: number): boolean => ('percent' in discount && discount.percent > limit) || off > percentOf(of, limit);
  const own = asked.lines.map((line, at) => discountOn(gross[at]!, line.discount ?? null));
  if (asked.lines.some((line, at) => line.discount && above(line.discount, own[at]!, gross[at]!))) throw errors('pos.discountLimit', { limit });
  if (!asked.discount) return;
  const subtotal = gross.reduce((a, b) => a + b, 0);
  const ownTotal = own.reduce((a, b) => a + b, 0);
  if (above(asked.discount, ownTotal + discountOn(subtotal - ownTotal, asked.discount), subtotal)) throw errors('pos.discountLimit', { limit });
}
