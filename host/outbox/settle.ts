import type { Ids, Tx } from '@sontechsp/sdk';
import type { Finished } from './lanes.js';
import { addAttempts, giveBack, markAnswered, markCancelled, markDone, markHeld, markLeft, markRetry, markStopped, wakeFollowers } from './settle-store.js';
import type { OutboxAttempt } from './tables.js';

const idsOf = (all: readonly Finished[], to: string): string[] => all.filter(f => f.delivered.outcome.to === to).map(f => f.row.id);

/** Writes what became of rows, in one statement for all that went well, and a line of history for every one that did not. */
export function settle(tx: Tx, all: readonly Finished[], { by, now, ids }: { by: string; now: string; ids: Ids }): void {
  const plain: string[] = [];
  const history: OutboxAttempt[] = [];
  for (const { row, delivered: { outcome } } of all) {
    switch (outcome.to) {
      case 'done':
        if (outcome.answer === undefined) plain.push(row.id);
        else markAnswered(tx, by, row.id, now, outcome.answer);
        if (row.attempts > 1) wakeFollowers(tx, row, now);
        break;
      case 'retry': markRetry(tx, by, row.id, outcome); break;
      case 'dead': case 'uncertain': markStopped(tx, by, row.id, outcome.to, outcome.note, outcome.evidence); break;
    }
    if (outcome.to === 'back' || outcome.to === 'held' || outcome.to === 'cancelled' || outcome.to === 'done' && row.attempts === 1) continue;
    history.push({
      row_id: row.id, id: ids.next(), firm_id: row.firm_id, at: now, attempt: row.attempts, state: outcome.to === 'left' ? 'ready' : outcome.to, user_id: null,
      note: 'note' in outcome ? outcome.note : null, evidence: 'evidence' in outcome ? outcome.evidence : null,
    });
  }
  markDone(tx, by, plain, now);
  giveBack(tx, by, idsOf(all, 'back'));
  markLeft(tx, by, idsOf(all, 'left'));
  markHeld(tx, by, idsOf(all, 'held'));
  markCancelled(tx, by, idsOf(all, 'cancelled'), now);
  addAttempts(tx, history);
}
