import { keyset, parseSort, type Queries, type Tx } from '@sontechsp/sdk';
import { jobLeader, jobRows, jobRuns, type JobRow, type LeaderRow, type RunRow, type RunState } from './tables.js';

export async function databaseNow(db: Queries): Promise<string> {
  const sql = db.dialect === 'postgres' ? 'SELECT clock_timestamp() AS now' : `SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now`;
  return (await db.first<{ now: string }>(sql))!.now;
}

/** The version of plugins, stores and settings, which stays as it is until the transaction ends. */
export async function keptVersion(tx: Tx): Promise<number> {
  return (await tx.first<{ version: number }>(`SELECT version FROM surumler WHERE id = 1${tx.dialect === 'postgres' ? ' FOR SHARE' : ''}`))!.version;
}

export interface StorePlace {
  readonly id: string;
  readonly firm_id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly language: string;
}
export const allStores = (db: Queries): Promise<StorePlace[]> =>
  db.query<StorePlace>('SELECT id, firm_id, name, time_zone, language FROM magazalar ORDER BY created_at, id');

export const allJobRows = (db: Queries): Promise<JobRow[]> => db.query('SELECT * FROM zamanli_isler', [], jobRows);
export const jobRowById = (db: Queries, id: string) => db.first('SELECT * FROM zamanli_isler WHERE id = $1', [id], jobRows);
export const lockJobRow = (tx: Tx, id: string) => tx.first(`SELECT * FROM zamanli_isler WHERE id = $1${tx.forUpdate}`, [id], jobRows);
/** Adds a row unless another host has been quicker. */
export function addJobRow(tx: Tx, { id, plugin, job, firm_id, store_id, schedule, next_run_at }: Pick<JobRow, 'id' | 'plugin' | 'job' | 'firm_id' | 'store_id' | 'schedule' | 'next_run_at'>): void {
  tx.later(
    `INSERT INTO zamanli_isler (id, plugin, job, firm_id, store_id, schedule, next_run_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (job, firm_id, store_id) DO NOTHING`, [id, plugin, job, firm_id, store_id, schedule, next_run_at]);
}
export const changeJobRow = (tx: Tx, id: string, changes: Partial<JobRow>) => tx.update(jobRows, { id }, changes);

const numbered = (values: readonly unknown[], from: number): string => values.map((_, at) => `$${at + from}`).join(', ');

/** When something is to be done next, a moment in the past when at once; null: never. */
export async function nextMoment(db: Queries, jobs: readonly string[]): Promise<string | null> {
  const row = await db.first<{ at: string | null }>(
    `SELECT MIN(CASE WHEN holder IS NOT NULL THEN lease_until WHEN requested_run IS NOT NULL THEN '2000-01-01T00:00:00.000Z' ELSE next_run_at END) AS at
       FROM zamanli_isler WHERE job IN (${numbered(jobs, 1)})`, jobs);
  return row?.at ?? null;
}
/** Rows whose time has come, and those whose holder was not heard of; locked, past those another host is looking at. */
export async function lockDue(tx: Tx, jobs: readonly string[], now: string, limit: number): Promise<JobRow[]> {
  return tx.query(
    `SELECT * FROM zamanli_isler WHERE job IN (${numbered(jobs, 2)})
        AND ((holder IS NULL AND (requested_run IS NOT NULL OR next_run_at <= $1)) OR (holder IS NOT NULL AND lease_until <= $1))
      ORDER BY next_run_at, id LIMIT ${limit}${tx.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : ''}`, [now, ...jobs], jobRows);
}
/** Says that this process lives; resolves to the fences of what is still its own, by row. */
export async function renewLeases(tx: Tx, holder: string, until: string): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; fence: number }>(
    'UPDATE zamanli_isler SET lease_until = $2 WHERE holder = $1 RETURNING id, fence', [holder, until]);
  return new Map(rows.map(row => [row.id, row.fence]));
}
/** Lets go of a run that ended; false when another host has it by now. `again`: it is due at once, for others. */
export async function releaseJob(tx: Tx, id: string, holder: string, fence: number, again: boolean): Promise<boolean> {
  const next = again ? ', next_run_at = CASE WHEN next_run_at IS NULL THEN NULL ELSE due_at END' : '';
  return await tx.run(
    `UPDATE zamanli_isler SET holder = NULL, lease_until = NULL, run_id = NULL, due_at = NULL, losses = 0${next} WHERE id = $1 AND holder = $2 AND fence = $3`,
    [id, holder, fence]) === 1;
}

