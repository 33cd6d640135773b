import { col, table } from '@sontechsp/sdk';

/** What was installed when a host last started. */
export const plugins = table('eklentiler', {
  id: col.text(),
  version: col.text(),
  state: col.text(),
  reason: col.nullable(col.text()),
  seen_at: col.instant(),
});
/** Where a plugin was switched; no row: on. */
export const storePlugins = table('magaza_eklentileri', {
  plugin: col.text(),
  firm_id: col.ref(),
  store_id: col.ref(),
  enabled: col.flag(),
  changed_by: col.text(),
  changed_at: col.instant(),
}, { primaryKey: ['plugin', 'store_id'] });
