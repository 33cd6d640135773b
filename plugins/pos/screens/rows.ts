import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { fromThousandths } from '@sontechsp/sdk/ui';
import { discountOn } from '../totals.js';
import { grossOf, isItem, itemsOf, localTotals, unitPriceOf, type Basket, type Line } from './basket.js';
import type { Quote, StockWarning } from './quotes.js';

/** A line as it is shown. */
export interface Row {
  readonly line: Line;
  /** In product units. */
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discountAmount: number;
  readonly total: number;
  /** The host came to another price than the catalogue said at the scan. */
  readonly repriced: boolean;
  readonly warning: StockWarning | undefined;
  /** The sale was refused because of this product. */
  readonly short: { readonly onHand: number } | undefined;
}
export interface Sums {
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly total: number;
  readonly count: number;
  /** A discount is more than what it is taken from. */
  readonly tooMuchOff: boolean;
}

/** What the lines show: each row a signal of its own, so that a scan paints one of them and the total. */
export interface Rows {
  readonly keys: ReadonlySignal<readonly string[]>;
  row(key: string): ReadonlySignal<Row>;
  readonly sums: ReadonlySignal<Sums>;
  start(): () => void;
}
interface Deps {
  basket: ReadonlySignal<Basket>;
  quote: ReadonlySignal<Quote | undefined>;
  stock: ReadonlySignal<ReadonlyMap<string, StockWarning>>;
  short: ReadonlySignal<{ readonly productId: string; readonly onHand: number } | undefined>;
  /** Scans whose answer takes long enough to be spoken of. */
  slow: ReadonlySignal<ReadonlySet<string>>;
}

export function createRows({ basket, quote, stock, short, slow }: Deps): Rows {
  const rows = new Map<string, Signal<Row>>();
  const keys = signal<readonly string[]>([]);

  const totals = computed(() => localTotals(basket.value));
  const shown = computed(() => {
    const now = basket.value;
    const own = totals.value ?? localTotals({ ...now, discount: null });
    const shaped = quote.value?.shaped;
    let at = 0;
    return now.lines.map((line): Row => {
      if (!isItem(line)) return { line, quantity: fromThousandths(line.times), unitPrice: 0, discountAmount: 0, total: 0, repriced: false, warning: undefined, short: undefined };
      // A discount above its own line is impossible while it is typed; the host would refuse it.
      const mine = own?.lines[at++] ?? { discountAmount: discountOn(grossOf(line), line.discount), total: grossOf(line) };
      const theirs = shaped?.get(line);
      return {
        line, quantity: fromThousandths(line.quantity), unitPrice: theirs?.unitPrice ?? unitPriceOf(line),
        discountAmount: theirs?.discountAmount ?? mine.discountAmount, total: theirs?.total ?? mine.total,
        repriced: theirs !== undefined && theirs.unitPrice !== unitPriceOf(line),
        warning: stock.value.get(line.productId),
        short: short.value?.productId === line.productId ? short.value : undefined,
      };
    });
  });
  /** An answer usually comes before the eye could read that it is awaited. */
  const seen = computed(() => shown.value.filter(({ line }) => line.kind !== 'asking' || slow.value.has(line.key)));
  const sums = computed((): Sums => {
    const now = basket.value;
    const all = shown.value;
    const current = quote.value?.basket === now ? quote.value.total : undefined;
    const total = current ?? all.reduce((sum, row) => sum + row.total, 0);
    const discounts = all.reduce((sum, row) => sum + row.discountAmount, 0);
    return {
      total, discountTotal: discounts, subtotal: total + discounts,
      count: itemsOf(now).reduce((n, line) => n + (line.unit === 'kg' ? 1 : fromThousandths(line.quantity)), 0),
      tooMuchOff: totals.value === undefined,
    };
  });
  return {
    keys, sums,
    row: key => rows.get(key)!,
    start: () => effect(() => {
      const all = seen.value;
      batch(() => {
        const there = new Set(all.map(row => row.line.key));
        for (const row of all) {
          const known = rows.get(row.line.key);
          if (!known) rows.set(row.line.key, signal(row));
          else if (!same(known.peek(), row)) known.value = row;
        }
        const before = keys.peek();
        if (before.length !== all.length || all.some((row, index) => row.line.key !== before[index])) keys.value = all.map(row => row.line.key);
        // A row that is gone is forgotten once nothing draws it.
        for (const key of rows.keys()) if (!there.has(key) && !before.includes(key)) rows.delete(key);
      });
    }),
  };
}

const same = (a: Row, b: Row): boolean => (Object.keys(a) as (keyof Row)[]).every(name => a[name] === b[name]
  || (name === 'warning' && a.warning?.code === b.warning?.code && a.warning?.onHand === b.warning?.onHand));
