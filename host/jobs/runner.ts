import { createToken, type Log } from '@sontechsp/sdk';
import type { Database } from '../database/database.js';
import type { KnownSecrets } from '../settings/known-secrets.js';
import type { Version } from '../tokens.js';
import type { DeclaredJobs } from './declared.js';
import type { Claimed, JobDesk } from './desk.js';
import type { Leadership } from './leader.js';
import type { JobPlaces } from './places.js';
import type { JobRig } from './rig.js';
import { begin, type Ending, type Running } from './run.js';
import type { JobSync } from './sync.js';

/** A process does so many runs at the same time: they share the database with the sales of the moment. */
const AT_ONCE = 4;
/** A result that could not be written is tried again so often, a second apart. */
const WRITES = 10;
export const CHANNEL = 'isler';

/** Runs jobs in this process until it stops. */
export interface JobRunner {
  start(): void;
  /** Tells what runs to end, waits a little, and lets other processes have it. */
  stop(): Promise<void>;
}
export const JobRunner = createToken<JobRunner>('host.jobRunner');

interface Deps {
  database: Database;
  version: Version;
  log: Log;
  rig: JobRig;
  work: { desk: JobDesk; declared: DeclaredJobs; places: JobPlaces; secrets: KnownSecrets };
  lead: { leadership: Leadership; sync: JobSync };
}

export function createJobRunner({ database, version, log, rig, work: { desk, declared, places, secrets }, lead: { leadership, sync } }: Deps): JobRunner {
  const { times } = rig;
  const running = new Map<string, Running>();
  /** Rows whose work goes on here, though its run may be over: it is not begun beside itself. */
  const busy = new Set<string>();
  const finishing = new Set<Promise<void>>();
  const stops: (() => void)[] = [];
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let beating: Promise<void> | undefined;
  let starting: Promise<void> | undefined;
  let again = false;
  let heardAt = 0;

  const troubled = (error: unknown): void => log.warn({ err: error }, 'Jobs could not be read or written; trying again');

  function schedule(ms: number): void {
    if (stopping) return;
    clearTimeout(timer);
    timer = setTimeout(wake, Math.min(Math.max(ms, 5), times.pollMs)).unref();
  }
  function wake(): void {
    if (stopping) return;
    if (round) {
      again = true;
      return;
    }
    again = false;
    round = look().catch((error: unknown) => {
      troubled(error);
      return times.pollMs;
    }).then(wait => {
      round = undefined;
      schedule(again ? 0 : wait);
    });
  }

  /** Begins what is due; resolves to how long nothing will be. */
  async function look(): Promise<number> {
    const free = AT_ONCE - running.size;
    if (free <= 0) return times.pollMs;
    const wait = await desk.wait();
    if (wait > 0) return wait;
    const claimed = await desk.claim(free, busy);
    claimed.forEach(launch);
    return claimed.length === 0 ? times.pollMs : 0;
  }

  function launch(claimed: Claimed): void {
    const found = declared.get(claimed.job)!;
    const run = begin(claimed, found, async () => ({
      ...rig.use(found.plugin, found.job), scope: await places.scopeAt(claimed, `job-${claimed.runId}`),
    }), times.graceMs);
    running.set(claimed.id, run);
    busy.add(claimed.id);
    const finished = finish(run).then(() => {
      running.delete(claimed.id);
      finishing.delete(finished);
      wake();
    });
    finishing.add(finished);
    void Promise.all([run.settled, finished]).then(() => {
      busy.delete(claimed.id);
      wake();
    });
    if (stopping) run.end('stop');
  }

  async function finish(run: Running): Promise<void> {
    const { claimed } = run;
    const { end: plain, why } = await run.outcome;
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
        troubled(error);
        if (stopping) return;
        await new Promise(done => setTimeout(done, 1000).unref());
      }
    }
  }

  const beat = (): Promise<void> => (beating ??= sayAlive().finally(() => { beating = undefined; }));
  /** Says that this process lives, and hears what is no longer its own. */
  async function sayAlive(): Promise<void> {
    try {
      if (await leadership.turn()) await sync.now();
      const mine = [...running.values()];
      if (mine.length > 0) {
        const held = await desk.beat();
        for (const run of mine) if (held.get(run.claimed.id) !== run.claimed.fence) run.end('lost');
      }
      heardAt = performance.now();
    } catch (error) {
      troubled(error);
      // Others cannot know that it still runs here.
      if (performance.now() - heardAt > times.leaseMs) endAll('lost');
    }
  }
  function endAll(why: Ending): void {
    for (const run of running.values()) run.end(why);
  }
  async function plugins(): Promise<void> {
    for (const run of running.values()) if (!await places.isOn(run.plugin, run.claimed)) run.end('off');
    await sync.now();
    wake();
  }

  async function begun(): Promise<void> {
    await beat();
    await sync.now().catch(troubled);
    await say();
    if (stopping) return;
    const pulse = setInterval(() => void beat(), times.beatMs).unref();
    stops.push(() => clearInterval(pulse), version.onChange(() => void plugins().catch(troubled)), database.listen(CHANNEL, () => { void beat().then(wake); }));
    wake();
  }
  async function say(): Promise<void> {
    const leader = await leadership.current().catch(() => undefined);
    const who = leader === undefined ? 'nobody leads' : leader.holder === rig.holder ? 'this process leads' : `${leader.host} leads`;
    log.info({ jobs: rig.enabled ? 'on' : 'off', leader: leader?.host ?? null }, `Jobs are ${rig.enabled ? 'on' : 'off'} in this process; ${who}.`);
  }

  return {
    start() {
      heardAt = performance.now();
      starting = (rig.enabled ? begun() : say()).catch(troubled);
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      for (const stop of stops.splice(0)) stop();
      await starting;
      if (!rig.enabled || !starting) return;
      await round;
      endAll('stop');
      await Promise.all([beating, ...finishing]);
      await leave().catch(troubled);
    },
  };

  async function leave(): Promise<void> {
    await leadership.leave();
    await database.transaction(async tx => database.notify(tx, CHANNEL, ''));
  }
}
