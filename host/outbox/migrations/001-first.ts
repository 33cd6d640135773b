import { col, createTable, migration, runSql, table } from '@sontechsp/sdk';

/** The outbox as it was first. */
const first = table('cikis_kutusu', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.text(),
  terminal_id: col.text(),
  user_id: col.text(),
  topic: col.text(),
  subscriber: col.text(),
  aggregate: col.text(),
  payload: col.json(),
  state: col.text<'ready' | 'held' | 'done'>({ check: "state IN ('ready', 'held', 'done')" }),
  attempts: col.integer({ default: 0 }),
  due_at: col.instant(),
  claimed_until: col.nullable(col.instant()),
  created_at: col.instant(),
  done_at: col.nullable(col.instant()),
  last_error: col.nullable(col.text()),
}, {
  indexes: [
    { name: 'cikis_kutusu_ready', columns: ['due_at', 'id'], where: "state = 'ready'" },
    { name: 'cikis_kutusu_lane', columns: ['aggregate', 'subscriber', 'id'], where: "state <> 'done'" },
    { name: 'cikis_kutusu_held', columns: ['subscriber', 'store_id', 'id'], where: "state = 'held'" },
  ],
});

export default migration('outbox-001', [
  createTable(first),
  // Room on each page for the claim of a row, which PostgreSQL then needs not enter into the indexes anew.
  runSql({ sqlite: '', postgres: 'ALTER TABLE cikis_kutusu SET (fillfactor = 60)' }),
]);
