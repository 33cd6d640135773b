import { createToken, type Background, type Log } from '@sontechsp/sdk';

/** What plugins see as `Background`, and how the host ends it. */
export interface BackgroundWork extends Background {
  /** Resolves when nothing is running or waiting. */
  idle(): Promise<void>;
  /** Tells all works to stop and waits for them, at most `graceMs`. Work started later is refused. */
  stop(graceMs?: number): Promise<void>;
}
export const BackgroundWork = createToken<BackgroundWork>('host.background');

/** Runs named works after the reply: one at a time per name, in the order they were started. */
export function createBackground({ log }: { log: Log }): BackgroundWork {
  const stopping = new AbortController();
  const last = new Map<string, Promise<void>>();

  async function run(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    // Work that never began is dropped at a stop; what has begun hears the signal.
    if (stopping.signal.aborted) return;
    try {
      await work(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ err: error, work: name }, 'Background work failed.');
    }
  }
  const idle = async () => {
    while (last.size > 0) await Promise.all(last.values());
  };

  return {
    start(name, work) {
      if (stopping.signal.aborted) return log.warn({ work: name }, 'Background work was not started: the host is stopping.');
      const mine = (last.get(name) ?? Promise.resolve()).then(() => run(name, work)).then(() => {
        if (last.get(name) === mine) last.delete(name);
      });
      last.set(name, mine);
    },
    idle,
    async stop(graceMs = 1500) {
      stopping.abort();
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<'late'>(late => { timer = setTimeout(late, graceMs, 'late'); });
      if (await Promise.race([idle(), grace]) === 'late') log.warn({ works: [...last.keys()] }, 'Background work did not stop in time.');
      clearTimeout(timer);
    },
  };
}
