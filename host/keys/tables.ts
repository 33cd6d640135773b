import { col, table } from '@sontechsp/sdk';

/** `root`: the root key of a database that several hosts share. `proof`: derived from the key in use, tells it from another, and nothing else. */
export const keyRows = table('anahtarlar', {
  name: col.text(),
  /** Base64. */
  secret: col.text(),
  created_at: col.instant(),
}, { primaryKey: ['name'] });
