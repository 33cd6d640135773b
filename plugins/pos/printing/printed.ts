import type { Queries } from '@sontechsp/sdk';
import { printedIn } from './jobs-store.js';
import { usablePrinters } from './printers-store.js';

/** The receipts of a till after one of its sequence, up to another. */
export interface ReceiptSpan {
  readonly storeId: string;
  readonly terminalId: string;
  readonly after: number;
  readonly upTo: number;
}
/** How many of these receipts were printed, and the numbers of those that were not; undefined where the till has no printer. */
export async function printedOf(db: Queries, span: ReceiptSpan): Promise<{ printed: number; missing: string[] } | undefined> {
  const printers = await usablePrinters(db, span.storeId);
  if (!printers.some(({ terminal_id: id }) => id === null || id === span.terminalId)) return undefined;
  return printedIn(db, span);
}
