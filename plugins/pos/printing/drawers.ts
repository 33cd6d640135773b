import { Audit, Db, createToken, provide, type Scope, type Tx } from '@sontechsp/sdk';
import { Shifts } from '../shifts/shifts.js';
import { openShiftOf } from '../shifts/store.js';
import { PrintJobs } from './print-jobs.js';
import type { DrawerReply } from './schemas.js';
import type { PrinterRow } from './tables.js';

/** Opens drawers without a sale, and keeps who did so and why. */
export interface Drawers {
  open(tx: Tx, scope: Scope, printer: PrinterRow, asked: { id?: string; reason: string }): Promise<DrawerReply>;
}
export const Drawers = createToken<Drawers>('pos.drawers');

export function createDrawers({ db, jobs, shifts, audit }: { db: Db; jobs: PrintJobs; shifts: Shifts; audit: Audit }): Drawers {
  return {
    async open(tx, scope, printer, { id, reason }) {
      const shift = await openShiftOf(db, scope.terminalId);
      const moved = shift && await shifts.move(tx, scope, shift.id, { ...(id === undefined ? {} : { id }), type: 'drawer', amount: 0, reason });
      if (!moved) await audit.record(tx, scope, 'pos.cash.drawer', { type: 'terminal', id: scope.terminalId }, { reason });
      const job = await jobs.add(tx, scope, { id: undefined, printer, kind: 'drawer', ref_id: null, ref_no: null, copy: false, blind: false });
      return { jobId: job.id, printerId: printer.id, state: job.state, reason, movementId: moved?.movement.id ?? null, createdAt: job.created_at };
    },
  };
}
export const drawers = provide(Drawers, { db: Db, jobs: PrintJobs, shifts: Shifts, audit: Audit }, createDrawers);
