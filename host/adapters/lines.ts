import { createToken, type FailureKind } from '@sontechsp/sdk';

/** What this process remembers of a connection: how its calls went, and what its adapter keeps. A change of the connection ends it. */
export interface Line {
  /** Failures of one kind in a row, and how often all hosts put it to rest without a success in between (`rests.ts`). */
  readonly health: { kind: FailureKind | undefined; inARow: number; times: number };
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
      if (line?.revision !== revision) known.set(connectionId, line = { revision, health: { kind: undefined, inARow: 0, times: 0 }, memory: new Map() });
      return line;
    },
    forget(connectionId) {
      known.delete(connectionId);
    },
  };
}
