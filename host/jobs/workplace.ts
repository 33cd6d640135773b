import { createToken, type Log } from '@sontechsp/sdk';
import type { KnownSecrets } from '../settings/known-secrets.js';
import type { DeclaredJobs } from './declared.js';
import type { Claimed, JobDesk } from './desk.js';
import type { JobPlaces } from './places.js';
import type { JobRig } from './rig.js';
import { begin, type Ending, type Running } from './run.js';

/** A result that could not be written is tried again so often, a second apart. */
const WRITES = 10;

/** The runs that go on in this process. */
export interface Workplace {
  /** By the row of the job. */
  readonly running: ReadonlyMap<string, Running>;
  /** Rows whose work goes on here, though its run may be over: it is not begun beside itself. */
  readonly busy: ReadonlySet<string>;
  /** Begins a run; `changed` is called when it is over, and when its work is. */
  launch(claimed: Claimed, changed: () => void): void;
  endAll(why: Ending): void;
  /** Tells all to end, and those to come; resolves when what became of them is written. */
  close(): Promise<void>;
}
export const Workplace = createToken<Workplace>('host.workplace');

interface Deps { desk: JobDesk; declared: DeclaredJobs; places: JobPlaces; rig: JobRig; secrets: KnownSecrets; log: Log }

export function createWorkplace({ desk, declared, places, rig, secrets, log }: Deps): Workplace {
  const running = new Map<string, Running>();
  const busy = new Set<string>();
  const finishing = new Set<Promise<void>>();
  let closing = false;

  async function finish({ claimed, outcome }: Running): Promise<void> {
    const { end: plain, why } = await outcome;
    const end = JSON.parse(secrets.scrub(JSON.stringify(plain))) as typeof plain;
    // Where nobody else took it, another process may begin it anew at once.
    const again = end.state === 'cancelled' && (why === 'stop' || why === 'lost');
    const facts = { job: claimed.job, storeId: claimed.storeId, run: claimed.runId, fence: claimed.fence };
    if (end.state !== 'done') log.warn({ ...facts, state: end.state }, `Job ${claimed.job} did not end well: ${end.message}`);
    for (let attempt = 1; attempt <= WRITES; attempt++) {
      try {
        if (!await desk.finish(claimed, end, again)) log.warn(facts, `Job ${claimed.job} was taken over while it ran here; its end was not recorded`);
        return;
      } catch (error) {
        log.warn({ ...facts, err: error }, 'The end of a run could not be written');
        if (closing) return;
        await new Promise(done => setTimeout(done, 1000).unref());
      }
    }
  }
  function endAll(why: Ending): void {
    for (const run of running.values()) run.end(why);
  }

  return {
    running, busy, endAll,
    launch(claimed, changed) {
      const found = declared.get(claimed.job)!;
      const run = begin(claimed, found, async () => ({
        ...rig.use(found.plugin, found.job), scope: await places.scopeAt(claimed, `job-${claimed.runId}`),
      }), rig.times.graceMs);
      running.set(claimed.id, run);
      busy.add(claimed.id);
      const finished = finish(run).then(() => {
        running.delete(claimed.id);
        finishing.delete(finished);
        changed();
      });
      finishing.add(finished);
      void Promise.all([run.settled, finished]).then(() => {
        busy.delete(claimed.id);
        changed();
      });
      if (closing) run.end('stop');
    },
    async close() {
      closing = true;
      endAll('stop');
      await Promise.all([...finishing]);
    },
  };
}
