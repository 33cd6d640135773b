import { Approvals, Refusal, isRefusal, type Scope, type Tx } from '@sontechsp/sdk';
import type { Discount } from './contract.js';
import { isAbove, measured, percentNeeded } from './discount-limit.js';
import { errors } from './errors.js';

interface Asked {
  readonly lines: readonly { readonly unitPrice?: number; readonly discount?: Discount }[];
  readonly discount?: Discount | null;
  /** Given on the spot by somebody who may; used up when the sale is written. */
  readonly approvals?: readonly string[];
}
/** What a basket asks for beyond the caller's own rights. `amount`: percent. */
export interface Need {
  readonly permission: string;
  readonly amount?: number;
}
const approvable = (asked: Asked): boolean => asked.approvals !== undefined && asked.approvals.length > 0;
const setsPrices = (asked: Asked): boolean => asked.lines.some(line => line.unitPrice !== undefined);
const asksDiscount = (asked: Asked): boolean => asked.discount !== undefined || asked.lines.some(line => line.discount);

/** Refuses fields the caller may not use at all, whatever stands in them, unless approvals came along. */
export function checkRights(scope: Scope, asked: Asked): void {
  if (approvable(asked)) return;
  const need = (permission: string): void => {
    if (!scope.can(permission)) throw new Refusal('auth.forbidden', 403, { permission });
  };
  if (setsPrices(asked)) need('pos.price.override');
  if (asksDiscount(asked)) need('pos.discount');
}

/**
 * Refuses discounts above the role's limit of `pos.discount`, measured as an effective percentage. With approvals nothing is
 * refused yet: what they must cover is answered, and `useApprovals` decides within the sale's transaction.
 */
export function checkLimits(scope: Scope, asked: Asked, gross: readonly number[]): Need[] {
  const limit = scope.limit('pos.discount');
  const all = measured(asked, gross);
  const above = all.some(one => isAbove(one, limit));
  if (!approvable(asked)) {
    if (above) throw errors('pos.discountLimit', { limit });
    return [];
  }
  const needs: Need[] = [];
  if (setsPrices(asked) && !scope.can('pos.price.override')) needs.push({ permission: 'pos.price.override' });
  if (above || (asksDiscount(asked) && !scope.can('pos.discount'))) needs.push({ permission: 'pos.discount', amount: percentNeeded(all) });
  return needs;
}

/** Uses one approval up for each need; refuses `approval.invalid` when there is none that fits. */
export async function useApprovals(approvals: Approvals, tx: Tx, scope: Scope, given: readonly string[], needs: readonly Need[]): Promise<void> {
  const left = new Set(given.map(id => id.toLowerCase()));
  for (const need of needs) {
    // Which of them was given for this is known to the approvals alone.
    let refused: unknown = new Refusal('approval.invalid', 403);
    for (const id of left) {
      refused = await approvals.use(tx, scope, id, need).then(() => undefined, (error: unknown) => error);
      if (refused === undefined) left.delete(id);
      if (refused === undefined || !isRefusal(refused)) break;
    }
    if (refused !== undefined) throw refused;
  }
}
