import { check, createTable, migration } from '@sontechsp/sdk';
import type { Part } from '../core.js';
import { toldTwice } from './store.js';
import { outboxRows } from './tables.js';

export const part: Part = {
  tables: [outboxRows],
  migrations: [migration('outbox-001', [createTable(outboxRows)])],
  checks: [check('host.outbox.once', 'A completed fact has exactly one outbox row per topic and subscriber.', toldTwice)],
};
