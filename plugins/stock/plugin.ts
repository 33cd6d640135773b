import { definePlugin } from '@sontechsp/sdk';
import { checks } from './checks.js';
import { errors } from './errors.js';
import { ledger } from './ledger.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import screensEn from './locales/screens.en.json' with { type: 'json' };
import screensRu from './locales/screens.ru.json' with { type: 'json' };
import screensTr from './locales/screens.tr.json' with { type: 'json' };
import screensUz from './locales/screens.uz.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import first from './migrations/001-first.js';
import { news } from './news.js';
import { bookOpeningStock } from './opening.js';
import { can } from './permissions.js';
import { putBackLines } from './refund.js';
import { routes } from './routes.js';
import { takeSoldLines, warnOfBasket } from './sale.js';
import { settings } from './settings.js';
import { balances, movements } from './tables.js';
import { screens } from './screens.js';

/** Knows how many of each product there are, and why. */
export default definePlugin({
  id: 'stock',
  name: 'Stok',
  version: '0.1.0',
  essential: true,
  requires: ['katalog', 'pos'],
  permissions: can,
  settings,
  tables: [balances, movements],
  migrations: [first],
  provides: [ledger, news],
  taps: [takeSoldLines, putBackLines, warnOfBasket, bookOpeningStock],
  errors: [errors],
  routes,
  checks,
  locales: { tr: { ...tr, ...screensTr }, en: { ...en, ...screensEn }, ru: { ...ru, ...screensRu }, uz: { ...uz, ...screensUz } },
  screens,
});
