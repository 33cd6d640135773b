import { setTimeout as sleep } from 'node:timers/promises';

/** At most five more tries, a little later each time and never at the same moment as the other party of a deadlock. */
export async function retrying<T>(attempt: (tries: number) => Promise<T>, lost: (error: unknown, tries: number) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (tries >= 5 || !lost(error, tries)) throw error;
    }
    await sleep(Math.random() * 10 * 2 ** tries);
  }
}
