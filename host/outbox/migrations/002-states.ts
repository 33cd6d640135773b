import { createTable, migration, runSql } from '@sontechsp/sdk';
import { outboxAttempts, outboxLanes, outboxRows } from '../tables.js';

const kept = 'id, firm_id, store_id, terminal_id, user_id, topic, subscriber, aggregate, payload, state, attempts, created_at, done_at, last_error';

/** More states, leases by the time of the database, lanes. SQLite cannot change a CHECK, so the rows move to a new table. */
export default migration('outbox-002', [
  runSql({
    sqlite: 'ALTER TABLE cikis_kutusu RENAME TO cikis_kutusu_001',
    postgres: 'ALTER TABLE cikis_kutusu RENAME TO cikis_kutusu_001; ALTER INDEX cikis_kutusu_pkey RENAME TO cikis_kutusu_001_pkey',
  }),
  createTable(outboxRows),
  createTable(outboxAttempts),
  createTable(outboxLanes),
  runSql(`INSERT INTO cikis_kutusu (${kept}, lane, due_at)
    SELECT ${kept}, subscriber, CASE WHEN state = 'ready' THEN due_at END FROM cikis_kutusu_001`),
  runSql('DROP TABLE cikis_kutusu_001'),
  // Room on each page for the lease of a row, which PostgreSQL then needs not enter into the indexes anew.
  runSql({ sqlite: '', postgres: 'ALTER TABLE cikis_kutusu SET (fillfactor = 70)' }),
]);
