import { Clock, Db, Ids, Live, createToken, provide, type Scope, type SettingsReader, type Tx } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { ownSale } from '../own-sale.js';
import { settings, type PosSettings } from '../settings.js';
import { Shifts } from '../shifts/shifts.js';
import { cancelJob, findJob, queueJob, requeueJob, waitingTwin, wasSent } from './jobs-store.js';
import { PrintWake } from './print-wake.js';
import { PrinterBook } from './printer-book.js';
import { Printers } from './printers.js';
import type { PrintJobBody } from './schemas.js';
import { DRAWER_MS, later } from './slips.js';
import type { NewPrintJob, PrintJobRow, PrinterRow } from './tables.js';

/** Jobs that people ask for, and what they decide about those that did not go well. */
export interface PrintJobs {
  /** Finds out what is to be printed where, without writing. */
  plan(scope: Scope, body: PrintJobBody): Promise<Planned>;
  /** Queues it; what waits already for the same printer is not queued again. */
  add(tx: Tx, scope: Scope, planned: Planned): Promise<PrintJobRow>;
  find(scope: Scope, id: string): Promise<PrintJobRow>;
  retry(tx: Tx, scope: Scope, id: string): Promise<PrintJobRow>;
  cancel(tx: Tx, scope: Scope, id: string): Promise<PrintJobRow>;
  /** The printer of the caller's till whose drawer can be opened; `pos.noDrawer`. */
  drawerOf(scope: Scope): Promise<PrinterRow>;
}
export interface Planned extends Pick<PrintJobRow, 'kind' | 'ref_id' | 'ref_no' | 'copy' | 'blind'> {
  readonly id: string | undefined;
  readonly printer: Pick<PrinterRow, 'id'>;
}
export const PrintJobs = createToken<PrintJobs>('pos.printJobs');

interface Deps { db: Db; known: { book: PrinterBook; printers: Printers; shifts: Shifts }; settings: SettingsReader<PosSettings>; told: { live: Live; wake: PrintWake }; made: { ids: Ids; clock: Clock } }

export function createPrintJobs({ db, known: { book, printers, shifts }, settings: reader, told: { live, wake }, made }: Deps): PrintJobs {
  async function printerFor(scope: Scope, id: string | undefined): Promise<PrinterRow> {
    const printer = id === undefined ? await book.of(scope, db) : await printers.find(scope, id);
    if (!printer?.enabled) throw errors('pos.noPrinter');
    return printer;
  }
  async function withinMs(scope: Scope, kind: PrintJobRow['kind']): Promise<number> {
    return kind === 'drawer' ? DRAWER_MS : (await reader.read(scope)).printWithinMinutes * 60_000;
  }
  async function found(scope: Scope, id: string): Promise<PrintJobRow> {
    const job = await findJob(db, scope.storeId, id.toLowerCase());
    if (!job) throw errors('pos.notFound', { id });
    return job;
  }
  const tell = (tx: Tx, { store_id, printer_id }: Pick<PrintJobRow, 'store_id' | 'printer_id'>): void => tx.afterCommit(() => {
    wake.now(printer_id, true);
    void live.publish(store_id, 'printing.changed', {});
  });

  return {
    find: found,
    async plan(scope, { id, saleId, shiftId, printerId, copy = false }) {
      const printer = await printerFor(scope, printerId);
      if (saleId !== undefined) {
        const { sale } = await ownSale(db, scope, saleId);
        return { id, printer, kind: 'receipt', ref_id: sale.id, ref_no: sale.receipt_no, copy: copy || await wasSent(db, sale.id), blind: false };
      }
      const shift = await shifts.find(scope, shiftId!.toLowerCase());
      const closed = shift.state === 'closed';
      return {
        id, printer, kind: 'shift', ref_id: shift.id, ref_no: closed ? `Z ${shift.z_no}` : 'X', copy: closed && (copy || await wasSent(db, shift.id)),
        blind: await shifts.blind(scope, shift),
      };
    },
    async add(tx, scope, { id, printer, ...what }) {
      const twin = what.ref_id === null ? undefined : await waitingTwin(tx, { ref_id: what.ref_id, printer_id: printer.id, copy: what.copy });
      if (twin) {
        tell(tx, twin);
        return twin;
      }
      const now = made.clock.now();
      const job: NewPrintJob = {
        id: id?.toLowerCase() ?? made.ids.next(), firm_id: scope.firmId, store_id: scope.storeId, terminal_id: scope.terminalId, user_id: scope.userId,
        printer_id: printer.id, ...what, drawer: false, created_at: now, expires_at: later(now, await withinMs(scope, what.kind)),
      };
      queueJob(tx, job);
      tell(tx, job);
      return { ...job, state: 'queued', attempts: 0, problem: null, sent_at: null, sent_by: null, done_at: null };
    },
    async retry(tx, scope, id) {
      const job = await found(scope, id);
      const expiresAt = later(made.clock.now(), await withinMs(scope, job.kind));
      if (job.state !== 'queued' && !await requeueJob(tx, job.id, expiresAt)) throw errors('pos.printJobState', { state: job.state });
      tell(tx, job);
      return (await findJob(tx, scope.storeId, job.id))!;
    },
    async cancel(tx, scope, id) {
      const job = await found(scope, id);
      if (!await cancelJob(tx, job.id, made.clock.now())) throw errors('pos.printJobState', { state: job.state });
      tell(tx, job);
      return (await findJob(tx, scope.storeId, job.id))!;
    },
    async drawerOf(scope) {
      const printer = await book.of(scope, db);
      if (!printer || printer.drawer === 'none') throw errors('pos.noDrawer');
      return printer;
    },
  };
}
export const printJobsProvider = provide(PrintJobs, {
  db: Db, known: { book: PrinterBook, printers: Printers, shifts: Shifts }, settings, told: { live: Live, wake: PrintWake }, made: { ids: Ids, clock: Clock },
}, createPrintJobs);
