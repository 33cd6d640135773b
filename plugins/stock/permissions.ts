import { permission } from '@sontechsp/sdk';

export const can = [
  permission('stock.read', { cashier: true, manager: true, admin: true }),
  permission('stock.write', { manager: true, admin: true }),
];
