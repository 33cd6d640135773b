import { Audit, Clock, Live, Refusal, createToken, provide, type Scope, type Tx } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import type { ShiftRow } from '../tables.js';
import { findShift, giveReason } from './store.js';

/** Takes the reason of a difference after the close: who counts blind learns only then that there is one. */
export interface Reasons {
  /**
   * Once, by who opened or closed the shift or may see all of them. Nothing of the Z report changes: the reason stands beside it,
   * with who gave it and when. `pos.noDifference` where there is none to explain, `pos.reasonGiven` where it was.
   */
  give(tx: Tx, scope: Scope, id: string, reason: string): Promise<ShiftRow>;
}
export const Reasons = createToken<Reasons>('pos.shiftReasons');

export function createReasons({ audit, live, clock }: { audit: Audit; live: Live; clock: Clock }): Reasons {
  return {
    async give(tx, scope, id, reason) {
      const shift = await findShift(tx, id);
      if (!shift || shift.store_id !== scope.storeId) throw errors('pos.notFound', { id });
      const own = shift.cashier_id === scope.userId || shift.closed_by === scope.userId;
      if (!own && !scope.can('pos.shift.any')) throw new Refusal('auth.forbidden', 403, { permission: 'pos.shift.any' });
      if (shift.difference === null || shift.difference === 0) throw errors('pos.noDifference');

      const given = { late_reason: reason, late_reason_by: scope.userId, late_reason_at: clock.now() };
      if (!await giveReason(tx, shift.id, given)) throw errors('pos.reasonGiven');
      tx.afterCommit(() => void live.publish(shift.store_id, 'shift.changed', { terminalId: shift.terminal_id }));
      await audit.record(tx, scope, 'pos.shift.reason', { type: 'pos.shift', id: shift.id }, { zNo: shift.z_no, difference: shift.difference, reason });
      return { ...shift, ...given };
    },
  };
}
export const reasons = provide(Reasons, { audit: Audit, live: Live, clock: Clock }, createReasons);
