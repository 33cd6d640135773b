/**
 * Milliseconds that something takes, the quickest of up to `tries` times, and no more once it was below `bound`: a machine that is
 * busy with something else is slow now and then, what waits for the wrong thing is slow each time.
 */
export async function quickest(bound: number, tries: number, time: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let at = 0; at < tries && best >= bound; at++) best = Math.min(best, await time());
  return best;
}
