/** A contribution is taken to keep failing when so many of its last calls in one store failed within this time. */
export const STREAK = { faults: 5, ofLast: 20, withinMs: 60_000, things: 3 } as const;

interface Store {
  calls: number;
  faults: { readonly call: number; readonly at: number; readonly what: string | undefined }[];
}

/** Watches one contribution per store. A call costs a look-up and a count; only faults are kept. */
export function createStreak(ticks: () => number) {
  const stores = new Map<string, Store>();
  const of = (storeId: string): Store => {
    let store = stores.get(storeId);
    if (!store) stores.set(storeId, store = { calls: 0, faults: [] });
    return store;
  };
  return {
    called(storeId: string): void {
      of(storeId).calls++;
    },
    /** Whether it keeps failing there now; the count then begins anew. */
    failed(storeId: string, what?: string): boolean {
      const store = of(storeId);
      const at = ticks();
      store.faults = store.faults.filter(f => at - f.at < STREAK.withinMs && store.calls - f.call < STREAK.ofLast);
      store.faults.push({ call: store.calls, at, what });
      // One poisoned thing that is tried again and again is no reason to stop all others.
      const things = new Set(store.faults.map((f, index) => f.what ?? index)).size;
      if (store.faults.length < STREAK.faults || things < STREAK.things) return false;
      store.faults = [];
      return true;
    },
  };
}
