import { check, createTable, migration, runSql } from '@sontechsp/sdk';
import type { Part } from '../part.js';
import { toldTwice } from './checks.js';
import { outboxRows } from './tables.js';

export const part: Part = {
  tables: [outboxRows],
  migrations: [migration('outbox-001', [
    createTable(outboxRows),
    // Room on each page for the claim of a row, which PostgreSQL then needs not enter into the indexes anew.
    runSql({ sqlite: '', postgres: 'ALTER TABLE cikis_kutusu SET (fillfactor = 60)' }),
  ])],
  checks: [check('host.outbox.once', 'A fact has exactly one outbox row per topic and subscriber.', toldTwice)],
};
