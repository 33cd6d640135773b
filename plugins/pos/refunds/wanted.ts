import { ROUNDING } from '../rounding.js';
import type { AskedPayment } from '../tendering.js';
import { carryOver, leftOf, less, roundingOf, sumOf, type GiveBack } from './tenders.js';

/** How money may go back, and what must: the payments come to less where the other tenders of the sale do not reach. */
export interface Proposal {
  readonly payments: readonly AskedPayment[];
  readonly due: number;
}

/**
 * How a refund goes back when somebody chooses: what is wanted of each tender, the first exactly and the others as far as there
 * is something open; the rest in tenders nobody spoke of, not cash first unless said, then in the others from the last. Never
 * more than was paid with each, unless that was wanted. Cash comes in the store's steps.
 */
export function tendersAsWanted(back: GiveBack, wanted: readonly AskedPayment[], cashFirst = false): Proposal {
  const named = new Map<string, number>();
  for (const { method, amount } of wanted) named.set(method, (named.get(method) ?? 0) + amount);
  // The last refund of a sale gives its rounding back as well, unless the cash for it is gone.
  const whole = back.completes ? proposed(back, named, cashFirst, back.total - (back.left.get(ROUNDING) ?? 0)) : undefined;
  return whole && whole.payments.every(({ amount }) => amount >= 0) ? whole : proposed(back, named, cashFirst, back.total);
}

function proposed(back: GiveBack, named: ReadonlyMap<string, number>, cashFirst: boolean, sum: number): Proposal {
  const amounts = new Map<string, number>();
  let open = sum;
  const give = (method: string, amount: number): void => {
    const given = Math.max(0, Math.min(amount, open));
    amounts.set(method, (amounts.get(method) ?? 0) + given);
    open -= given;
  };
  for (const [method, amount] of named) give(method, amount);
  const unnamed = [...back.left.keys()].filter(method => method !== ROUNDING && !named.has(method)).sort((a, b) => (Number(a === 'cash') - Number(b === 'cash')) * (cashFirst ? -1 : 1));
  const [first, ...later] = named.keys();
  for (const method of [...unnamed, ...later.reverse()]) give(method, leftOf(back.left, method) - (amounts.get(method) ?? 0));

  const others = [...amounts].flatMap(([method, amount]) => (method === 'cash' || amount === 0 ? [] : [{ method, amount }]));
  const cash = amounts.get('cash') ?? 0;
  const fixed = first === 'cash' && open > 0;
  if (cash === 0 && (open === 0 || fixed || !back.left.has('cash'))) return { payments: others, due: back.total + roundingOf(back, others) };
  const due = back.total + roundingOf(back, [...others, { method: 'cash', amount: 0 }]);
  const cashLeft = leftOf(back.left, 'cash');
  const most = (named.get('cash') ?? 0) > cashLeft ? due : cashLeft;
  return { payments: [...others, { method: 'cash', amount: fixed ? cash : Math.min(most, due - sumOf(others)) }], due };
}

/** How what an exchange leaves over goes back, its new goods costing `open`: as wanted, and in cash first. */
export function leftOver(back: GiveBack, open: number, wanted: readonly AskedPayment[] = []): Proposal {
  const rest = { ...back, total: back.total - open };
  // To the kuruş at first: what goes over to the new goods leaves less cash to round with.
  const exact = tendersAsWanted({ ...rest, completes: false, step: 0 }, wanted, true);
  return tendersAsWanted({ ...rest, left: less(back.left, carryOver(back, open, exact.payments, '')) }, wanted, true);
}
