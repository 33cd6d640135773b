import { col, createTable, migration, table } from '@sontechsp/sdk';

/** A discount and a line as the till asked for them, so that a recalled basket can be sold as it is. */
type Discount = { percent: number } | { amount: number };
interface Line {
  barcode?: string;
  productId?: string;
  quantity: number;
  unitPrice?: number;
  discount?: Discount;
}

/** Baskets put aside. A recalled one stays, for whoever asks what became of it. */
export const parked = table('bekleyen_satislar', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  terminal_id: col.ref(),
  cashier_id: col.ref(),
  name: col.text(),
  customer_id: col.nullable(col.ref()),
  basket: col.json<{ lines: Line[]; discount: Discount | null }>(),
  /** What it came to when it was parked. */
  total: col.money(),
  parked_at: col.instant(),
  state: col.text<'parked' | 'recalled'>({ check: "state IN ('parked', 'recalled')" }),
  recalled_at: col.nullable(col.instant()),
  recalled_by: col.nullable(col.ref()),
  recalled_terminal_id: col.nullable(col.ref()),
}, {
  indexes: [{ name: 'bekleyen_satislar_list', columns: ['store_id', 'parked_at', 'id'], where: "state = 'parked'" }],
});

export default migration('003-parked', [createTable(parked)]);
