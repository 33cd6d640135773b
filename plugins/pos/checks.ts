import { check, type Queries } from '@sontechsp/sdk';
import { refundChecks } from './refunds/checks.js';
import { shiftChecks } from './shifts/checks.js';
import { sealOf } from './seal.js';
import { withRows } from './store.js';
import { counters, sales } from './tables.js';

/** Invariant 2 of data.md. */
const sums = check('pos.sales.addUp', 'The lines, payments and KDV of a sale or refund add up to it.', async db => {
  const wrong = await db.query<{ id: string; receipt_no: string }>(`
    SELECT s.id, s.receipt_no FROM pos_satislar s
      LEFT JOIN (SELECT sale_id, SUM(total) AS total, SUM(vat_amount) AS vat FROM pos_satis_satirlari GROUP BY sale_id) l ON l.sale_id = s.id
      LEFT JOIN (SELECT sale_id, SUM(amount) AS amount, SUM(CASE WHEN method = 'rounding' THEN amount ELSE 0 END) AS rounding
                   FROM odeme_kayitlari GROUP BY sale_id) p ON p.sale_id = s.id
     WHERE COALESCE(l.total, 0) <> s.total OR COALESCE(l.vat, 0) <> s.vat_total OR COALESCE(p.amount, 0) - s.change <> s.total
        OR s.subtotal - s.discount_total <> s.total OR COALESCE(p.amount - p.rounding, 0) <> s.paid OR COALESCE(p.rounding, 0) <> -s.rounding
     ORDER BY s.sold_at`);
  return wrong.map(row => `sale ${row.id} (${row.receipt_no}) does not add up`);
});

const BATCH = 500;

/** Invariant 3 of data.md. */
const chain = check('pos.receipts.chained', 'Receipts of a terminal are numbered 1, 2, 3 … and each carries the hash of the one before.', async db => {
  // Read first: receipts written while this runs come after it.
  const terminals = await db.query('SELECT * FROM pos_sayaclari ORDER BY terminal_id', [], counters);
  const violations = await withoutCounter(db);
  for (const { terminal_id: terminal, store_id: store, sequence: last, hash: lastHash } of terminals) {
    let sequence = 0;
    let previousHash = '';
    for (;;) {
      const rows = await db.query(
        `SELECT * FROM pos_satislar WHERE store_id = $1 AND terminal_id = $2 AND sequence > $3 AND sequence <= $4 ORDER BY sequence LIMIT ${BATCH}`,
        [store, terminal, sequence, last], sales);
      for (const { sale, lines, payments } of await withRows(db, rows)) {
        if (sale.sequence !== sequence + 1) violations.push(`terminal ${terminal}: receipts ${sequence + 1} to ${sale.sequence - 1} are missing`);
        if (sale.previous_hash !== previousHash) violations.push(`sale ${sale.id} (${sale.receipt_no}) does not carry the hash of receipt ${sequence}`);
        const hash = sealOf({
          previousHash: sale.previous_hash, id: sale.id, sequence: sale.sequence, terminal, time: sale.sold_at, total: sale.total,
          lines: lines.map(line => ({
            productId: line.product_id, quantity: line.quantity, unitPrice: line.unit_price, discountAmount: line.discount_amount,
            vatRate: line.vat_rate, vatAmount: line.vat_amount, total: line.total,
          })),
          payments,
        });
        if (hash !== sale.hash) violations.push(`sale ${sale.id} (${sale.receipt_no}) was changed after it was sealed`);
        sequence = sale.sequence;
        previousHash = sale.hash;
      }
      if (rows.length < BATCH) break;
    }
    if (sequence !== last || previousHash !== lastHash) violations.push(`terminal ${terminal}: the counter stands at ${last}, the last receipt is ${sequence}`);
  }
  return violations;
});
async function withoutCounter(db: Queries): Promise<string[]> {
  const rows = await db.query<{ terminal_id: string }>(
    'SELECT DISTINCT s.terminal_id FROM pos_satislar s WHERE NOT EXISTS (SELECT 1 FROM pos_sayaclari c WHERE c.terminal_id = s.terminal_id)');
  return rows.map(row => `terminal ${row.terminal_id} has receipts but no counter`);
}

export const checks = [sums, chain, ...refundChecks, ...shiftChecks];
