import { errors } from './errors.js';
import { ROUNDING, roundCash } from './rounding.js';

interface Tender {
  readonly method: string;
  readonly amount: number;
}
export interface Settled {
  readonly paid: number;
  readonly change: number;
  /** What rounding the cash part added: `paid − change = due + rounding`. */
  readonly rounding: number;
}
const sumOf = (tenders: readonly Tender[], counts: (method: string) => boolean): number =>
  tenders.reduce((total, { method, amount }) => total + (counts(method) ? amount : 0), 0);

/**
 * What was handed over, and what goes back. Only cash can be given back, so only cash may exceed what is due, and only the part
 * paid in cash is rounded to the store's step. `carried` is what the goods given back in an exchange pay already; it is never
 * rounded again.
 */
export function settle(due: number, payments: readonly Tender[], step: number, carried: readonly Tender[] = []): Settled {
  const open = due - sumOf(carried, () => true);
  const paid = sumOf(payments, () => true);
  const cash = sumOf(payments, method => method === 'cash');
  const inCash = open - (paid - cash);
  const rounding = inCash > 0 && payments.some(({ method }) => method === 'cash') ? roundCash(inCash, step) - inCash : 0;
  const payable = open + rounding;
  if (paid < payable) throw errors('pos.paymentShort', { due: payable, paid });
  if (inCash < 0) throw errors('pos.overpaid', { due: payable, paid });
  return {
    paid: paid + sumOf(carried, method => method !== ROUNDING),
    change: paid - payable,
    rounding: rounding - sumOf(carried, method => method === ROUNDING),
  };
}
