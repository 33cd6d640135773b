export type Method = 'cash' | 'card';
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

export const paidSoFar = (payment: Payment): number => payment.parts.reduce((sum, part) => sum + part.amount, 0);
export const remaining = (payment: Payment, due: number): number => Math.max(0, due - paidSoFar(payment));

/** What the confirming key does now. `amount` is what was typed; undefined means all that is left. */
export type Tender =
  | { readonly kind: 'complete'; readonly parts: readonly Part[]; readonly change: number }
  | { readonly kind: 'part'; readonly payment: Payment }
  | { readonly kind: 'refused'; readonly why: 'cardAbove' | 'nothing' };

export function tender(payment: Payment, due: number, amount: number | undefined): Tender {
  const left = remaining(payment, due);
  const before = paidSoFar(payment);
  const byCard = payment.parts.reduce((sum, part) => sum + (part.method === 'card' ? part.amount : 0), 0);
  if (byCard > due) return { kind: 'refused', why: 'cardAbove' };
  if (left === 0) return { kind: 'complete', parts: payment.parts, change: before - due };
  const taken = amount ?? left;
  if (taken === 0) return { kind: 'refused', why: 'nothing' };
  if (payment.method === 'card' && taken > left) return { kind: 'refused', why: 'cardAbove' };
  const parts = [...payment.parts, { method: payment.method, amount: taken }];
  if (taken >= left) return { kind: 'complete', parts, change: before + taken - due };
  return { kind: 'part', payment: { ...payment, parts, method: payment.split && payment.method === 'cash' ? 'card' : payment.method } };
}

/** What would be given back if the confirming key were pressed now. */
export function changeFor(payment: Payment, due: number, amount: number | undefined): number {
  const next = tender(payment, due, amount);
  return next.kind === 'complete' ? next.change : 0;
}

export const withoutPart = (payment: Payment, at: number): Payment => ({ ...payment, parts: payment.parts.filter((_, index) => index !== at) });

const notes = [500, 1000, 2000, 5000, 10_000, 20_000];
/** What a customer is likely to hand over instead of the exact sum: the next multiples of each note, smallest first. */
export const quickAmounts = (due: number): number[] =>
  due === 0 ? [] : [...new Set(notes.map(note => Math.ceil((due + 1) / note) * note))].sort((a, b) => a - b);
