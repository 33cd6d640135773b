/** When there are more, all are forgotten, and found again. */
const MOST = 10_000;

/** Products this process found short when it last looked: a sale of them does not try to take from plenty. */
export function createShortGoods() {
  const short = new Set<string>();
  const nameOf = (warehouseId: string, productId: string): string => `${warehouseId} ${productId}`;
  return {
    has: (warehouseId: string, productId: string): boolean => short.has(nameOf(warehouseId, productId)),
    note(warehouseId: string, productId: string, isShort: boolean): void {
      if (!isShort) return void short.delete(nameOf(warehouseId, productId));
      if (short.size >= MOST) short.clear();
      short.add(nameOf(warehouseId, productId));
    },
  };
}
