import type { Ids, Refusal, Scope } from '@sontechsp/sdk';
import type { ProposedRefund, RefundKind, RefundLine, RefundedSale, SalePayment } from '../contract.js';
import { errors } from '../errors.js';
import type { Need } from '../limits.js';
import { ROUNDING } from '../rounding.js';
import type { StoredSale } from '../store.js';
import type { AskedPayment } from '../tendering.js';
import { planLines, type AskedLine, type PlannedLine } from './rule.js';
import type { Earlier } from './store.js';
import { tenderRefusal, tendersLeft, type Beyond, type GiveBack } from './tenders.js';

/** What is asked to go back of a sale. */
export interface Wish {
  readonly kind: RefundKind;
  readonly reason: string;
  readonly lines: readonly AskedLine[];
  /** Chosen by the caller, or worked out from what goes back. */
  readonly payments: readonly AskedPayment[] | ((back: GiveBack) => readonly AskedPayment[]);
  /** In an exchange: what goes over to the new sale; the payments then are for the rest. */
  readonly carried?: (back: GiveBack) => readonly AskedPayment[];
  /** The right it takes. */
  readonly right: RefundRight;
  /** Brought along by who lacks a right. */
  readonly approvals: readonly string[];
}
export type RefundRight = 'pos.refund' | 'pos.void';
export interface RefundPlan extends Leave {
  readonly proposed: ProposedRefund;
  readonly otherTender: boolean;
  readonly carried: readonly AskedPayment[];
  /** How many refunds the sale had when this was planned. */
  readonly count: number;
}
/** What is asked for beyond the caller's own rights, and what was brought along to cover it. */
export interface Leave {
  readonly needs: readonly Need[];
  readonly approvals: readonly string[];
}

export const refundedSaleOf = ({ sale }: StoredSale): RefundedSale =>
  ({ id: sale.id, receiptNo: sale.receipt_no, soldAt: sale.sold_at, customerId: sale.customer_id, total: sale.total });

const sumOf = <T>(items: readonly T[], amount: (item: T) => number): number => items.reduce((sum, item) => sum + amount(item), 0);

/** What a refund comes to, before its money is looked at. */
export function givenBack(stored: StoredSale, earlier: Earlier, lines: readonly AskedLine[], step: number): { lines: PlannedLine[]; back: GiveBack } {
  if (lines.length === 0) throw errors('pos.empty');
  const planned = planLines(stored, earlier.lines, lines);
  return {
    lines: planned.lines,
    back: { total: sumOf(planned.lines, line => line.total), left: tendersLeft(stored, earlier.tenders), completes: planned.completes, step },
  };
}

/** What approvals must cover of a refund: the right itself for its sum, and another tender for what is beyond. */
export function refundNeeds(scope: Scope, right: RefundRight, sale: { readonly id: string }, total: number, beyond: Beyond | undefined): Need[] {
  const lacks = (permission: string): boolean => !scope.can(permission);
  return [
    ...(lacks(right) ? [{ permission: right, amount: total, subject: sale.id }] : []),
    ...(beyond && lacks('pos.refund.tender') ? [{ permission: 'pos.refund.tender', amount: beyond.amount, subject: sale.id, orElse: tenderRefusal(beyond) }] : []),
  ];
}

/** The same of goods without a receipt. `above`: what is refused beyond the store's limit, which is nobody's own right. */
export function returnNeeds(scope: Scope, total: number, above: Refusal | undefined): Need[] {
  return [
    ...(scope.can('pos.return.free') ? [] : [{ permission: 'pos.return.free', amount: total }]),
    ...(above ? [{ permission: 'pos.return.above', amount: total, orElse: above }] : []),
  ];
}

interface Parts {
  readonly kind: RefundKind;
  readonly reason: string;
  readonly sale: RefundedSale | null;
  readonly completes: boolean;
  readonly lines: readonly PlannedLine[];
  readonly asked: readonly AskedPayment[];
  readonly carried?: readonly AskedPayment[];
  /** What rounding adds to what goes back. */
  readonly rounding: number;
}
/** Puts a refund together, with ids for its lines and payments. */
export function proposedRefund({ kind, reason, sale, completes, lines: planned, asked, carried = [], rounding }: Parts, ids: Ids): ProposedRefund {
  const lines = planned.map((line): RefundLine => ({ ...line, id: ids.next() }));
  const payments = [...carried.filter(({ method }) => method !== ROUNDING), ...asked].map(({ method, amount, reference }): SalePayment => ({ id: ids.next(), method, amount, reference: reference ?? null }));
  return {
    kind, reason, sale, completes, lines, payments, rounding: rounding - sumOf(carried, ({ method, amount }) => (method === ROUNDING ? amount : 0)),
    subtotal: sumOf(lines, line => line.gross), discountTotal: sumOf(lines, line => line.discountAmount),
    vatTotal: sumOf(lines, line => line.vatAmount), total: sumOf(lines, line => line.total),
  };
}
