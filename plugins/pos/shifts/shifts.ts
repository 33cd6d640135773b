import { Audit, Clock, Db, Ids, Live, Refusal, createToken, provide, type Scope, type SettingsReader, type Tx } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { settings, type PosSettings } from '../settings.js';
import { lockCounter, type Counter } from '../store.js';
import type { MovementRow, ShiftRow } from '../tables.js';
import { readCash, type Span } from './figures-store.js';
import type { CashFigures, MovementBody, OpenBody } from './schemas.js';
import { findShift, hasMovement, insertMovement, insertShift, lastSequence, nextMovement, openShiftOf } from './store.js';

/** Opens the shifts of tills and keeps what is put into their drawers and taken out. Closing them is `Closing`. */
export interface Shifts {
  /** Hands the caller's till to a new shift; `pos.shiftOpen` while it has one. */
  open(tx: Tx, scope: Scope, body: OpenBody): Promise<ShiftRow>;
  move(tx: Tx, scope: Scope, id: string, body: NewMovement): Promise<{ shift: ShiftRow; movement: MovementRow }>;
  current(scope: Scope): Promise<ShiftRow>;
  /** A shift of the store: of the caller's till, or of any by the right to those. */
  find(scope: Scope, id: string): Promise<ShiftRow>;
  /** The shift under the lock that every sale of its till takes first, still open. */
  lock(tx: Tx, scope: Scope, id: string): Promise<{ shift: ShiftRow; counter: Counter }>;
  /** What should be in the drawer; undefined where the caller counts blind. */
  cash(scope: Scope, shift: ShiftRow, tx?: Tx): Promise<CashFigures | undefined>;
  /** Whether what should be in the drawer is kept from the caller. */
  blind(scope: Scope, shift: ShiftRow): Promise<boolean>;
}
/** `drawer`: opened, and nothing put in or taken out. */
export type NewMovement = Omit<MovementBody, 'type'> & { readonly type: MovementRow['type'] };
export const Shifts = createToken<Shifts>('pos.shifts');

interface Deps {
  db: Db;
  audit: Audit;
  live: Live;
  settings: SettingsReader<PosSettings>;
  made: { ids: Ids; clock: Clock };
}
export const spanOf = (shift: ShiftRow, upTo: number): Span =>
  ({ shiftId: shift.id, storeId: shift.store_id, terminalId: shift.terminal_id, after: shift.after_sequence, upTo, openingCash: shift.opening_cash });

export function createShifts({ db, audit, live, settings: reader, made }: Deps): Shifts {
  async function checkRight(scope: Scope, shift: ShiftRow): Promise<void> {
    const { shiftPerCashier } = await reader.read(scope);
    const own = shift.terminal_id === scope.terminalId && (!shiftPerCashier || shift.cashier_id === scope.userId);
    if (!own && !scope.can('pos.shift.any')) throw new Refusal('auth.forbidden', 403, { permission: 'pos.shift.any' });
  }
  const self: Shifts = {
    async open(tx, scope, { id: given, openingCash }) {
      const id = given?.toLowerCase() ?? made.ids.next();
      const counter = await lockCounter(tx, scope);
      if (await findShift(tx, id)) throw new Refusal('request.reused', 409);
      if (counter.shift_id !== null) throw errors('pos.shiftOpen', { shiftId: counter.shift_id });
      const row: ShiftRow = {
        id, firm_id: scope.firmId, store_id: scope.storeId, terminal_id: scope.terminalId, cashier_id: scope.userId, state: 'open',
        opened_at: made.clock.now(), opening_cash: openingCash, after_sequence: counter.sequence, closed_at: null, closed_by: null, last_sequence: null,
        expected_cash: null, counted_cash: null, difference: null, reason: null, denominations: null, forced: false, z_no: null, z_report: null,
        late_reason: null, late_reason_by: null, late_reason_at: null,
      };
      await insertShift(tx, row);
      tx.afterCommit(() => void live.publish(scope.storeId, 'shift.changed', { terminalId: scope.terminalId }));
      await audit.record(tx, scope, 'pos.shift.open', { type: 'pos.shift', id }, { openingCash });
      return row;
    },

    async move(tx, scope, id, { id: given, type, amount, reason }) {
      const { shift } = await self.lock(tx, scope, id);
      const movementId = given?.toLowerCase() ?? made.ids.next();
      if (await hasMovement(tx, movementId)) throw new Refusal('request.reused', 409);
      const movement: MovementRow = {
        id: movementId, firm_id: shift.firm_id, store_id: shift.store_id, terminal_id: shift.terminal_id, shift_id: shift.id,
        movement_no: await nextMovement(tx, shift.id), cashier_id: scope.userId, type, amount, reason, made_at: made.clock.now(),
      };
      await insertMovement(tx, movement);
      tx.afterCommit(() => void live.publish(shift.store_id, 'shift.changed', { terminalId: shift.terminal_id }));
      await audit.record(tx, scope, `pos.cash.${type}`, { type: 'pos.shift', id: shift.id }, { movementId: movement.id, amount, reason });
      return { shift, movement };
    },

    async current(scope) {
      const shift = await openShiftOf(db, scope.terminalId);
      if (!shift) throw errors('pos.notFound');
      return shift;
    },

    async find(scope, id) {
      const shift = await findShift(db, id);
      if (!shift || shift.store_id !== scope.storeId) throw errors('pos.notFound', { id });
      await checkRight(scope, shift);
      return shift;
    },

    async lock(tx, scope, id) {
      const found = await findShift(tx, id);
      if (!found || found.store_id !== scope.storeId) throw errors('pos.notFound', { id });
      await checkRight(scope, found);
      const counter = await lockCounter(tx, { terminalId: found.terminal_id, storeId: found.store_id, firmId: found.firm_id });
      // Read before the lock it may be out of date: the counter says which shift is open.
      if (counter.shift_id !== found.id) throw errors('pos.shiftClosed', { shiftId: found.id });
      return { shift: found, counter };
    },

    async cash(scope, shift, tx) {
      if (await self.blind(scope, shift)) return undefined;
      return readCash(tx ?? db, spanOf(shift, shift.last_sequence ?? await lastSequence(tx ?? db, shift.terminal_id)));
    },

    async blind(scope, shift) {
      return shift.state === 'open' && !scope.can('pos.shift.expected') && (await reader.read(scope)).blindCount;
    },
  };
  return self;
}
export const shiftsProvider = provide(Shifts, { db: Db, audit: Audit, live: Live, settings, made: { ids: Ids, clock: Clock } }, createShifts);
