import type { RefundReply } from '../../refunds/schemas.js';
import type { SaleReply } from '../../schemas.js';
import type { ComingBack } from './coming-back.js';

/** `void`: all of it, as it was paid. */
export type How = 'refund' | 'exchange' | 'void';

/** Where the cashier is. */
export type Phase =
  | { readonly kind: 'find' }
  | { readonly kind: 'sale'; readonly how: How; readonly back: ComingBack }
  /** Goods nobody has a receipt for. */
  | { readonly kind: 'free' }
  /** Written. `sale`: the new one of an exchange; `balance`: what the customer paid for it, below zero what was given back. */
  | { readonly kind: 'done'; readonly what: How | 'return'; readonly refund: RefundReply; readonly sale?: SaleReply; readonly balance: number };

/** Reasons to choose from, sentences under `pos:ui.refund.reasons`. */
export const reasons = ['changedMind', 'faulty', 'wrongItem', 'size', 'mistake'] as const;
export type Reason = { readonly quick: (typeof reasons)[number] } | { readonly text: string };

/** What the keys act on. */
export interface Selected {
  readonly list: 'back' | 'goods';
  readonly key: string;
}
/** A short word at the foot of the lines, under `pos:ui.refund.notice`. */
export interface Notice {
  readonly key: string;
  readonly tone: 'info' | 'warn';
  readonly values: Readonly<Record<string, string | number>>;
}
