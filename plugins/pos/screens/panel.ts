import type { SaleReply } from '../schemas.js';
import type { Entry } from './entry.js';
import type { Payment } from './payment.js';

/** What stands at the right of the lines. */
export type Panel =
  | { readonly kind: 'pad' }
  | { readonly kind: 'search' }
  | { readonly kind: 'quantity' | 'price'; readonly key: string }
  | { readonly kind: 'discount'; readonly on: 'line' | 'basket'; readonly key: string | undefined; readonly by: 'percent' | 'amount' }
  | { readonly kind: 'pay'; readonly payment: Payment }
  /** What was sold, with the change to give, until the next scan. `earlier`: it had been written before a lost answer. */
  | { readonly kind: 'done'; readonly sale: SaleReply; readonly earlier: boolean }
  /** Somebody is asked for their leave; then, or without it, what was open goes on. */
  | { readonly kind: 'approve'; readonly before: Panel; readonly entry: Entry }
  /** The basket gets a name to be put aside under. */
  | { readonly kind: 'park'; readonly id: string }
  | { readonly kind: 'parked' }
  | { readonly kind: 'shift'; readonly view: ShiftView }
  /** Why the drawer is to be opened without a sale. */
  | { readonly kind: 'drawer' }
  | { readonly kind: 'receipt'; readonly saleId: string; readonly print: boolean; readonly before: Panel };

/** What is done about the shift. `home`: how it stands, or its opening. */
export type ShiftView = 'home' | 'in' | 'out' | 'report' | 'count' | 'close' | 'closed' | 'z';

/** A short word at the foot of the lines. `key` is a sentence under `pos:ui.sale.notice`. */
export interface Notice {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly tone: 'info' | 'warn' | 'danger';
  readonly undo: boolean;
}
