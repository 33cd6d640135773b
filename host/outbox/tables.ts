import { col, table, type Row } from '@sontechsp/sdk';

/** Where a row of the outbox stands; the state machine is `outcome.ts` and `desk.ts`. */
export const outboxStates = ['ready', 'leased', 'retry', 'uncertain', 'dead', 'held', 'done', 'cancelled'] as const;
export type OutboxState = (typeof outboxStates)[number];

/** What is known of a request whose answer was lost, or that was refused: for the person who must decide. */
export interface Evidence {
  readonly at: string;
  /** `auth`, `validation`, … of a `Failure`; `timeout`, `hostLost`, `error` otherwise. */
  readonly kind: string;
  readonly message: string;
  readonly remoteCode?: string;
  readonly said?: string;
}

/**
 * What must still be handed to a subscriber, written in the transaction of the fact. The state stands in no index: PostgreSQL
 * can then lease a row in place. What an index needs to know is said by two times instead: `due_at` is set while a row is
 * `ready`, `leased` or `retry`, and `done_at` once it is `done` or `cancelled`; a row with neither waits for a person or a plugin.
 */
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
  /** Rows of one lane share back-off, `Retry-After` and breaker. */
  lane: col.text({ default: '' }),
  payload: col.json(),
  state: col.text<OutboxState>({ check: `state IN (${outboxStates.map(s => `'${s}'`).join(', ')})` }),
  /** How often it was handed over, the running time included. */
  attempts: col.integer({ default: 0 }),
  /** Attempts that do not count towards the limit: those before a person said `retry`, and refused credentials. */
  forgiven: col.integer({ default: 0 }),
  /** An attempt may have acted though its answer was lost. */
  in_doubt: col.flag({ default: false }),
  /** Not handed over before. */
  due_at: col.nullable(col.instant()),
  /** The run of the host that is at it, until then at the latest, by the time of the database. */
  leased_by: col.nullable(col.text()),
  leased_until: col.nullable(col.instant()),
  created_at: col.instant(),
  done_at: col.nullable(col.instant()),
  /** Who ended it without a delivery: a user's id, or `plugin.disabled`. */
  closed_by: col.nullable(col.text()),
  last_error: col.nullable(col.text()),
  /** What `handle` resolved to. */
  answer: col.nullable(col.json()),
  evidence: col.nullable(col.json<Evidence>()),
}, {
  indexes: [
    { name: 'cikis_kutusu_due', columns: ['lane', 'due_at', 'id'], where: 'due_at IS NOT NULL' },
    { name: 'cikis_kutusu_order', columns: ['aggregate', 'subscriber', 'id'], where: 'done_at IS NULL' },
    { name: 'cikis_kutusu_waiting', columns: ['subscriber', 'store_id', 'id'], where: 'due_at IS NULL AND done_at IS NULL' },
    { name: 'cikis_kutusu_closed', columns: ['id'], where: 'closed_by IS NOT NULL' },
  ],
});
export type OutboxRow = Row<typeof outboxRows>;

/** What happened to a row beside a delivery that succeeded at once, which needs no line: its row says it all. */
export const outboxAttempts = table('cikis_kutusu_denemeleri', {
  row_id: col.ref(),
  id: col.id(),
  firm_id: col.ref(),
  at: col.instant(),
  attempt: col.integer(),
  /** The state it led to. */
  state: col.text<OutboxState>(),
  /** A person's doing. */
  user_id: col.nullable(col.text()),
  /** The error, or a person's reason. */
  note: col.nullable(col.text()),
  evidence: col.nullable(col.json<Evidence>()),
}, { primaryKey: ['row_id', 'id'] });
export type OutboxAttempt = Row<typeof outboxAttempts>;

/** Lanes that rest, and why; a healthy lane has no row. */
export const outboxLanes = table('cikis_kutusu_hatlari', {
  lane: col.text(),
  reason: col.text<'auth' | 'rateLimited' | 'unavailable'>(),
  /** How often it was put to rest without a success in between. */
  times: col.integer({ default: 1 }),
  /** Then one row is let through as a probe. Empty: not before an admin has changed or retried something. */
  rests_until: col.nullable(col.instant()),
  last_error: col.text(),
  changed_at: col.instant(),
}, { primaryKey: ['lane'] });
export type OutboxLane = Row<typeof outboxLanes>;
