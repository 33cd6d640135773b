import { Clock, Db, Messages, Tenancy, createToken, provide, type Scope } from '@sontechsp/sdk';
import { LogoBook } from '../logo/logo-book.js';
import { PaymentMethods } from '../payment-methods.js';
import { openSlipWriter, type SlipWriter } from '../receipt/escpos.js';
import { createFormat } from '../receipt/format.js';
import { Receipts } from '../receipt/receipts.js';
import { blindly } from '../shifts/blind.js';
import { Reports } from '../shifts/reports.js';
import { slipOf, slipRows } from '../shifts/slip.js';
import { findShift } from '../shifts/store.js';
import { findSale } from '../store.js';
import { paperOf } from './paper-of.js';
import { DRAWER_MS } from './slips.js';
import type { PrintJobRow, PrinterRow } from './tables.js';
import { testSlip } from './test-slip.js';

/** What a job sends to its printer, made when it is printed. */
export interface PrintContent {
  of(scope: Scope, job: PrintJobRow, printer: PrinterRow): Promise<Uint8Array>;
}
export const PrintContent = createToken<PrintContent>('pos.printContent');

interface Deps { db: Db; made: { receipts: Receipts; reports: Reports; logos: LogoBook }; tenancy: Tenancy; messages: Messages; methods: PaymentMethods; clock: Clock }

export function createPrintContent({ db, made: { receipts, reports, logos }, tenancy, messages, methods, clock }: Deps): PrintContent {
  const logoOn = async (storeId: string, { columns }: PrinterRow) => (await logos.of(storeId))?.on(columns);

  async function receipt(scope: Scope, job: PrintJobRow, printer: PrinterRow, writer: SlipWriter): Promise<Uint8Array> {
    const stored = await findSale(db, job.ref_id!);
    if (!stored) throw new Error(`The sale ${job.ref_id} of the print job ${job.id} is gone.`);
    // Whoever was to get change has gone when a slip is late: the drawer then stays closed.
    const drawer = job.drawer && Date.parse(clock.now()) - Date.parse(job.created_at) < DRAWER_MS;
    return writer.receipt(await receipts.of(scope, stored, job.copy), { drawer, logo: await logoOn(stored.sale.store_id, printer) });
  }

  async function shift(scope: Scope, job: PrintJobRow, printer: PrinterRow, writer: SlipWriter): Promise<Uint8Array> {
    const found = await findShift(db, job.ref_id!);
    if (!found) throw new Error(`The shift ${job.ref_id} of the print job ${job.id} is gone.`);
    const report = await reports.read(scope, found, found.state === 'open' ? 'x' : 'z');
    const [{ currency }, { language, timeZone }, known] = await Promise.all([tenancy.firm(found.firm_id), tenancy.store(found.store_id), methods.list(scope)]);
    const words = (under: string) => (key: string): string => messages.text(language, `pos:${under}.${key}`);
    return writer.rows(slipRows(slipOf({
      report: job.blind && found.state === 'open' ? blindly(report) : report, language, timeZone, currency: currency === 'TRY' ? 'TL' : currency,
      copy: job.copy, word: words('shift'), receiptWord: words('receipt'),
      methodName: method => messages.text(language, known.find(one => one.method === method)?.title ?? `pos:receipt.methods.${method}`),
    }), printer.columns));
  }

  async function test(printer: PrinterRow, writer: SlipWriter): Promise<Uint8Array> {
    const { name, language, timeZone } = await tenancy.store(printer.store_id);
    return writer.rows(testSlip({
      title: messages.text(language, 'pos:printing.test'), store: name, printer: printer.name, time: createFormat(language, timeZone).time(clock.now()),
      pages: printer.code_pages.map(({ page, number }) => `${page} = ${number}`).join(', '),
    }, printer.columns), await logoOn(printer.store_id, printer));
  }

  return {
    async of(scope, job, printer) {
      const writer = await openSlipWriter(paperOf(printer));
      switch (job.kind) {
        case 'receipt': return receipt(scope, job, printer, writer);
        case 'shift': return shift(scope, job, printer, writer);
        case 'test': return test(printer, writer);
        case 'drawer': return writer.drawer();
      }
    },
  };
}
export const printContent = provide(PrintContent, {
  db: Db, made: { receipts: Receipts, reports: Reports, logos: LogoBook }, tenancy: Tenancy, messages: Messages, methods: PaymentMethods, clock: Clock,
}, createPrintContent);
