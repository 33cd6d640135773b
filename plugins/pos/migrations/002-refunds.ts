import { addColumns, addIndex, col, extendTable, migration } from '@sontechsp/sdk';
import * as first from './001-first.js';

const onSales = {
  /** How a refund came about; null for sales. */
  refund_type: col.nullable(col.text<'refund' | 'void' | 'return' | 'exchange'>({ check: "refund_type IN ('refund', 'void', 'return', 'exchange')" })),
  /** Why it was refunded. */
  reason: col.nullable(col.text()),
  /** `paid − change = total + rounding`: what rounding the cash part added. */
  rounding: col.money<number>({ default: 0 }),
  /** Whether a refund gave back more of a tender than was paid with it, by the right `pos.refund.tender`. */
  other_tender: col.flag<boolean>({ default: false }),
  /** On the sale of an exchange: the refund it was made with. */
  exchange_of: col.nullable(col.ref()),
};
const onLines = {
  /** On a refund's line: the line of the sale it gives back. */
  refund_of_line: col.nullable(col.ref()),
  /** On a refund's line: whether the goods went back on the shelf. */
  restocked: col.nullable(col.flag()),
};
export const sales = extendTable(first.sales, onSales);
export const saleLines = extendTable(first.saleLines, onLines);

export default migration('002-refunds', [
  addColumns('pos_satislar', onSales),
  addColumns('pos_satis_satirlari', onLines),
  addIndex('pos_satislar', { name: 'pos_satislar_refunds', columns: ['refund_of'], where: 'refund_of IS NOT NULL' }),
]);
