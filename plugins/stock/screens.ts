import { screen } from '@sontechsp/sdk';

export const screens = [
  screen({ path: '/stock', title: 'ui.balances.title', permission: 'stock.read', module: 'balances', menu: { group: 'stock', order: 10, icon: 'boxes' } }),
  screen({ path: '/stock/movements', title: 'ui.movements.title', permission: 'stock.read', module: 'movements', menu: { group: 'stock', order: 20, icon: 'history' } }),
];
