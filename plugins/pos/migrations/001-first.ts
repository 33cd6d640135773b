import { col, createTable, migration, runSql, table } from '@sontechsp/sdk';

/** Sales, and later refunds (`kind`, `refund_of`), each with its place in the terminal's chain of receipts. */
export const sales = table('pos_satislar', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  terminal_id: col.ref(),
  cashier_id: col.ref(),
  customer_id: col.nullable(col.ref()),
  kind: col.text<'sale' | 'refund'>({ check: "kind IN ('sale', 'refund')" }),
  refund_of: col.nullable(col.ref()),
  state: col.text<'completed' | 'partlyRefunded' | 'refunded' | 'voided'>({ check: "state IN ('completed', 'partlyRefunded', 'refunded', 'voided')" }),
  sequence: col.integer({ check: 'sequence > 0' }),
  receipt_no: col.text(),
  sold_at: col.instant(),
  note: col.text(),
  subtotal: col.money(),
  discount_total: col.money(),
  vat_total: col.money(),
  total: col.money(),
  paid: col.money(),
  /** What was given back. */
  change: col.money(),
  /** What the reply warned of, so that a repeated request is told the same. */
  warnings: col.json<{ code: string; [fact: string]: unknown }[]>(),
  /** Of the request's body: tells a repeated request from another one with the same id. */
  request_hash: col.text(),
  previous_hash: col.text(),
  hash: col.text(),
}, {
  indexes: [
    { name: 'pos_satislar_list', columns: ['store_id', 'sold_at', 'id'] },
    // Serves the search by receipt number as well, whose last part is the sequence.
    { name: 'pos_satislar_sequence', columns: ['store_id', 'sequence', 'terminal_id'], unique: true },
  ],
});

export const saleLines = table('pos_satis_satirlari', {
  sale_id: col.ref(),
  line_no: col.integer(),
  id: col.ref(),
  firm_id: col.ref(),
  store_id: col.ref(),
  product_id: col.ref(),
  barcode: col.nullable(col.text()),
  name: col.text(),
  unit: col.text<'piece' | 'kg'>(),
  quantity: col.quantity(),
  unit_price: col.money(),
  gross: col.money(),
  discount_amount: col.money(),
  vat_rate: col.rate(),
  vat_amount: col.money(),
  total: col.money(),
}, { primaryKey: ['sale_id', 'line_no'] });

export const payments = table('odeme_kayitlari', {
  sale_id: col.ref(),
  payment_no: col.integer(),
  id: col.ref(),
  firm_id: col.ref(),
  store_id: col.ref(),
  method: col.text(),
  amount: col.money(),
  reference: col.nullable(col.text()),
}, { primaryKey: ['sale_id', 'payment_no'] });

/** The last receipt of each terminal: its row is what two sales of one terminal wait for. */
export const counters = table('pos_sayaclari', {
  terminal_id: col.id(),
  store_id: col.ref(),
  firm_id: col.ref(),
  sequence: col.integer(),
  hash: col.text(),
}, { primaryKey: ['terminal_id'] });

export default migration('001-first', [
  createTable(sales), createTable(saleLines), createTable(payments), createTable(counters),
  runSql(`CREATE VIEW pos_v_sale_lines AS
    SELECT l.id, l.sale_id, l.line_no, s.firm_id, s.store_id, s.terminal_id, s.cashier_id, s.customer_id, s.kind, s.refund_of, s.state,
           s.receipt_no, s.sold_at, l.product_id, l.barcode, l.name, l.unit, l.quantity, l.unit_price, l.gross, l.discount_amount,
           l.vat_rate, l.vat_amount, l.total
      FROM pos_satis_satirlari l JOIN pos_satislar s ON s.id = l.sale_id`),
]);
