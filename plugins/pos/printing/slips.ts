import { Clock, Ids, createToken, provide, type Scope, type SettingsReader, type Tx } from '@sontechsp/sdk';
import { settings, type PosSettings } from '../settings.js';
import { queueJob } from './jobs-store.js';
import { PrinterBook } from './printer-book.js';
import { PrintWake } from './print-wake.js';

/** A drawer that did not open by then stays closed: nobody stands before it any more. */
export const DRAWER_MS = 30_000;
export const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

/** A sale or refund that is being written. */
export interface SlipFacts {
  readonly id: string;
  readonly receiptNo: string;
  readonly payments: readonly { readonly method: string; readonly amount: number }[];
}
/** Has slips printed by themselves. */
export interface Slips {
  /** Queues the slip of a sale in its own transaction, and has the drawer opened for cash. Writes nothing where no printer is set. */
  queue(tx: Tx, scope: Scope, facts: SlipFacts): Promise<void>;
}
export const Slips = createToken<Slips>('pos.slips');

interface Deps { book: PrinterBook; wake: PrintWake; settings: SettingsReader<PosSettings>; ids: Ids; clock: Clock }

export function createSlips({ book, wake, settings: reader, ids, clock }: Deps): Slips {
  return {
    async queue(tx, scope, { id, receiptNo, payments }) {
      const printer = await book.of(scope, tx);
      if (!printer) return;
      const { autoPrint, printWithinMinutes } = await reader.read(scope);
      const drawer = printer.drawer !== 'none' && payments.some(({ method, amount }) => method === 'cash' && amount !== 0);
      if (!autoPrint && !drawer) return;
      const now = clock.now();
      queueJob(tx, {
        id: ids.next(), firm_id: scope.firmId, store_id: scope.storeId, terminal_id: scope.terminalId, user_id: scope.userId, printer_id: printer.id,
        kind: autoPrint ? 'receipt' : 'drawer', ref_id: id, ref_no: receiptNo, copy: false, blind: false, drawer, created_at: now,
        expires_at: later(now, autoPrint ? printWithinMinutes * 60_000 : DRAWER_MS),
      });
      tx.afterCommit(() => wake.now(printer.id));
    },
  };
}
export const slips = provide(Slips, { book: PrinterBook, wake: PrintWake, settings, ids: Ids, clock: Clock }, createSlips);
