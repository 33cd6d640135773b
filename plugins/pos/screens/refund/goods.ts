import { signal, type ReadonlySignal } from '@preact/signals';
import { uuid, type Api, type BrowserClock, type Events } from '@sontechsp/sdk/ui';
import { changeLine, emptyBasket, isItem, itemsOf, removeLine, type Basket } from '../basket.js';
import { createBasketKeeper } from '../basket-keeper.js';
import { createCatalogue, type Catalogue } from '../catalogue.js';
import { createQuotes } from '../quotes.js';
import { createRows, type Rows } from '../rows.js';
import { createScans, type Scans } from '../scans.js';

/** Goods scanned here: new ones of an exchange, or what comes back without a receipt. A basket like the till's, kept for the while. */
export interface Goods {
  readonly basket: ReadonlySignal<Basket>;
  readonly catalogue: Catalogue;
  readonly scans: Scans;
  readonly rows: Rows;
  /** Why these goods would be refused. */
  readonly problem: ReadonlySignal<unknown>;
  /** The line that came last. */
  readonly touched: ReadonlySignal<{ readonly key: string | undefined; readonly ok: boolean } | undefined>;
  /** In thousandths; nothing takes the line away. */
  setQuantity(key: string, quantity: number): void;
  remove(key: string): void;
  clear(): void;
}

export function createGoods({ api, clock, events }: { api: Api; clock: BrowserClock; events: Events }): Goods {
  const keeper = createBasketKeeper({ storage: { getItem: () => null, setItem() {} }, terminalId: 'refund' });
  const catalogue = createCatalogue(api);
  const touched = signal<{ key: string | undefined; ok: boolean } | undefined>(undefined);
  const scans = createScans({
    keeper, catalogue, clock, ids: uuid,
    news: { added: key => { touched.value = { key, ok: true }; }, refused: key => { touched.value = { key, ok: false }; } },
  });
  const quotes = createQuotes({ api, clock, keeper });
  const rows = createRows({ basket: keeper.basket, quote: quotes.quote, stock: quotes.stock, short: signal(undefined), slow: scans.slow });
  quotes.start();
  rows.start();
  events.on('catalogue.changed', () => {
    catalogue.forget();
    quotes.refresh();
  });
  return {
    basket: keeper.basket, catalogue, scans, rows, problem: quotes.problem, touched,
    setQuantity(key, quantity) {
      const line = keeper.basket.peek().lines.find(one => one.key === key);
      if (quantity <= 0) keeper.change(removeLine(keeper.basket.peek(), key));
      else if (isItem(line)) keeper.change(changeLine(keeper.basket.peek(), key, { quantity }));
    },
    remove: key => keeper.change(removeLine(keeper.basket.peek(), key)),
    clear: () => keeper.renew(emptyBasket),
  };
}

/** The goods as the API takes them. */
export const goodsBodyOf = (basket: Basket): { barcode?: string; productId?: string; quantity: number }[] => itemsOf(basket).map(line => ({
  ...(line.code === null ? { productId: line.productId } : { barcode: line.code }), quantity: line.quantity / 1000,
}));
