import { hostname } from 'node:os';
import type { Clock, Db, Live, Log, Scope } from '@sontechsp/sdk';
import type { PrintContent } from './content.js';
import type { Manners, Printed } from './devices/device.js';
import { printToFile } from './devices/file.js';
import { printOverTcp } from './devices/tcp.js';
import { beginJob, endJob, loseJobs, missJob, nextJob, refuseJob, returnJob } from './jobs-store.js';
import { LEASE_S, freePrinter, leasePrinter, markTrouble } from './printers-store.js';
import type { PrintJobRow, PrinterRow } from './tables.js';

export interface LaneDeps { db: Db; content: PrintContent; live: Live; clock: Clock; log: Log }
export interface LaneContext {
  readonly signal: AbortSignal;
  /** Names this process in leases. */
  readonly by: string;
  readonly manners: Manners;
  scopeAt(job: PrintJobRow): Promise<Scope | undefined>;
}
/** `idle`: nothing waits any more. `rest`: it cannot be printed on now. `taken`: another process has it, or it is not for this one. */
export type LaneEnd = 'idle' | 'rest' | 'taken';

/**
 * Prints what waits for one printer, job after job, until nothing does. Two short writes per slip: one takes the printer and says
 * that the first byte is about to be sent, the other how it ended. Sales share the disk with them.
 */
export async function runLane({ db, content, live, clock, log }: LaneDeps, id: string, { signal, by, manners, scopeAt }: LaneContext): Promise<LaneEnd> {
  const tell = (storeId: string): void => void live.publish(storeId, 'printing.changed', {});

  /** Whether the printer is this process's, to which nobody else then sends. */
  const begin = (job: PrintJobRow): Promise<boolean> =>
    db.transaction(async tx => await leasePrinter(tx, id, by) && beginJob(tx, job, by, clock.now()));

  /** A process ended while it was at these. */
  async function lose(): Promise<void> {
    const lost = await db.transaction(async tx => (await leasePrinter(tx, id, by) ? loseJobs(tx, id, clock.now()) : []));
    if (lost.length === 0) return;
    log.warn({ printer: id, jobs: lost.length }, 'Slips may or may not have been printed when the process that was at them ended; somebody must look');
    tell(lost[0]!.store_id);
  }

  async function print(job: PrintJobRow, printer: PrinterRow, scope: Scope): Promise<Printed | 'unfit'> {
    let bytes: Uint8Array;
    try {
      bytes = await content.of(scope, job, printer);
    } catch (error) {
      log.error({ err: error, job: job.id, kind: job.kind, ref: job.ref_id }, 'A slip could not be made');
      return 'unfit';
    }
    const heartbeat = setInterval(() => {
      void db.transaction(tx => leasePrinter(tx, id, by)).catch((error: unknown) => log.warn({ err: error, printer: id }, 'The lease of a printer could not be renewed'));
    }, (LEASE_S * 1000) / 3).unref();
    const printing = { bytes, begin: () => begin(job), signal, manners };
    try {
      return await (printer.kind === 'tcp' ? printOverTcp(printer.host!, printer.port!, printing) : printToFile(printer.path!, printing));
    } finally {
      clearInterval(heartbeat);
    }
  }

  async function settle(job: PrintJobRow, printed: Printed | 'unfit'): Promise<void> {
    const at = clock.now();
    await db.transaction(async tx => {
      if (printed === 'unfit') return refuseJob(tx, job.id, at);
      switch (printed.to) {
        case 'printed':
          await endJob(tx, job.id, by, { state: 'printed', problem: null, at });
          return markTrouble(tx, id, null, at);
        case 'missed':
          await leasePrinter(tx, id, by);
          await missJob(tx, job.id, printed.trouble);
          return markTrouble(tx, id, printed.trouble, at);
        case 'returned':
          await returnJob(tx, job.id, by, printed.trouble);
          return markTrouble(tx, id, printed.trouble, at);
        case 'lost':
          await endJob(tx, job.id, by, { state: 'failed', problem: 'lost', at });
          return markTrouble(tx, id, printed.trouble ?? 'unreachable', at);
      }
    });
  }

  while (!signal.aborted) {
    const printer = await freePrinter(db, id, by);
    if (!printer?.enabled || printer.machine !== null && printer.machine !== hostname()) return 'taken';
    const job = await nextJob(db, id);
    if (!job) return 'idle';
    if (job.state === 'printing') {
      await lose();
      continue;
    }
    const scope = await scopeAt(job);
    if (!scope) return 'rest';
    const printed = await print(job, printer, scope);
    if (printed !== 'unfit' && printed.to === 'refused') continue;
    await settle(job, printed);
    const well = printed !== 'unfit' && printed.to === 'printed';
    // A receipt that came out as ever is no news: telling of each would cost a write more.
    if (!well || job.kind !== 'receipt' || job.copy || job.attempts > 0 || printer.trouble !== null) tell(job.store_id);
    if (!well && printed !== 'unfit') return 'rest';
  }
  return 'idle';
}
