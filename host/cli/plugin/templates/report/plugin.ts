import { definePlugin, permission, screen } from '@sontechsp/sdk';
import en from './locales/en.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import { routes } from './routes.js';

/** Shows what was sold most. It only reads, through the views that the owners publish. */
export default definePlugin({
  id: 'ornek',
  name: 'Örnek',
  version: '0.1.0',
  sdk: '^0.1.0',
  requires: ['pos'],
  permissions: [permission('ornek.read', { manager: true, admin: true })],
  routes,
  screens: [screen({ path: '/ornek', title: 'ui.title', permission: 'ornek.read', module: 'report', menu: { group: 'reports', order: 90, icon: 'chart' } })],
  locales: { tr, en },
});
