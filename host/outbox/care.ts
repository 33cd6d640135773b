import { heldGroups, hurryAhead, release, removeEnded } from './care-store.js';
import { reopenRefused } from './lane-store.js';
import { later } from './outcome.js';
import type { OutboxDeps } from './outbox.js';

const KEEP_MS = 7 * 24 * 3600_000;
const CLEAN_EVERY_MS = 10 * 60_000;
/** Held rows are looked through after every change of plugins, and so often without one. */
const LOOK_EVERY_MS = 30_000;
/** For so long after a change a sale or a delivery that was under way may add some: until then they are looked through more often. */
const SETTLE_MS = 5_000;
const SETTLE_EVERY_MS = 500;
const AT_A_TIME = 500;
/** Clocks of hosts may disagree by so much. */
const SKEW_MS = 60_000;

/** What the loop does beside handing over: lets held rows go when their plugin is on again, hurries those of a clock that was ahead, and removes old ones. */
export function createCare({ database, clock, subscribers, states }: Pick<OutboxDeps, 'database' | 'clock' | 'subscribers' | 'states'>, stopping: AbortSignal) {
  let seenVersion = -1;
  let lookedAt = -Infinity;
  let changedAt = -Infinity;
  let cleanedAt = performance.now();
  let pluginOf: Map<string, string> | undefined;

  /** Resolves to whether any was let go. */
  async function releaseHeld(): Promise<boolean> {
    pluginOf ??= new Map(subscribers().map(s => [s.subscriber.id, s.plugin]));
    let any = false;
    for (const { subscriber, store_id: storeId } of await heldGroups(database)) {
      const plugin = pluginOf.get(subscriber);
      if (plugin === undefined || storeId !== '' && !(await states().setFor(storeId)).has(plugin)) continue;
      const now = clock.now();
      for (let more = true; more && !stopping.aborted;) {
        const released = await database.transaction(tx => release(tx, subscriber, storeId, now, AT_A_TIME));
        any ||= released > 0;
        more = released === AT_A_TIME;
      }
    }
    return any;
  }

  return {
    /** Resolves to whether rows may be due that were not. */
    async now(): Promise<boolean> {
      const { version } = await states().setFor('');
      const moment = performance.now();
      const changed = version !== seenVersion;
      let any = false;
      if (changed) changedAt = moment;
      if (changed || moment - lookedAt > (moment - changedAt < SETTLE_MS ? SETTLE_EVERY_MS : LOOK_EVERY_MS)) {
        const now = clock.now();
        any = await hurryAhead(database, later(now, SKEW_MS), now) > 0;
        any = await releaseHeld() || any;
        // New credentials come as a change of settings.
        if (changed && seenVersion !== -1) {
          await database.transaction(async tx => reopenRefused(tx, clock.now()));
          any = true;
        }
        seenVersion = version;
        lookedAt = moment;
      }
      if (moment - cleanedAt > CLEAN_EVERY_MS) {
        cleanedAt = moment;
        const before = new Date(Date.parse(clock.now()) - KEEP_MS).toISOString();
        while (!stopping.aborted && await database.transaction(tx => removeEnded(tx, before, AT_A_TIME)) === AT_A_TIME) { /* the rest */ }
      }
      return any;
    },
  };
}
