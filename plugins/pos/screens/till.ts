import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, uuid, type Api, type BrowserClock, type Events } from '@sontechsp/sdk/ui';
import type { SaleBody, SaleReply } from '../schemas.js';
import { bodyOf, emptyBasket, withoutSold, type Item } from './basket.js';
import { basketKey, createBasketKeeper, type BasketKeeper, type KeyValues } from './basket-keeper.js';
import { createCatalogue, type Catalogue } from './catalogue.js';
import type { Part } from './payment.js';
import { createQuotes, type Quotes } from './quotes.js';
import { createRows, type Rows } from './rows.js';
import { createScans, type Scans, type Touched } from './scans.js';
import { createSelling, type Selling } from './selling.js';
import type { Vault } from './vault.js';

/** How a sale went. */
export type Sold =
  | { readonly kind: 'done'; readonly sale: SaleReply; /** It had been written before, and the basket has changed since. */ readonly earlier: boolean }
  | { readonly kind: 'refused'; readonly problem: unknown }
  /** The cashier stopped waiting for an answer. */
  | { readonly kind: 'stopped' };

/** The basket of one terminal with all that keeps it right: what codes mean, what it costs, and its sale. */
export interface Till {
  readonly keeper: BasketKeeper;
  readonly catalogue: Catalogue;
  readonly scans: Scans;
  readonly quotes: Quotes;
  readonly rows: Rows;
  readonly selling: Selling;
  /** Takes a scan: into the basket, or into the next one while a sale is being written. */
  take(code: string, times: number): void;
  /** Takes a product that was chosen, as a scan of it. */
  add(item: Item, times: number): void;
  /** Takes a parked basket back: once, however often it is asked. False when somebody else took it. */
  recall(): Promise<boolean>;
  sell(parts: readonly Part[], expectedTotal: number): Promise<Sold>;
  /** Whether it is being found out if a sale of before a crash was written. */
  readonly recovering: ReadonlySignal<boolean>;
  /** Tells of a sale whose answer was lost in a crash. */
  onRecovered(heard: (sale: SaleReply) => void): void;
  /** Another page of this browser wrote the basket of a terminal. */
  heard(key: string | null, value: string | null): void;
}

