import type { Clock, Db, Live, Log, Scope } from '@sontechsp/sdk';
import type { PrintContent } from './content.js';
import type { Manners, Printed } from './devices/device.js';
import { printToFile } from './devices/file.js';
import { printOverTcp } from './devices/tcp.js';
import { beginJob, endJob, loseJobs, missJob, nextJob, refuseJob, returnJob } from './jobs-store.js';
import { LEASE_S, findPrinter, leasePrinter, markTrouble } from './printers-store.js';
import type { PrintJobRow, PrinterRow } from './tables.js';

export interface LaneDeps { db: Db; content: PrintContent; live: Live; clock: Clock; log: Log }
export interface LaneContext {
  readonly signal: AbortSignal;
  /** Names this process in leases. */
  readonly by: string;
  readonly manners: Manners;
  scopeAt(job: PrintJobRow): Promise<Scope | undefined>;
}
/** `idle`: nothing waits any more. `rest`: the printer cannot be printed on now. `taken`: another process has it. */
export type LaneEnd = 'idle' | 'rest' | 'taken';

/** Prints what waits for one printer, job after job, while this process holds it. */
export async function runLane({ db, content, live, clock, log }: LaneDeps, id: string, { signal, by, manners, scopeAt }: LaneContext): Promise<LaneEnd> {
  const tell = (storeId: string): void => void live.publish(storeId, 'printing.changed', {});

  async function take(): Promise<boolean> {
    const left = await db.transaction(async tx => (await leasePrinter(tx, id, by) ? loseJobs(tx, id, clock.now()) : undefined));
    if (left?.[0]) {
      log.warn({ printer: id, jobs: left.length }, 'Slips may or may not have been printed when the process that was at them ended; somebody must look');
      tell(left[0].store_id);
    }
    return left !== undefined;
  }

  async function print(job: PrintJobRow, printer: PrinterRow, scope: Scope): Promise<Printed | 'unfit'> {
    let bytes: Uint8Array;
    try {
      bytes = await content.of(scope, job, printer);
    } catch (error) {
      log.error({ err: error, job: job.id, kind: job.kind, ref: job.ref_id }, 'A slip could not be made');
      return 'unfit';
    }
    const begin = (): Promise<boolean> => db.transaction(tx => beginJob(tx, job, by, clock.now()));
    const printing = { bytes, begin, signal, manners };
    return printer.kind === 'tcp' ? printOverTcp(printer.host!, printer.port!, printing) : printToFile(printer.path!, printing);
  }

  /** Writes down how it went; whether the next job may be tried. */
  async function settle(job: PrintJobRow, printed: Printed | 'unfit'): Promise<boolean> {
    const at = clock.now();
    await db.transaction(async tx => {
      if (printed === 'unfit') return refuseJob(tx, job.id, at);
      switch (printed.to) {
        case 'printed':
          await endJob(tx, job.id, by, { state: 'printed', problem: null, at });
          return markTrouble(tx, id, null, at);
        case 'missed':
          await missJob(tx, job.id, printed.trouble);
          return markTrouble(tx, id, printed.trouble, at);
        case 'returned':
          await returnJob(tx, job.id, by, printed.trouble);
          return markTrouble(tx, id, printed.trouble, at);
        case 'lost':
          await endJob(tx, job.id, by, { state: 'failed', problem: 'lost', at });
          return markTrouble(tx, id, printed.trouble ?? 'unreachable', at);
        case 'refused':
      }
    });
    tell(job.store_id);
    return printed === 'unfit' || printed.to === 'printed' || printed.to === 'refused';
  }

  if (!await take()) return 'taken';
  let held = true;
  const heartbeat = setInterval(() => {
    void db.transaction(tx => leasePrinter(tx, id, by)).then(still => { held = still; }).catch((error: unknown) => log.warn({ err: error, printer: id }, 'The lease of a printer could not be renewed'));
  }, (LEASE_S * 1000) / 3).unref();
  try {
    while (!signal.aborted) {
      if (!held) return 'taken';
      const [printer, job] = [await findPrinter(db, id), await nextJob(db, id)];
      if (!printer?.enabled || !job) return 'idle';
      const scope = await scopeAt(job);
      if (!scope) return 'rest';
      const printed = await print(job, printer, scope);
      if (!await settle(job, printed)) return 'rest';
      // Somebody gave the job up, or this process was slow and lost the printer.
      if (printed !== 'unfit' && printed.to === 'refused' && !await take()) return 'taken';
    }
    return 'idle';
  } finally {
    clearInterval(heartbeat);
  }
}
