import { definePlugin } from '@sontechsp/sdk';
import { checkout } from './checkout.js';
import { checks } from './checks.js';
import { basket, payment, receipt, refund, refundCompleted, sale, saleCompleted, shift, shiftClosed } from './contract.js';
import { counters } from './counters.js';
import { errors } from './errors.js';
import { favourites as favourite } from './favourites/favourites.js';
import { knownSales } from './known-sales.js';
import { logoBook } from './logo/logo-book.js';
import { logosProvider } from './logo/logos.js';
import { logos } from './logo/store.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import first from './migrations/001-first.js';
import refundsMigration from './migrations/002-refunds.js';
import parkedMigration from './migrations/003-parked.js';
import shiftsMigration from './migrations/004-shifts.js';
import parkedSearch from './migrations/005-parked-search.js';
import printingMigration from './migrations/006-printing.js';
import favouritesMigration from './migrations/007-favourites.js';
import favouritesVersion from './migrations/008-favourites-version.js';
import lateReason from './migrations/009-late-reason.js';
import logoMigration from './migrations/010-logo.js';
import freeReturnsMigration from './migrations/011-free-returns.js';
import { parking } from './parked/parked.js';
import { paymentMethods } from './payment-methods.js';
import { can } from './permissions.js';
import { pricing } from './pricing.js';
import { forgetPrintJobs } from './printing/forget.js';
import { printing } from './printing/part.js';
import { printWorker } from './printing/print-room.js';
import { printJobs, printers } from './printing/tables.js';
import { quotes } from './quotes.js';
import { receipts } from './receipt/receipts.js';
import { returnAllowance } from './refunds/allowance.js';
import { exchangeQuotes } from './refunds/exchange-quotes.js';
import { exchanges } from './refunds/exchanges.js';
import { refundLook } from './refunds/look.js';
import { refunds } from './refunds/refunds.js';
import { returns } from './refunds/returns.js';
import { voidable } from './refunds/voidable.js';
import { voids } from './refunds/voids.js';
import { refundWriter } from './refunds/writer.js';
import { routes } from './routes.js';
import { screenLocales, screens, slots } from './screens.js';
import { settings } from './settings.js';
import { closing } from './shifts/closing.js';
import { shiftDesk } from './shifts/desk.js';
import { explanations } from './shifts/explanations.js';
import { shiftGate } from './shifts/gate.js';
import { pending } from './shifts/pending.js';
import { reasons } from './shifts/reasons.js';
import { shiftLook } from './shifts/reply.js';
import { reports } from './shifts/reports.js';
import { shiftsProvider } from './shifts/shifts.js';
import { counters as counterRows, favourites, freeReturns, movements, parked, payments, saleLines, sales, shifts } from './tables.js';
import { tendering } from './tendering.js';

/** The till: prices baskets, takes payment, numbers receipts. */
export default definePlugin({
  id: 'pos',
  name: 'Satış',
  version: '0.1.0',
  essential: true,
  requires: ['katalog'],
  permissions: can,
  settings,
  tables: [sales, saleLines, payments, counterRows, parked, shifts, movements, favourites, printers, printJobs, logos, freeReturns],
  migrations: [first, refundsMigration, parkedMigration, shiftsMigration, parkedSearch, printingMigration, favouritesMigration, favouritesVersion, lateReason, logoMigration, freeReturnsMigration],
  provides: [pricing, quotes, paymentMethods, logoBook, logosProvider, receipts, tendering, counters, checkout, knownSales, refundWriter, refunds, refundLook, voidable, voids, returnAllowance, returns, exchanges, exchangeQuotes, parking, shiftGate, shiftsProvider, shiftLook, reports, closing, reasons, pending, explanations, shiftDesk, favourite, ...printing],
  hooks: [sale.price, sale.allowed, sale.join, refund.allowed, refund.join, payment.methods, basket.warnings, receipt.lines, shift.pending],
  topics: [saleCompleted, refundCompleted, shiftClosed],
  errors: [errors],
  routes,
  checks,
  workers: [printWorker],
  jobs: [forgetPrintJobs],
  screens,
  slots,
  locales: { tr: { ...tr, ...screenLocales.tr }, en: { ...en, ...screenLocales.en }, ru: { ...ru, ...screenLocales.ru }, uz: { ...uz, ...screenLocales.uz } },
});
