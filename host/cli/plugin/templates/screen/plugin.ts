import { definePlugin } from '@sontechsp/sdk';
import en from './locales/en.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import first from './migrations/001-first.js';
import { can } from './permissions.js';
import { routes } from './routes.js';
import { screens } from './screens.js';
import { notes } from './tables.js';

/** Keeps short notes of a store: what the next shift should know. */
export default definePlugin({
  id: 'ornek',
  name: 'Örnek',
  version: '0.1.0',
  sdk: '^0.1.0',
  permissions: can,
  tables: [notes],
  migrations: [first],
  routes,
  screens,
  locales: { tr, en },
});
