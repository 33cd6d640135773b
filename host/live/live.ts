import { createToken, type Clock, type Live, type Log } from '@sontechsp/sdk';
import type { Database } from '../database/database.js';
import { createFeed, type Heard } from './feed.js';
import { unite, type News } from './news.js';
import { appendAll, eventsAfter, removeBefore, type LiveEvent } from './store.js';

const KEEP_MS = 3600_000;
const CLEAN_EVERY_MS = 10 * 60_000;
/** After a write, what comes is gathered so long: news of a thousand sales a second cost a few transactions. */
const GATHER_MS = 60;
const MOST = 1000;
/** A stop waits so long for what is still to be told. */
const PATIENCE_MS = 1000;

/** What plugins see as `Live`, and how the host's screens listen. */
export interface LiveFeed extends Live {
  /** Hears the events of a store from now on; resolves, once nothing more can be missed, to how to stop. */
  follow(storeId: string, heard: Heard): Promise<() => void>;
  /** Tells what waits to be told, and no more: the host stops. */
  stop(): Promise<void>;
  /** Screens open on this host, by store. */
  open(): ReadonlyMap<string, number>;
  /** What a store's screens missed since an event, as far as it is kept. */
  since(storeId: string, id: number): Promise<LiveEvent[]>;
}
export const LiveFeed = createToken<LiveFeed>('host.live');

/** Events through the database: written once, read once by every host, and handed to the screens that are open there. */
export function createLive({ database, clock, log }: { database: Database; clock: Clock; log: Log }): LiveFeed {
  const feed = createFeed({ database, log });
  let waiting: News[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let stopped = false;
  let cleanedAt = performance.now();

  async function write(): Promise<void> {
    const told = waiting;
    waiting = [];
    // Whoever publishes meanwhile joins the next write.
    timer = told.length > 0 && !stopped ? setTimeout(begin, GATHER_MS).unref() : undefined;
    if (told.length === 0) return;
    const now = clock.now();
    const clean = performance.now() - cleanedAt > CLEAN_EVERY_MS;
    if (clean) cleanedAt = performance.now();
    try {
      const news = unite(told);
      await database.transaction(async tx => {
        await appendAll(tx, news, now);
        if (clean) removeBefore(tx, new Date(Date.parse(now) - KEEP_MS).toISOString());
        database.notify(tx, 'live', '');
      });
    } catch (error) {
      log.warn({ err: error }, 'Open screens could not be told what changed');
    }
  }

  const begin = (): void => { writing = write(); };

  return {
    // Not awaited: a sale must not wait for who looks on, and nobody can do anything when it fails.
    publish(storeId, type, data) {
      if (stopped) return Promise.resolve();
      waiting.push({ storeId: storeId ?? '', type, data });
      timer ??= setTimeout(begin, 0);
      return Promise.resolve();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      // A database that does not answer must not keep the host from ending.
      await Promise.race([writing.then(write), new Promise(resolve => { setTimeout(resolve, PATIENCE_MS).unref(); })]);
    },
    follow: (storeId, heard) => feed.follow(storeId, heard),
    open: () => feed.open(),
    async since(storeId, id) {
      const missed: LiveEvent[] = [];
      for (let events: LiveEvent[], last = id; ; last = events.at(-1)!.id) {
        events = await eventsAfter(database, last, MOST);
        missed.push(...events.filter(event => event.store_id === '' || event.store_id === storeId));
        if (events.length < MOST) return missed;
      }
    },
  };
}
