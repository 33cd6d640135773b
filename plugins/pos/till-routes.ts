import { Db, object, route, t } from '@sontechsp/sdk';
import { PrinterBook } from './printing/printer-book.js';
import { settings } from './settings.js';

const tillReply = object({
  shiftRequired: t.Boolean(), shiftPerCashier: t.Boolean(), blindCount: t.Boolean(), cashRounding: t.Integer(),
  lockAfterMinutes: t.Integer(), switchCashier: t.Boolean(), dayEndsAt: t.Integer(),
  /** Whether the caller's till has a printer in use, and one that can open its drawer. */
  printer: t.Boolean(), drawer: t.Boolean(),
});

const rules = route({
  method: 'GET', path: '/till', permission: 'pos.sell', reply: tillReply,
  summary: 'What the till must know of the settings of its store, and of its printer.',
  use: { settings, book: PrinterBook, db: Db },
  async handle({ scope, use }) {
    const { shiftRequired, shiftPerCashier, blindCount, cashRounding, lockAfterMinutes, switchCashier, dayEndsAt } = await use.settings.read(scope);
    const printer = await use.book.of(scope, use.db);
    return {
      shiftRequired, shiftPerCashier, blindCount, cashRounding, lockAfterMinutes, switchCashier, dayEndsAt,
      printer: printer !== undefined, drawer: printer !== undefined && printer.drawer !== 'none',
    };
  },
});
export const tillRoutes = [rules];
