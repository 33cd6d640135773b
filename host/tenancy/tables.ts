import { col, table, type Store } from '@sontechsp/sdk';

export const firms = table('firmalar', {
  id: col.id(),
  name: col.text(),
  tax_id: col.nullable(col.text()),
  currency: col.text(),
  /** Number of the next store's code. Only grows, so that no code is ever used twice. */
  next_store: col.integer({ default: 1 }),
  created_at: col.instant(),
  updated_at: col.instant(),
});

export const stores = table('magazalar', {
  id: col.id(),
  firm_id: col.ref(),
  code: col.text(),
  name: col.text(),
  /** The name folded, for search. */
  name_key: col.text(),
  time_zone: col.text(),
  language: col.text<Store['language']>(),
  next_terminal: col.integer({ default: 1 }),
  next_warehouse: col.integer({ default: 1 }),
  created_at: col.instant(),
  updated_at: col.instant(),
}, { indexes: [{ name: 'magazalar_firm_code', columns: ['firm_id', 'code'], unique: true }] });

export const terminals = table('terminaller', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  code: col.text(),
  name: col.text(),
  /** The name folded, for search. */
  name_key: col.text(),
  created_at: col.instant(),
  updated_at: col.instant(),
}, { indexes: [{ name: 'terminaller_store_code', columns: ['store_id', 'code'], unique: true }] });

export const warehouses = table('depolar', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  code: col.text(),
  name: col.text(),
  /** The name folded, for search. */
  name_key: col.text(),
  is_default: col.flag({ default: false }),
  created_at: col.instant(),
  updated_at: col.instant(),
}, {
  indexes: [
    { name: 'depolar_store_code', columns: ['store_id', 'code'], unique: true },
    { name: 'depolar_store_default', columns: ['store_id'], unique: true, where: 'is_default' },
  ],
});
