import { Unmet, createToken, provide, type Tx } from '@sontechsp/sdk';
import { expectCounter, lockCounter, type Counter, type Terminal } from './store.js';

/** The last receipt of each terminal, from which the next takes its number and its place in the chain. */
export interface Counters {
  /**
   * The last receipt, held until the transaction ends. An optimistic one takes it as this process left it, states so, and throws
   * `Unmet` where the process has written none.
   */
  hold(tx: Tx, terminal: Terminal): Promise<Counter>;
  /** What it is once the transaction has committed. */
  moved(tx: Tx, terminalId: string, counter: Counter): void;
}
export const Counters = createToken<Counters>('pos.counters');

export function createCounters(): Counters {
  const left = new Map<string, Counter>();
  return {
    async hold(tx, terminal) {
      if (!tx.optimistic) return lockCounter(tx, terminal);
      const known = left.get(terminal.terminalId);
      if (!known) throw new Unmet('This process has written no receipt of the terminal.');
      expectCounter(tx, terminal.terminalId, known);
      return known;
    },
    moved: (tx, terminalId, counter) => tx.afterCommit(() => left.set(terminalId, counter)),
  };
}
export const counters = provide(Counters, {}, createCounters);
