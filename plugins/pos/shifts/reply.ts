import { Db, People, Tenancy, createToken, dayOf, provide, type Scope, type SettingsReader, type Tx } from '@sontechsp/sdk';
import { settings, type PosSettings } from '../settings.js';
import type { MovementRow, ShiftRow } from '../tables.js';
import { reasonMissing } from './reports.js';
import type { MovementReply, ShiftReply } from './schemas.js';
import { Shifts } from './shifts.js';

/** Shifts and movements as the API shows them, with the names of people and what should be in the drawer. */
export interface ShiftLook {
  shifts(scope: Scope, rows: readonly ShiftRow[], tx?: Tx): Promise<ShiftReply[]>;
  shift(scope: Scope, row: ShiftRow, tx?: Tx): Promise<ShiftReply>;
  /** Reads what replies are made of into the host's caches, so that a transaction need not wait for a second connection. */
  warm(scope: Scope, terminalId?: string): Promise<void>;
  movements(rows: readonly MovementRow[]): Promise<MovementReply[]>;
}
export const ShiftLook = createToken<ShiftLook>('pos.shiftLook');

interface Deps {
  shifts: Shifts;
  tenancy: Tenancy;
  people: People;
  settings: SettingsReader<PosSettings>;
}
export function createShiftLook({ shifts, tenancy, people, settings: reader }: Deps): ShiftLook {
  const self: ShiftLook = {
    async shifts(scope, rows, tx) {
      const [{ timeZone }, { dayEndsAt }, names] = await Promise.all([
        tenancy.store(scope.storeId), reader.read(scope),
        people.names(scope.firmId, [...new Set(rows.flatMap(row => [row.cashier_id, ...(row.closed_by ? [row.closed_by] : []), ...(row.late_reason_by ? [row.late_reason_by] : [])]))]),
      ]);
      return Promise.all(rows.map(async (row): Promise<ShiftReply> => ({
        id: row.id, storeId: row.store_id, terminalId: row.terminal_id, cashierId: row.cashier_id, cashierName: names.get(row.cashier_id) ?? '', state: row.state,
        openedAt: row.opened_at, businessDay: dayOf(row.opened_at, { timeZone, endsAt: dayEndsAt }), openingCash: row.opening_cash,
        expectedCash: row.expected_cash ?? (await shifts.cash(scope, row, tx))?.expected ?? null,
        closedAt: row.closed_at, closedBy: row.closed_by, closedByName: row.closed_by === null ? null : names.get(row.closed_by) ?? '',
        countedCash: row.counted_cash, difference: row.difference, reason: row.reason ?? row.late_reason,
        reasonMissing: reasonMissing({ ...row, reason: row.reason ?? row.late_reason }), reasonAddedAt: row.late_reason_at, reasonAddedBy: row.late_reason_by,
        reasonAddedByName: row.late_reason_by === null ? null : names.get(row.late_reason_by) ?? '', forced: row.forced, zNo: row.z_no,
      })));
    },
    shift: async (scope, row, tx) => (await self.shifts(scope, [row], tx))[0]!,
    async warm(scope, terminalId = scope.terminalId) {
      await Promise.all([
        tenancy.firm(scope.firmId), tenancy.store(scope.storeId), tenancy.terminal(terminalId), reader.read(scope), people.names(scope.firmId, [scope.userId]),
      ]);
    },
    async movements(rows) {
      const names = rows.length === 0 ? new Map<string, string>() : await people.names(rows[0]!.firm_id, [...new Set(rows.map(row => row.cashier_id))]);
      return rows.map(row => ({
        id: row.id, shiftId: row.shift_id, type: row.type, amount: row.amount, reason: row.reason, cashierId: row.cashier_id,
        cashierName: names.get(row.cashier_id) ?? '', madeAt: row.made_at,
      }));
    },
  };
  return self;
}
export const shiftLook = provide(ShiftLook, { shifts: Shifts, tenancy: Tenancy, people: People, settings }, createShiftLook);
