import type { Db, Tx } from '@sontechsp/sdk';

/** The host's own view of the database: what plugins see as `Db`, and its life cycle. */
export interface Database extends Db {
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
  /** Queues a message that every host of this database hears after the commit, this one included. */
  notify(tx: Tx, channel: string, payload: string): void;
  /**
   * Hears messages of a channel; returns how to stop. `lost` runs when messages may have been missed: once a second while
   * the connection is down and when it is back (PostgreSQL), or when something was written to the file (SQLite).
   */
  listen(channel: string, heard: (payload: string) => void, lost?: () => void): () => void;
  /** Writes the file anew without what was deleted or changed in it (SQLite); PostgreSQL gives up space by itself. */
  rewrite(): Promise<void>;
  /** Runs `work` while no other host of this database does so under the same name; they wait their turn. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>;
}
