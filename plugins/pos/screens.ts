import { screen, slot } from '@sontechsp/sdk';
import en from './locales/screens.en.json' with { type: 'json' };
import ru from './locales/screens.ru.json' with { type: 'json' };
import tr from './locales/screens.tr.json' with { type: 'json' };
import uz from './locales/screens.uz.json' with { type: 'json' };

/** What the plugin shows: the till, and the sales of the past. */
export const screens = [
  screen({ path: '/sale', title: 'ui.sale.title', permission: 'pos.sell', module: 'sale', till: true, menu: { group: 'sale', order: 1, icon: 'cart' } }),
  screen({ path: '/sales', title: 'ui.history.title', permission: 'pos.sell', module: 'history', menu: { group: 'sale', order: 2, icon: 'receipt' } }),
];
export const slots = [slot({ slot: 'host.topBar', module: 'shift-state', permission: 'pos.shift' })];
export const screenLocales = { tr, en, ru, uz };
