import { permission } from '@sontechsp/sdk';

/** What a user may do at the till. The numbers of `pos.discount` are percent of the price. */
export const can = [
  permission('pos.sell', { cashier: true, manager: true, admin: true }),
  permission('pos.discount', { cashier: 10, manager: 50, admin: 100 }),
  permission('pos.price.override', { manager: true, admin: true }),
  permission('pos.refund', { manager: true, admin: true }),
  /** To give back more of a tender than was paid with it: nobody, until an admin grants it. */
  permission('pos.refund.tender', {}),
  permission('pos.void', { manager: true, admin: true }),
  permission('pos.return.free', { manager: true, admin: true }),
  /** To approve a return without a receipt above the store's limit: it takes a PIN each time, whoever is at the till. */
  permission('pos.return.above', { manager: true, admin: true }),
  permission('pos.shift', { cashier: true, manager: true, admin: true }),
  /** To see and close the shifts of other tills and cashiers, and to close one by force. */
  permission('pos.shift.any', { manager: true, admin: true }),
  /** To see what should be in the drawer where the store counts blind. */
  permission('pos.shift.expected', { manager: true, admin: true }),
  /** To open the drawer without a sale, with a reason. */
  permission('pos.drawer', { cashier: true, manager: true, admin: true }),
  /** To see and recall baskets that other tills parked. */
  permission('pos.parked.any', { cashier: true, manager: true, admin: true }),
  permission('pos.printers', { manager: true, admin: true }),
];
