import { col, table } from '@sontechsp/sdk';

/** What creating calls answered, by the key their caller gave (api.md, Habits). */
export const requestKeys = table('istek_anahtarlari', {
  firm_id: col.ref(),
  /** Method and path as declared: `POST /api/pos/parked`. */
  route: col.text(),
  key: col.text(),
  /** HMAC of store, path and body of the request: the same key with another one is refused. */
  fingerprint: col.text(),
  /** What the work gave, as JSON text: kept as it was, so that it answers the same to the letter. */
  reply: col.nullable(col.text()),
  created_at: col.instant(),
}, {
  primaryKey: ['firm_id', 'route', 'key'],
  indexes: [{ name: 'istek_anahtarlari_by_age', columns: ['created_at'] }],
});
