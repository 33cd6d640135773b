import { createToken, type Db, type Tx } from '@sontechsp/sdk';
import type { DeclaredJobs } from './declared.js';
import { JobRig, JobTime, plusMs } from './rig.js';
import { nextRun, type PlacedSchedule } from './schedule.js';
import { allJobRows, changeJobRow, changeLeader, endRun, firstLeader, keepLeading, leader, lockLeader } from './store.js';

export interface Leader {
  readonly holder: string;
  /** As people know it. */
  readonly host: string;
  readonly since: string;
}
/** One process of a database leads; it decides what becomes of runs that nobody was there for. */
export interface Leadership {
  /** Keeps leading, or takes over from a leader that is dead; resolves to whether this process leads. */
  turn(): Promise<boolean>;
  /** Who leads now; undefined when nobody runs jobs. */
  current(): Promise<Leader | undefined>;
  /** Steps down, so that another may lead at once. */
  leave(): Promise<void>;
}
export const Leadership = createToken<Leadership>('host.jobLeadership');

interface Deps { db: Db; rig: JobRig; time: JobTime; declared: DeclaredJobs }

export function createLeadership({ db, rig, time, declared }: Deps): Leadership {
  const { holder, host, times } = rig;
  let startedAt: string | undefined;

  async function turn(): Promise<boolean> {
    startedAt ??= await time.now(db);
    const there = await leader(db);
    if (there?.holder === holder) return db.transaction(async tx => await keepLeading(tx, holder, plusMs(await time.now(tx), times.leaseMs)) === 1);
    if (there && there.lease_until > await time.now(db)) return false;
    return db.transaction(take);
  }

  async function take(tx: Tx): Promise<boolean> {
    const before = await lockLeader(tx);
    const now = await time.now(tx);
    const mine = { id: 1, holder, host, since: now, lease_until: plusMs(now, times.leaseMs) };
    if (before && before.lease_until > now) return false;
    if (before) await changeLeader(tx, mine);
    else if (!await firstLeader(tx, mine)) return false;
    // The last leader was gone before this process came: in between nobody ran anything.
    if (!before || before.lease_until < startedAt!) await passOver(tx, startedAt!, now);
    return true;
  }

  /** Lets go of the runs nobody was there for, but for those that are to be made up for. */
  async function passOver(tx: Tx, startedAt: string, now: string): Promise<void> {
    for (const row of await allJobRows(tx)) {
      if (declared.get(row.job)?.job.catchUp !== 'skip') continue;
      const next = row.next_run_at === null ? null : nextRun(JSON.parse(row.schedule) as PlacedSchedule, now, row.next_run_at);
      if (row.holder === null) {
        if (row.next_run_at !== null && row.next_run_at < startedAt) await changeJobRow(tx, row.id, { next_run_at: next });
      } else if (row.lease_until! < startedAt) {
        await changeJobRow(tx, row.id, { next_run_at: next, holder: null, lease_until: null, run_id: null, due_at: null });
        await endRun(tx, row.run_id!, { state: 'lost', at: now, message: 'host:jobs.ended.lost', result: null });
      }
    }
  }

  return {
    turn,
    async current() {
      const there = await leader(db);
      return there && there.lease_until > await time.now(db) ? there : undefined;
    },
    async leave() {
      await db.transaction(async tx => { await keepLeading(tx, holder, await time.now(tx)); });
    },
  };
}
