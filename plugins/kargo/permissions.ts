import { permission } from '@sontechsp/sdk';

export const can = [
  permission('kargo.read', { cashier: true, manager: true, admin: true }),
  permission('kargo.write', { manager: true, admin: true }),
];
