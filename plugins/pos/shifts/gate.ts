import { createToken, provide, type Scope, type SettingsReader } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { settings, type PosSettings } from '../settings.js';
import type { Counter } from '../store.js';

/** Whether a till may sell and refund as things stand with its shift. */
export interface ShiftGate {
  /**
   * Given the terminal's counter under its lock, which opening and closing a shift take as well: what passes here is written into
   * the shift the counter names. Refuses with `pos.noShift` or `pos.shiftOther`.
   */
  check(scope: Scope, counter: Counter): Promise<void>;
}
export const ShiftGate = createToken<ShiftGate>('pos.shiftGate');

export const shiftGate = provide(ShiftGate, { settings }, ({ settings: reader }: { settings: SettingsReader<PosSettings> }): ShiftGate => ({
  async check(scope, { shift_id: id, shift_cashier_id: cashierId }) {
    const { shiftRequired, shiftPerCashier } = await reader.read(scope);
    if (id === null && shiftRequired) throw errors('pos.noShift');
    if (id !== null && shiftPerCashier && cashierId !== scope.userId) throw errors('pos.shiftOther', { cashierId });
  },
}));
