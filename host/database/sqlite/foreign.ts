import type { SqliteConnection } from './connection.js';

/** Notices commits of other processes (the cli beside a running host): SQLite has no messages, but counts them. */
export interface ForeignWatch {
  add(changed: () => void): () => void;
  stop(): void;
}

/** Asks the writer, on which `data_version` does not move with its own commits. */
export function createForeignWatch(writer: SqliteConnection, everyMs = 100): ForeignWatch {
  const watchers = new Set<{ changed: () => void }>();
  let timer: NodeJS.Timeout | undefined;
  let last: number | undefined;
  let stopped = false;

  const read = async (): Promise<number> => (await writer.all('PRAGMA data_version', []))[0]!.data_version as number;
  async function look(): Promise<void> {
    try {
      const version = await read();
      const moved = last !== undefined && version !== last;
      last = version;
      if (moved) for (const watcher of [...watchers]) watcher.changed();
    } catch {
      // A database that cannot answer has nothing new to tell; the next look comes soon.
    }
    if (!stopped && watchers.size > 0) timer = setTimeout(() => void look(), everyMs).unref();
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