export const addRun = (tx: Tx, run: Partial<RunRow>): void => tx.insertLater(jobRuns, [run]);
export const runById = (db: Queries, id: string) => db.first('SELECT * FROM is_gecmisi WHERE id = $1', [id], jobRuns);
export const beginQueuedRun = (tx: Tx, id: string, changes: Partial<RunRow>) => tx.update(jobRuns, { id, state: 'queued' }, changes);
export interface RunEnd {
  readonly state: RunState;
  readonly at: string;
  readonly message: string | null;
  readonly result: unknown;
}
export const endRun = (tx: Tx, id: string, { state, at, message, result }: RunEnd) =>
  tx.update(jobRuns, { id, ended_at: null }, { state, ended_at: at, message, result: result ?? null });
export const lastRuns = (db: Queries): Promise<RunRow[]> =>
  db.query('SELECT r.* FROM is_gecmisi r JOIN zamanli_isler j ON j.last_run = r.id', [], jobRuns);

/** Of every job the newest `keep` runs stay, and of them those since `before`; resolves to how many went. */
export async function forgetRuns(tx: Tx, keep: number, before: string): Promise<number> {
  return tx.run(
    `DELETE FROM is_gecmisi WHERE id IN (
       SELECT id FROM (SELECT id, ended_at, ROW_NUMBER() OVER (PARTITION BY job_id ORDER BY id DESC) AS nth FROM is_gecmisi) r
        WHERE (nth > $1 OR (nth > 1 AND ended_at < $2)) AND ended_at IS NOT NULL LIMIT 2000)`, [keep, before]);
}

export const leader = (db: Queries): Promise<LeaderRow | undefined> => db.first('SELECT * FROM is_lideri WHERE id = 1', [], jobLeader);
export const lockLeader = (tx: Tx) => tx.first(`SELECT * FROM is_lideri WHERE id = 1${tx.forUpdate}`, [], jobLeader);
/** False when another host was first. */
export async function firstLeader(tx: Tx, { holder, host, since, lease_until }: LeaderRow): Promise<boolean> {
  return await tx.run(
    'INSERT INTO is_lideri (id, holder, host, since, lease_until) VALUES (1, $1, $2, $3, $4) ON CONFLICT (id) DO NOTHING', [holder, host, since, lease_until]) === 1;
}
export const changeLeader = (tx: Tx, row: LeaderRow) => tx.update(jobLeader, { id: 1 }, row);
export const keepLeading = (tx: Tx, holder: string, until: string) => tx.update(jobLeader, { id: 1, holder }, { lease_until: until });
export function pageOfRuns(db: Queries, jobId: string, state: RunState | undefined, { sort, cursor, limit }: { sort: string | undefined; cursor: string | undefined; limit: number | undefined }) {
  const filter: string[] = state === undefined ? [jobId] : [jobId, state];
  const k = keyset({ sort: parseSort(sort, { createdAt: 'id' }, '-createdAt'), cursor, limit, idColumn: 'id', firstParam: filter.length + 1 });
  return db.query(
    `SELECT * FROM is_gecmisi WHERE job_id = $1${state === undefined ? '' : ' AND state = $2'} AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`,
    [...filter, ...k.params], jobRuns).then(rows => k.page(rows));
}
