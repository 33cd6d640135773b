import { canonicalJson, check } from '@sontechsp/sdk';
import { shifts } from '../tables.js';
import { readFigures } from './figures-store.js';
import type { ShiftReport } from './schemas.js';
import { spanOf } from './shifts.js';

/** Until its shift closes, every receipt of the till is of that shift. */
const upTo = 'COALESCE(v.last_sequence, 9007199254740991)';

/** The place in the sequence, and not the time: a clock that is put right in the middle of a shift damages nothing. */
const receipts = check('pos.shifts.receipts', 'A receipt belongs to the shift that its place in the terminal\'s sequence says, and to no other.', async db => {
  const wrong = await db.query<{ id: string; receipt_no: string }>(`
    SELECT s.id, s.receipt_no FROM pos_satislar s LEFT JOIN kasa_vardiyalari v ON v.id = s.shift_id
     WHERE s.shift_id IS NOT NULL
       AND (v.id IS NULL OR v.store_id <> s.store_id OR v.terminal_id <> s.terminal_id OR s.sequence <= v.after_sequence OR s.sequence > ${upTo})
    UNION SELECT s.id, s.receipt_no FROM kasa_vardiyalari v
      JOIN pos_satislar s ON s.store_id = v.store_id AND s.terminal_id = v.terminal_id AND s.sequence > v.after_sequence AND s.sequence <= ${upTo}
     WHERE s.shift_id IS NULL OR s.shift_id <> v.id
     ORDER BY 2`);
  return wrong.map(row => `receipt ${row.id} (${row.receipt_no}) is not of the shift it was written in`);
});

const tills = check('pos.shifts.tills', 'The counter of a terminal names its open shift.', async db => {
  const wrong = await db.query<{ terminal_id: string }>(`
    SELECT c.terminal_id FROM pos_sayaclari c LEFT JOIN kasa_vardiyalari v ON v.terminal_id = c.terminal_id AND v.state = 'open'
     WHERE COALESCE(CAST(c.shift_id AS TEXT), '') <> COALESCE(CAST(v.id AS TEXT), '')
    UNION SELECT v.terminal_id FROM kasa_vardiyalari v WHERE NOT EXISTS (SELECT 1 FROM pos_sayaclari c WHERE c.terminal_id = v.terminal_id)`);
  return wrong.map(row => `terminal ${row.terminal_id} does not know its shift`);
});

const numbers = check('pos.shifts.numbers', 'Z reports of a terminal are numbered 1, 2, 3 …', async db => {
  const wrong = await db.query<{ terminal_id: string }>(`
    SELECT terminal_id FROM kasa_vardiyalari WHERE state = 'closed'
     GROUP BY terminal_id HAVING COUNT(*) <> COUNT(z_no) OR MIN(z_no) <> 1 OR MAX(z_no) <> COUNT(*)`);
  return wrong.map(row => `terminal ${row.terminal_id}: Z reports are missing`);
});

const BATCH = 200;

const frozen = check('pos.shifts.frozen', 'A Z report says what the rows of its shift say.', async db => {
  const violations: string[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000';;) {
    const rows = await db.query(`SELECT * FROM kasa_vardiyalari WHERE state = 'closed' AND id > $1 ORDER BY id LIMIT ${BATCH}`, [after], shifts);
    for (const shift of rows) {
      const figures = await readFigures(db, spanOf(shift, shift.last_sequence!));
      const report = shift.z_report as ShiftReport;
      const kept = Object.fromEntries(Object.keys(figures).map(name => [name, report[name as keyof typeof figures]]));
      if (canonicalJson(kept) !== canonicalJson(figures)) violations.push(`shift ${shift.id}: its Z report ${shift.z_no} is not what its rows say`);
      const counts = shift.denominations?.reduce((sum, { value, count }) => sum + value * count, 0) ?? shift.counted_cash;
      const difference = shift.counted_cash === null ? null : shift.counted_cash - figures.cash.expected;
      if (shift.expected_cash !== figures.cash.expected || shift.difference !== difference || shift.counted_cash !== counts) {
        violations.push(`shift ${shift.id}: expected, counted and difference do not fit`);
      }
      if (report.count?.reason !== shift.reason) violations.push(`shift ${shift.id}: its reason is not what its Z report says`);
    }
    if (rows.length < BATCH) return violations;
    after = rows.at(-1)!.id;
  }
});

export const shiftChecks = [receipts, tills, numbers, frozen];
