import { createToken, type Audit, type Clock, type Db, type Ids, type Live, type Outbox, type Scope, type Tx } from '@sontechsp/sdk';
import { attemptsOf, blockerOf, close, makeDue, rowById, type Sight } from './desk-store.js';
import { reopenLane, restOf } from './lane-store.js';
import type { HostOutbox } from './outbox.js';
import { errors } from './refusals.js';
import { addAttempts, wakeFollowers } from './settle-store.js';
import type { OutboxAttempt, OutboxLane, OutboxRow, OutboxState } from './tables.js';

export interface OutboxCase {
  readonly row: OutboxRow;
  readonly history: readonly Pick<OutboxAttempt, 'at' | 'attempt' | 'state' | 'user_id' | 'note' | 'evidence'>[];
  /** The unfinished row of its aggregate before it. */
  readonly waitsFor: { readonly id: string; readonly state: OutboxState } | undefined;
  readonly rest: OutboxLane | undefined;
}
/** What a person may see of a row, and do with it. */
export interface OutboxDesk {
  case(sight: Sight, id: string): Promise<OutboxCase>;
  /** Due now, with all its attempts before it again; its lane is tried too, should it rest. */
  retry(scope: Scope, sight: Sight, id: string): Promise<OutboxCase>;
  /** Never sent; what waits behind it goes on. */
  cancel(scope: Scope, sight: Sight, id: string): Promise<OutboxCase>;
  /** Done some other way, as the reason says; what waits behind it goes on. */
  done(scope: Scope, sight: Sight, id: string, reason: string): Promise<OutboxCase>;
}
export const OutboxDesk = createToken<OutboxDesk>('host.outboxDesk');

const retryable: readonly OutboxState[] = ['retry', 'uncertain', 'dead'];
/** Not while a host is at it: it may be sent at this moment. */
const closable: readonly OutboxState[] = ['ready', 'retry', 'uncertain', 'dead', 'held'];

interface Deps { db: Db; outbox: Outbox; audit: Audit; live: Live; made: { clock: Clock; ids: Ids } }

export function createOutboxDesk({ db, outbox, audit, live, made: { clock, ids } }: Deps): OutboxDesk {
  async function found(sight: Sight, id: string): Promise<OutboxRow> {
    const row = await rowById(db, sight, id);
    if (!row) throw errors('outbox.notFound');
    return row;
  }
  async function caseOf(row: OutboxRow): Promise<OutboxCase> {
    const open = row.done_at === null;
    const [written, waitsFor, rest] = await Promise.all([attemptsOf(db, row.id), open ? blockerOf(db, row) : undefined, open ? restOf(db, row.lane) : undefined]);
    // Success at the first attempt is not written down beside the row.
    const plain = row.state === 'done' && row.closed_by === null && !written.some(line => line.state === 'done');
    const history = plain ? [...written, { at: row.done_at!, attempt: row.attempts, state: 'done' as const, user_id: null, note: null, evidence: null }] : written;
    return { row, history, waitsFor, rest };
  }

  async function act(
    scope: Scope, sight: Sight, id: string,
    { verb, to, note, code, change }: {
      verb: 'retry' | 'cancel' | 'done'; to: OutboxState; note: string | null; code: 'outbox.notRetryable' | 'outbox.notCancellable' | 'outbox.notClosable';
      change(tx: Tx, row: OutboxRow, now: string): Promise<boolean>;
    },
  ): Promise<OutboxCase> {
    const row = await found(sight, id);
    const now = clock.now();
    await db.transaction(async tx => {
      if (!await change(tx, row, now)) throw errors(code, { state: (await rowById(tx, sight, id))?.state ?? row.state });
      wakeFollowers(tx, row, now);
      addAttempts(tx, [{ row_id: row.id, id: ids.next(), firm_id: row.firm_id, at: now, attempt: row.attempts, state: to, user_id: scope.userId, note, evidence: null }]);
      await audit.record(tx, scope, `host.outbox.${verb}`, { type: 'outbox', id: row.id }, {
        topic: row.topic, subscriber: row.subscriber, aggregate: row.aggregate, from: row.state, ...(note === null ? {} : { reason: note }),
      });
      tx.afterCommit(() => (outbox as HostOutbox).wake([row.lane]));
    });
    await live.publish(row.store_id === '' ? null : row.store_id, 'outbox.changed', {});
    return caseOf(await found(sight, id));
  }

  return {
    case: async (sight, id) => caseOf(await found(sight, id)),
    retry: (scope, sight, id) => act(scope, sight, id, {
      verb: 'retry', to: 'ready', note: null, code: 'outbox.notRetryable',
      async change(tx, row, now) {
        reopenLane(tx, row.lane, now);
        return makeDue(tx, row.id, retryable, now);
      },
    }),
    cancel: (scope, sight, id) => act(scope, sight, id, {
      verb: 'cancel', to: 'cancelled', note: null, code: 'outbox.notCancellable',
      change: (tx, row, now) => close(tx, row.id, closable, 'cancelled', scope.userId, now),
    }),
    done: (scope, sight, id, reason) => act(scope, sight, id, {
      verb: 'done', to: 'done', note: reason, code: 'outbox.notClosable',
      change: (tx, row, now) => close(tx, row.id, closable, 'done', scope.userId, now),
    }),
  };
}