interface Deps {
  api: Api;
  clock: BrowserClock;
  events: Events;
  storage: KeyValues;
  vault: Vault;
  /** What the vault has of this till. */
  saved: string | null;
  terminalId: string;
  news: (touched: Touched) => void;
}
export function createTill({ api, clock, events, terminalId, news, ...places }: Deps): Till {
  const keeper = createBasketKeeper({ terminalId, ...places });
  const catalogue = createCatalogue(api);
  const scans = createScans({ keeper, catalogue, clock, ids: uuid, news });
  const quotes = createQuotes({ api, clock, keeper });
  const selling = createSelling({ api, clock });
  /** On its own: the till goes on scanning meanwhile. */
  const recalls = createSelling({ api, clock });
  const short = signal<{ productId: string; onHand: number } | undefined>(undefined);
  const rows = createRows({ basket: keeper.basket, quote: quotes.quote, stock: quotes.stock, short, slow: scans.slow });
  const recovering = signal(false);
  let recovered: ((sale: SaleReply) => void) | undefined;
  const basket = () => keeper.basket.peek();

  function flushWaiting(): void {
    const waiting = keeper.kept.peek().waiting;
    if (waiting.length === 0) return;
    keeper.note({ waiting: [] });
    for (const { code, times, item } of waiting) {
      if (item) scans.add(item, times);
      else scans.take(code, times);
    }
  }
  function complete(sale: SaleReply, earlier: boolean): Sold {
    batch(() => {
      keeper.renew(earlier ? withoutSold(basket(), sale.lines, uuid) : emptyBasket, { attempt: null, lastSaleId: sale.id });
      flushWaiting();
    });
    return { kind: 'done', sale, earlier };
  }
  /** The id was used: an answer was lost and the basket changed since. What was sold leaves the basket. */
  async function foundEarlier(id: string, problem: unknown): Promise<Sold> {
    const sale = await selling.find(id);
    return sale ? complete(sale, true) : { kind: 'refused', problem };
  }
  function refused(problem: unknown): Sold {
    keeper.note({ attempt: null });
    if (isProblem(problem, 'stock.insufficient'))
      short.value = { productId: String(problem.facts['productId']), onHand: Number(problem.facts['onHand']) };
    if (isProblem(problem, 'pos.priceChanged')) {
      catalogue.forget();
      quotes.refresh();
    }
    flushWaiting();
    return { kind: 'refused', problem };
  }
  async function recover(attempt: SaleBody): Promise<void> {
    recovering.value = true;
    try {
      const sale = await selling.find(attempt.id!);
      if (sale) {
        complete(sale, JSON.stringify(bodyOf(basket()).lines) !== JSON.stringify(attempt.lines));
        recovered?.(sale);
      } else {
        keeper.note({ attempt: null });
        flushWaiting();
      }
    } catch { /* stays noted, and is asked again at the next start */ } finally {
      recovering.value = false;
    }
  }

  /** Asked with the same key until it is answered, so that a basket is lost to no crash and to no lost answer. */
  async function recall(): Promise<boolean> {
    const { recalling } = keeper.kept.peek();
    if (!recalling) return false;
    // From the answer on it is nowhere but here.
    const noted = keeper.settled();
    try {
      await recalls.insist(async signal => {
        await noted;
        await api.delete(`/api/pos/parked/${recalling.id}`, { key: recalling.key, signal });
        return true;
      });
    } catch (error) {
      keeper.note({ recalling: null });
      if (isProblem(error) && error.status === 404) return false;
      throw error;
    }
    // Whatever was scanned while the answer was awaited stays.
    const lines = [...recalling.basket.lines, ...basket().lines];
    keeper.renew({ ...recalling.basket, lines }, { recalling: null });
    return true;
  }

  quotes.start();
  rows.start();
  effect(() => {
    void keeper.basket.value;
    short.value = undefined;
  });
  events.on('catalogue.changed', () => {
    catalogue.forget();
    quotes.refresh();
  });
  events.on('stock.changed', () => quotes.refresh());
  scans.resume();
  const { attempt } = keeper.kept.peek();
  if (attempt?.id) void recover(attempt);
  else flushWaiting();
  if (keeper.kept.peek().recalling) void recall().catch(() => {});

  return {
    keeper, catalogue, scans, quotes, rows, selling, recovering, recall,
    take(code, times) {
      if (selling.state.peek() === 'idle') scans.take(code, times);
      else keeper.note({ waiting: [...keeper.kept.peek().waiting, { code, times }] });
    },
    add(item, times) {
      if (selling.state.peek() === 'idle') scans.add(item, times);
      else keeper.note({ waiting: [...keeper.kept.peek().waiting, { code: item.code ?? item.name, times, item }] });
    },
    async sell(parts, expectedTotal) {
      const approvals = keeper.kept.peek().approvals.map(({ id }) => id);
      const body: SaleBody = { ...bodyOf(basket()), ...(approvals.length > 0 ? { approvals } : {}), expectedTotal, payments: parts.map(part => ({ ...part })) };
      keeper.note({ attempt: body });
      try {
        const sale = await selling.sell(body);
        return sale ? complete(sale, false) : { kind: 'stopped' };
      } catch (error) {
        return isProblem(error, 'request.reused') ? await foundEarlier(body.id!, error).catch(refused) : refused(error);
      }
    },
    onRecovered(heard) {
      recovered = heard;
    },
    heard(key, value) {
      if (key !== basketKey(terminalId) || selling.state.peek() !== 'idle') return;
      keeper.heard(value);
      scans.resume();
    },
  };
}
