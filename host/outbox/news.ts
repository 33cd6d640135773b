import type { Finished } from './lanes.js';
import type { OutboxDeps } from './outbox.js';

/** Screens are told at most so often; what they show they ask for themselves. */
const GATHER_MS = 1000;

/**
 * Tells open screens that rows changed: `outbox.changed`. A row that went well at once is not told, because news cost sales a
 * transaction, and there is nothing to look at.
 */
export function createNews({ live }: Pick<OutboxDeps, 'live'>) {
  const stores = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    timer = undefined;
    for (const storeId of stores) void live().publish(storeId === '' ? null : storeId, 'outbox.changed', {});
    stores.clear();
  }
  return {
    of(finished: readonly Finished[]): void {
      for (const { row, delivered } of finished) {
        if (delivered.outcome.to === 'back' || delivered.outcome.to === 'done' && row.attempts === 1) continue;
        stores.add(row.store_id);
      }
      if (stores.size > 0) timer ??= setTimeout(tell, GATHER_MS).unref();
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
