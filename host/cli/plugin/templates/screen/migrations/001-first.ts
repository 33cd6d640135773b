import { col, createTable, migration, table } from '@sontechsp/sdk';

/** As it was made first. Frozen once released: a change goes into 002 and, with `extendTable`, into tables.ts. */
export const notes = table('ornek_notlar', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  body: col.text(),
  written_by: col.ref(),
  written_at: col.instant(),
}, { indexes: [{ name: 'ornek_notlar_latest', columns: ['store_id', 'written_at', 'id'] }] });

export default migration('001-first', [createTable(notes)]);
