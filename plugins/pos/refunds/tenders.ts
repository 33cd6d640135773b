import type { Refusal } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { ROUNDING, roundCash } from '../rounding.js';
import type { StoredSale } from '../store.js';
import type { AskedPayment } from '../tendering.js';

/** What is left of each tender of a sale, rounding among them: paid, cash net of change, less what went back. */
export type TendersLeft = ReadonlyMap<string, number>;

/** `earlier`: sums of the rows of earlier refunds, negative as they are stored. */
export function tendersLeft({ sale, payments }: StoredSale, earlier: ReadonlyMap<string, number>): TendersLeft {
  const left = new Map<string, number>();
  const add = (method: string, amount: number): void => void left.set(method, (left.get(method) ?? 0) + amount);
  for (const { method, amount } of payments) add(method, amount);
  if (sale.change !== 0) add('cash', -sale.change);
  for (const [method, amount] of earlier) add(method, amount);
  return left;
}
/** Never below nothing: another tender may have been given back by right. */
export const leftOf = (left: TendersLeft, method: string): number => Math.max(0, left.get(method) ?? 0);

export interface GiveBack {
  readonly total: number;
  readonly left: TendersLeft;
  /** Whether nothing is left of the sale's lines afterwards. */
  readonly completes: boolean;
  /** The store's step of cash, kuruş. */
  readonly step: number;
}
/** More of a tender than was paid with it. */
export interface Beyond {
  /** The first such tender, and the most of it. */
  readonly method: string;
  readonly left: number;
  /** How much more, of all such tenders. */
  readonly amount: number;
}

/**
 * What rounding does to a refund. The last refund of a sale takes back what is left of the sale's own rounding, so that the two
 * sum to zero in cash; one before it rounds its cash to the store's step, as far as there is cash left.
 */
export function roundingOf({ total, left, completes, step }: GiveBack, asked: readonly AskedPayment[]): number {
  const other = asked.reduce((sum, { method, amount }) => sum + (method === 'cash' ? 0 : amount), 0);
  const cashLeft = leftOf(left, 'cash');
  const roundingLeft = left.get(ROUNDING) ?? 0;
  if (completes && total - roundingLeft - other <= cashLeft) return 0 - roundingLeft;
  const inCash = total - other;
  if (inCash <= 0 || !asked.some(({ method }) => method === 'cash')) return 0;
  const rounded = roundCash(inCash, step);
  // Many refunds, each rounded up, may have taken more than one step from the drawer: that much is left as rounding.
  const lacking = inCash - cashLeft;
  return (rounded > cashLeft && (lacking < step || lacking <= roundingLeft) ? cashLeft : rounded) - inCash;
}

export const sumOf = (payments: readonly AskedPayment[]): number => payments.reduce((sum, { amount }) => sum + amount, 0);

/** What was not paid in cash, in the order it was paid, as far as the amount goes. */
function takeOthers(left: TendersLeft, amount: number): AskedPayment[] {
  let open = amount;
  return [...left.keys()].flatMap(method => {
    const taken = method === 'cash' || method === ROUNDING ? 0 : Math.min(leftOf(left, method), open);
    open -= taken;
    return taken > 0 ? [{ method, amount: taken }] : [];
  });
}

/** The tenders a refund goes back in when nobody chooses: what was not paid in cash first, then cash in the store's steps. */
export function tendersToGive(back: GiveBack): AskedPayment[] {
  const others = takeOthers(back.left, back.completes ? back.total - (back.left.get(ROUNDING) ?? 0) : back.total);
  const inCash = back.total - sumOf(others);
  const cash = inCash + roundingOf(back, [...others, { method: 'cash', amount: 0 }]);
  // Told also where it rounds to nothing: that it goes back in cash is what lets it be rounded.
  return inCash === 0 && cash === 0 ? others : [...others, { method: 'cash', amount: cash }];
}

export const less = (left: TendersLeft, taken: readonly AskedPayment[]): TendersLeft => {
  const rest = new Map(left);
  for (const { method, amount } of taken) rest.set(method, (rest.get(method) ?? 0) - amount);
  return rest;
};

/**
 * What goods given back pay of an exchange's new goods, in the tenders they were paid with: not cash first, and never what the
 * customer is given back (`asked`). When all of the refund goes over and nothing is left of the sale, its rounding goes along,
 * so that the new sale carries it and the old one sums to zero.
 */
export function carryOver(back: GiveBack, open: number, asked: readonly AskedPayment[], reference: string): AskedPayment[] {
  const left = less(back.left, asked);
  const amount = Math.min(open, back.total);
  const along = back.completes && open >= back.total ? back.left.get(ROUNDING) ?? 0 : 0;
  const others = takeOthers(left, amount - along);
  const cash = Math.min(leftOf(left, 'cash'), amount - along - sumOf(others));
  const short = amount - along - sumOf(others) - cash;
  if (short > leftOf(left, ROUNDING)) {
    // What is asked back is too much, or of the wrong tender: nothing is left to go over.
    checkAmount(back.total - amount, asked);
    throw tenderRefusal({ method: 'cash', left: leftOf(left, 'cash') });
  }
  return [...others, { method: 'cash', amount: cash }, { method: ROUNDING, amount: along + short }]
    .filter(payment => payment.amount !== 0).map(payment => ({ ...payment, reference }));
}

export const tenderRefusal = ({ method, left }: Pick<Beyond, 'method' | 'left'>): Refusal => errors('pos.refundTender', { method, left });

/** Refuses what does not equal the refund (`pos.refundAmount`); answers what rounding adds to it. */
export function settleRefund(back: GiveBack, asked: readonly AskedPayment[]): number {
  const rounding = roundingOf(back, asked);
  checkAmount(back.total + rounding, asked);
  return rounding;
}

export function beyondOf(allowed: TendersLeft, asked: readonly AskedPayment[]): Beyond | undefined {
  const sums = new Map<string, number>();
  for (const { method, amount } of asked) sums.set(method, (sums.get(method) ?? 0) + amount);
  const above = [...sums].flatMap(([method, amount]) => (amount > leftOf(allowed, method) ? [{ method, left: leftOf(allowed, method), amount }] : []));
  const [first] = above;
  return first && { ...first, amount: above.reduce((sum, { left, amount }) => sum + amount - left, 0) };
}

/** A return without a receipt: no sale to be measured by, so all of it may go back in cash. */
export const returnedFreely = (total: number, step: number): GiveBack => ({ total, left: new Map([['cash', Number.MAX_SAFE_INTEGER]]), completes: false, step });

function checkAmount(due: number, asked: readonly AskedPayment[]): void {
  const given = sumOf(asked);
  if (given !== due) throw errors('pos.refundAmount', { due, given });
}
