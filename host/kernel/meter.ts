import type { Scope } from '@sontechsp/sdk';

/** What a plugin's taps cost one kind of work in one store: how often, how long, and how the times are spread. */
export interface Cost {
  readonly plugin: string;
  readonly storeId: string;
  /** The join hook the work ended with: `pos.sale.join` is a sale. */
  readonly work: string;
  times: number;
  micros: number;
  /** Counts of works by time; see `bucketOf`. */
  readonly buckets: number[];
}

export const BUCKETS = 16;
const FIRST_MICROS = 50;

/** Bucket 0 ends at 50 µs, each later one at twice the time; the last has no end. */
export function bucketOf(micros: number): number {
  let at = 0;
  for (let end = FIRST_MICROS; micros > end && at < BUCKETS - 1; end *= 2) at++;
  return at;
}
/** The time that a share of all works stayed under, in milliseconds, taken evenly within its bucket. */
export function quantileOf(buckets: readonly number[], share: number): number {
  const all = buckets.reduce((sum, n) => sum + n, 0);
  let left = all * share;
  for (let at = 0, begin = 0, end = FIRST_MICROS; at < buckets.length; at++, begin = end, end *= 2) {
    const here = buckets[at]!;
    if (here > 0 && left <= here) return (begin + (end - begin) * (left / here)) / 1000;
    left -= here;
  }
  return 0;
}

/**
 * Adds up the time each plugin's taps take in one request, from its prices to the end of its join. What never came so far, a
 * quote or a refused basket, is forgotten with its scope.
 */
export interface Meter {
  took(scope: Scope, plugin: string, milliseconds: number): void;
  /** The late taps of a join are through: the work is done. */
  done(scope: Scope, work: string): void;
  /** What was gathered since it was last asked. */
  take(): Cost[];
}

export function createMeter(): Meter {
  const open = new WeakMap<Scope, Map<string, number>>();
  let gathered = new Map<string, Cost>();

  function add(plugin: string, storeId: string, work: string, milliseconds: number): void {
    const key = `${plugin} ${storeId} ${work}`;
    let cost = gathered.get(key);
    if (!cost) gathered.set(key, cost = { plugin, storeId, work, times: 0, micros: 0, buckets: Array<number>(BUCKETS).fill(0) });
    const micros = Math.round(milliseconds * 1000);
    cost.times++;
    cost.micros += micros;
    cost.buckets[bucketOf(micros)]!++;
  }

  return {
    took(scope, plugin, milliseconds) {
      let times = open.get(scope);
      if (!times) open.set(scope, times = new Map());
      times.set(plugin, (times.get(plugin) ?? 0) + milliseconds);
    },
    done(scope, work) {
      const times = open.get(scope);
      if (!times) return;
      open.delete(scope);
      for (const [plugin, milliseconds] of times) add(plugin, scope.storeId, work, milliseconds);
    },
    take() {
      const all = [...gathered.values()];
      gathered = new Map();
      return all;
    },
  };
}
