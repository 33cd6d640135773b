import { addColumns, col, createTable, extendTable, migration, table } from '@sontechsp/sdk';
import * as first from './001-first.js';
import * as second from './002-refunds.js';

/** The shifts of each till. A shift owns the receipts after `after_sequence` up to `last_sequence`, and its number among the Z reports. */
export const shifts = table('kasa_vardiyalari', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  terminal_id: col.ref(),
  /** Who opened it. */
  cashier_id: col.ref(),
  state: col.text<'open' | 'closed'>({ check: "state IN ('open', 'closed')" }),
  opened_at: col.instant(),
  opening_cash: col.money({ check: 'opening_cash >= 0' }),
  /** The last receipt before it. */
  after_sequence: col.integer(),
  closed_at: col.nullable(col.instant()),
  closed_by: col.nullable(col.ref()),
  last_sequence: col.nullable(col.integer()),
  expected_cash: col.nullable(col.money()),
  /** Null where a manager closed it without counting. */
  counted_cash: col.nullable(col.money()),
  /** Counted less expected. */
  difference: col.nullable(col.money()),
  reason: col.nullable(col.text()),
  denominations: col.nullable(col.json<{ value: number; count: number }[]>()),
  forced: col.flag({ default: false }),
  /** 1, 2, 3 … per terminal, given when it closes. */
  z_no: col.nullable(col.integer({ check: 'z_no > 0' })),
  /** The Z report as it was frozen at the close. */
  z_report: col.nullable(col.json()),
}, {
  indexes: [
    { name: 'kasa_vardiyalari_list', columns: ['store_id', 'opened_at', 'id'] },
    { name: 'kasa_vardiyalari_open', columns: ['terminal_id'], unique: true, where: "state = 'open'" },
    { name: 'kasa_vardiyalari_z', columns: ['terminal_id', 'z_no'], unique: true, where: 'z_no IS NOT NULL' },
  ],
});

/** Cash put into a drawer or taken out without a sale, and drawers opened for neither (`drawer`, amount 0). */
export const movements = table('kasa_hareketleri', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  terminal_id: col.ref(),
  shift_id: col.ref(),
  /** 1, 2, 3 … within its shift. */
  movement_no: col.integer(),
  cashier_id: col.ref(),
  type: col.text<'in' | 'out' | 'drawer'>({ check: "type IN ('in', 'out', 'drawer')" }),
  amount: col.money({ check: 'amount >= 0' }),
  reason: col.text(),
  made_at: col.instant(),
}, { indexes: [{ name: 'kasa_hareketleri_shift', columns: ['shift_id', 'movement_no'], unique: true }] });

/** The open shift of a terminal stands in the row every sale of it locks first, so that selling needs to ask nobody else. */
const onCounters = { shift_id: col.nullable(col.ref()), shift_cashier_id: col.nullable(col.ref()) };
const onSales = { shift_id: col.nullable(col.ref()) };
export const counters = extendTable(first.counters, onCounters);
export const sales = extendTable(second.sales, onSales);

export default migration('004-shifts', [
  createTable(shifts), createTable(movements), addColumns('pos_sayaclari', onCounters), addColumns('pos_satislar', onSales),
]);
