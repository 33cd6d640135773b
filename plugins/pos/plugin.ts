import { definePlugin } from '@sontechsp/sdk';
import { checkout } from './checkout.js';
import { checks } from './checks.js';
import { basket, receipt, sale, saleCompleted } from './contract.js';
import { errors } from './errors.js';
import { knownSales } from './known-sales.js';
import en from './locales/en.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import first from './migrations/001-first.js';
import { can } from './permissions.js';
import { pricing } from './pricing.js';
import { quotes } from './quotes.js';
import { routes } from './routes.js';
import { screenLocales, screens } from './screens.js';
import { counters, payments, saleLines, sales } from './tables.js';

/** The till: prices baskets, takes payment, numbers receipts. */
export default definePlugin({
  id: 'pos',
  name: 'Satış',
  version: '0.1.0',
  essential: true,
  requires: ['katalog'],
  permissions: can,
  tables: [sales, saleLines, payments, counters],
  migrations: [first],
  provides: [pricing, quotes, checkout, knownSales],
  hooks: [sale.price, sale.allowed, sale.join, basket.warnings, receipt.lines],
  topics: [saleCompleted],
  errors: [errors],
  routes,
  checks,
  screens,
  locales: { tr: { ...tr, ...screenLocales.tr }, en: { ...en, ...screenLocales.en } },
});
