import type { Db } from '@sontechsp/sdk';

/** Milliseconds of waiting for a transaction that mean: somebody else wants to write. */
const CROWDED = 1;
/** Transactions without a wait after which nobody sells any more: between two sales there is time for some. */
const PATIENCE = 20;

/** How an import makes way for sales. */
export interface Pace {
  /** How many lines go into one transaction. */
  readonly lines: number;
  /** How long to rest after a transaction that was waited for and then took so long, all in milliseconds. */
  restAfter(waited: number, took: number): number;
}

/**
 * SQLite has one writer, and a sale that comes meanwhile waits for the whole of a transaction: so few lines that they take it
 * no longer than two or three sales, and when the import had to queue, which tells that sales are queueing behind it, as long
 * a rest as the transaction was. On PostgreSQL sales go on beside it.
 */
export function createPace(dialect: Db['dialect']): Pace {
  if (dialect === 'postgres') return { lines: 100, restAfter: () => 0 };
  let quiet = PATIENCE;
  return {
    lines: 25,
    restAfter(waited, took) {
      quiet = waited > CROWDED ? 0 : quiet + 1;
      return quiet < PATIENCE ? took : 0;
    },
  };
}
