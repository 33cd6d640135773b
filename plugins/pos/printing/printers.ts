import { hostname } from 'node:os';
import { Audit, Clock, Db, Ids, Live, Refusal, Tenancy, createToken, provide, type Scope, type Tx } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { commonPaper } from '../receipt/code-pages.js';
import { isDevice } from './devices/file.js';
import { PrinterBook } from './printer-book.js';
import { deletePrinter, findPrinter, insertPrinter, updatePrinter } from './printers-store.js';
import type { PrinterBody, PrinterChanges } from './schemas.js';
import type { PrinterRow } from './tables.js';

/** The printers of a store, as its managers set them up. */
export interface Printers {
  find(scope: Scope, id: string): Promise<PrinterRow>;
  add(tx: Tx, scope: Scope, body: PrinterBody): Promise<PrinterRow>;
  change(tx: Tx, scope: Scope, id: string, changes: PrinterChanges): Promise<PrinterRow>;
  remove(tx: Tx, scope: Scope, id: string): Promise<void>;
}
export const Printers = createToken<Printers>('pos.printers');

interface Deps { db: Db; tenancy: Tenancy; book: PrinterBook; told: { audit: Audit; live: Live }; made: { ids: Ids; clock: Clock } }

export function createPrinters({ db, tenancy, book, told: { audit, live }, made }: Deps): Printers {
  async function found(scope: Scope, id: string): Promise<PrinterRow> {
    const row = await findPrinter(db, id.toLowerCase());
    if (!row || row.store_id !== scope.storeId) throw errors('pos.notFound', { id });
    return row;
  }

  /** What a request says of a printer, over what it was. */
  async function settled(scope: Scope, before: PrinterRow | undefined, body: PrinterChanges): Promise<Partial<PrinterRow>> {
    const kind = body.kind ?? before!.kind;
    const terminalId = body.terminalId === undefined ? before?.terminal_id ?? null : body.terminalId?.toLowerCase() ?? null;
    if (terminalId !== null && body.terminalId !== undefined && (await tenancy.terminal(terminalId)).storeId !== scope.storeId) throw errors('pos.notFound', { id: terminalId });
    return {
      ...(body.name === undefined ? {} : { name: body.name }), terminal_id: terminalId, kind, ...addressOf(scope, kind, before, body),
      columns: body.columns ?? before?.columns ?? 48, cut: body.cut ?? before?.cut ?? 'partial', drawer: body.drawer ?? before?.drawer ?? 'none',
      code_pages: body.codePages ?? before?.code_pages ?? [...commonPaper.codePages], enabled: body.enabled ?? before?.enabled ?? true,
    };
  }

  function told(tx: Tx, scope: Scope, verb: string, { id, name, kind, host, port, path }: PrinterRow): Promise<void> {
    tx.afterCommit(() => {
      book.forget(scope.storeId);
      void live.publish(scope.storeId, 'printing.changed', {});
      void live.publish(scope.storeId, 'printers.changed', {});
    });
    return audit.record(tx, scope, `pos.printer.${verb}`, { type: 'pos.printer', id }, { name, kind, address: kind === 'tcp' ? `${host}:${port}` : path });
  }

  return {
    find: found,
    async add(tx, scope, body) {
      const row: PrinterRow = {
        id: body.id?.toLowerCase() ?? made.ids.next(), firm_id: scope.firmId, store_id: scope.storeId, created_at: made.clock.now(),
        trouble: null, trouble_at: null, leased_by: null, leased_until: null, ...await settled(scope, undefined, body),
      } as PrinterRow;
      if (await findPrinter(tx, row.id)) throw new Refusal('request.reused', 409);
      await insertPrinter(tx, row);
      await told(tx, scope, 'add', row);
      return row;
    },
    async change(tx, scope, id, changes) {
      const before = await found(scope, id);
      const after = await settled(scope, before, changes);
      await updatePrinter(tx, before.id, { ...after, trouble: null, trouble_at: null });
      const row = { ...before, ...after, trouble: null, trouble_at: null };
      await told(tx, scope, 'change', row);
      return row;
    },
    async remove(tx, scope, id) {
      const row = await found(scope, id);
      await deletePrinter(tx, row.id, made.clock.now());
      await told(tx, scope, 'remove', row);
    },
  };
}
export const printersProvider = provide(Printers, { db: Db, tenancy: Tenancy, book: PrinterBook, told: { audit: Audit, live: Live }, made: { ids: Ids, clock: Clock } }, createPrinters);

/** Where it is: in the network, or on this machine, whose files only an administrator may name. */
function addressOf(scope: Scope, kind: PrinterRow['kind'], before: PrinterRow | undefined, body: PrinterChanges): Pick<PrinterRow, 'host' | 'port' | 'path' | 'machine'> {
  if (kind === 'tcp') {
    const host = body.host ?? before?.host;
    if (host === undefined || host === null || body.path !== undefined) throw errors('pos.printerAddress');
    return { host, port: body.port ?? before?.port ?? 9100, path: null, machine: null };
  }
  const path = body.path ?? before?.path;
  if (path === undefined || path === null || body.host !== undefined || body.port !== undefined) throw errors('pos.printerAddress');
  if (path === before?.path) return { host: null, port: null, path, machine: before.machine };
  if (!scope.can('host.settings')) throw new Refusal('auth.forbidden', 403, { permission: 'host.settings' });
  // A device, or a file that is plainly one for print data: no other file of the machine is written to.
  if (!isDevice(path) && !/^(?:\/|[A-Za-z]:[\\/]).*\.(?:prn|bin)$/.test(path) || /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path)) throw errors('pos.printerAddress');
  return { host: null, port: null, path, machine: hostname() };
}
