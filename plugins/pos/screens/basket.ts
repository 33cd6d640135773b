import { fromThousandths, lineGross, mulDiv } from '@sontechsp/sdk/ui';
import type { BasketBody } from '../schemas.js';
import { totalsOf, type Totals } from '../totals.js';

export type Discount = { readonly percent: number } | { readonly amount: number };

/** What a scan or a choice from the search turned out to be. Money in kuruş, quantities in thousandths. */
export interface Item {
  readonly productId: string;
  readonly name: string;
  readonly unit: 'piece' | 'kg';
  readonly price: number;
  readonly vatRate: number;
  /** What was scanned or typed; null for a choice from the search. */
  readonly code: string | null;
  /** What one scan means: 1000, more for a pack, the weight on a label. */
  readonly perScan: number;
  /** What a price label of the scale charges. */
  readonly labelTotal: number | undefined;
}

/** Something that will be sold. */
export interface ItemLine {
  readonly kind: 'item';
  readonly key: string;
  readonly productId: string;
  readonly code: string | null;
  readonly name: string;
  readonly unit: 'piece' | 'kg';
  readonly vatRate: number;
  readonly price: number;
  /** A price the cashier set in place of `price`. */
  readonly ownPrice: number | null;
  readonly quantity: number;
  readonly perScan: number;
  readonly label: { readonly quantity: number; readonly total: number } | null;
  readonly discount: Discount | null;
}
/** A scan that has no answer yet, or the answer that nothing is sold under this code. It is never dropped without a word. */
export interface ScanLine {
  readonly kind: 'asking' | 'unknown';
  readonly key: string;
  readonly code: string;
  /** How many scans it stands for, in thousandths. */
  readonly times: number;
}
export type Line = ItemLine | ScanLine;

export interface Basket {
  /** Made with the first line; the sale keeps it, so that no basket is ever sold twice. */
  readonly saleId: string | null;
  readonly lines: readonly Line[];
  readonly discount: Discount | null;
}
export const emptyBasket: Basket = { saleId: null, lines: [], discount: null };
/** More lines no sale may have. */
export const MAX_LINES = 500;
/** More units no line may have, in thousandths. */
export const MAX_LINE_QUANTITY = 1_000_000_000;

export const isItem = (line: Line | undefined): line is ItemLine => line?.kind === 'item';
export const itemsOf = (basket: Basket): ItemLine[] => basket.lines.filter(isItem);
export const unitPriceOf = (line: ItemLine): number => line.ownPrice ?? line.price;
/** A price label is charged as printed while nobody changed its quantity or price. */
export const grossOf = (line: ItemLine): number =>
  line.label && line.quantity === line.label.quantity && line.ownPrice === null ? line.label.total : lineGross(unitPriceOf(line), line.quantity);

/** The money of the item lines, in their order; undefined when a discount is more than what it is taken from. */
export const localTotals = (basket: Basket): Totals | undefined =>
  totalsOf(itemsOf(basket).map(line => ({ gross: grossOf(line), vatRate: line.vatRate, discount: line.discount })), basket.discount);

type Ids = () => string;
const withLines = (basket: Basket, lines: readonly Line[]): Basket =>
  lines.length === 0 ? emptyBasket : { ...basket, lines, discount: lines.some(isItem) ? basket.discount : null };
const replace = (basket: Basket, key: string, next: Line): Basket => ({ ...basket, lines: basket.lines.map(line => (line.key === key ? next : line)) });
const append = (basket: Basket, line: Line, ids: Ids): Basket => ({ ...basket, saleId: basket.saleId ?? ids(), lines: [...basket.lines, line] });

/** Goods sold by weight and printed labels stay lines of their own; so does what has a price or discount of its own. */
const joins = (line: Line, item: Item): line is ItemLine =>
  isItem(line) && line.productId === item.productId && line.price === item.price && line.ownPrice === null && line.discount === null
  && line.unit === 'piece' && item.unit === 'piece' && line.label === null && item.labelTotal === undefined;

const lineOf = (item: Item, quantity: number, key: string): ItemLine => ({
  kind: 'item', key, productId: item.productId, code: item.code, name: item.name, unit: item.unit, vatRate: item.vatRate, price: item.price,
  ownPrice: null, quantity, perScan: item.perScan, discount: null,
  label: item.labelTotal !== undefined && quantity === item.perScan ? { quantity, total: item.labelTotal } : null,
});

