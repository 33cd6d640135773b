import { col, table, type Row } from '@sontechsp/sdk';

/** What must still be handed to a subscriber, written in the transaction of the fact. */
export const outboxRows = table('cikis_kutusu', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.text(),
  terminal_id: col.text(),
  user_id: col.text(),
  topic: col.text(),
  subscriber: col.text(),
  /** The thing whose events keep their order. */
  aggregate: col.text(),
  payload: col.json(),
  state: col.text<'ready' | 'held' | 'done'>({ check: "state IN ('ready', 'held', 'done')" }),
  attempts: col.integer({ default: 0 }),
  /** Not handed over before: after a failure, and while a host is at it. */
  due_at: col.instant(),
  created_at: col.instant(),
  done_at: col.nullable(col.instant()),
  last_error: col.nullable(col.text()),
}, {
  indexes: [
    { name: 'cikis_kutusu_ready', columns: ['due_at', 'id'], where: "state = 'ready'" },
    { name: 'cikis_kutusu_held', columns: ['subscriber', 'store_id'], where: "state = 'held'" },
    { name: 'cikis_kutusu_done', columns: ['done_at'], where: "state = 'done'" },
  ],
});
export type OutboxRow = Row<typeof outboxRows>;
