import { screen, slot } from '@sontechsp/sdk';
import en from './locales/screens.en.json' with { type: 'json' };
import refundEn from './locales/refund.en.json' with { type: 'json' };
import refundRu from './locales/refund.ru.json' with { type: 'json' };
import refundTr from './locales/refund.tr.json' with { type: 'json' };
import refundUz from './locales/refund.uz.json' with { type: 'json' };
import ru from './locales/screens.ru.json' with { type: 'json' };
import tr from './locales/screens.tr.json' with { type: 'json' };
import uz from './locales/screens.uz.json' with { type: 'json' };

/** What the plugin shows: the till, and the sales of the past. */
export const screens = [
  screen({ path: '/sale', title: 'ui.sale.title', permission: 'pos.sell', module: 'sale', till: true, menu: { group: 'sale', order: 1, icon: 'cart' } }),
  screen({ path: '/sales', title: 'ui.history.title', permission: 'pos.sell', module: 'history', menu: { group: 'sale', order: 2, icon: 'receipt' } }),
  screen({ path: '/refund', title: 'ui.refund.title', permission: 'pos.refund', module: 'refund', till: true, menu: { group: 'sale', order: 3, icon: 'undo' } }),
];
export const slots = [slot({ slot: 'host.topBar', module: 'shift-state', permission: 'pos.shift' })];
export const screenLocales = { tr: { ...tr, ...refundTr }, en: { ...en, ...refundEn }, ru: { ...ru, ...refundRu }, uz: { ...uz, ...refundUz } };
