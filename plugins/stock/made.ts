/** Which balances are known to be there. They are never deleted, so what is known need not be made again. */
export interface MadeBalances {
  has(warehouseId: string, productId: string): boolean;
  add(warehouseId: string, productIds: readonly string[]): void;
}

/** About two megabytes. What is forgotten only costs a statement that writes nothing. */
const MOST = 20_000;

export function createMadeBalances(): MadeBalances {
  const made = new Map<string, Set<string>>();
  let count = 0;
  return {
    has: (warehouseId, productId) => made.get(warehouseId)?.has(productId) === true,
    add(warehouseId, productIds) {
      if ((count += productIds.length) > MOST) {
        made.clear();
        count = productIds.length;
      }
      const there = made.get(warehouseId) ?? new Set();
      made.set(warehouseId, there);
      for (const id of productIds) there.add(id);
    },
  };
}
