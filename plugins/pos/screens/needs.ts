import type { Session } from '@sontechsp/sdk/ui';
import { isAbove, measured, percentNeeded } from '../discount-limit.js';
import { priceNeeds } from '../own-prices.js';
import { grossOf, itemsOf, type Basket } from './basket.js';
import type { Need } from './leave.js';

/** What a basket asks for beyond the cashier's own rights, by the rule the host measures a sale by. */
export function needsOf(basket: Basket, session: Pick<Session, 'can' | 'limit'>): Need[] {
  const lines = itemsOf(basket);
  const all = measured({ lines, discount: basket.discount }, lines.map(grossOf));
  const own = lines.flatMap(({ productId, quantity, ownPrice }) => (ownPrice === null ? [] : [{ productId, quantity, unitPrice: ownPrice }]));
  const needs: Need[] = session.can('pos.price.override') ? [] : priceNeeds(own);
  if (all.some(one => isAbove(one, session.limit('pos.discount'))) || (all.length > 0 && !session.can('pos.discount')))
    needs.push({ permission: 'pos.discount', amount: percentNeeded(all) });
  return needs;
}
