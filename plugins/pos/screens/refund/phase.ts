import type { Signal } from '@preact/signals';
import type { RefundReply } from '../../refunds/schemas.js';
import type { SaleDetail, SaleReply } from '../../schemas.js';
import type { Money } from './money.js';
import type { ReturnLine } from './return-lines.js';

/** `void`: all of it, as it was paid. */
export type How = 'refund' | 'exchange' | 'void';

/** A sale, and what of it comes back. */
export interface ComingBack {
  readonly sale: SaleDetail;
  readonly lines: Signal<readonly ReturnLine[]>;
}
/** Where the cashier is. */
export type Phase =
  | { readonly kind: 'find' }
  | { readonly kind: 'sale'; readonly how: How; readonly back: ComingBack }
  /** Goods nobody has a receipt for. */
  | { readonly kind: 'free' }
  | Done;
/** Written. */
export interface Done {
  readonly kind: 'done';
  readonly what: How | 'return';
  readonly refund: RefundReply;
  /** The new one of an exchange. */
  readonly sale?: SaleReply;
  /** What the customer paid for it, below zero what was given back. */
  readonly balance: number;
  /** The same by tender, as it was handed over. */
  readonly money: readonly Money[];
}

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
/** Says such a word. */
export type Say = (key: string, tone?: Notice['tone'], values?: Notice['values']) => void;
