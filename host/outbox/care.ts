import type { OutboxDeps } from './outbox.js';
import { heldLanes, release, removeDone } from './store.js';

const KEEP_MS = 7 * 24 * 3600_000;
const CLEAN_EVERY_MS = 10 * 60_000;
/** Held rows are looked through after every change of plugins, and so often without one: a sale under way may have added some. */
const LOOK_EVERY_MS = 30_000;
const AT_A_TIME = 500;

/** What the loop does beside handing over: lets held rows go when their plugin is on again, and removes old ones. */
export function createCare({ database, clock, subscribers, states }: OutboxDeps, stopping: AbortSignal) {
  let seenVersion = -1;
  let lookedAt = -Infinity;
  let cleanedAt = performance.now();
  let pluginOf: Map<string, string> | undefined;

  async function releaseHeld(): Promise<void> {
    pluginOf ??= new Map(subscribers().map(s => [s.subscriber.id, s.plugin]));
    for (const { subscriber, store_id: storeId } of await heldLanes(database)) {
      const plugin = pluginOf.get(subscriber);
      if (plugin === undefined || storeId !== '' && !(await states().setFor(storeId)).has(plugin)) continue;
      while (!stopping.aborted && await database.transaction(tx => release(tx, subscriber, storeId, AT_A_TIME)) === AT_A_TIME) { /* the rest */ }
    }
  }

  return {
    async now(): Promise<void> {
      const { version } = await states().setFor('');
      const moment = performance.now();
      if (version !== seenVersion || moment - lookedAt > LOOK_EVERY_MS) {
        await releaseHeld();
        seenVersion = version;
        lookedAt = moment;
      }
      if (moment - cleanedAt > CLEAN_EVERY_MS) {
        cleanedAt = moment;
        const before = new Date(Date.parse(clock.now()) - KEEP_MS).toISOString();
        while (!stopping.aborted && await database.transaction(tx => removeDone(tx, before, AT_A_TIME)) === AT_A_TIME) { /* the rest */ }
      }
    },
  };
}
