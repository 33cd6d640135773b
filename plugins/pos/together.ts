/**
 * Like `Promise.all`, but it ends only when all have ended: a transaction is not rolled back under those who still work in it,
 * who would be blamed for finding it over. Of several failures the first in the list is thrown.
 */
export async function together<T extends readonly unknown[]>(...works: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const ended = await Promise.allSettled(works);
  const failed = ended.find(one => one.status === 'rejected');
  if (failed) throw failed.reason;
  return ended.map(one => (one as PromiseFulfilledResult<unknown>).value) as { -readonly [K in keyof T]: Awaited<T[K]> };
}
