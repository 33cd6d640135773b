import { col, createTable, migration, table } from '@sontechsp/sdk';

/** Orders as the marketplace told them last; its number and the store make one row. */
export const orders = table('ornek_siparisler', {
  firm_id: col.ref(),
  store_id: col.ref(),
  number: col.text(),
  customer: col.text(),
  state: col.text(),
  total: col.money(),
  ordered_at: col.instant(),
  changed_at: col.instant(),
}, { primaryKey: ['store_id', 'number'], indexes: [{ name: 'ornek_siparisler_changed', columns: ['store_id', 'changed_at'] }] });

export default migration('001-first', [createTable(orders)]);
