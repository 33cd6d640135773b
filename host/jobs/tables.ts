import { col, table, type Row } from '@sontechsp/sdk';

/** A job at a place: when it runs next, and who is at it. */
export const jobRows = table('zamanli_isler', {
  id: col.id(),
  plugin: col.text(),
  job: col.text(),
  /** Empty for what is done once for all. */
  firm_id: col.text(),
  /** Empty where it is not done per store. */
  store_id: col.text(),
  /** JSON of what `next_run_at` was reckoned from, the time zone included. */
  schedule: col.text(),
  /** Null: not scheduled, for its plugin is off there. */
  next_run_at: col.nullable(col.instant()),
  /** A run a person asked for and nobody has begun. */
  requested_run: col.nullable(col.ref()),
  /** Who is at it, until when at the latest, in which run, and when that was due. */
  holder: col.nullable(col.text()),
  lease_until: col.nullable(col.instant()),
  run_id: col.nullable(col.ref()),
  due_at: col.nullable(col.instant()),
  /** Grows with every run. */
  fence: col.integer({ default: 0 }),
  /** Runs lost one after the other: a run that kills its host is not begun for ever. */
  losses: col.integer({ default: 0 }),
  last_run: col.nullable(col.ref()),
}, { indexes: [{ name: 'zamanli_isler_place', columns: ['job', 'firm_id', 'store_id'], unique: true }] });
export type JobRow = Row<typeof jobRows>;

export const runStates = ['queued', 'running', 'done', 'failed', 'timedOut', 'lost', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];
export const runCauses = ['schedule', 'person', 'takeover'] as const;
export type RunCause = (typeof runCauses)[number];

/** What was run, and how it ended. */
export const jobRuns = table('is_gecmisi', {
  id: col.id(),
  job_id: col.ref(),
  state: col.text<RunState>({ check: `state IN (${runStates.map(s => `'${s}'`).join(', ')})` }),
  cause: col.text<RunCause>(),
  /** Who asked for it; empty: the clock. */
  asked_by: col.text(),
  due_at: col.instant(),
  started_at: col.nullable(col.instant()),
  ended_at: col.nullable(col.instant()),
  fence: col.nullable(col.integer()),
  /** The process that ran it, as people know it. */
  host: col.nullable(col.text()),
  message: col.nullable(col.text()),
  result: col.nullable(col.json()),
}, { indexes: [{ name: 'is_gecmisi_job', columns: ['job_id', 'id'] }] });
export type RunRow = Row<typeof jobRuns>;

/** One row: the process that looks after what concerns all. */
export const jobLeader = table('is_lideri', {
  id: col.integer({ check: 'id = 1' }),
  holder: col.text(),
  host: col.text(),
  since: col.instant(),
  lease_until: col.instant(),
});
export type LeaderRow = Row<typeof jobLeader>;
