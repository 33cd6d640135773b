import type { ExchangeQuoteReply, RefundQuoteReply, ReturnQuoteReply, VoidQuoteReply } from '../../refunds/schemas.js';
import type { QuoteReply } from '../../schemas.js';
import { itemsOf, type Basket } from '../basket.js';
import type { Need } from '../leave.js';
import { newGoodsOf, returnedGoodsOf } from './goods.js';
import { sumOf, type Money } from './money.js';
import type { Phase } from './phase.js';
import { bodyLinesOf, chosenOf, type ReturnLine } from './return-lines.js';

/** What the host is asked. */
export interface Ask {
  readonly kind: 'refund' | 'exchange' | 'void' | 'free';
  readonly path: string;
  readonly body: unknown;
  readonly basket: Basket;
  /** Two alike are the same question. */
  readonly key: string;
}
/** What the host says it comes to. Kuruş. */
export interface Told {
  readonly key: string;
  readonly basket: Basket;
  /** What goes back for each line of the sale. */
  readonly lines: ReadonlyMap<string, number>;
  /** What all of them come to. */
  readonly back: number;
  /** The goods scanned here, priced: new ones, or what comes back without a receipt. */
  readonly goods: QuoteReply | undefined;
  /** What the customer pays: by any tender but cash, or in cash alone. */
  readonly due: number;
  readonly dueInCash: number;
  /** What is given back, by tender, and what it must come to. */
  readonly payments: readonly Money[];
  readonly giveBack: number;
  /** The most of each tender; undefined where there is no sale to be measured by. */
  readonly left: readonly Money[] | undefined;
  readonly needs: readonly Need[];
  /** What a void would be refused with. */
  readonly refused: string | undefined;
}

/** Undefined while there is nothing to ask about. `wanted`: tenders somebody chose, the last first. */
export function askFor(at: Phase, lines: readonly ReturnLine[], basket: Basket, offShelf: ReadonlySet<string>, wanted: readonly Money[]): Ask | undefined {
  const ask = (kind: Ask['kind'], path: string, body: unknown = undefined): Ask => ({ kind, path, body, basket, key: JSON.stringify([path, body]) });
  const some = itemsOf(basket).length > 0;
  if (at.kind === 'free') return some ? ask('free', '/api/pos/returns/quotes', { lines: returnedGoodsOf(basket, offShelf), ...(wanted.length > 0 ? { payments: wanted } : {}) }) : undefined;
  if (at.kind !== 'sale') return undefined;
  const { id } = at.back.sale;
  if (at.how === 'void') return ask('void', `/api/pos/sales/${id}/void`);
  if (chosenOf(lines).length === 0) return undefined;
  if (at.how === 'exchange' && some) {
    return ask('exchange', '/api/pos/exchanges/quotes', {
      saleId: id, return: { lines: bodyLinesOf(lines) }, sale: newGoodsOf(basket), ...(wanted.length > 0 ? { refundPayments: wanted } : {}),
    });
  }
  // Whether it goes back to the shelf changes no money.
  const body = bodyLinesOf(lines).map(({ lineId, quantity }) => ({ lineId, quantity }));
  return ask('refund', `/api/pos/sales/${id}/refunds/quotes`, { lines: body, ...(wanted.length > 0 ? { payments: wanted } : {}) });
}

export function toldBy({ kind, key, basket }: Ask, reply: unknown): Told {
  const nothing: Told = {
    key, basket, lines: new Map(), back: 0, goods: undefined, due: 0, dueInCash: 0, payments: [], giveBack: 0, left: undefined,
    needs: (reply as { needs?: readonly Need[] }).needs ?? [], refused: undefined,
  };
  const each = (lines: RefundQuoteReply['lines']) => new Map(lines.map(line => [line.lineId, line.total]));
  if (kind === 'refund') {
    const { lines, total, payments, due, left } = reply as RefundQuoteReply;
    return { ...nothing, lines: each(lines), back: total, payments, giveBack: due ?? sumOf(payments), left };
  }
  if (kind === 'exchange') {
    const { refund, sale, due, dueInCash, refundPayments, refundDue } = reply as ExchangeQuoteReply;
    return { ...nothing, lines: each(refund.lines), back: refund.total, goods: sale, due, dueInCash, payments: refundPayments, giveBack: refundDue, left: refund.left };
  }
  if (kind === 'free') {
    const { payments, due, ...goods } = reply as ReturnQuoteReply;
    return { ...nothing, back: goods.total, goods, payments, giveBack: due };
  }
  const { total = 0, payments = [], code } = reply as VoidQuoteReply;
  return { ...nothing, back: total, payments, giveBack: sumOf(payments), left: payments, refused: code };
}
