import { createToken, type Audit, type Ids, type Scope, type Tx } from '@sontechsp/sdk';
import type { Database } from '../database/database.js';
import type { JobPlaces } from './places.js';
import { errors } from './refusals.js';
import { JobRig, JobTime } from './rig.js';
import { CHANNEL } from './runner.js';
import { addRun, changeJobRow, leader, lockJobRow, runById } from './store.js';
import type { JobRow, RunRow } from './tables.js';

/** Runs asked for by people. */
export interface JobOrders {
  /** Queues a run, which a process that runs jobs begins at once. Refused while one goes on, where the plugin is off, and where nobody runs jobs. */
  runNow(tx: Tx, scope: Scope, row: JobRow): Promise<RunRow>;
}
export const JobOrders = createToken<JobOrders>('host.jobOrders');

interface Deps { database: Database; rig: JobRig; places: JobPlaces; time: JobTime; ids: Ids; audit: Audit }

export function createJobOrders({ database, rig, places, time, ids, audit }: Deps): JobOrders {
  return {
    async runNow(tx, scope, { id, plugin, job, firm_id: firmId, store_id: storeId }) {
      if (!await places.isOn(plugin, { firmId, storeId })) throw errors('job.off');
      const row = (await lockJobRow(tx, id))!;
      const now = await time.now(tx);
      if (row.requested_run !== null || (row.holder !== null && row.lease_until! > now)) throw errors('job.running');
      if (!rig.enabled && ((await leader(tx))?.lease_until ?? '') <= now) throw errors('job.nobody');
      const run = ids.next();
      addRun(tx, { id: run, job_id: id, state: 'queued', cause: 'person', asked_by: scope.userId, due_at: now });
      await changeJobRow(tx, id, { requested_run: run });
      database.notify(tx, CHANNEL, '');
      const queued = (await runById(tx, run))!;
      await audit.record(tx, scope, 'host.job.run', { type: 'job', id }, { job, ...(storeId ? { storeId } : {}) });
      return queued;
    },
  };
}
