import { createToken, provide, type CollectHook, type Scope } from '@sontechsp/sdk';
import { basket as basketHooks, type PricedBasket, type Warning } from '../contract.js';
import { PaymentMethods } from '../payment-methods.js';
import { Pricing } from '../pricing.js';
import { quoteReplyOf } from '../reply.js';
import { ROUNDING, roundCash } from '../rounding.js';
import { RefundLook, shownLeft, shownLines } from './look.js';
import { refundNeeds } from './plan.js';
import { shownTenders, toldNeeds } from './reply.js';
import { askedLines } from './refunds.js';
import type { PlannedLine } from './rule.js';
import type { ExchangeQuoteBody, ExchangeQuoteReply } from './schemas.js';
import { beyondOf, type GiveBack } from './tenders.js';
import { leftOver } from './wanted.js';

/** What an exchange would come to, either way, and what the cashier would be warned of. Writes and locks nothing. */
export interface ExchangeQuotes {
  quote(scope: Scope, body: ExchangeQuoteBody): Promise<ExchangeQuoteReply>;
}
export const ExchangeQuotes = createToken<ExchangeQuotes>('pos.exchangeQuotes');

interface Deps {
  look: RefundLook;
  pricing: Pricing;
  methods: PaymentMethods;
  warnings: CollectHook<PricedBasket, Warning>['call'];
}
export function createExchangeQuotes({ look, pricing, methods, warnings: collect }: Deps): ExchangeQuotes {
  async function givenBack(scope: Scope, back: GiveBack, open: number, wanted: ExchangeQuoteBody['refundPayments']) {
    if (open >= back.total) return { payments: [], due: 0 };
    await methods.check(scope, (wanted ?? []).map(({ method }) => method), [...back.left.keys()].filter(method => method !== ROUNDING));
    return leftOver(back, open, wanted);
  }
  return {
    async quote(scope, body) {
      const [{ stored, lines, back }, { basket, warnings, needs }] = await Promise.all([
        look.back(scope, body.saleId, () => askedLines(body.return.lines, body.return.restock)), pricing.price(scope, body.sale, { tellNeeds: true }),
      ]);
      const [{ payments, due: refundDue }, told] = await Promise.all([givenBack(scope, back, basket.total, body.refundPayments), collect(scope, afterReturn(basket, lines))]);
      const balance = basket.total - back.total;
      const due = Math.max(0, balance);
      return {
        refund: { lines: shownLines(lines), total: back.total, left: shownLeft(back.left) }, sale: quoteReplyOf(basket, [...warnings, ...told]),
        balance, due, dueInCash: roundCash(due, back.step), refundPayments: shownTenders(payments), refundDue,
        ...toldNeeds([...refundNeeds(scope, 'pos.refund', stored.sale, back.total, beyondOf(back.left, payments)), ...needs]),
      };
    },
  };
}

/** What the shelf must give for the new goods once those that come back lie there again. */
function afterReturn(basket: PricedBasket, back: readonly PlannedLine[]): PricedBasket {
  const there = new Map<string, number>();
  for (const { productId, quantity, restock } of back) if (restock) there.set(productId, (there.get(productId) ?? 0) + quantity);
  const lines = basket.lines.flatMap(line => {
    const taken = Math.min(line.quantity, there.get(line.productId) ?? 0);
    there.set(line.productId, (there.get(line.productId) ?? 0) - taken);
    return taken === line.quantity ? [] : [{ ...line, quantity: line.quantity - taken }];
  });
  return { ...basket, lines };
}

export const exchangeQuotes = provide(ExchangeQuotes, { look: RefundLook, pricing: Pricing, methods: PaymentMethods, warnings: basketHooks.warnings }, createExchangeQuotes);
