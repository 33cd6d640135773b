import { Refusal, createToken, toldMessage, type Db, type Messages } from '@sontechsp/sdk';
import type { UserAccess } from '../identity/access.js';
import { mayEnter } from '../identity/access.js';
import type { DeclaredJobs } from './declared.js';
import type { JobPlaces } from './places.js';

import { JobTime } from './rig.js';
import type { PlacedSchedule } from './schedule.js';
import { allJobRows, jobRowById, lastRuns } from './store.js';
import type { JobSync } from './sync.js';
import type { JobRow, RunCause, RunRow, RunState } from './tables.js';

export interface RunItem {
  readonly id: string;
  readonly state: RunState;
  readonly cause: RunCause;
  readonly askedBy: string | null;
  readonly dueAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly host: string | null;
  readonly fence: number | null;
  readonly message: string | null;
  readonly result: unknown;
}
export interface JobItem {
  readonly id: string;
  readonly job: string;
  readonly plugin: string;
  readonly title: string;
  readonly schedule: PlacedSchedule;
  readonly per: 'store' | 'firm' | 'host';
  readonly storeId: string | null;
  readonly storeName: string | null;
  readonly state: 'off' | 'scheduled' | 'queued' | 'running';
  readonly running: boolean;
  readonly nextRunAt: string | null;
  readonly lastRun: RunItem | null;
}
/** What people see of jobs. */
export interface JobBook {
  /** Jobs of the caller's firm in the stores they may enter, and those of the house, by plugin. */
  list(caller: Pick<UserAccess, 'firmId' | 'stores'>, language: string): Promise<JobItem[]>;
  /** A Refusal `host.notFound` when the caller may not see it. */
  row(caller: Pick<UserAccess, 'firmId' | 'stores'>, id: string): Promise<JobRow>;
  run(row: RunRow, language: string): RunItem;
}
export const JobBook = createToken<JobBook>('host.jobBook');

interface Deps { db: Db; declared: DeclaredJobs; places: JobPlaces; sync: JobSync; time: JobTime; messages: Messages }

export function createJobBook({ db, declared, places, sync, time, messages }: Deps): JobBook {
  const mayStandFor = ({ firmId, stores }: Pick<UserAccess, 'firmId' | 'stores'>, row: JobRow): boolean =>
    declared.get(row.job) !== undefined && (row.firm_id === '' || row.firm_id === firmId) && (row.store_id === '' || mayEnter({ stores }, row.store_id));

  const run = (row: RunRow, language: string): RunItem => ({
    id: row.id, state: row.state, cause: row.cause, askedBy: row.asked_by || null, dueAt: row.due_at, startedAt: row.started_at, endedAt: row.ended_at,
    host: row.host, fence: row.fence, message: row.message === null ? null : toldMessage(messages, language, row.message), result: row.result,
  });
  function titleOf({ job, plugin }: JobRow, language: string): string {
    const key = `${plugin}:jobs.${job}`;
    const title = messages.text(language, key);
    return title === key ? job : title;
  }
  const stateOf = (row: JobRow, now: string): JobItem['state'] => row.holder !== null && row.lease_until! > now ? 'running'
    : row.requested_run !== null ? 'queued' : row.next_run_at === null ? 'off' : 'scheduled';

  return {
    run,
    async list(caller, language) {
      await sync.now();
      const [rows, last, names, now] = await Promise.all([allJobRows(db), lastRuns(db), places.storeNames(), time.now(db)]);
      const lastOf = new Map(last.map(row => [row.job_id, row]));
      return rows.filter(row => mayStandFor(caller, row)).map((row): JobItem => {
        const state = stateOf(row, now);
        const before = lastOf.get(row.id);
        return {
          id: row.id, job: row.job, plugin: row.plugin, title: titleOf(row, language), schedule: JSON.parse(row.schedule) as PlacedSchedule,
          per: declared.get(row.job)!.job.per, storeId: row.store_id || null, storeName: names.get(row.store_id) ?? null,
          state, running: state === 'running', nextRunAt: row.next_run_at, lastRun: before ? run(before, language) : null,
        };
      }).sort((a, b) => a.plugin.localeCompare(b.plugin) || a.job.localeCompare(b.job) || (a.storeName ?? '').localeCompare(b.storeName ?? '', 'tr') || (a.id < b.id ? -1 : 1));
    },
    async row(caller, id) {
      const row = await jobRowById(db, id);
      if (!row || !mayStandFor(caller, row)) throw new Refusal('host.notFound', 404);
      return row;
    },
  };
}
