import type { Scope } from '@sontechsp/sdk';
import type { ProposedRefund, SalePayment } from '../contract.js';
import { sealOf } from '../seal.js';
import type { StoredSale } from '../store.js';

interface Facts {
  readonly id: string;
  readonly bodyHash: string;
  readonly no: string;
  readonly sequence: number;
  readonly soldAt: string;
  readonly previousHash: string;
  readonly shiftId: string | null;
  readonly otherTender: boolean;
}
/** Zero stays zero: JSON and some drivers know a minus zero. */
const minus = (amount: number): number => 0 - amount;

/** The rows of a refund, sealed, each amount and quantity with its minus sign. `tenders` are the payments, and what stands for rounding. */
export function refundRowsOf(scope: Scope, refund: ProposedRefund, tenders: readonly SalePayment[], facts: Facts): StoredSale {
  const { firmId: firm_id, storeId: store_id, terminalId: terminal_id } = scope;
  const lines = refund.lines.map(line => ({
    ...line, quantity: minus(line.quantity), gross: minus(line.gross), discountAmount: minus(line.discountAmount), vatAmount: minus(line.vatAmount), total: minus(line.total),
  }));
  const payments = tenders.map(payment => ({ ...payment, amount: minus(payment.amount) }));
  const total = minus(refund.total);
  const hash = sealOf({ ...facts, terminal: terminal_id, time: facts.soldAt, lines, payments, total });
  return {
    sale: {
      id: facts.id, firm_id, store_id, terminal_id, cashier_id: scope.userId, customer_id: refund.sale?.customerId ?? null, kind: 'refund',
      refund_of: refund.sale?.id ?? null, refund_type: refund.kind, reason: refund.reason, state: 'completed', sequence: facts.sequence,
      receipt_no: facts.no, sold_at: facts.soldAt, note: '', subtotal: minus(refund.subtotal), discount_total: minus(refund.discountTotal),
      vat_total: minus(refund.vatTotal), total, paid: minus(refund.total + refund.rounding), change: 0, rounding: minus(refund.rounding),
      other_tender: facts.otherTender, warnings: [], request_hash: facts.bodyHash, previous_hash: facts.previousHash, hash,
      shift_id: facts.shiftId,
    },
    lines: lines.map((line, at) => ({
      sale_id: facts.id, line_no: at + 1, id: line.id, firm_id, store_id, product_id: line.productId, barcode: line.barcode, name: line.name,
      unit: line.unit, quantity: line.quantity, unit_price: line.unitPrice, gross: line.gross, discount_amount: line.discountAmount,
      vat_rate: line.vatRate, vat_amount: line.vatAmount, total: line.total, refund_of_line: line.saleLineId, restocked: line.restock,
    })),
    payments: payments.map(({ id, method, amount, reference }, at) => ({
      sale_id: facts.id, payment_no: at + 1, id, firm_id, store_id, method, amount, reference,
    })),
  };
}