/** What a basket said of a line when it was put aside. */
export interface KeptLine {
  readonly quantity: number;
  readonly unitPrice?: number;
  readonly discount?: Discount;
}
/** A line as it was put aside, with what the catalogue says of it now. */
export const lineAgain = (item: Item, kept: KeptLine, key: string): ItemLine => ({
  ...lineOf(item, Math.round(kept.quantity * 1000), key),
  ownPrice: kept.unitPrice === undefined || kept.unitPrice === item.price ? null : kept.unitPrice,
  discount: kept.discount ?? null,
});

/** Adds what was scanned `times` (thousandths) times: to its line when there is one, else as a new last line. */
export function addItem(basket: Basket, item: Item, times: number, ids: Ids): { basket: Basket; key: string } {
  const quantity = Math.max(1, mulDiv(item.perScan, times, 1000));
  const there = basket.lines.findLast((line): line is ItemLine => joins(line, item) && line.quantity + quantity <= MAX_LINE_QUANTITY);
  if (!there) {
    const key = ids();
    return { basket: append(basket, lineOf(item, quantity, key), ids), key };
  }
  // Two codes of one product: the line is about the product, no longer about one of them.
  const code = there.code === item.code ? there.code : null;
  return { basket: replace(basket, there.key, { ...there, code, quantity: there.quantity + quantity }), key: there.key };
}
/** Keeps the place of a scan whose product is being asked for. */
export function addAsking(basket: Basket, code: string, times: number, ids: Ids): { basket: Basket; key: string } {
  const key = ids();
  return { basket: append(basket, { kind: 'asking', key, code, times }, ids), key };
}
/** So many scans more (thousandths) of what is being asked for. */
export function askAgain(basket: Basket, key: string, times: number): Basket {
  const line = basket.lines.find(l => l.key === key);
  return line?.kind === 'asking' ? replace(basket, key, { ...line, times: line.times + times }) : basket;
}
/** Puts the answer in the place of the scan. */
export function answer(basket: Basket, key: string, item: Item | undefined, ids: Ids): { basket: Basket; key: string } {
  const asking = basket.lines.find(line => line.key === key);
  if (asking?.kind !== 'asking') return { basket, key };
  if (!item) return { basket: replace(basket, key, { ...asking, kind: 'unknown' }), key };
  const others = { ...basket, lines: basket.lines.filter(line => line.key !== key) };
  const added = addItem(others, item, asking.times, ids);
  if (others.lines.some(line => line.key === added.key)) return added;
  return { basket: replace(basket, key, { ...added.basket.lines.at(-1)!, key }), key };
}

export const removeLine = (basket: Basket, key: string): Basket => withLines(basket, basket.lines.filter(line => line.key !== key));

export function changeLine(basket: Basket, key: string, change: Partial<Pick<ItemLine, 'quantity' | 'ownPrice' | 'discount'>>): Basket {
  const line = basket.lines.find(l => l.key === key);
  return isItem(line) ? replace(basket, key, { ...line, ...change }) : basket;
}
export const discountBasket = (basket: Basket, discount: Discount | null): Basket => ({ ...basket, discount: itemsOf(basket).length === 0 ? null : discount });

/** What is left when these goods turn out to have been sold already: an answer was lost, and the basket changed meanwhile. */
export function withoutSold(basket: Basket, sold: readonly { productId: string; quantity: number }[], ids: Ids): Basket {
  const gone = new Map<string, number>();
  for (const { productId, quantity } of sold) gone.set(productId, (gone.get(productId) ?? 0) + Math.round(quantity * 1000));
  const lines = basket.lines.flatMap((line): Line[] => {
    if (!isItem(line)) return [line];
    const taken = Math.min(line.quantity, gone.get(line.productId) ?? 0);
    gone.set(line.productId, (gone.get(line.productId) ?? 0) - taken);
    return taken === line.quantity ? [] : [{ ...line, quantity: line.quantity - taken, label: taken > 0 ? null : line.label }];
  });
  return lines.length === 0 ? emptyBasket : { saleId: ids(), lines, discount: null };
}

/** The basket as the API takes it. A line names the code it was scanned by, so that the sale remembers it. */
export function bodyOf(basket: Basket): BasketBody & { id: string } {
  return {
    id: basket.saleId!,
    lines: itemsOf(basket).map(line => ({
      ...(line.code === null ? { productId: line.productId } : { barcode: line.code }),
      quantity: fromThousandths(line.quantity),
      ...(line.ownPrice === null ? {} : { unitPrice: line.ownPrice }),
      ...(line.discount === null ? {} : { discount: line.discount }),
    })),
    ...(basket.discount === null ? {} : { discount: basket.discount }),
  };
}
