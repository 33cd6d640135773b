import { col, table, type Row } from '@sontechsp/sdk';

/** What must still be handed to a subscriber, written in the transaction of the fact. */
export const outboxRows = table('cikis_kutusu', {
  id: col.id(),
  firm_id: col.ref(),
  /** Empty where the fact belongs to no store; likewise terminal and user. */
  store_id: col.text(),
  terminal_id: col.text(),
  user_id: col.text(),
  topic: col.text(),
  subscriber: col.text(),
  /** The thing whose events keep their order. */
  aggregate: col.text(),
  payload: col.json(),
  /** `held`: the subscriber's plugin is off in the store. */
  state: col.text<'ready' | 'held' | 'done'>({ check: "state IN ('ready', 'held', 'done')" }),
  /** How often it was handed over, the running time included. */
  attempts: col.integer({ default: 0 }),
  /** Not handed over before. */
  due_at: col.instant(),
  /** A host is at it, until then at the latest. In no index, so that PostgreSQL can change it in place. */
  claimed_until: col.nullable(col.instant()),
  created_at: col.instant(),
  done_at: col.nullable(col.instant()),
  last_error: col.nullable(col.text()),
}, {
  indexes: [
    { name: 'cikis_kutusu_ready', columns: ['due_at', 'id'], where: "state = 'ready'" },
    { name: 'cikis_kutusu_lane', columns: ['aggregate', 'subscriber', 'id'], where: "state <> 'done'" },
    { name: 'cikis_kutusu_held', columns: ['subscriber', 'store_id', 'id'], where: "state = 'held'" },
  ],
});
export type OutboxRow = Row<typeof outboxRows>;
