import { screen } from '@sontechsp/sdk';

export const screens = [
  screen({ path: '/ornek', title: 'ui.title', permission: 'ornek.read', module: 'notes', menu: { group: 'sale', order: 90, icon: 'edit' } }),
];
