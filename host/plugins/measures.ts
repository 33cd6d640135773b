import { randomUUID } from 'node:crypto';
import { createToken, type Clock, type Db, type Log } from '@sontechsp/sdk';
import type { Fault, FaultRecord } from '../kernel/fault-record.js';
import type { Meter } from '../kernel/meter.js';
import type { LiveFeed } from '../live/live.js';
import { addCosts, addFaults, forgetBefore, keepScreens, screensElsewhere, type FaultRow } from './measures-store.js';

const FLUSH_MS = 10_000;
/** Another host's open screens count for so long after it was last heard of. */
const HEARD_MS = 3 * FLUSH_MS;
const KEEP_MS = 48 * 3600_000;
const CLEAN_EVERY_MS = 3600_000;
const DAY_MS = 24 * 3600_000;

export const hourOf = (instant: string): string => `${instant.slice(0, 13)}:00:00.000Z`;
export const dayBefore = (now: string): string => hourOf(new Date(Date.parse(now) - DAY_MS).toISOString());

/**
 * Gathers faults, costs and open screens in memory, and adds them to what all hosts have counted: every ten seconds, and when
 * somebody is about to look.
 */
export interface Measures {
  start(): void;
  flush(): Promise<void>;
  /** Screens open in a store, on all hosts. */
  openScreens(storeId: string): Promise<number>;
  stop(): Promise<void>;
}
export const Measures = createToken<Measures>('host.measures');

interface Deps { db: Db; clock: Clock; log: Log; live: LiveFeed; kernel: { faults: FaultRecord; meter: Meter } }

export function createMeasures({ db, clock, log, live, kernel: { faults, meter } }: Deps): Measures {
  const host = randomUUID();
  let counted = new Map<string, FaultRow>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();
  let toldScreens = '';
  let cleanedAt = -Infinity;

  faults.onFault(({ plugin, storeId, hook, reason, message, at }: Fault) => {
    const hour = hourOf(at);
    const key = JSON.stringify([plugin, storeId, hook, reason, hour]);
    const times = (counted.get(key)?.times ?? 0) + 1;
    counted.set(key, { plugin, store_id: storeId, hook, reason, hour, times, message, last_at: at });
  });

  async function write(): Promise<void> {
    const rows = [...counted.values()];
    const costs = meter.take();
    const screens = live.open();
    const now = clock.now();
    const clean = performance.now() - cleanedAt > CLEAN_EVERY_MS;
    // Where screens are open the number is told again and again: it shows that this host is there.
    const screensNow = JSON.stringify([...screens]);
    const tellScreens = screens.size > 0 || screensNow !== toldScreens;
    if (rows.length === 0 && costs.length === 0 && !tellScreens && !clean) return;
    counted = new Map();
    try {
      await db.transaction(async tx => {
        addFaults(tx, rows);
        addCosts(tx, costs, hourOf(now));
        if (tellScreens) keepScreens(tx, host, screens, now, new Date(Date.parse(now) - HEARD_MS).toISOString());
        if (clean) forgetBefore(tx, hourOf(new Date(Date.parse(now) - KEEP_MS).toISOString()));
      });
      toldScreens = screensNow;
      if (clean) cleanedAt = performance.now();
    } catch (error) {
      // These are figures to look at, not facts: what could not be written is left out.
      log.warn({ err: error }, 'What plugins cost could not be written');
    }
  }
  const flush = (): Promise<void> => (flushing = flushing.then(write));

  return {
    flush,
    start() {
      timer = setInterval(() => void flush(), FLUSH_MS).unref();
    },
    async openScreens(storeId) {
      const since = new Date(Date.parse(clock.now()) - HEARD_MS).toISOString();
      return (live.open().get(storeId) ?? 0) + await screensElsewhere(db, storeId, host, since);
    },
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
