import { Db, Tenancy, createToken, provide, type Scope } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { Closing } from './closing.js';
import { ShiftLook } from './reply.js';
import type { ShiftReply } from './schemas.js';
import { listShifts } from './store.js';

/** A shift and its till, for a line of text. */
export interface ShiftLine extends ShiftReply {
  readonly till: string;
}
/** Shifts of a store for the command line, whose operator is at no till. */
export interface ShiftDesk {
  /** The open ones, or the last fifty of all. */
  list(scope: Scope, which: 'open' | 'all'): Promise<ShiftLine[]>;
  /** Closes one without counting, by its id or by the code of its till. */
  close(scope: Scope, which: string, reason: string): Promise<ShiftLine>;
}
export const ShiftDesk = createToken<ShiftDesk>('pos.shiftDesk');

export function createShiftDesk({ db, tenancy, look, closing }: { db: Db; tenancy: Tenancy; look: ShiftLook; closing: Closing }): ShiftDesk {
  const linesOf = (shifts: readonly ShiftReply[]): Promise<ShiftLine[]> =>
    Promise.all(shifts.map(async shift => ({ ...shift, till: (await tenancy.terminal(shift.terminalId)).code })));
  const self: ShiftDesk = {
    async list(scope, which) {
      const { items } = await listShifts(db, scope.storeId, which === 'open' ? { state: 'open', limit: 200 } : { limit: 50 });
      return linesOf(await look.shifts(scope, items));
    },
    async close(scope, which, reason) {
      const found = (await self.list(scope, 'open')).find(one => one.id === which.toLowerCase() || one.till === which.toUpperCase());
      if (!found) throw errors('pos.notFound', { id: which });
      const { shift } = await db.transaction(tx => closing.close(tx, scope, found.id, { counted: undefined, denominations: undefined, reason, forced: true }));
      return (await linesOf([await look.shift(scope, shift)]))[0]!;
    },
  };
  return self;
}
export const shiftDesk = provide(ShiftDesk, { db: Db, tenancy: Tenancy, look: ShiftLook, closing: Closing }, createShiftDesk);
