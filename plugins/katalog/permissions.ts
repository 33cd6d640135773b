import { permission } from '@sontechsp/sdk';

export const can = {
  read: permission('katalog.read', { cashier: true, manager: true, admin: true }),
  write: permission('katalog.write', { manager: true, admin: true }),
  readCost: permission('katalog.cost.read', { manager: true, admin: true }),
};
