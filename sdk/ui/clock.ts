import type { Clock } from '../tokens.js';

/** The time and waiting, so that tests of models can set both. */
export interface BrowserClock extends Clock {
  /** Runs `work` after `ms`; returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}
