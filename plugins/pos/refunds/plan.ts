import type { Ids } from '@sontechsp/sdk';
import type { ProposedRefund, RefundKind, RefundLine, RefundedSale, SalePayment } from '../contract.js';
import { errors } from '../errors.js';
import { ROUNDING } from '../rounding.js';
import type { StoredSale } from '../store.js';
import type { AskedPayment } from '../tendering.js';
import { planLines, type AskedLine, type PlannedLine } from './rule.js';
import type { Earlier } from './store.js';
import { tendersLeft, type GiveBack, type SettledRefund } from './tenders.js';

/** What is asked to go back of a sale. */
export interface Wish {
  readonly kind: RefundKind;
  readonly reason: string;
  readonly lines: readonly AskedLine[];
  /** Chosen by the caller, or worked out from what goes back. */
  readonly payments: readonly AskedPayment[] | ((back: GiveBack) => readonly AskedPayment[]);
  /** In an exchange: what goes over to the new sale; the payments then are for the rest. */
  readonly carried?: (back: GiveBack) => readonly AskedPayment[];
  /** Whether more of a tender may go back than was paid with it. */
  readonly anyTender: boolean;
}
export interface RefundPlan {
  readonly proposed: ProposedRefund;
  readonly otherTender: boolean;
  readonly carried: readonly AskedPayment[];
  /** How many refunds the sale had when this was planned. */
  readonly count: number;
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

interface Parts {
  readonly kind: RefundKind;
  readonly reason: string;
  readonly sale: RefundedSale | null;
  readonly completes: boolean;
  readonly lines: readonly PlannedLine[];
  readonly asked: readonly AskedPayment[];
  readonly carried?: readonly AskedPayment[];
  readonly settled: SettledRefund;
}
/** Puts a refund together, with ids for its lines and payments. */
export function proposedRefund({ kind, reason, sale, completes, lines: planned, asked, carried = [], settled }: Parts, ids: Ids): Pick<RefundPlan, 'proposed' | 'otherTender'> {
  const lines = planned.map((line): RefundLine => ({ ...line, id: ids.next() }));
  const payments = [...carried.filter(({ method }) => method !== ROUNDING), ...asked].map(({ method, amount, reference }): SalePayment => ({ id: ids.next(), method, amount, reference: reference ?? null }));
  return {
    otherTender: settled.otherTender,
    proposed: {
      kind, reason, sale, completes, lines, payments, rounding: settled.rounding - sumOf(carried, ({ method, amount }) => (method === ROUNDING ? amount : 0)),
      subtotal: sumOf(lines, line => line.gross), discountTotal: sumOf(lines, line => line.discountAmount),
      vatTotal: sumOf(lines, line => line.vatAmount), total: sumOf(lines, line => line.total),
    },
  };
}
