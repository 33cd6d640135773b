import { createToken, type Db, type Ids, type Tx } from '@sontechsp/sdk';
import type { DeclaredJobs } from './declared.js';
import type { JobPlaces } from './places.js';
import { JobRig, JobTime, plusMs } from './rig.js';
import { nextRun, type PlacedSchedule } from './schedule.js';
import { addRun, beginQueuedRun, changeJobRow, endRun, lockDue, nextMoment, releaseJob, renewLeases, type RunEnd } from './store.js';
import type { JobRow, RunCause } from './tables.js';

/** A run this process has taken upon itself. */
export interface Claimed {
  /** The row of the job at its place. */
  readonly id: string;
  readonly runId: string;
  readonly job: string;
  readonly firmId: string;
  readonly storeId: string;
  readonly dueAt: string;
  readonly fence: number;
}
/** Gives out runs, each to one process at a time, and takes in how they ended. */
export interface JobDesk {
  /** Milliseconds until something is to be done; Infinity: nothing. */
  wait(): Promise<number>;
  /** Takes at most so many runs whose time has come; `busy` rows are passed over. */
  claim(most: number, busy: ReadonlySet<string>): Promise<Claimed[]>;
  /** Says that this process lives; resolves to the fences of what it still holds, by row. */
  beat(): Promise<Map<string, number>>;
  /** Writes down how a run ended; false, and nothing is written, when it was taken over. `again`: others may begin it anew at once. */
  finish(run: Claimed, end: Omit<RunEnd, 'at'>, again?: boolean): Promise<boolean>;
}
export const JobDesk = createToken<JobDesk>('host.jobDesk');

/** After so many losses in a row a run waits for its next time. */
const MOST_LOSSES = 3;

interface Deps { db: Db; rig: JobRig; time: JobTime; ids: Ids; declared: DeclaredJobs; places: JobPlaces }

export function createJobDesk({ db, rig, time, ids, declared, places }: Deps): JobDesk {
  const { holder, host, times } = rig;

  /** Undefined when a run was lost and is not to be begun again. */
  async function take(tx: Tx, row: JobRow, now: string): Promise<Claimed | undefined> {
    const lost = row.holder !== null;
    const due = row.next_run_at !== null && row.next_run_at <= now;
    const losses = lost ? row.losses + 1 : row.losses;
    if (lost) await endRun(tx, row.run_id!, { state: 'lost', at: now, message: 'host:jobs.ended.lost', result: null });
    if (lost && losses >= MOST_LOSSES && !due && row.requested_run === null) {
      await changeJobRow(tx, row.id, { holder: null, lease_until: null, run_id: null, due_at: null, losses: 0 });
      return undefined;
    }
    const cause: RunCause = row.requested_run !== null ? 'person' : lost ? 'takeover' : 'schedule';
    const dueAt = cause === 'person' ? now : lost ? row.due_at! : row.next_run_at!;
    const fence = row.fence + 1;
    const runId = row.requested_run ?? ids.next();
    const begun = { state: 'running' as const, started_at: now, fence, host };
    if (row.requested_run !== null) await beginQueuedRun(tx, runId, begun);
    else addRun(tx, { id: runId, job_id: row.id, cause, asked_by: '', due_at: dueAt, ...begun });
    await changeJobRow(tx, row.id, {
      holder, lease_until: plusMs(now, times.leaseMs), run_id: runId, due_at: dueAt, last_run: runId, requested_run: null, fence,
      losses: losses >= MOST_LOSSES ? 0 : losses,
      next_run_at: due ? nextRun(JSON.parse(row.schedule) as PlacedSchedule, now, row.next_run_at!) : row.next_run_at,
    });
    return { id: row.id, runId, job: row.job, firmId: row.firm_id, storeId: row.store_id, dueAt, fence };
  }

  return {
    async wait() {
      const jobs = declared.ids();
      const at = jobs.length === 0 ? null : await nextMoment(db, jobs);
      return at === null ? Infinity : Date.parse(at) - Date.parse(await time.now(db));
    },
    claim: (most, busy) => db.transaction(async tx => {
      const now = await time.now(tx);
      const claimed: Claimed[] = [];
      for (const row of await lockDue(tx, declared.ids(), now, most + busy.size + 20)) {
        if (claimed.length === most) break;
        if (busy.has(row.id) || !await places.isOn(row.plugin, { firmId: row.firm_id, storeId: row.store_id })) continue;
        const run = await take(tx, row, now);
        if (run) claimed.push(run);
      }
      return claimed;
    }),
    beat: () => db.transaction(async tx => renewLeases(tx, holder, plusMs(await time.now(tx), times.leaseMs))),
    finish: (run, end, again = false) => db.transaction(async tx => {
      if (!await releaseJob(tx, run.id, holder, run.fence, again)) return false;
      await endRun(tx, run.runId, { ...end, at: await time.now(tx) });
      return true;
    }),
  };
}
