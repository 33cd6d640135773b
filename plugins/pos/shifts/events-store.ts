import type { Queries } from '@sontechsp/sdk';
import type { ShiftRow } from '../tables.js';
import { spanOf } from './shifts.js';
import { movementsOf } from './store.js';
import { exchanged, receiptEvent, type ReceiptMoney } from './events.js';
import type { DrawerEvent } from './explain.js';

/** All that moved cash in a closed shift, or should have, in the order it happened. */
export async function readEvents(db: Queries, shift: ShiftRow): Promise<DrawerEvent[]> {
  const span = spanOf(shift, shift.last_sequence!);
  const [rows, moved] = await Promise.all([
    db.query<{ id: string; receipt_no: string; sold_at: string; change: number; exchange_of: string | null; method: string | null; amount: number | null }>(`
      SELECT s.id, s.receipt_no, s.sold_at, s.change, s.exchange_of, p.method, p.amount
        FROM pos_satislar s LEFT JOIN odeme_kayitlari p ON p.sale_id = s.id AND p.method <> 'rounding'
       WHERE s.store_id = $1 AND s.terminal_id = $2 AND s.sequence > $3 AND s.sequence <= $4 ORDER BY s.sequence, p.payment_no`,
      [span.storeId, span.terminalId, span.after, span.upTo]),
    movementsOf(db, shift.id),
  ]);
  const receipts = new Map<string, ReceiptMoney>();
  for (const row of rows) {
    const found = receipts.get(row.id) ?? { id: row.id, name: row.receipt_no, at: row.sold_at, exchangeOf: row.exchange_of, change: row.change, paid: [] };
    receipts.set(row.id, found);
    if (row.method !== null) found.paid.push({ method: row.method, amount: row.amount! });
  }
  const plain = { change: 0, others: [] };
  return [
    { ...plain, type: 'opening', id: shift.id, name: '', at: shift.opened_at, cash: shift.opening_cash },
    ...exchanged([...receipts.values()]).map(receiptEvent),
    ...moved.map((row): DrawerEvent => ({ ...plain, type: row.type, id: row.id, name: row.reason, at: row.made_at, cash: row.amount })),
    ...(shift.counted_cash === null ? [] : [{ ...plain, type: 'count', id: shift.id, name: '', at: shift.closed_at!, cash: shift.counted_cash } as const]),
  ];
}
