import { Audit, Clock, Ids, createTable, migration, provide } from '@sontechsp/sdk';
import { createAudit } from './audit.js';
import { chainCheck } from './chain-check.js';
import { routes } from './routes.js';
import { auditHeads, auditRows } from './tables.js';
import type { Part } from '../part.js';

/** The record of who did what. */
export const part: Part = {
  tables: [auditRows, auditHeads],
  migrations: [migration('audit-001', [createTable(auditRows), createTable(auditHeads)])],
  provides: [provide(Audit, { clock: Clock, ids: Ids }, createAudit)],
  routes,
  checks: [chainCheck],
};
