import { col, table, type FailureKind, type Row } from '@sontechsp/sdk';

/** Accounts at partners: several per store and plugin, made by an admin. */
export const connections = table('baglantilar', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  plugin: col.text(),
  adapter_id: col.text(),
  name: col.text(),
  /** The name folded: one per store and adapter, and for search. */
  name_key: col.text(),
  /** By the adapter's schema, secrets as `{sealed}`. */
  settings: col.json<Record<string, unknown>>(),
  enabled: col.flag({ default: true }),
  /** The last trial: when, and how it failed if it did. */
  tested_at: col.nullable(col.instant()),
  test_failure: col.nullable(col.text<FailureKind | 'failed'>()),
  test_message: col.nullable(col.text()),
  created_at: col.instant(),
  /** Made anew by each change of settings or name: what is kept in memory for the connection ends with it. */
  revision: col.ref(),
  changed_at: col.instant(),
}, {
  indexes: [
    { name: 'baglantilar_store_name', columns: ['store_id', 'adapter_id', 'name_key'], unique: true },
    { name: 'baglantilar_firm_store', columns: ['firm_id', 'store_id'] },
  ],
});
export type ConnectionRow = Row<typeof connections>;
