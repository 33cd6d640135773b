import { Unmet, createToken, provide, type Tx } from '@sontechsp/sdk';
import { lockCounter, moveCounter, moveCounterFrom, type Counter, type Terminal } from './store.js';
import type { SaleRow } from './tables.js';

/** The last receipt of each terminal, from which the next takes its number and its place in the chain. */
export interface Counters {
  /**
   * Has `next` made from the last receipt, which is held until the transaction ends, and moves on to it. An optimistic transaction
   * takes the last as this process left it, states so, and is refused with `Unmet` where the process has written none.
   */
  advance(tx: Tx, terminal: Terminal, next: (last: Counter) => SaleRow): Promise<Counter>;
}
export const Counters = createToken<Counters>('pos.counters');

export function createCounters(): Counters {
  const left = new Map<string, Counter>();
  return {
    async advance(tx, terminal, next) {
      const known = left.get(terminal.terminalId);
      if (tx.optimistic && !known) throw new Unmet('This process has written no receipt of the terminal.');
      const last = tx.optimistic ? known! : await lockCounter(tx, terminal);
      const to = next(last);
      if (tx.optimistic) moveCounterFrom(tx, last, to);
      else moveCounter(tx, to);
      tx.afterCommit(() => left.set(terminal.terminalId, { ...last, sequence: to.sequence, hash: to.hash }));
      return last;
    },
  };
}
export const counters = provide(Counters, {}, createCounters);
