import { definePlugin } from '@sontechsp/sdk';
import { carrying } from './carrying/carrying.js';
import { settling } from './carrying/settle.js';
import { cancelAtCarrier, sendToCarrier } from './carrying/subscribers.js';
import { checks } from './checks.js';
import { shipmentCancelRequested, shipmentChanged, shipmentRequested } from './contract.js';
import { errors } from './errors.js';
import { handing } from './handovers/handing.js';
import { handoverRoutes } from './handovers/routes.js';
import { wellbeing } from './health.js';
import { press } from './labels/press.js';
import { labelRoutes } from './labels/routes.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import screensEn from './locales/screens.en.json' with { type: 'json' };
import screensRu from './locales/screens.ru.json' with { type: 'json' };
import screensTr from './locales/screens.tr.json' with { type: 'json' };
import screensUz from './locales/screens.uz.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import first from './migrations/001-first.js';
import sealedRecipients from './migrations/002-sealed-recipients.js';
import saleState from './migrations/003-sale-state.js';
import { can } from './permissions.js';
import { quotes } from './quotes/quotes.js';
import { quoteRoutes } from './quotes/routes.js';
import { recipients } from './recipients/recipients.js';
import { saleWatch } from './sales/sale-watch.js';
import { hearOfRefunds } from './sales/subscriber.js';
import { screens } from './screens.js';
import { settings } from './settings.js';
import { desk } from './shipments/desk.js';
import { news } from './shipments/news.js';
import { routes } from './shipments/routes.js';
import { events, handovers, shipments } from './tables.js';
import { track } from './tracking/job.js';
import { logbook } from './tracking/logbook.js';
import { tracker } from './tracking/tracker.js';
import { webhook } from './tracking/webhook.js';

/** Shipments: to the carrier, with a label, until they have arrived. */
export default definePlugin({
  id: 'kargo',
  name: 'Kargo',
  version: '0.1.0',
  optional: ['pos'],
  permissions: can,
  settings,
  tables: [shipments, events, handovers],
  migrations: [first, sealedRecipients, saleState],
  provides: [recipients, news, saleWatch, settling, carrying, logbook, tracker, desk, press, handing, quotes],
  topics: [shipmentRequested, shipmentCancelRequested, shipmentChanged],
  outbox: [sendToCarrier, cancelAtCarrier, hearOfRefunds],
  jobs: [track],
  errors: [errors],
  routes: [...routes, ...labelRoutes, ...handoverRoutes, ...quoteRoutes, webhook],
  checks,
  health: wellbeing,
  locales: { tr: { ...tr, ...screensTr }, en: { ...en, ...screensEn }, ru: { ...ru, ...screensRu }, uz: { ...uz, ...screensUz } },
  screens,
});
