import type { Session } from '@sontechsp/sdk/ui';
import { discountNeed, measured } from '../discount-limit.js';
import { priceNeeds } from '../own-prices.js';
import { grossOf, itemsOf, type Basket } from './basket.js';
import type { Need } from './leave.js';
import type { Quote } from './quotes.js';

/** What a basket asks for beyond the cashier's own rights, by the rule the host measures a sale by. `quote`: what the host last said. */
export function needsOf(basket: Basket, session: Pick<Session, 'can' | 'limit'>, quote?: Quote): Need[] {
  const lines = itemsOf(basket);
  const shaped = quote?.basket === basket ? quote.shaped : undefined;
  const gross = lines.map(line => {
    const told = shaped?.get(line);
    return told ? told.total + told.discountAmount : grossOf(line);
  });
  const own = lines.flatMap(({ productId, quantity, ownPrice }) => (ownPrice === null ? [] : [{ productId, quantity, unitPrice: ownPrice }]));
  const needs: readonly Need[] = session.can('pos.price.override') ? [] : priceNeeds(own);
  const discount = discountNeed(measured({ lines, discount: basket.discount }, gross), session.can('pos.discount') ? session.limit('pos.discount') : undefined);
  return discount ? [...needs, discount] : [...needs];
}
