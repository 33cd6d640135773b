import { createToken, type Clock, type Db } from '@sontechsp/sdk';
import { quantileOf, type Cost } from '../kernel/meter.js';
import type { Registry } from '../tokens.js';
import type { CheckUp, CheckUps } from './check-ups.js';
import { costsSince, faultsSince, outboxCounts, type FaultRow } from './measures-store.js';
import { dayBefore, type Measures } from './measures.js';

export interface FaultGroup {
  readonly hook: string;
  readonly reason: string;
  readonly times: number;
  /** The newest. */
  readonly message: string;
  readonly lastAt: string;
}
export interface WorkCost {
  /** The join hook that such a work ends with: `pos.sale.join` is a sale. */
  readonly work: string;
  readonly times: number;
  readonly meanMs: number;
  readonly p95Ms: number;
}
/** How a plugin does in a store, over the last 24 hours and all hosts. */
export interface PluginHealth {
  readonly errors: number;
  /** Newest first. */
  readonly faults: FaultGroup[];
  readonly costs: WorkCost[];
  /** Rows for its subscribers that are not done. */
  readonly outbox: { readonly waiting: number; readonly uncertain: number; readonly dead: number; readonly held: number };
  /** What it says of itself. */
  readonly check?: CheckUp;
}
export interface PluginHealthBook {
  /** By plugin and store; of the figures this host has gathered none is missing. */
  read(storeIds: readonly string[]): Promise<(plugin: string, storeId: string) => PluginHealth>;
}
export const PluginHealthBook = createToken<PluginHealthBook>('host.pluginHealth');

interface Deps { db: Db; clock: Clock; registry: Registry; measures: Measures; checkUps: CheckUps }

export function createPluginHealth({ db, clock, registry, measures, checkUps }: Deps): PluginHealthBook {
  return {
    async read(storeIds) {
      await measures.flush();
      const since = dayBefore(clock.now());
      const [faults, costs, rows] = await Promise.all(storeIds.length === 0 ? [[], [], []] : [faultsSince(db, storeIds, since), costsSince(db, storeIds, since), outboxCounts(db, storeIds)]);
      return (plugin, storeId) => {
        const groups = groupFaults(faults.filter(f => f.plugin === plugin && (f.store_id === storeId || f.store_id === '')));
        const subscribers = new Set(registry.installed.find(one => one.plugin.id === plugin)?.plugin.outbox.map(s => s.id));
        const count = (...states: string[]): number => rows
          .filter(r => r.store_id === storeId && subscribers.has(r.subscriber) && states.includes(r.state)).reduce((sum, r) => sum + r.rows, 0);
        const check = checkUps.last(plugin, storeId);
        return {
          errors: groups.reduce((sum, g) => sum + g.times, 0),
          faults: groups,
          costs: costs.filter(c => c.plugin === plugin && c.storeId === storeId).map(workCost).sort((a, b) => b.times - a.times),
          outbox: { waiting: count('ready', 'leased', 'retry'), uncertain: count('uncertain'), dead: count('dead'), held: count('held') },
          ...(check ? { check } : {}),
        };
      };
    },
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

function workCost({ work, times, micros, buckets }: Cost): WorkCost {
  return { work, times, meanMs: hundredths(micros / times / 1000), p95Ms: hundredths(quantileOf(buckets, 0.95)) };
}
/** The hours of a day as one; rows come newest first. */
function groupFaults(rows: readonly FaultRow[]): FaultGroup[] {
  const groups = new Map<string, FaultGroup>();
  for (const { hook, reason, times, message, last_at } of rows) {
    const key = `${reason} ${hook}`;
    const before = groups.get(key);
    groups.set(key, before ? { ...before, times: before.times + times } : { hook, reason, times, message, lastAt: last_at });
  }
  return [...groups.values()];
}
