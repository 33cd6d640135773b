import type { Row } from '@sontechsp/sdk';
import { printJobs, printers } from '../migrations/006-printing.js';

export { printJobs, printers };
export type PrinterRow = Row<typeof printers>;
export type PrintJobRow = Row<typeof printJobs>;
/** What a new job says of itself; the rest begins as the table has it. */
export type NewPrintJob = Pick<PrintJobRow,
  'id' | 'firm_id' | 'store_id' | 'terminal_id' | 'user_id' | 'printer_id' | 'kind' | 'ref_id' | 'ref_no' | 'copy' | 'blind' | 'drawer' | 'created_at' | 'expires_at'>;
