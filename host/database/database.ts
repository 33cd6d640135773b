import type { Db, Tx } from '@sontechsp/sdk';

/** The host's own view of the database: what plugins see as `Db`, and its life cycle. */
export interface Database extends Db {
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
  /** Queues a message that every host of this database hears after the commit, this one included. */
  notify(tx: Tx, channel: string, payload: string): void;
  /** Hears messages of a channel; returns how to stop. `lost` runs when messages may have been missed (reconnected). */
  listen(channel: string, heard: (payload: string) => void, lost?: () => void): () => void;
}
