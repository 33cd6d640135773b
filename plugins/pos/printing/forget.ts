import { Clock, Db, job } from '@sontechsp/sdk';
import { forgetJobs } from './jobs-store.js';

const KEEP_DAYS = 90;

/** Print jobs are kept as long as anybody asks whether a slip came out. */
export const forgetPrintJobs = job(
  { id: 'pos.printing.forget', schedule: { cron: '40 4 * * *' }, per: 'store', catchUp: 'once', use: { db: Db, clock: Clock } },
  async ({ scope, db, clock }) => {
    const before = new Date(Date.parse(clock.now()) - KEEP_DAYS * 24 * 3600_000).toISOString();
    return { forgotten: await db.transaction(tx => forgetJobs(tx, scope.storeId, before)) };
  },
);
