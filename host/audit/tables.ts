import { col, table } from '@sontechsp/sdk';

/** Who did what. Rows are only added; each carries the hash of the one before it in its firm. */
export const auditRows = table('denetim_kayitlari', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.nullable(col.ref()),
  terminal_id: col.nullable(col.ref()),
  user_id: col.nullable(col.ref()),
  /** 1, 2, 3 … per firm. */
  sequence: col.integer(),
  happened_at: col.instant(),
  action: col.text(),
  subject_type: col.text(),
  subject_id: col.text(),
  details: col.json<Record<string, unknown>>(),
  request_id: col.text(),
  previous_hash: col.text(),
  hash: col.text(),
}, {
  indexes: [
    { name: 'denetim_kayitlari_firm_sequence', columns: ['firm_id', 'sequence'], unique: true },
    { name: 'denetim_kayitlari_firm_time', columns: ['firm_id', 'happened_at'] },
    { name: 'denetim_kayitlari_subject', columns: ['firm_id', 'subject_type', 'subject_id'] },
  ],
});

/** The end of each firm's chain. */
export const auditHeads = table('denetim_basi', {
  firm_id: col.ref(),
  sequence: col.integer(),
  hash: col.text(),
}, { primaryKey: ['firm_id'] });
