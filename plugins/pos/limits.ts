import { Approvals, Refusal, isRefusal, toThousandths, type Scope, type Tx } from '@sontechsp/sdk';
import type { Discount } from './contract.js';
import { discountNeed, isAbove, measured } from './discount-limit.js';
import { errors } from './errors.js';
import { priceNeeds } from './own-prices.js';

interface Asked {
  readonly lines: readonly { readonly quantity: number; readonly unitPrice?: number; readonly discount?: Discount }[];
  readonly discount?: Discount | null;
}
/** What is asked for beyond the caller's own rights, as `Approvals.use` takes it. */
export interface Need {
  readonly permission: string;
  /** Percent of a discount, kuruş of what goes back or of lines at a price of their own. */
  readonly amount?: number;
  /** What a discount comes to in kuruş. */
  readonly worth?: number;
  /** The sale it is about, or the product and its price. */
  readonly subject?: string;
  /** What is refused where no approval covers it; `approval.invalid` unless said. */
  readonly orElse?: Refusal;
}
const setsPrices = (asked: Asked): boolean => asked.lines.some(line => line.unitPrice !== undefined);
const asksDiscount = (asked: Asked): boolean => asked.discount !== undefined || asked.lines.some(line => line.discount);

/** Refuses fields the caller may not use at all, whatever stands in them. */
export function checkRights(scope: Scope, asked: Asked): void {
  const need = (permission: string): void => {
    if (!scope.can(permission)) throw new Refusal('auth.forbidden', 403, { permission });
  };
  if (setsPrices(asked)) need('pos.price.override');
  if (asksDiscount(asked)) need('pos.discount');
}

/** Refuses discounts above the role's limit of `pos.discount`, measured as an effective percentage. */
export function checkLimits(scope: Scope, asked: Asked, gross: readonly number[]): void {
  const limit = scope.limit('pos.discount');
  if (measured(asked, gross).some(one => isAbove(one, limit))) throw errors('pos.discountLimit', { limit });
}

/** What approvals must cover of a basket, where these two would refuse it; `useApprovals` decides within the transaction. */
export function needsOf(scope: Scope, asked: Asked, goods: readonly { readonly productId: string }[], gross: readonly number[]): Need[] {
  const own = asked.lines.flatMap(({ unitPrice, quantity }, at) => (unitPrice === undefined ? [] : [{ productId: goods[at]!.productId, unitPrice, quantity: toThousandths(quantity) }]));
  const needs: readonly Need[] = scope.can('pos.price.override') ? [] : priceNeeds(own);
  const discount = discountNeed(measured(asked, gross), scope.can('pos.discount') ? scope.limit('pos.discount') : undefined);
  return discount ? [...needs, discount] : [...needs];
}

/** Uses one approval up for each need, and answers who gave them; refuses when there is none that fits. */
export async function useApprovals(approvals: Approvals, tx: Tx, scope: Scope, given: readonly string[], needs: readonly Need[]): Promise<string[]> {
  const left = new Set(given.map(id => id.toLowerCase()));
  const approvers: string[] = [];
  for (const { orElse, ...need } of needs) {
    // Which of them was given for this is known to the approvals alone.
    let approver: string | undefined;
    for (const id of left) {
      approver = await approvals.use(tx, scope, id, need).then(({ approverId }) => approverId, (error: unknown) => {
        if (!isRefusal(error)) throw error;
        return undefined;
      });
      if (approver === undefined) continue;
      left.delete(id);
      break;
    }
    if (approver === undefined) throw orElse ?? new Refusal('approval.invalid', 403);
    approvers.push(approver);
  }
  return approvers;
}
