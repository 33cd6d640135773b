import { screen } from '@sontechsp/sdk';

export const screens = [
  screen({ path: '/kargo', title: 'ui.shipments.title', permission: 'kargo.read', module: 'shipments', menu: { group: 'commerce', order: 10, icon: 'truck' } }),
  screen({ path: '/kargo/handovers', title: 'ui.handovers.title', permission: 'kargo.read', module: 'handovers' }),
];
