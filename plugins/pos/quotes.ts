import { createToken, provide, type CollectHook, type Scope } from '@sontechsp/sdk';
import { basket as basketHooks, type PricedBasket, type Warning } from './contract.js';
import { Pricing } from './pricing.js';
import { quoteReplyOf } from './reply.js';
import type { BasketBody, QuoteReply } from './schemas.js';

/** What a basket would cost now, and what the cashier would be warned of. Writes and locks nothing. */
export interface Quotes {
  quote(scope: Scope, body: BasketBody): Promise<QuoteReply>;
}
export const Quotes = createToken<Quotes>('pos.quotes');

interface Deps {
  pricing: Pricing;
  warnings: CollectHook<PricedBasket, Warning>['call'];
}
export function createQuotes({ pricing, warnings: collect }: Deps): Quotes {
  return {
    async quote(scope, body) {
      const { basket, warnings } = await pricing.price(scope, body);
      return quoteReplyOf(basket, [...warnings, ...await collect(scope, basket)]);
    },
  };
}
export const quotes = provide(Quotes, { pricing: Pricing, warnings: basketHooks.warnings }, createQuotes);
