import { Db, job } from '@sontechsp/sdk';
import { JobTime, plusMs } from './rig.js';
import { forgetRuns } from './store.js';

const KEEP = 200;
const KEEP_MS = 90 * 24 * 3600_000;

/** Jobs look after their own history. */
export const ownJobs = [
  job({ id: 'host.jobs.forget', schedule: { cron: '20 * * * *' }, per: 'host', catchUp: 'once', use: { db: Db, time: JobTime } }, async ({ db, time, signal }) => {
    const before = plusMs(await time.now(db), -KEEP_MS);
    let forgotten = 0;
    for (;;) {
      const some = await db.transaction(tx => forgetRuns(tx, KEEP, before));
      if (some === 0) return { forgotten };
      forgotten += some;
      signal.throwIfAborted();
    }
  }),
];
