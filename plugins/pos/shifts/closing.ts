import { Audit, Clock, Live, Outbox, createToken, provide, type Scope, type Tx } from '@sontechsp/sdk';
import { shiftClosed, type ShiftClosed } from '../contract.js';
import { errors } from '../errors.js';
import type { ShiftRow } from '../tables.js';
import { readCash } from './figures-store.js';
import { Reports } from './reports.js';
import type { CashFigures, ShiftReport } from './schemas.js';
import { Shifts, spanOf } from './shifts.js';
import { closeShift, nextZ } from './store.js';

/** What was found in a drawer. Nothing is refused for being too much or too little. */
export interface Count {
  /** Undefined: closed without counting. */
  readonly counted: number | undefined;
  readonly denominations: readonly { value: number; count: number }[] | undefined;
  readonly reason: string | undefined;
  readonly forced: boolean;
}
/** Closes shifts: counts, freezes the Z report with the next number of the till, and lets the till go. */
export interface Closing {
  /**
   * A sale of the till waits for it, or it for the sale: each receipt is in this Z report or in a later one. `pos.shiftClosed` to
   * whoever comes second, `pos.denominations` when they do not come to what was counted.
   */
  close(tx: Tx, scope: Scope, id: string, count: Count): Promise<{ shift: ShiftRow; report: ShiftReport; cash: CashFigures }>;
}
export const Closing = createToken<Closing>('pos.closing');

interface Deps {
  shifts: Shifts;
  reports: Reports;
  outbox: Outbox;
  audit: Audit;
  live: Live;
  clock: Clock;
}
export function createClosing({ shifts, reports, outbox, audit, live, clock }: Deps): Closing {
  return {
    async close(tx, scope, id, { counted, denominations, reason = '', forced }) {
      const { shift, counter } = await shifts.lock(tx, scope, id);
      const sum = denominations?.reduce((all, { value, count }) => all + value * count, 0);
      if (sum !== undefined && sum !== counted) throw errors('pos.denominations', { sum, countedCash: counted ?? null });

      const cash = await readCash(tx, spanOf(shift, counter.sequence));
      const { expected } = cash;
      const changes = {
        closed_at: clock.now(), closed_by: scope.userId, last_sequence: counter.sequence, expected_cash: expected, counted_cash: counted ?? null,
        difference: counted === undefined ? null : counted - expected, reason: reason === '' ? null : reason,
        denominations: denominations ? [...denominations] : null, forced, z_no: await nextZ(tx, shift.terminal_id),
      } satisfies Partial<ShiftRow>;
      const closed: ShiftRow = { ...shift, ...changes, state: 'closed' };
      const report = await reports.make('z', closed, counter.sequence, tx);
      await closeShift(tx, shift, { ...changes, z_report: report });

      outbox.add(tx, scope, shiftClosed, toldOf(closed, report), shift.id);
      tx.afterCommit(() => void live.publish(shift.store_id, 'shift.changed', { terminalId: shift.terminal_id }));
      await audit.record(tx, scope, forced ? 'pos.shift.force' : 'pos.shift.close', { type: 'pos.shift', id: shift.id }, {
        zNo: closed.z_no, expectedCash: expected, countedCash: closed.counted_cash, difference: closed.difference, reason: closed.reason,
      });
      return { shift: { ...closed, z_report: report }, report, cash };
    },
  };
}

function toldOf(shift: ShiftRow, { businessDay, receipts, sales, refunds, net, payments }: ShiftReport): ShiftClosed {
  return {
    id: shift.id, zNo: shift.z_no!, storeId: shift.store_id, terminalId: shift.terminal_id, cashierId: shift.cashier_id, closedBy: shift.closed_by!,
    openedAt: shift.opened_at, closedAt: shift.closed_at!, businessDay, forced: shift.forced, openingCash: shift.opening_cash,
    expectedCash: shift.expected_cash!, countedCash: shift.counted_cash, difference: shift.difference, reason: shift.reason,
    receipts: receipts.stored, firstReceiptNo: receipts.from, lastReceiptNo: receipts.to, salesTotal: sales.total, refundsTotal: refunds.total,
    netTotal: net.total, vatTotal: net.vatTotal, payments: payments!.map(({ method, sales, refunds, net }) => ({ method, sales, refunds, net })),
  };
}
export const closing = provide(Closing, { shifts: Shifts, reports: Reports, outbox: Outbox, audit: Audit, live: Live, clock: Clock }, createClosing);
