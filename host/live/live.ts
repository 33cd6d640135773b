import { createToken, type Clock, type Live, type Log } from '@sontechsp/sdk';
import type { Database } from '../database/database.js';
import { append, eventsAfter, lastNumber, removeBefore, type LiveEvent } from './store.js';

const KEEP_MS = 3600_000;
const MOST = 1000;

/** What plugins see as `Live`, and how the host's screens listen. */
export interface LiveFeed extends Live {
  /** Hears the events of a store from now on. */
  follow(storeId: string, heard: (event: LiveEvent) => void): () => void;
  /** What a store's screens missed since an event. */
  since(storeId: string, id: number): Promise<LiveEvent[]>;
}
export const LiveFeed = createToken<LiveFeed>('host.live');

/** Events through the database: written once, read once by every host, and handed to the screens that are open there. */
export function createLive({ database, clock, log }: { database: Database; clock: Clock; log: Log }): LiveFeed {
  const followers = new Set<{ storeId: string; heard: (event: LiveEvent) => void }>();
  let seen: number | undefined;
  let reading: Promise<void> | undefined;
  let again = false;
  let cleanedAt = 0;
  let stopListening: (() => void) | undefined;

  const concerns = (event: LiveEvent, storeId: string): boolean => event.store_id === '' || event.store_id === storeId;

  /** Reads what is new and hands it on; calls that come meanwhile are served by one more reading. */
  function read(): void {
    if (reading) return void (again = true);
    reading = (async () => {
      do {
        again = false;
        if (seen === undefined) continue;
        for (let rows = await eventsAfter(database, seen, MOST); rows.length > 0; rows = rows.length === MOST ? await eventsAfter(database, seen, MOST) : []) {
          for (const event of rows) for (const follower of [...followers]) if (concerns(event, follower.storeId)) follower.heard(event);
          seen = rows.at(-1)!.id;
        }
      } while (again);
    })().catch((error: unknown) => log.warn({ err: error }, 'Live events could not be read')).finally(() => { reading = undefined; });
  }

  return {
    async publish(storeId, type, data) {
      await database.transaction(async tx => {
        await append(tx, { store_id: storeId ?? '', type, data }, clock.now());
        if (Date.now() - cleanedAt > KEEP_MS / 6) {
          cleanedAt = Date.now();
          await removeBefore(tx, new Date(Date.parse(clock.now()) - KEEP_MS).toISOString());
        }
        database.notify(tx, 'live', '');
      });
    },
    follow(storeId, heard) {
      const follower = { storeId, heard };
      followers.add(follower);
      stopListening ??= database.listen('live', read, read);
      if (seen === undefined) lastNumber(database).then(last => { seen ??= last; }, () => undefined);
      return () => {
        followers.delete(follower);
      };
    },
    async since(storeId, id) {
      return (await eventsAfter(database, id, MOST)).filter(event => concerns(event, storeId));
    },
  };
}
