import { col, table } from '@sontechsp/sdk';

/** The values an admin gave, per plugin and place; what is not given stays at the schema's default. */
export const settingRows = table('ayarlar', {
  firm_id: col.ref(),
  /** Empty where the firm has one set. */
  store_id: col.text(),
  plugin: col.text(),
  /** Secrets as `{sealed}`. */
  values: col.json<Record<string, unknown>>(),
  changed_at: col.instant(),
}, { primaryKey: ['firm_id', 'store_id', 'plugin'] });
