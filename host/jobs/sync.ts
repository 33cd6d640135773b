import { createToken, type Db, type Ids, type Tx } from '@sontechsp/sdk';
import type { Version } from '../tokens.js';
import type { DeclaredJobs } from './declared.js';
import type { JobPlaces } from './places.js';
import { JobTime } from './rig.js';
import { nextRun, placed, type PlacedSchedule } from './schedule.js';
import { addJobRow, allJobRows, changeJobRow, endRun, keptVersion } from './store.js';
import type { JobRow } from './tables.js';

/** Keeps one row per job and place, scheduled where the plugin is on. */
export interface JobSync {
  /** Resolves when the rows are as plugins, stores and settings are now; looks again only after a change of them. */
  now(): Promise<void>;
}
export const JobSync = createToken<JobSync>('host.jobSync');

interface Deps { db: Db; declared: DeclaredJobs; places: JobPlaces; version: Version; time: JobTime; ids: Ids }
interface Wanted {
  readonly plugin: string;
  readonly job: string;
  readonly firmId: string;
  readonly storeId: string;
  readonly schedule: PlacedSchedule;
  readonly on: boolean;
}
const keyOf = (job: string, firmId: string, storeId: string): string => `${job} ${firmId} ${storeId}`;

export function createJobSync({ db, declared, places, version, time, ids }: Deps): JobSync {
  async function wanted(): Promise<Wanted[]> {
    const perJob = await Promise.all(declared.all().map(async one => (await places.of(one)).map(place => ({
      plugin: one.plugin.id, job: one.job.id, firmId: place.firmId, storeId: place.storeId, schedule: placed(one.job, place.timeZone), on: place.on,
    }))));
    return perJob.flat();
  }

  async function sync(): Promise<void> {
    const at = version.current();
    const [want, rows] = [await wanted(), await allJobRows(db)];
    const there = new Map(rows.map(row => [keyOf(row.job, row.firm_id, row.store_id), row]));
    const now = await time.now(db);
    const works: ((tx: Tx) => Promise<unknown> | void)[] = [];
    for (const one of want) {
      const key = keyOf(one.job, one.firmId, one.storeId);
      const row = there.get(key);
      there.delete(key);
      const work = row ? change(row, one, now) : add(one, now);
      if (work) works.push(work);
    }
    // What is left belongs to plugins that do not run here, or to stores that are gone.
    for (const row of there.values()) if (row.next_run_at !== null) works.push(tx => unschedule(tx, row, now));
    if (works.length > 0) await db.transaction(async tx => {
      // What was wanted before the latest change must not be written after what is wanted since; whoever hears of it looks anew.
      if (await keptVersion(tx) !== at) return;
      for (const work of works) await work(tx);
    });
  }

  const add = (one: Wanted, now: string) => (tx: Tx): void => addJobRow(tx, {
    id: ids.next(), plugin: one.plugin, job: one.job, firm_id: one.firmId, store_id: one.storeId,
    schedule: JSON.stringify(one.schedule), next_run_at: one.on ? nextRun(one.schedule, now) : null,
  });
  function change(row: JobRow, { schedule, on }: Wanted, now: string): ((tx: Tx) => Promise<unknown>) | undefined {
    const text = JSON.stringify(schedule);
    if (!on) return row.next_run_at !== null || row.requested_run !== null ? tx => unschedule(tx, row, now) : undefined;
    if (row.next_run_at !== null && row.schedule === text) return undefined;
    // Switched on again, what it missed while off is not made up for.
    return tx => changeJobRow(tx, row.id, { schedule: text, next_run_at: nextRun(schedule, now) });
  }
  async function unschedule(tx: Tx, row: JobRow, now: string): Promise<void> {
    await changeJobRow(tx, row.id, { next_run_at: null, requested_run: null });
    if (row.requested_run !== null) await endRun(tx, row.requested_run, { state: 'cancelled', at: now, message: 'host:jobs.ended.off', result: null });
  }

  const synced = version.cache(() => sync());
  return { now: () => synced('') };
}
