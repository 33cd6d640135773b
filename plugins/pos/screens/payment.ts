import { notesOf } from '../denominations.js';
import { roundCash } from '../rounding.js';

/** `cash`, `card`, or what a plugin adds. */
export type Method = string;
export interface Part {
  readonly method: Method;
  readonly amount: number;
}
/** A payment being taken: what was handed over so far, and how the rest will be paid. */
export interface Payment {
  readonly parts: readonly Part[];
  readonly method: Method;
  /** Part by part: after cash, the rest goes to the card. */
  readonly split: boolean;
}
export const startPayment = (method: Method, split = false): Payment => ({ parts: [], method, split });

const sumOf = (parts: readonly Part[], counts: (method: Method) => boolean): number =>
  parts.reduce((sum, part) => sum + (counts(part.method) ? part.amount : 0), 0);
const isCash = (method: Method): boolean => method === 'cash';

/** What is left to be handed over by the chosen method, and what rounding its cash to the store's `step` adds or takes off. */
export interface Rest {
  readonly left: number;
  readonly rounding: number;
}
/** Only the part paid in cash is rounded, as the host does it. */
export function restOf({ parts, method }: Payment, due: number, step = 0): Rest {
  const cash = sumOf(parts, isCash);
  const open = due - sumOf(parts, other => !isCash(other));
  const inCash = isCash(method) ? open : Math.min(open, cash);
  const rounding = inCash > 0 && (isCash(method) || cash > 0) ? roundCash(inCash, step) - inCash : 0;
  return { left: Math.max(0, open + rounding - cash), rounding };
}

/** What the confirming key does now. `amount` is what was typed; undefined means all that is left. */
export type Tender =
  | { readonly kind: 'complete'; readonly parts: readonly Part[]; readonly change: number }
  | { readonly kind: 'part'; readonly payment: Payment }
  | { readonly kind: 'refused'; readonly why: 'cardAbove' | 'nothing' | 'cashStep' };

/** So little was left that it rounds away: that is paid in cash all the same, with nothing. */
const settledParts = ({ parts }: Payment, rounding: number): readonly Part[] =>
  (rounding === 0 || parts.some(part => isCash(part.method)) ? parts : [...parts, { method: 'cash', amount: 0 }]);

export function tender(payment: Payment, due: number, amount: number | undefined, step = 0): Tender {
  const { left, rounding } = restOf(payment, due, step);
  const before = sumOf(payment.parts, () => true);
  if (sumOf(payment.parts, method => !isCash(method)) > due) return { kind: 'refused', why: 'cardAbove' };
  if (left === 0) return { kind: 'complete', parts: settledParts(payment, rounding), change: before - due - rounding };
  const taken = amount ?? left;
  if (taken === 0) return { kind: 'refused', why: 'nothing' };
  if (!isCash(payment.method) && taken > left) return { kind: 'refused', why: 'cardAbove' };
  const parts = [...payment.parts, { method: payment.method, amount: taken }];
  if (taken >= left) return { kind: 'complete', parts, change: before + taken - due - rounding };
  // There are no coins for it, and what another method would be left with could not be settled.
  if (isCash(payment.method) && step > 1 && taken % step !== 0) return { kind: 'refused', why: 'cashStep' };
  return { kind: 'part', payment: { ...payment, parts, method: payment.split && isCash(payment.method) ? 'card' : payment.method } };
}

/** What would be given back if the confirming key were pressed now. */
export function changeFor(payment: Payment, due: number, amount: number | undefined, step = 0): number {
  const next = tender(payment, due, amount, step);
  return next.kind === 'complete' ? next.change : 0;
}

export const withoutPart = (payment: Payment, at: number): Payment => ({ ...payment, parts: payment.parts.filter((_, index) => index !== at) });

/** What a customer is likely to hand over instead of the exact sum: the next multiples of each note, smallest first. */
export const quickAmounts = (due: number, currency: string): number[] =>
  due === 0 ? [] : [...new Set(notesOf(currency).map(note => Math.ceil((due + 1) / note) * note))].sort((a, b) => a - b);
