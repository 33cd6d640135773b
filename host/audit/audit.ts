import type { Audit, Clock, Ids } from '@sontechsp/sdk';
import { START, sealOf } from './seal.js';
import { append, lockHead } from './store.js';

/**
 * Adds rows to the firm's chain. The end of the chain stays locked until the commit, so record last in a transaction:
 * whoever records for the same firm waits.
 */
export function createAudit({ clock, ids }: { clock: Clock; ids: Ids }): Audit {
  return {
    async record(tx, scope, action, subject, details = {}) {
      const head = await lockHead(tx, scope.firmId, START);
      const facts = {
        id: ids.next(),
        firm_id: scope.firmId,
        store_id: scope.storeId || null,
        terminal_id: scope.terminalId || null,
        user_id: scope.userId || null,
        sequence: head.sequence + 1,
        happened_at: clock.now(),
        action,
        subject_type: subject.type,
        subject_id: subject.id,
        // As it will be read back: what JSON cannot hold is gone before it is sealed.
        details: JSON.parse(JSON.stringify(details)) as Record<string, unknown>,
        request_id: scope.requestId,
        previous_hash: head.hash,
      };
      append(tx, { ...facts, hash: sealOf(facts) });
    },
  };
}
