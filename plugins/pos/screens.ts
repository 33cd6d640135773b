import { screen, slot } from '@sontechsp/sdk';
import en from './locales/screens.en.json' with { type: 'json' };
import refundEn from './locales/refund.en.json' with { type: 'json' };
import refundRu from './locales/refund.ru.json' with { type: 'json' };
import refundTr from './locales/refund.tr.json' with { type: 'json' };
import refundUz from './locales/refund.uz.json' with { type: 'json' };
import printingEn from './locales/printing.en.json' with { type: 'json' };
import printingRu from './locales/printing.ru.json' with { type: 'json' };
import printingTr from './locales/printing.tr.json' with { type: 'json' };
import printingUz from './locales/printing.uz.json' with { type: 'json' };
import ru from './locales/screens.ru.json' with { type: 'json' };
import shiftsEn from './locales/shifts.en.json' with { type: 'json' };
import shiftsRu from './locales/shifts.ru.json' with { type: 'json' };
import shiftsTr from './locales/shifts.tr.json' with { type: 'json' };
import shiftsUz from './locales/shifts.uz.json' with { type: 'json' };
import tr from './locales/screens.tr.json' with { type: 'json' };
import uz from './locales/screens.uz.json' with { type: 'json' };
import { tillLocales } from './till-locales.js';

/** What the plugin shows: the till, and the sales of the past. */
export const screens = [
  screen({ path: '/sale', title: 'ui.sale.title', permission: 'pos.sell', module: 'sale', till: true, menu: { group: 'sale', order: 1, icon: 'cart' } }),
  screen({ path: '/sales', title: 'ui.history.title', permission: 'pos.sell', module: 'history', menu: { group: 'sale', order: 2, icon: 'receipt' } }),
  screen({ path: '/refund', title: 'ui.refund.title', permission: 'pos.sell', module: 'refund', till: true, menu: { group: 'sale', order: 3, icon: 'undo' } }),
  screen({ path: '/shifts', title: 'ui.shifts.title', permission: 'pos.shift', module: 'shifts', menu: { group: 'sale', order: 4, icon: 'clock' } }),
  screen({ path: '/favourites', title: 'ui.favourites.title', permission: 'katalog.write', module: 'favourites', menu: { group: 'catalogue', order: 40, icon: 'star' } }),
  screen({ path: '/printers', title: 'ui.printing.title', permission: 'pos.printers', module: 'printers', menu: { group: 'admin', order: 30, icon: 'printer' } }),
];
export const slots = [
  slot({ slot: 'host.topBar', module: 'shift-state', permission: 'pos.shift' }),
  slot({ slot: 'host.finder', module: 'finder', permission: 'pos.sell' }),
];
export const screenLocales = { tr: { ...tr, ...tillLocales.tr, ...refundTr, ...printingTr, ...shiftsTr }, en: { ...en, ...tillLocales.en, ...refundEn, ...printingEn, ...shiftsEn }, ru: { ...ru, ...tillLocales.ru, ...refundRu, ...printingRu, ...shiftsRu }, uz: { ...uz, ...tillLocales.uz, ...refundUz, ...printingUz, ...shiftsUz } };
