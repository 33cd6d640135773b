import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { uuid, type Api, type BrowserClock, type Events } from '@sontechsp/sdk/ui';
import type { QuoteReply } from '../../schemas.js';
import { bodyOf, changeLine, emptyBasket, isItem, itemsOf, removeLine, type Basket } from '../basket.js';
import { createBasketKeeper } from '../basket-keeper.js';
import { createCatalogue, type Catalogue } from '../catalogue.js';
import { byProduct, quoteOf, type Quote, type StockWarning } from '../quotes.js';
import { createRows, type Rows } from '../rows.js';
import { createScans, type Scans, type Touched } from '../scans.js';
import { noVault } from '../vault.js';

/** Goods scanned here: new ones of an exchange, or what comes back without a receipt. A basket like the till's, kept for the while. */
export interface Goods {
  readonly basket: ReadonlySignal<Basket>;
  readonly catalogue: Catalogue;
  readonly scans: Scans;
  readonly rows: Rows;
  /** The line that came last. */
  readonly touched: ReadonlySignal<Touched | undefined>;
  /** Lines that come back broken: they do not go to the shelf. */
  readonly offShelf: ReadonlySignal<ReadonlySet<string>>;
  /** Counts up with news of the catalogue: what was told of prices may be old. */
  readonly news: ReadonlySignal<number>;
  change(next: Basket): void;
  /** In thousandths; nothing takes the line away. */
  setQuantity(key: string, quantity: number): void;
  toggleShelf(key: string): void;
  remove(key: string): void;
  clear(): void;
  /** What the host said of the basket; undefined when it has said nothing. */
  told(reply: QuoteReply | undefined, basket: Basket): void;
}

export function createGoods({ api, clock, events }: { api: Api; clock: BrowserClock; events: Events }): Goods {
  const keeper = createBasketKeeper({ storage: { getItem: () => null, setItem() {} }, vault: noVault, saved: null, terminalId: 'refund' });
  const catalogue = createCatalogue(api);
  const touched = signal<Touched | undefined>(undefined);
  const offShelf = signal<ReadonlySet<string>>(new Set());
  const news = signal(0);
  const quote = signal<Quote | undefined>(undefined);
  const stock = signal<ReadonlyMap<string, StockWarning>>(new Map());
  const scans = createScans({
    keeper, catalogue, clock, ids: uuid,
    news: last => { touched.value = last; },
  });
  const rows = createRows({ basket: keeper.basket, quote, stock, short: signal(undefined), slow: scans.slow });
  rows.start();
  events.on('catalogue.changed', () => {
    catalogue.forget();
    news.value++;
  });
  return {
    basket: keeper.basket, catalogue, scans, rows, touched, offShelf, news,
    change: keeper.change,
    setQuantity(key, quantity) {
      const line = keeper.basket.peek().lines.find(one => one.key === key);
      if (quantity <= 0) keeper.change(removeLine(keeper.basket.peek(), key));
      else if (isItem(line)) keeper.change(changeLine(keeper.basket.peek(), key, { quantity }));
    },
    toggleShelf(key) {
      const next = new Set(offShelf.peek());
      if (!next.delete(key)) next.add(key);
      offShelf.value = next;
    },
    remove: key => keeper.change(removeLine(keeper.basket.peek(), key)),
    clear: () => batch(() => {
      offShelf.value = new Set();
      quote.value = undefined;
      stock.value = new Map();
      keeper.renew(emptyBasket);
    }),
    told: (reply, basket) => batch(() => {
      quote.value = reply && quoteOf(reply, basket);
      stock.value = byProduct(reply?.warnings ?? []);
    }),
  };
}

/** New goods as an exchange takes them. */
export function newGoodsOf(basket: Basket) {
  const { id: _, ...body } = bodyOf(basket);
  return body;
}
/** Goods as a return without a receipt takes them: at a price of their own perhaps, and never with a discount. */
export const returnedGoodsOf = (basket: Basket, offShelf: ReadonlySet<string>) => itemsOf(basket).map((line, at) => {
  const { discount: _, ...body } = bodyOf(basket).lines[at]!;
  return offShelf.has(line.key) ? { ...body, restock: false } : body;
});
