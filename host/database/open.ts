import type { Clock, Log } from '@sontechsp/sdk';
import type { Database } from './database.js';

export interface OpenOptions {
  /** `postgres://…`, which may carry `?pool=` (transactions at once); undefined: SQLite in the data folder. */
  databaseUrl: string | undefined;
  dataFolder: string;
  log: Log;
  clock?: Clock;
}

/** Opens the database of this host. An unusable one is an `Error` whose message is one sentence for the administrator. */
export async function openDatabase({ databaseUrl, dataFolder, log }: OpenOptions): Promise<Database> {
  // Only the driver that is needed is loaded: each takes its share of the cold start.
  if (databaseUrl === undefined) {
    const { openSqlite } = await import('./sqlite/open.js');
    return openSqlite({ dataFolder, log });
  }
  const { openPostgres } = await import('./postgres/open.js');
  return openPostgres({ databaseUrl, log });
}
