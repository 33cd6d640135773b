import { createToken } from '@sontechsp/sdk';
import { createBreaker, type Breaker } from './breaker.js';

/** What this process remembers of a connection: its breaker, and what its adapter keeps. A change of the connection ends it. */
export interface Line {
  readonly breaker: Breaker;
  readonly memory: Map<string, unknown>;
}
export interface Lines {
  of(connectionId: string, revision: string): Line;
  /** The connection was found to be well, or is gone. */
  forget(connectionId: string): void;
}
export const Lines = createToken<Lines>('host.connectionLines');

export function createLines(): Lines {
  const known = new Map<string, Line & { revision: string }>();
  return {
    of(connectionId, revision) {
      let line = known.get(connectionId);
      if (line?.revision !== revision) known.set(connectionId, line = { revision, breaker: createBreaker(), memory: new Map() });
      return line;
    },
    forget(connectionId) {
      known.delete(connectionId);
    },
  };
}
