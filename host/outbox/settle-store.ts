import type { Tx } from '@sontechsp/sdk';
import { among, listed, type ClaimedRow } from './claim-store.js';
import { outboxAttempts, type Evidence, type OutboxAttempt } from './tables.js';

/** Only the run of the host that holds the lease may say what became of a row. */
const mine = "state = 'leased' AND leased_by = $1";
const ended = 'leased_by = NULL, leased_until = NULL';

export function markDone(tx: Tx, by: string, ids: readonly string[], at: string): void {
  if (ids.length === 0) return;
  tx.later(`UPDATE cikis_kutusu SET state = 'done', done_at = $2, due_at = NULL, ${ended}, last_error = NULL, in_doubt = ${no(tx)} WHERE id ${among(tx, '$3')} AND ${mine}`,
    [by, at, listed(tx, ids)]);
}
export function markAnswered(tx: Tx, by: string, id: string, at: string, answer: unknown): void {
  tx.later(`UPDATE cikis_kutusu SET state = 'done', done_at = $2, due_at = NULL, ${ended}, last_error = NULL, in_doubt = ${no(tx)}, answer = $4 WHERE id = $3 AND ${mine}`,
    [by, at, id, JSON.stringify(answer)]);
}
export interface Again { dueAt: string; note: string; evidence: Evidence; inDoubt: boolean; forgive: boolean }
export function markRetry(tx: Tx, by: string, id: string, { dueAt, note, evidence, inDoubt, forgive }: Again): void {
  tx.later(`UPDATE cikis_kutusu SET state = 'retry', due_at = $3, ${ended}, last_error = $4, evidence = $5, in_doubt = ${inDoubt ? yes(tx) : no(tx)}, forgiven = forgiven + $6 WHERE id = $2 AND ${mine}`,
    [by, id, dueAt, note, JSON.stringify(evidence), forgive ? 1 : 0]);
}
export function markStopped(tx: Tx, by: string, id: string, state: 'dead' | 'uncertain', note: string, evidence: Evidence): void {
  tx.later(`UPDATE cikis_kutusu SET state = $3, due_at = NULL, ${ended}, last_error = $4, evidence = $5, in_doubt = ${state === 'uncertain' ? yes(tx) : no(tx)} WHERE id = $2 AND ${mine}`,
    [by, id, state, note, JSON.stringify(evidence)]);
}
/** Rows leased but not begun give their turn back. */
export function giveBack(tx: Tx, by: string, ids: readonly string[]): void {
  if (ids.length > 0) tx.later(`UPDATE cikis_kutusu SET state = CASE WHEN attempts > 1 THEN 'retry' ELSE 'ready' END, ${ended}, attempts = attempts - 1 WHERE id ${among(tx, '$2')} AND ${mine}`, [by, listed(tx, ids)]);
}
/** Begun, and left when the host stopped: in doubt, and anybody's again. */
export function markLeft(tx: Tx, by: string, ids: readonly string[]): void {
  if (ids.length > 0) tx.later(`UPDATE cikis_kutusu SET state = 'ready', ${ended}, in_doubt = ${yes(tx)} WHERE id ${among(tx, '$2')} AND ${mine}`, [by, listed(tx, ids)]);
}
export function markHeld(tx: Tx, by: string, ids: readonly string[]): void {
  if (ids.length > 0) tx.later(`UPDATE cikis_kutusu SET state = 'held', due_at = NULL, ${ended}, attempts = attempts - 1 WHERE id ${among(tx, '$2')} AND ${mine}`, [by, listed(tx, ids)]);
}
export function markCancelled(tx: Tx, by: string, ids: readonly string[], at: string): void {
  if (ids.length === 0) return;
  tx.later(`UPDATE cikis_kutusu SET state = 'cancelled', due_at = NULL, ${ended}, attempts = attempts - 1, done_at = $2, closed_by = 'plugin.disabled' WHERE id ${among(tx, '$3')} AND ${mine}`,
    [by, at, listed(tx, ids)]);
}

/** Rows behind one that ended late are due now. */
export function wakeFollowers(tx: Tx, { aggregate, subscriber }: Pick<ClaimedRow, 'aggregate' | 'subscriber'>, now: string): void {
  tx.later("UPDATE cikis_kutusu SET due_at = $3 WHERE aggregate = $1 AND subscriber = $2 AND done_at IS NULL AND state = 'ready' AND due_at > $3", [aggregate, subscriber, now]);
}
export const addAttempts = (tx: Tx, rows: readonly OutboxAttempt[]): void => tx.insertLater(outboxAttempts, rows);

const yes = (tx: Tx): string => (tx.dialect === 'postgres' ? 'TRUE' : '1');
const no = (tx: Tx): string => (tx.dialect === 'postgres' ? 'FALSE' : '0');
