import { roundCash } from '../../rounding.js';
import { restOf, type Money } from './give-back.js';

/** What is to be paid for an exchange, or given back of it. Kuruş. */
export interface Balance {
  /** New goods less what comes back: above zero the customer pays. */
  readonly amount: number;
  /** The same in cash, in the store's steps. */
  readonly inCash: number;
  /** What is given back, by tender; empty when the customer pays. */
  readonly givenBack: readonly Money[];
}

export function balanceOf(newGoods: number, comingBack: number, payments: readonly Money[], step: number): Balance {
  const amount = newGoods - comingBack;
  const givenBack = amount < 0 ? restOf(payments, -amount).map(one => (one.method === 'cash' ? { ...one, amount: roundCash(one.amount, step) } : one)) : [];
  return { amount, inCash: amount > 0 ? roundCash(amount, step) : amount, givenBack };
}
