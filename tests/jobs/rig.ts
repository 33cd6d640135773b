import { definePlugin, job, type Clock, type Job, type JobContext, type Plugin } from '@sontechsp/sdk';
import type { Client } from '../support/client.js';

/** Little patience, so that a test need not wait. */
export const quick = { pollMs: 20, leaseMs: 2_000, beatMs: 100, graceMs: 150 };

/** A clock that stands until a test moves it. */
export function standingClock(from: string): Clock & { set(instant: string): void; add(ms: number): void } {
  let now = Date.parse(from);
  return {
    now: () => new Date(now).toISOString(),
    set: instant => { now = Date.parse(instant); },
    add: ms => { now += ms; },
  };
}

/** A clock on which a second is over in 50 ms, so that a test need not wait for the shortest period there is; leases last as long as ever. */
export function hurried(): { clock: Clock; jobTimes: typeof quick } {
  const began = Date.now();
  return { clock: { now: () => new Date(began + (Date.now() - began) * 20).toISOString() }, jobTimes: { ...quick, leaseMs: quick.leaseMs * 20 } };
}

type Spec = Partial<Pick<Job, 'schedule' | 'per' | 'catchUp' | 'timeoutMs'>> & { id?: string };
/** A plugin with one job, which does what the test says. Unless said, it has a year until its first run. */
export function worker(spec: Spec, run: (context: JobContext) => Promise<unknown> | unknown): Plugin {
  return definePlugin({
    id: 'calisan', name: 'Çalışan', version: '1.0.0', locales: { tr: { jobs: { 'calisan.work': 'Çalış' } } },
    jobs: [job({ id: 'calisan.work', schedule: { everyMs: 365 * 24 * 3600_000 }, per: 'host', ...spec }, async context => run(context))],
  });
}

/** The job of the worker, as an admin sees it; of a store where it has several. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test asserts on the values themselves
export async function theJob(admin: Client, storeId?: string): Promise<any> {
  const { body } = await admin.get('/api/jobs');
  return body.items.find((item: { job: string; storeId: string | null }) => item.job === 'calisan.work' && (storeId === undefined || item.storeId === storeId));
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test asserts on the values themselves
export async function runsOf(admin: Client, storeId?: string): Promise<any[]> {
  const { body } = await admin.get(`/api/jobs/${(await theJob(admin, storeId)).id}/runs`);
  return body.items;
}
