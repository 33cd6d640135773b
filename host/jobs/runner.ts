import { createToken, type Log } from '@sontechsp/sdk';
import type { Database } from '../database/database.js';
import type { Version } from '../tokens.js';
import type { JobDesk } from './desk.js';
import type { Leadership } from './leader.js';
import type { JobPlaces } from './places.js';
import type { JobRig } from './rig.js';
import type { JobSync } from './sync.js';
import type { Workplace } from './workplace.js';

/** A process does so many runs at the same time: they share the database with the sales of the moment. */
const AT_ONCE = 4;
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
  work: { desk: JobDesk; places: JobPlaces; workplace: Workplace };
  lead: { leadership: Leadership; sync: JobSync };
}

export function createJobRunner({ database, version, log, rig, work: { desk, places, workplace }, lead: { leadership, sync } }: Deps): JobRunner {
  const { times } = rig;
  const stops: (() => void)[] = [];
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let again = false;
  let beating: Promise<void> | undefined;
  let starting: Promise<void> | undefined;
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
    const free = AT_ONCE - workplace.running.size;
    if (free <= 0) return times.pollMs;
    const wait = await desk.wait();
    if (wait > 0) return wait;
    const claimed = await desk.claim(free, workplace.busy);
    for (const run of claimed) workplace.launch(run, wake);
    return claimed.length === 0 ? times.pollMs : 0;
  }

  const beat = (): Promise<void> => (beating ??= sayAlive().finally(() => { beating = undefined; }));
  /** Says that this process lives, and hears what is no longer its own. */
  async function sayAlive(): Promise<void> {
    try {
      if (await leadership.turn()) await sync.now();
      const mine = [...workplace.running.values()];
      if (mine.length > 0) {
        const held = await desk.beat();
        for (const run of mine) if (held.get(run.claimed.id) !== run.claimed.fence) run.end('lost');
      }
      heardAt = performance.now();
    } catch (error) {
      troubled(error);
      // Others cannot know that it still runs here.
      if (performance.now() - heardAt > times.leaseMs) workplace.endAll('lost');
    }
  }
  /** After a change of plugins, stores or settings. */
  async function changed(): Promise<void> {
    for (const run of workplace.running.values()) if (!await places.isOn(run.plugin, run.claimed)) run.end('off');
    await sync.now();
    wake();
  }

  async function begun(): Promise<void> {
    await beat();
    await sync.now().catch(troubled);
    await say();
    if (stopping) return;
    const pulse = setInterval(() => void beat(), times.beatMs).unref();
    stops.push(() => clearInterval(pulse), version.onChange(() => void changed().catch(troubled)), database.listen(CHANNEL, () => { void beat().then(wake); }));
    wake();
  }
  async function say(): Promise<void> {
    const leader = await leadership.current().catch(() => undefined);
    const who = leader === undefined ? 'nobody leads' : leader.holder === rig.holder ? 'this process leads' : `${leader.host} leads`;
    log.info({ jobs: rig.enabled ? 'on' : 'off', leader: leader?.host ?? null }, `Jobs are ${rig.enabled ? 'on' : 'off'} in this process; ${who}.`);
  }
  async function leave(): Promise<void> {
    await leadership.leave();
    await database.transaction(async tx => database.notify(tx, CHANNEL, ''));
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
      await workplace.close();
      await beating;
      await leave().catch(troubled);
    },
  };
}
