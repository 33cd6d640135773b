import { addColumns, col, extendTable, migration } from '@sontechsp/sdk';
import * as fourth from './004-shifts.js';

/** Why a drawer differed, given once after the close. What was frozen at the close stays as it was. */
const onShifts = { late_reason: col.nullable(col.text()), late_reason_by: col.nullable(col.ref()), late_reason_at: col.nullable(col.instant()) };
export const shifts = extendTable(fourth.shifts, onShifts);

export default migration('009-late-reason', [addColumns('kasa_vardiyalari', onShifts)]);
