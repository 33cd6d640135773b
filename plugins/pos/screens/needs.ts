import type { Session } from '@sontechsp/sdk/ui';
import { isAbove, measured, percentNeeded } from '../discount-limit.js';
import { grossOf, itemsOf, type Basket } from './basket.js';
import type { Need } from './leave.js';

/** What a basket asks for beyond the cashier's own rights, by the rule the host measures a sale by. */
export function needsOf(basket: Basket, session: Pick<Session, 'can' | 'limit'>): Need[] {
  const lines = itemsOf(basket);
  const all = measured({ lines, discount: basket.discount }, lines.map(grossOf));
  const needs: Need[] = [];
  if (lines.some(line => line.ownPrice !== null) && !session.can('pos.price.override')) needs.push({ permission: 'pos.price.override' });
  if (all.some(one => isAbove(one, session.limit('pos.discount'))) || (all.length > 0 && !session.can('pos.discount')))
    needs.push({ permission: 'pos.discount', amount: percentNeeded(all) });
  return needs;
}
