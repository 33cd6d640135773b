export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly samples: number;
  /** Answers that were not what was asked for. */
  readonly failed: number;
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** Milliseconds of each call → p50 and p99. */
export function summary(milliseconds: number[], seconds: number, failed = 0): Measured {
  const sorted = milliseconds.sort((a, b) => a - b);
  return { perSecond: sorted.length / seconds, p50: at(sorted, 0.5), p99: at(sorted, 0.99), samples: sorted.length, failed };
}

/** Runs `call` from `clients` loops for `seconds`, after a warm-up of a fifth of that. */
export async function load(clients: number, seconds: number, call: (client: number) => Promise<boolean>): Promise<Measured> {
  const run = async (duration: number): Promise<{ times: number[]; failed: number; took: number }> => {
    const times: number[] = [];
    let failed = 0;
    const begin = performance.now();
    const end = begin + duration * 1000;
    await Promise.all(Array.from({ length: clients }, async (_, client) => {
      for (let now = performance.now(); now < end;) {
        const ok = await call(client);
        const then = performance.now();
        if (ok) times.push(then - now);
        else failed++;
        now = then;
      }
    }));
    return { times, failed, took: (performance.now() - begin) / 1000 };
  };
  await run(Math.max(1, seconds / 5));
  const { times, failed, took } = await run(seconds);
  return summary(times, took, failed);
}
