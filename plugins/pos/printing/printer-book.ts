import { createToken, provide, Db, type Queries, type Scope } from '@sontechsp/sdk';
import { usablePrinters } from './printers-store.js';
import type { PrinterRow } from './tables.js';

/** What was looked up is used so long before it is looked up anew, beside the sale that found it old. */
const FRESH_MS = 5000;

/** Knows the printer of each till, so that a sale need not ask the database. A change made by another process is known within seconds. */
export interface PrinterBook {
  /** The till's own printer, else its store's; undefined when there is none in use. `db`: what to ask with where nothing is known yet. */
  of(at: Pick<Scope, 'storeId' | 'terminalId'>, db: Queries): Promise<PrinterRow | undefined>;
  forget(storeId: string): void;
}
export const PrinterBook = createToken<PrinterBook>('pos.printerBook');

interface Known {
  rows: readonly PrinterRow[];
  at: number;
  asking: boolean;
}
export function createPrinterBook({ db }: { db: Db }): PrinterBook {
  const stores = new Map<string, Known>();

  async function learn(storeId: string, from: Queries): Promise<Known> {
    const known: Known = { rows: await usablePrinters(from, storeId), at: performance.now(), asking: false };
    stores.set(storeId, known);
    return known;
  }
  function refresh(storeId: string, known: Known): void {
    known.asking = true;
    void usablePrinters(db, storeId).then(rows => {
      // Forgotten meanwhile: what was asked before the change is not kept.
      if (stores.get(storeId) === known) stores.set(storeId, { rows, at: performance.now(), asking: false });
    }).catch(() => { known.asking = false; });
  }
  return {
    async of({ storeId, terminalId }, from) {
      const known = stores.get(storeId) ?? await learn(storeId, from);
      if (performance.now() - known.at > FRESH_MS && !known.asking) refresh(storeId, known);
      return known.rows.find(row => row.terminal_id === terminalId) ?? known.rows.find(row => row.terminal_id === null);
    },
    forget: storeId => void stores.delete(storeId),
  };
}
export const printerBook = provide(PrinterBook, { db: Db }, createPrinterBook);
