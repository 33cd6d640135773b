import { col, createTable, migration, table } from '@sontechsp/sdk';

/** A picture as a printer prints it: rows of so many bytes, a bit for each dot, the leftmost first; set: black. */
interface Dots {
  width: number;
  height: number;
  /** Base64. */
  bits: string;
}

/** What stands at the head of a store's slips: the same picture for wide and for narrow paper. */
export const logos = table('magaza_logolari', {
  store_id: col.ref(),
  firm_id: col.ref(),
  /** A new one with each picture, so that it may be kept by browsers for ever. */
  id: col.ref(),
  /** Of the file it came from. */
  name: col.text(),
  wide: col.json<Dots>(),
  narrow: col.json<Dots>(),
  changed_at: col.instant(),
  changed_by: col.ref(),
}, { primaryKey: ['store_id'], indexes: [{ name: 'magaza_logolari_id', columns: ['id'], unique: true }] });

export default migration('010-logo', [createTable(logos)]);
