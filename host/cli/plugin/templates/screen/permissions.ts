import { permission } from '@sontechsp/sdk';

export const can = [
  permission('ornek.read', { cashier: true, manager: true, admin: true }),
  permission('ornek.write', { manager: true, admin: true }),
];
