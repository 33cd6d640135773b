import type { SqliteConnection } from './connection.js';

/** Notices commits, those of other processes among them: SQLite has no messages, but counts changes of the file. */
export interface CommitWatch {
  add(changed: () => void): () => void;
  stop(): void;
}

/** A look costs about a thirtieth of a millisecond on a thread. */
const EVERY_MS = 50;

/**
 * Asks `data_version` on a connection that does nothing else. Neither the writer, which may wait a second for its turn at the
 * file, nor a long read keeps a host from hearing of a change; that it hears of its own as well costs it a small read.
 */
export function createCommitWatch(connection: SqliteConnection): CommitWatch {
  const watchers = new Set<{ changed: () => void }>();
  let timer: NodeJS.Timeout | undefined;
  let last: number | undefined;
  let stopped = false;

  const read = async (): Promise<number> => (await connection.all('PRAGMA data_version', []))[0]!.data_version as number;
  async function look(): Promise<void> {
    try {
      const version = await read();
      // The first look tells as well: something may have been written between a watcher's own reading and it.
      const moved = version !== last;
      last = version;
      if (moved) for (const watcher of [...watchers]) watcher.changed();
    } catch {
      // A database that cannot answer has nothing new to tell; the next look comes soon.
    }
    if (!stopped && watchers.size > 0) timer = setTimeout(() => void look(), EVERY_MS).unref();
    else timer = undefined;
  }
  return {
    add(changed) {
      const watcher = { changed };
      watchers.add(watcher);
      if (watchers.size === 1 && !timer && !stopped) timer = setTimeout(() => void look(), 0).unref();
      return () => void watchers.delete(watcher);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
