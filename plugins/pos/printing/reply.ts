import { Db, People, createToken, provide, type Scope } from '@sontechsp/sdk';
import { findPrinter, waitingBy } from './printers-store.js';
import type { PrintJobReply, PrinterReply } from './schemas.js';
import type { PrintJobRow, PrinterRow } from './tables.js';

/** Printers and jobs as the API shows them. */
export interface PrintLook {
  printers(rows: readonly PrinterRow[]): Promise<PrinterReply[]>;
  jobs(scope: Pick<Scope, 'firmId'>, rows: readonly PrintJobRow[]): Promise<PrintJobReply[]>;
}
export const PrintLook = createToken<PrintLook>('pos.printLook');

export function createPrintLook({ db, people }: { db: Db; people: People }): PrintLook {
  return {
    async printers(rows) {
      const waiting = await waitingBy(db, rows.map(row => row.id));
      return rows.map(row => ({
        id: row.id, name: row.name, terminalId: row.terminal_id, kind: row.kind, host: row.host, port: row.port, path: row.path, machine: row.machine,
        columns: row.columns, codePages: row.code_pages, cut: row.cut, drawer: row.drawer, enabled: row.enabled, trouble: row.trouble, troubleAt: row.trouble_at,
        waiting: waiting.get(row.id) ?? 0,
      }));
    },
    async jobs({ firmId }, rows) {
      const ids = [...new Set(rows.map(row => row.printer_id))];
      const [names, printers] = await Promise.all([people.names(firmId, [...new Set(rows.map(row => row.user_id))]), Promise.all(ids.map(id => findPrinter(db, id)))]);
      const printerNames = new Map(ids.map((id, at) => [id, printers[at]?.name ?? null]));
      return rows.map(row => ({
        id: row.id, printerId: row.printer_id, printerName: printerNames.get(row.printer_id) ?? null, terminalId: row.terminal_id, userId: row.user_id,
        userName: names.get(row.user_id) ?? '', kind: row.kind, saleId: row.kind === 'shift' ? null : row.ref_id, shiftId: row.kind === 'shift' ? row.ref_id : null,
        no: row.ref_no, copy: row.copy, state: row.state, attempts: row.attempts, problem: row.problem,
        createdAt: row.created_at, expiresAt: row.expires_at, sentAt: row.sent_at, doneAt: row.done_at,
      }));
    },
  };
}
export const printLook = provide(PrintLook, { db: Db, people: People }, createPrintLook);
