import { col, table } from '@sontechsp/sdk';

/** The root key of a database that several hosts share. One row, `name` = `root`. */
export const keyRows = table('anahtarlar', {
  name: col.text(),
  /** Base64. */
  secret: col.text(),
  created_at: col.instant(),
}, { primaryKey: ['name'] });
