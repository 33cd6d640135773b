import { screen, slot } from '@sontechsp/sdk';

export const screens = [
  screen({ path: '/products', title: 'ui.products.title', permission: 'katalog.read', module: 'products', menu: { group: 'catalogue', order: 10, icon: 'tag' } }),
  screen({ path: '/products/import', title: 'ui.import.title', permission: 'katalog.write', module: 'import', menu: { group: 'catalogue', order: 20, icon: 'upload' } }),
];
export const slots = [slot({ slot: 'host.finder', module: 'finder', permission: 'katalog.read' })];
