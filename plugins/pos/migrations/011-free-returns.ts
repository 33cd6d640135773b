import { col, createTable, migration, table } from '@sontechsp/sdk';

/** What each cashier gave back without a receipt on each business day, but for what a manager's leave covered. */
export const freeReturns = table('fissiz_iade_toplamlari', {
  store_id: col.ref(),
  firm_id: col.ref(),
  cashier_id: col.ref(),
  /** `2026-03-04`, of the store. */
  day: col.text(),
  amount: col.integer(),
}, { primaryKey: ['store_id', 'cashier_id', 'day'] });

export default migration('011-free-returns', [createTable(freeReturns)]);
