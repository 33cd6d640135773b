import { permission } from '@sontechsp/sdk';

/** What a user may do at the till. The numbers of `pos.discount` are percent of the price. */
export const can = [
  permission('pos.sell', { cashier: true, manager: true, admin: true }),
  permission('pos.discount', { cashier: 10, manager: 50, admin: 100 }),
  permission('pos.price.override', { manager: true, admin: true }),
];
