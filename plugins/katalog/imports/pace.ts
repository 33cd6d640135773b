const FEWEST = 100;
const MOST = 250;
/** Milliseconds of waiting for a transaction that mean: somebody else wants to write. */
const CROWDED = 2;

/**
 * How many lines go into one transaction: many while nobody else writes, fewer as soon as the import had to queue, which tells
 * that sales are queueing behind it.
 */
export interface Pace {
  readonly lines: number;
  /** Tells how long the last transaction was waited for. */
  waited(milliseconds: number): void;
}
export function createPace(): Pace {
  let lines = MOST;
  return {
    get lines() { return lines; },
    waited(milliseconds) { lines = milliseconds > CROWDED ? Math.max(FEWEST, lines >> 1) : Math.min(MOST, Math.ceil(lines * 1.25)); },
  };
}
