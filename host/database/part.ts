import { col, createTable, migration, runSql, table } from '@sontechsp/sdk';
import type { Part } from '../part.js';

/** One row: the number that grows with every change of what hosts keep in memory. */
const versions = table('surumler', { id: col.integer({ check: 'id = 1' }), version: col.integer() });

/** What the database room adds to the host. */
export const databasePart: Part = {
  tables: [versions],
  migrations: [migration('database-001', [createTable(versions), runSql('INSERT INTO surumler (id, version) VALUES (1, 1)')])],
};
