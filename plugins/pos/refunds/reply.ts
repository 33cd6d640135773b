import { fromThousandths } from '@sontechsp/sdk';
import type { RefundCompleted, RefundInProgress } from '../contract.js';
import type { Need } from '../limits.js';
import { ROUNDING } from '../rounding.js';
import type { StoredSale } from '../store.js';
import type { SaleRow } from '../tables.js';
import type { AskedPayment } from '../tendering.js';
import type { RefundReply } from './schemas.js';

/** A refund as the API shows it, from its rows alone. */
export function refundReplyOf({ sale, lines, payments }: StoredSale): RefundReply {
  return {
    id: sale.id, saleId: sale.refund_of, receiptNo: sale.receipt_no, sequence: sale.sequence,
    lines: lines.map(line => ({
      id: line.id, lineId: line.refund_of_line ?? null, productId: line.product_id, barcode: line.barcode, name: line.name,
      quantity: fromThousandths(0 - line.quantity), unitPrice: line.unit_price, discountAmount: 0 - line.discount_amount,
      vatRate: line.vat_rate, vatAmount: 0 - line.vat_amount, total: 0 - line.total, restock: line.restocked ?? false,
    })),
    total: 0 - sale.total,
    ...(sale.rounding ? { rounding: 0 - sale.rounding } : {}),
    payments: payments.filter(({ method }) => method !== ROUNDING)
      .map(({ id, method, amount, reference }) => ({ id, method, amount: 0 - amount, ...(reference === null ? {} : { reference }) })),
  };
}

/** Tenders of a quote. */
export const shownTenders = (payments: readonly AskedPayment[]): { method: string; amount: number }[] => payments.map(({ method, amount }) => ({ method, amount }));

/** What approvals must cover, where something must. */
export const toldNeeds = (needs: readonly Need[]): { needs?: { permission: string; amount?: number; worth?: number; subject?: string }[] } =>
  (needs.length === 0 ? {} : { needs: needs.map(({ orElse: _, ...need }) => need) });

/** What the topic tells of a refund. */
export function toldOf(refund: RefundInProgress, sale: SaleRow): RefundCompleted {
  return {
    id: sale.id, kind: refund.kind, saleId: sale.refund_of, receiptNo: sale.receipt_no, sequence: sale.sequence, refundedAt: sale.sold_at,
    storeId: sale.store_id, terminalId: sale.terminal_id, cashierId: sale.cashier_id, customerId: sale.customer_id, reason: refund.reason,
    lines: refund.lines.map(({ id, saleLineId, productId, barcode, name, quantity, unitPrice, discountAmount, vatRate, vatAmount, total, restock }) =>
      ({ id, saleLineId, productId, barcode, name, quantity, unitPrice, discountAmount, vatRate, vatAmount, total, restock })),
    subtotal: refund.subtotal, discountTotal: refund.discountTotal, vatTotal: refund.vatTotal, total: refund.total, rounding: refund.rounding,
    payments: refund.payments.map(payment => ({ ...payment })),
  };
}
