/**
 * Exponential back-off with full jitter: anywhere between nothing and the bound, so that rows that failed together do not come
 * back together (Brooker, "Exponential Backoff And Jitter", AWS 2015).
 */
export function backOff(tries: number, { baseMs = 1000, maxMs = 600_000 }: { baseMs?: number; maxMs?: number } = {}, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** Math.min(tries - 1, 30)));
}
