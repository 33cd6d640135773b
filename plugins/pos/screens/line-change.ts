import { parseDecimal } from '@sontechsp/sdk/ui';
import { discountOn } from '../totals.js';
import { MAX_LINE_QUANTITY, changeLine, discountBasket, grossOf, isItem, itemsOf, removeLine, type Basket, type Discount } from './basket.js';

type Mark = ',' | '.';
/** The basket with the change, or why it cannot be: a sentence under `pos:ui.sale.notice`. */
export type Change = { readonly basket: Basket; readonly removed?: boolean } | { readonly refused: string; readonly values?: Readonly<Record<string, string | number>> };

export function changeQuantity(basket: Basket, key: string, text: string, mark: Mark): Change {
  const line = basket.lines.find(l => l.key === key);
  const quantity = parseDecimal(text, 3, mark);
  if (!isItem(line) || quantity === undefined || quantity < 0 || quantity > MAX_LINE_QUANTITY) return { refused: 'badNumber' };
  if (quantity === 0) return { basket: removeLine(basket, key), removed: true };
  if (line.unit === 'piece' && quantity % 1000 !== 0) return { refused: 'wholePieces' };
  return { basket: changeLine(basket, key, { quantity }) };
}

/** An empty text goes back to the price of the catalogue. */
export function changePrice(basket: Basket, key: string, text: string, mark: Mark): Change {
  const line = basket.lines.find(l => l.key === key);
  const price = text.trim() === '' ? null : parseDecimal(text, 2, mark);
  if (!isItem(line) || price === undefined || (price !== null && (price < 0 || price > 100_000_000_000))) return { refused: 'badNumber' };
  return { basket: changeLine(basket, key, { ownPrice: price === line.price ? null : price }) };
}

/** Off a line, or off the basket when there is no key. Nothing or zero takes a discount away. Whether the cashier may is another question. */
export function changeDiscount(basket: Basket, key: string | undefined, text: string, by: 'percent' | 'amount', mark: Mark): Change {
  const asked = text.trim() === '' ? 0 : parseDecimal(text, 2, mark);
  if (asked === undefined || asked < 0 || (by === 'percent' && asked > 10_000)) return { refused: 'badNumber' };
  const discount: Discount | null = asked === 0 ? null : by === 'percent' ? { percent: asked / 100 } : { amount: asked };
  const line = basket.lines.find(l => l.key === key);
  const base = key === undefined
    ? itemsOf(basket).reduce((sum, l) => sum + grossOf(l) - discountOn(grossOf(l), l.discount), 0)
    : isItem(line) ? grossOf(line) : 0;
  const off = discountOn(base, discount);
  if (off > base) return { refused: 'discountTooLarge' };
  return { basket: key === undefined ? discountBasket(basket, discount) : changeLine(basket, key, { discount }) };
}
