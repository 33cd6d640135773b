import { col, createTable, migration, table } from '@sontechsp/sdk';

type CodePageName = 'cp857' | 'windows1254' | 'cp866' | 'windows1251' | 'cp437' | 'cp850' | 'cp852' | 'windows1252';

/** The printers of a store: one till's, or where that has none of its own, the store's. */
export const printers = table('yazicilar', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  /** Null: of every till that has none of its own. */
  terminal_id: col.nullable(col.ref()),
  name: col.text(),
  kind: col.text<'tcp' | 'file'>({ check: "kind IN ('tcp', 'file')" }),
  host: col.nullable(col.text()),
  port: col.nullable(col.integer({ check: 'port BETWEEN 1 AND 65535' })),
  /** Of a device or a file on `machine`. */
  path: col.nullable(col.text()),
  /** The only machine that reaches it; null: all do. */
  machine: col.nullable(col.text()),
  columns: col.integer<32 | 48>({ check: 'columns IN (32, 48)' }),
  code_pages: col.json<{ page: CodePageName; number: number }[]>(),
  cut: col.text<'none' | 'partial' | 'full'>({ check: "cut IN ('none', 'partial', 'full')" }),
  /** The pin of its connector that the drawer hangs on. */
  drawer: col.text<'none' | 'pin2' | 'pin5'>({ check: "drawer IN ('none', 'pin2', 'pin5')" }),
  enabled: col.flag({ default: true }),
  created_at: col.instant(),
  /** What was wrong at the last attempt; null: nothing. */
  trouble: col.nullable(col.text()),
  trouble_at: col.nullable(col.instant()),
  /** The process that prints on it, until then at the latest, by the time of the database. */
  leased_by: col.nullable(col.text()),
  leased_until: col.nullable(col.instant()),
}, {
  indexes: [{ name: 'yazicilar_store', columns: ['store_id', 'name', 'id'] }],
  checks: ["(kind = 'tcp' AND host IS NOT NULL AND port IS NOT NULL) OR (kind = 'file' AND path IS NOT NULL)"],
});

/** What is to be printed and what became of it. A row names its content; it is made when it is printed. */
export const printJobs = table('yazdirma_isleri', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  terminal_id: col.ref(),
  user_id: col.ref(),
  printer_id: col.ref(),
  kind: col.text<'receipt' | 'shift' | 'test' | 'drawer'>({ check: "kind IN ('receipt', 'shift', 'test', 'drawer')" }),
  /** The sale or refund, or the shift. */
  ref_id: col.nullable(col.ref()),
  /** Its number, for people. */
  ref_no: col.nullable(col.text()),
  copy: col.flag({ default: false }),
  /** A report without what should be in the drawer. */
  blind: col.flag({ default: false }),
  /** Opens the drawer as well. */
  drawer: col.flag({ default: false }),
  state: col.text<'queued' | 'printing' | 'printed' | 'failed' | 'expired' | 'cancelled'>({
    check: "state IN ('queued', 'printing', 'printed', 'failed', 'expired', 'cancelled')", default: 'queued',
  }),
  attempts: col.integer({ default: 0 }),
  /** Why it is not printed: `unreachable`, `paper`, `cover`, `offline`, `lost` … */
  problem: col.nullable(col.text()),
  created_at: col.instant(),
  expires_at: col.instant(),
  /** When its first byte was about to be sent: from then on nobody but a person may send it again. */
  sent_at: col.nullable(col.instant()),
  sent_by: col.nullable(col.text()),
  done_at: col.nullable(col.instant()),
}, {
  indexes: [
    { name: 'yazdirma_isleri_waiting', columns: ['printer_id', 'id'], where: "state IN ('queued', 'printing')" },
    { name: 'yazdirma_isleri_list', columns: ['store_id', 'created_at', 'id'] },
    { name: 'yazdirma_isleri_ref', columns: ['ref_id'], where: 'ref_id IS NOT NULL' },
  ],
});

export default migration('006-printing', [createTable(printers), createTable(printJobs)]);
