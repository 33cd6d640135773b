import type { Param, Tx } from '@sontechsp/sdk';
import type { RawRow } from './values.js';

/** What the host's own rooms may do in a transaction beside what `Tx` offers. */
export interface HostTx extends Tx {
  /** Statements whose answer somebody waits for. */
  readonly asked: number;
  /** Queued like `later`; `seen` gets the rows when they arrive, before the commit returns. */
  laterQuery(sql: string, params: readonly Param[], seen: (rows: RawRow[]) => void): void;
  /** Runs SQL of one or more statements without parameters. */
  script(sql: string): Promise<void>;
}

/** Every transaction of the host is one; the sdk only shows less of it. */
export const hostTx = (tx: Tx): HostTx => tx as HostTx;

/** Tells those who asked, once the commit succeeded; one that throws does not keep the others from hearing. */
export function runAfterCommit(works: readonly (() => void)[], failed: (error: unknown) => void): void {
  for (const work of works) {
    try {
      work();
    } catch (error) {
      failed(error);
    }
  }
}
