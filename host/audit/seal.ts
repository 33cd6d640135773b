import { createHash } from 'node:crypto';
import { canonicalJson, type Row } from '@sontechsp/sdk';
import type { auditRows } from './tables.js';

export type AuditRow = Row<typeof auditRows>;

/** What stands before the first row of a chain. */
export const START = '0'.repeat(64);

/** SHA-256 of the canonical JSON (RFC 8785) of everything else in the row, the hash of the row before included. */
export function sealOf({ hash: _, ...facts }: Omit<AuditRow, 'hash'> & { hash?: string }): string {
  return createHash('sha256').update(canonicalJson(facts)).digest('hex');
}
