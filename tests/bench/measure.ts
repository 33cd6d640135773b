export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly samples: number;
  /** Answers that were not what was asked for. */
  readonly failed: number;
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** Milliseconds of each call → p50, p95 and p99. */
export function summary(milliseconds: number[], seconds: number, failed = 0): Measured {
  const sorted = milliseconds.sort((a, b) => a - b);
  return { perSecond: sorted.length / seconds, p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99), samples: sorted.length, failed };
}

type Call = (client: number) => Promise<boolean>;

/** Runs `call` from `clients` loops until `over` says so. */
async function run(clients: number, over: (now: number) => boolean, call: Call): Promise<Measured> {
  const times: number[] = [];
  let failed = 0;
  const begin = performance.now();
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    for (let now = performance.now(); !over(now);) {
      const ok = await call(client);
      const then = performance.now();
      if (ok) times.push(then - now);
      else failed++;
      now = then;
    }
  }));
  return summary(times, (performance.now() - begin) / 1000, failed);
}

/** Runs `call` from `clients` loops for `seconds`, after a warm-up of a fifth of that. */
export async function load(clients: number, seconds: number, call: Call): Promise<Measured> {
  const forSeconds = (duration: number): Promise<Measured> => {
    const end = performance.now() + duration * 1000;
    return run(clients, now => now >= end, call);
  };
  await forSeconds(Math.max(1, seconds / 5));
  return forSeconds(seconds);
}

/** The same for as long as `work` takes; gives what that resolves to as well. */
export async function loadDuring<T>(clients: number, work: Promise<T>, call: Call): Promise<{ measured: Measured; result: T }> {
  let over = false;
  const ended = work.finally(() => { over = true; });
  const measured = await run(clients, () => over, call);
  return { measured, result: await ended };
}
