import { Db, People, Tenancy, createToken, dayOf, provide, type Queries, type Scope, type SettingsReader } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { printedOf } from '../printing/printed.js';
import { settings, type PosSettings } from '../settings.js';
import type { ShiftRow } from '../tables.js';
import { blindly } from './blind.js';
import { readFigures } from './figures-store.js';
import type { ReportReply, ShiftReport } from './schemas.js';
import { Shifts, spanOf } from './shifts.js';
import { lastSequence } from './store.js';

/** X reports of shifts as they stand, and Z reports as they were frozen. */
export interface Reports {
  /** Puts figures and names together, with what was printed of the receipts up to one. `db`: the transaction of the close. */
  make(type: 'x' | 'z', shift: ShiftRow, upTo: number, db?: Queries): Promise<ShiftReport>;
  /** Numbers of receipts that were not printed. */
  unprinted(shift: ShiftRow): Promise<string[]>;
  /** `pos.shiftNotClosed` for the Z report of an open shift. */
  read(scope: Scope, shift: ShiftRow, type: 'x' | 'z'): Promise<ReportReply>;
}
export const Reports = createToken<Reports>('pos.reports');

/** A difference that nobody explained when the shift was closed: marked, never refused. */
export const reasonMissing = ({ difference, reason }: Pick<ShiftRow, 'difference' | 'reason'>): boolean => difference !== null && difference !== 0 && reason === null;

/** How many receipts that were not printed a reply names. */
const LISTED = 200;

interface Deps {
  db: Db;
  shifts: Shifts;
  tenancy: Tenancy;
  people: People;
  settings: SettingsReader<PosSettings>;
}
export function createReports({ db, shifts, tenancy, people, settings: reader }: Deps): Reports {
  async function make(type: 'x' | 'z', shift: ShiftRow, upTo: number, reads: Queries = db): Promise<ShiftReport> {
    const span = spanOf(shift, upTo);
    const [figures, printed, firm, store, terminal, names, { dayEndsAt }] = await Promise.all([
      readFigures(reads, span), printedOf(reads, span),
      tenancy.firm(shift.firm_id), tenancy.store(shift.store_id), tenancy.terminal(shift.terminal_id),
      people.names(shift.firm_id, [shift.cashier_id, ...(shift.closed_by ? [shift.closed_by] : [])]), reader.read({ firmId: shift.firm_id, storeId: shift.store_id }),
    ]);
    return {
      type, zNo: type === 'z' ? shift.z_no : null, shiftId: shift.id, storeId: shift.store_id, terminalId: shift.terminal_id, cashierId: shift.cashier_id,
      closedBy: shift.closed_by, openedAt: shift.opened_at, closedAt: shift.closed_at, businessDay: dayOf(shift.opened_at, { timeZone: store.timeZone, endsAt: dayEndsAt }), forced: shift.forced,
      openingCash: shift.opening_cash, expectedCash: shift.expected_cash ?? figures.cash.expected, countedCash: shift.counted_cash, difference: shift.difference,
      names: {
        firm: firm.name, store: store.name, terminal: terminal.name, cashier: names.get(shift.cashier_id) ?? '',
        closedBy: shift.closed_by === null ? null : names.get(shift.closed_by) ?? '',
      },
      ...figures, printed: printed?.printed ?? null, unprinted: printed?.missing.slice(0, LISTED) ?? [],
      count: shift.state === 'open' ? null : {
        expected: shift.expected_cash!, counted: shift.counted_cash, difference: shift.difference, reason: shift.reason,
        reasonMissing: reasonMissing(shift), denominations: shift.denominations,
      },
    };
  }
  /** What was frozen, and beside it the reason that came later. */
  async function withLateReason(report: ShiftReport, { firm_id, late_reason: reason, late_reason_by: by, late_reason_at: at }: ShiftRow): Promise<ShiftReport> {
    if (reason === null || report.count === null) return report;
    const names = await people.names(firm_id, [by!]);
    return { ...report, count: { ...report.count, added: { reason, at: at!, by: by!, byName: names.get(by!) ?? '' } } };
  }
  return {
    make,
    async unprinted(shift) {
      const printed = await printedOf(db, spanOf(shift, shift.last_sequence ?? await lastSequence(db, shift.terminal_id)));
      return printed?.missing.slice(0, LISTED) ?? [];
    },
    async read(scope, shift, type) {
      if (type === 'z') {
        if (shift.state === 'open') throw errors('pos.shiftNotClosed');
        return withLateReason(shift.z_report as ShiftReport, shift);
      }
      const upTo = shift.last_sequence ?? await lastSequence(db, shift.terminal_id);
      const report = await make('x', shift, upTo);
      return await shifts.blind(scope, shift) ? blindly(report) : report;
    },
  };
}
export const reports = provide(Reports, { db: Db, shifts: Shifts, tenancy: Tenancy, people: People, settings }, createReports);
