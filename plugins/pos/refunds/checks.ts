import { check } from '@sontechsp/sdk';

/** Invariants 4 and 5 of data.md, as far as lines go. */
const lines = check('pos.refunds.lines', 'No more of a line goes back than was sold of it, and all of it comes to its money and KDV.', async db => {
  const wrong = await db.query<{ sale_id: string; line_id: string }>(`
    SELECT g.sale_id, g.line_id FROM (
        SELECT s.refund_of AS sale_id, l.refund_of_line AS line_id, SUM(-l.quantity) AS quantity, SUM(-l.total) AS total, SUM(-l.vat_amount) AS vat
          FROM pos_satislar s JOIN pos_satis_satirlari l ON l.sale_id = s.id
         WHERE s.refund_of IS NOT NULL GROUP BY s.refund_of, l.refund_of_line) g
      LEFT JOIN pos_satis_satirlari o ON o.sale_id = g.sale_id AND o.id = g.line_id
     WHERE o.id IS NULL OR g.quantity > o.quantity OR g.total > o.total OR g.vat > o.vat_amount
        OR (g.quantity = o.quantity AND (g.total <> o.total OR g.vat <> o.vat_amount))
     ORDER BY g.sale_id, g.line_id`);
  return wrong.map(row => `line ${row.line_id} of sale ${row.sale_id} was refunded above what was sold`);
});

/** A refund by the right to give back another tender is left out per tender, never in the sum of all. */
const tenders = check('pos.refunds.tenders', 'No more goes back of a tender than was paid with it, nor of all together.', async db => {
  const wrong = await db.query<{ sale_id: string; method: string }>(`
    WITH refunded AS (SELECT DISTINCT refund_of AS id FROM pos_satislar WHERE refund_of IS NOT NULL),
         money AS (
           SELECT r.id AS sale_id, p.method, p.amount FROM refunded r JOIN odeme_kayitlari p ON p.sale_id = r.id
           UNION ALL SELECT r.id, 'cash', -s.change FROM refunded r JOIN pos_satislar s ON s.id = r.id
           UNION ALL SELECT s.refund_of, p.method, p.amount FROM pos_satislar s JOIN odeme_kayitlari p ON p.sale_id = s.id WHERE s.refund_of IS NOT NULL)
    SELECT sale_id, method FROM money m WHERE method <> 'rounding'
       AND NOT EXISTS (SELECT 1 FROM pos_satislar o WHERE o.refund_of = m.sale_id AND o.other_tender)
     GROUP BY sale_id, method HAVING SUM(amount) < 0
    UNION ALL SELECT sale_id, 'all' FROM money GROUP BY sale_id HAVING SUM(amount) < 0
     ORDER BY 1, 2`);
  return wrong.map(row => `sale ${row.sale_id} gave back more than was paid (${row.method})`);
});

const states = check('pos.refunds.states', 'A sale says of itself whether it was refunded.', async db => {
  const wrong = await db.query<{ id: string; receipt_no: string; state: string }>(`
    SELECT s.id, s.receipt_no, s.state FROM pos_satislar s
      LEFT JOIN (SELECT r.refund_of AS id, SUM(l.quantity) AS quantity, MAX(CASE WHEN r.refund_type = 'void' THEN 1 ELSE 0 END) AS voided
                   FROM pos_satislar r JOIN pos_satis_satirlari l ON l.sale_id = r.id WHERE r.refund_of IS NOT NULL GROUP BY r.refund_of) g ON g.id = s.id
     WHERE s.state <> CASE WHEN g.id IS NULL THEN 'completed' WHEN g.voided = 1 THEN 'voided'
                           WHEN g.quantity + (SELECT SUM(quantity) FROM pos_satis_satirlari o WHERE o.sale_id = s.id) = 0 THEN 'refunded' ELSE 'partlyRefunded' END
     ORDER BY s.sold_at`);
  return wrong.map(row => `sale ${row.id} (${row.receipt_no}) says ${row.state}, which its refunds do not`);
});

export const refundChecks = [lines, tenders, states];
