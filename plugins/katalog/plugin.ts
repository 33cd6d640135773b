import { Audit, Background, Clock, Db, Ids, Live, Log, Messages, Outbox, definePlugin, demo, provide } from '@sontechsp/sdk';
import { Categories, createCategories } from './categories/categories.js';
import { categoryRoutes } from './categories/routes.js';
import { ChangeNews, createChangeNews } from './change-news.js';
import { checks } from './checks/checks.js';
import { Catalogue, Imports, importRows, productChanged } from './contract.js';
import { errors } from './errors.js';
import { ImportDesk, createImports } from './imports/imports.js';
import { ImportLedger, createImportLedger } from './imports/ledger.js';
import { importRoutes } from './imports/routes.js';
import { ImportRunner, createImportRunner } from './imports/runner.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import screensEn from './locales/screens.en.json' with { type: 'json' };
import screensRu from './locales/screens.ru.json' with { type: 'json' };
import screensTr from './locales/screens.tr.json' with { type: 'json' };
import screensUz from './locales/screens.uz.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { createCatalogue } from './lookup/catalogue.js';
import { lookupRoutes } from './lookup/routes.js';
import { catalogue } from './migrations/001-catalogue.js';
import { editionsMigration } from './migrations/002-editions.js';
import { can } from './permissions.js';
import { Products, createProducts } from './products/products.js';
import { productRoutes } from './products/routes.js';
import { barcodes, categories, editions, imports, products } from './tables.js';
import { ScaleLabels, scaleLabels } from './scale-labels.js';
import { screens, slots } from './screens.js';
import { settings } from './settings.js';

/** Knows what is sold: products, their barcodes, categories and prices. */
export default definePlugin({
  id: 'katalog',
  name: 'Katalog',
  version: '0.1.0',
  essential: true,
  permissions: Object.values(can),
  settings,
  tables: [categories, products, barcodes, imports, editions],
  migrations: [catalogue, editionsMigration],
  provides: [
    provide(ChangeNews, { live: Live, log: Log }, createChangeNews),
    scaleLabels,
    provide(Catalogue, { db: Db, labels: ScaleLabels }, createCatalogue),
    provide(Products, { db: Db, made: { clock: Clock, ids: Ids }, labels: ScaleLabels, outbox: Outbox, audit: Audit, news: ChangeNews }, createProducts),
    provide(Categories, { db: Db, clock: Clock, ids: Ids, audit: Audit, news: ChangeNews }, createCategories),
    provide(ImportLedger, { db: Db, clock: Clock, ids: Ids, messages: Messages, log: Log }, createImportLedger),
    provide(ImportRunner, { db: Db, made: { clock: Clock, ids: Ids }, labels: ScaleLabels, outbox: Outbox, news: ChangeNews, join: importRows }, createImportRunner),
    provide(ImportDesk, { db: Db, background: Background, audit: Audit, ledger: ImportLedger, runner: ImportRunner }, createImports),
    provide(Imports, { desk: ImportDesk }, ({ desk }) => desk),
  ],
  hooks: [importRows],
  topics: [productChanged],
  errors: [errors],
  routes: [...lookupRoutes, ...productRoutes, ...categoryRoutes, ...importRoutes],
  locales: { tr: { ...tr, ...screensTr }, en: { ...en, ...screensEn }, ru: { ...ru, ...screensRu }, uz: { ...uz, ...screensUz } },
  screens,
  slots,
  checks,
  demo: demo({ imports: Imports }, async (scope, { imports }) => {
    const { demoSource } = await import('./demo/catalogue.js');
    const report = await imports.run(scope, demoSource);
    if (report.state !== 'done') throw new Error(`The demonstration catalogue was not imported: ${report.errors.at(-1)?.message}`);
  }),
});
