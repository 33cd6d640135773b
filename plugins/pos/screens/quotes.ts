import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, type Api, type BrowserClock } from '@sontechsp/sdk/ui';
import type { QuoteReply } from '../schemas.js';
import { bodyOf, itemsOf, localTotals, type Basket, type ItemLine } from './basket.js';
import type { BasketKeeper } from './basket-keeper.js';

/** What the host says a line costs. */
export interface QuotedLine {
  readonly unitPrice: number;
  readonly discountAmount: number;
  readonly total: number;
}
export interface Quote {
  readonly basket: Basket;
  readonly total: number;
  /** By line, where the host came to other sums than the till: campaigns, prices that changed. Undefined when it agrees. */
  readonly shaped: ReadonlyMap<ItemLine, QuotedLine> | undefined;
}
export interface StockWarning {
  readonly code: string;
  readonly onHand: number | undefined;
}

/** Asks the host in the background what the basket costs, and what the cashier should know. */
export interface Quotes {
  readonly quote: ReadonlySignal<Quote | undefined>;
  /** By product. They stay until the next answer. */
  readonly stock: ReadonlySignal<ReadonlyMap<string, StockWarning>>;
  /** Warnings about the basket as a whole. */
  readonly notes: ReadonlySignal<QuoteReply['warnings']>;
  /** Why the basket as it is would be refused. */
  readonly problem: ReadonlySignal<unknown>;
  /** Asks again though nothing changed here: prices did. */
  refresh(): void;
  start(): () => void;
}

const PAUSE = 200;

export function createQuotes({ api, clock, keeper }: { api: Api; clock: BrowserClock; keeper: BasketKeeper }): Quotes {
  const quote = signal<Quote | undefined>(undefined);
  const stock = signal<ReadonlyMap<string, StockWarning>>(new Map());
  const notes = signal<QuoteReply['warnings']>([]);
  const problem = signal<unknown>(undefined);
  let cancel = () => {};
  let running: AbortController | undefined;

  async function ask(basket: Basket): Promise<void> {
    const mine = running = new AbortController();
    const { id: _, ...body } = bodyOf(basket);
    try {
      const approvals = keeper.kept.peek().approvals.map(one => one.id);
      const reply = await api.post<QuoteReply>('/api/pos/quotes', { ...body, ...(approvals.length > 0 ? { approvals } : {}) }, { signal: mine.signal });
      if (mine.signal.aborted) return;
      quote.value = quoteOf(reply, basket);
      stock.value = byProduct(reply.warnings);
      notes.value = reply.warnings.filter(warning => typeof warning['productId'] !== 'string');
      problem.value = undefined;
    } catch (error) {
      // Without an answer the till's own sums stand; the host checks them again at the sale.
      if (!mine.signal.aborted && isProblem(error) && !error.retryable && error.status !== 401) problem.value = error;
    }
  }
  const later = (basket: Basket) => {
    cancel();
    running?.abort();
    if (itemsOf(basket).length === 0) {
      stock.value = new Map();
      notes.value = [];
      problem.value = undefined;
      return;
    }
    cancel = clock.after(PAUSE, () => void ask(basket));
  };
  return {
    quote, stock, notes, problem,
    refresh: () => later(keeper.basket.peek()),
    start() {
      const stop = effect(() => {
        const basket = keeper.basket.value;
        problem.value = undefined;
        later(basket);
      });
      return () => {
        stop();
        cancel();
        running?.abort();
      };
    },
  };
}

export const quoteOf = (reply: QuoteReply, basket: Basket): Quote => ({ basket, total: reply.total, shaped: shapedBy(reply, basket) });

function shapedBy(reply: QuoteReply, basket: Basket): Quote['shaped'] {
  const lines = itemsOf(basket);
  const own = localTotals(basket);
  const agrees = own?.total === reply.total && reply.lines.every((line, at) => line.total === own.lines[at]?.total);
  if (agrees || reply.lines.length !== lines.length) return undefined;
  return new Map(lines.map((line, at) => [line, reply.lines[at]!]));
}

export function byProduct(warnings: QuoteReply['warnings']): ReadonlyMap<string, StockWarning> {
  const found = new Map<string, StockWarning>();
  for (const { code, productId, onHand } of warnings as { code: string; productId?: unknown; onHand?: unknown }[])
    if (typeof productId === 'string') found.set(productId, { code, onHand: typeof onHand === 'number' ? onHand : undefined });
  return found;
}
