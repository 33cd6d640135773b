import { ROUNDING } from '../rounding.js';
import type { AskedPayment } from '../tendering.js';
import { carryOver, leftOf, less, roundingOf, sumOf, type GiveBack } from './tenders.js';

/** How money may go back, and what must: the payments come to less where the tenders of the sale do not reach. */
export interface Proposal {
  readonly payments: readonly AskedPayment[];
  readonly due: number;
}

/**
 * How a refund goes back when somebody chooses: of each tender what is wanted, as far as there is something open; the rest in
 * those nobody spoke of, not cash first, then in the others from the last, never more than was paid with each. Cash comes in the
 * store's steps.
 */
export function tendersAsWanted(back: GiveBack, wanted: readonly AskedPayment[]): Proposal {
  const named = new Map<string, number>();
  for (const { method, amount } of wanted) named.set(method, (named.get(method) ?? 0) + amount);
  // The last refund of a sale gives its rounding back as well, unless the cash for it is gone.
  const whole = back.completes ? proposed(back, named, back.total - (back.left.get(ROUNDING) ?? 0)) : undefined;
  return whole && whole.payments.every(({ amount }) => amount >= 0) ? whole : proposed(back, named, back.total);
}

function proposed(back: GiveBack, named: ReadonlyMap<string, number>, sum: number): Proposal {
  const amounts = new Map<string, number>();
  let open = sum;
  const give = (method: string, amount: number): void => {
    const given = Math.max(0, Math.min(amount, open));
    amounts.set(method, (amounts.get(method) ?? 0) + given);
    open -= given;
  };
  for (const [method, amount] of named) give(method, amount);
  const unnamed = [...back.left.keys()].filter(method => method !== ROUNDING && !named.has(method));
  for (const method of [...unnamed.filter(method => method !== 'cash'), ...unnamed.filter(method => method === 'cash'), ...[...named.keys()].reverse()])
    give(method, leftOf(back.left, method) - (amounts.get(method) ?? 0));

  const others = [...amounts].flatMap(([method, amount]) => (method === 'cash' || amount === 0 ? [] : [{ method, amount }]));
  const mayBeCash = (amounts.get('cash') ?? 0) > 0 || (open > 0 && back.left.has('cash'));
  if (!mayBeCash) return { payments: others, due: back.total + roundingOf(back, others) };
  const due = back.total + roundingOf(back, [...others, { method: 'cash', amount: 0 }]);
  const most = Math.max(leftOf(back.left, 'cash'), named.get('cash') ?? 0);
  return { payments: [...others, { method: 'cash', amount: Math.min(most, due - sumOf(others)) }], due };
}

/** How what an exchange leaves over goes back, its new goods costing `open`: as wanted, else in cash first. */
export function leftOver(back: GiveBack, open: number, wanted: readonly AskedPayment[] = [{ method: 'cash', amount: leftOf(back.left, 'cash') }]): Proposal {
  const rest = { ...back, total: back.total - open };
  // To the kuruş at first: what goes over to the new goods leaves less cash to round with.
  const exact = tendersAsWanted({ ...rest, completes: false, step: 0 }, wanted);
  return tendersAsWanted({ ...rest, left: less(back.left, carryOver(back, open, exact.payments, '')) }, wanted);
}
