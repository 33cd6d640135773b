import type { Log, Scope, Worker, WorkerContext } from '@sontechsp/sdk';

/** One that throws rests so long, and longer each time, until it has run for a while. */
const REST_MS = 1000;
const LONGEST_MS = 60_000;
/** A stop waits so long for what is under way. */
const GRACE_MS = 5000;

/** A worker together with whose it is and how to get what it uses. */
export interface OwnedWorker {
  readonly plugin: string;
  readonly worker: Worker;
  use(): Record<string, unknown>;
}
interface Deps {
  log: Log;
  workers(): readonly OwnedWorker[];
  /** Whether a plugin is on in a store, and the system's scope there. */
  isOn(plugin: string, place: { firmId: string; storeId: string }): Promise<boolean>;
  scopeAt(place: { firmId: string; storeId: string }, requestId: string): Promise<Scope>;
}
/** The workers of this process. */
export interface Workers {
  start(): void;
  stop(): Promise<void>;
}

export function createWorkers({ log, workers, isOn, scopeAt }: Deps): Workers {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function keep({ plugin, worker, use }: OwnedWorker): Promise<void> {
    const context: WorkerContext = {
      signal: stopping.signal,
      scopeAt: async place => (await isOn(plugin, place) ? { ...await scopeAt(place, `worker-${worker.id}`), terminalId: place.terminalId } : undefined),
    };
    for (let rest = REST_MS; !stopping.signal.aborted; rest = Math.min(rest * 2, LONGEST_MS)) {
      const began = performance.now();
      try {
        return await worker.run({ ...use(), ...context } as never);
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (performance.now() - began > LONGEST_MS) rest = REST_MS;
        log.error({ err: error, plugin, worker: worker.id, againInMs: rest }, 'A worker failed and is begun anew');
        await pause(rest, stopping.signal);
      }
    }
  }
  return {
    start() {
      for (const one of workers()) {
        const work = keep(one).finally(() => running.delete(work));
        running.add(work);
      }
    },
    async stop() {
      stopping.abort();
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<'late'>(late => { timer = setTimeout(late, GRACE_MS, 'late'); });
      if (await Promise.race([Promise.all([...running]), grace]) === 'late') log.warn({ workers: running.size }, 'Workers did not stop in time');
      clearTimeout(timer);
    },
  };
}

const pause = (ms: number, signal: AbortSignal): Promise<void> => new Promise(done => {
  const timer = setTimeout(done, ms).unref();
  signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
});
