import { col, table } from '@sontechsp/sdk';

/** What open screens were told in the last hour, so that one that was away can catch up. */
export const liveEvents = table('canli_olaylar', {
  id: col.integer(),
  /** Empty: every store. */
  store_id: col.text(),
  type: col.text(),
  data: col.json(),
  at: col.instant(),
}, { indexes: [{ name: 'canli_olaylar_at', columns: ['at'] }] });
