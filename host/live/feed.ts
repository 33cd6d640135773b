import type { Log } from '@sontechsp/sdk';
import type { Database } from '../database/database.js';
import { eventsAfter, lastNumber, type LiveEvent } from './store.js';

const MOST = 1000;

export type Heard = (event: LiveEvent) => void;

/** Reads new events once for all who follow here, from the first of them on. */
export function createFeed({ database, log }: { database: Database; log: Log }) {
  const followers = new Set<{ readonly storeId: string; readonly heard: Heard }>();
  let opening: Promise<void> | undefined;
  let seen = 0;
  let reading = false;
  let again = false;

  /** Calls that come during a reading are served by one more. */
  async function read(): Promise<void> {
    again = true;
    if (reading) return;
    reading = true;
    try {
      while (again) {
        again = false;
        const events = await eventsAfter(database, seen, MOST);
        for (const event of events) tell(event);
        again ||= events.length === MOST;
      }
    } catch (error) {
      // The next event, or the message that some may have been missed, reads on from where this ended.
      log.warn({ err: error }, 'Live events could not be read');
    } finally {
      reading = false;
    }
  }
  function tell(event: LiveEvent): void {
    seen = Math.max(seen, event.id);
    for (const { storeId, heard } of [...followers]) if (event.store_id === '' || event.store_id === storeId) heard(event);
  }
  /** Listens before it looks where the numbers are, so that nothing falls between. */
  async function open(): Promise<void> {
    let ready = false;
    const hear = (): void => { if (ready) void read(); };
    const stop = database.listen('live', hear, hear);
    try {
      seen = await lastNumber(database);
      ready = true;
      void read();
    } catch (error) {
      stop();
      opening = undefined;
      throw error;
    }
  }

  return {
    /** How many follow, by store. */
    open(): Map<string, number> {
      const counts = new Map<string, number>();
      for (const { storeId } of followers) counts.set(storeId, (counts.get(storeId) ?? 0) + 1);
      return counts;
    },
    async follow(storeId: string, heard: Heard): Promise<() => void> {
      const follower = { storeId, heard };
      followers.add(follower);
      try {
        await (opening ??= open());
      } catch (error) {
        followers.delete(follower);
        throw error;
      }
      return () => void followers.delete(follower);
    },
  };
}
