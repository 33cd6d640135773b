import { Clock, Db, job } from '@sontechsp/sdk';
import { forgetKeysBefore } from './store.js';

/** Keys are promised for 24 hours. */
const KEPT = 48 * 3600_000;

/** Forgets what creating calls answered, once nobody may ask for it again. */
export const httpJobs = [
  job({ id: 'host.requests.forget', schedule: { cron: '5 * * * *' }, per: 'host', catchUp: 'once', use: { db: Db, clock: Clock } }, async ({ db, clock, signal }) => {
    const before = new Date(Date.parse(clock.now()) - KEPT).toISOString();
    let forgotten = 0;
    for (;;) {
      const some = await forgetKeysBefore(db, before);
      if (some === 0) return { forgotten };
      forgotten += some;
      signal.throwIfAborted();
    }
  }),
];
