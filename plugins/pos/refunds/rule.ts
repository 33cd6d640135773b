import { mulDiv } from '@sontechsp/sdk';
import type { RefundLine } from '../contract.js';
import { errors } from '../errors.js';
import type { StoredSale } from '../store.js';
import type { SaleLineRow } from '../tables.js';

/** What was given back of a line so far, all positive. */
export interface GivenBack {
  readonly quantity: number;
  readonly total: number;
  readonly vatAmount: number;
  readonly discountAmount: number;
}
const nothing: GivenBack = { quantity: 0, total: 0, vatAmount: 0, discountAmount: 0 };

/** What is to go back of a line, in thousandths. */
export interface AskedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly restock: boolean;
}
/** What goes back, before ids are made. */
export type PlannedLine = Omit<RefundLine, 'id'>;

/** Everything up to a quantity of a line, rounded once; a refund is the difference of two of these, so that parts add up to the whole. */
function upTo(line: SaleLineRow, quantity: number): GivenBack {
  const part = (amount: number): number => mulDiv(amount, quantity, line.quantity);
  return { quantity, total: part(line.total), vatAmount: part(line.vat_amount), discountAmount: part(line.discount_amount) };
}

/**
 * The lines of a refund with their money: round(total × (already + quantity) ÷ sold) − what was given back before, KDV and
 * discount likewise. Refuses a line that is not the sale's (`pos.notFound`) and more than is left of one (`pos.refundExceeds`).
 */
export function planLines(sale: StoredSale, earlier: ReadonlyMap<string, GivenBack>, asked: readonly AskedLine[]): { lines: PlannedLine[]; completes: boolean } {
  const given = new Map(earlier);
  const rows = asked.map(({ lineId }) => {
    const row = sale.lines.find(line => line.id === lineId);
    if (!row) throw errors('pos.notFound', { lineId });
    return row;
  });
  const lines = asked.map(({ lineId, quantity, restock }, at): PlannedLine => {
    const row = rows[at]!;
    const before = given.get(lineId) ?? nothing;
    if (before.quantity + quantity > row.quantity) {
      throw errors('pos.refundExceeds', { lineId, sold: row.quantity / 1000, refunded: before.quantity / 1000, requested: quantity / 1000 });
    }
    const after = upTo(row, before.quantity + quantity);
    given.set(lineId, after);
    const total = after.total - before.total;
    const discountAmount = after.discountAmount - before.discountAmount;
    return {
      saleLineId: lineId, restock, productId: row.product_id, barcode: row.barcode, name: row.name, unit: row.unit, quantity, unitPrice: row.unit_price,
      gross: total + discountAmount, discountAmount, vatRate: row.vat_rate, vatAmount: after.vatAmount - before.vatAmount, total,
    };
  });
  return { lines, completes: sale.lines.every(line => (given.get(line.id)?.quantity ?? 0) === line.quantity) };
}
