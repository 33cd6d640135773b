import { fromThousandths } from '@sontechsp/sdk';
import type { PricedBasket, SaleCompleted, Warning } from './contract.js';
import { ROUNDING } from './rounding.js';
import type { QuoteReply, SaleReply } from './schemas.js';
import type { StoredSale } from './store.js';

/**
 * A sale as the API shows it. Made from rows alone, so that a repeated request is answered exactly as the first was. A refund
 * is shown with what went back, without its minus signs.
 */
export function saleReplyOf({ sale, lines, payments }: StoredSale): SaleReply {
  const shown = sale.kind === 'refund' ? (amount: number): number => 0 - amount : (amount: number): number => amount;
  return {
    id: sale.id, receiptNo: sale.receipt_no, sequence: sale.sequence, soldAt: sale.sold_at, storeId: sale.store_id,
    terminalId: sale.terminal_id, cashierId: sale.cashier_id, customerId: sale.customer_id,
    lines: lines.map(line => ({
      id: line.id, productId: line.product_id, barcode: line.barcode, name: line.name, quantity: fromThousandths(shown(line.quantity)),
      unitPrice: line.unit_price, discountAmount: shown(line.discount_amount), vatRate: line.vat_rate, vatAmount: shown(line.vat_amount), total: shown(line.total),
    })),
    subtotal: shown(sale.subtotal), discountTotal: shown(sale.discount_total), vatTotal: shown(sale.vat_total), total: shown(sale.total),
    paid: shown(sale.paid), change: sale.change,
    payments: payments.filter(({ method }) => method !== ROUNDING)
      .map(({ id, method, amount, reference }) => ({ id, method, amount: shown(amount), ...(reference === null ? {} : { reference }) })),
    warnings: sale.warnings.map(inOrder), state: sale.state,
    ...(sale.rounding ? { rounding: shown(sale.rounding) } : {}),
    ...(sale.kind === 'refund' ? { kind: sale.refund_type ?? 'refund', refundOf: sale.refund_of, reason: sale.reason ?? '' } : {}),
    ...(sale.exchange_of ? { exchangeOf: sale.exchange_of } : {}),
  };
}
/** PostgreSQL keeps no order of keys: one of our own makes a repeated reply equal to the letter. */
const inOrder = (warning: Warning): Warning =>
  Object.fromEntries(Object.entries(warning).sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as Warning;

export function quoteReplyOf(basket: PricedBasket, warnings: readonly Warning[]): QuoteReply {
  const { customerId, subtotal, discountTotal, vatTotal, total } = basket;
  return {
    customerId,
    lines: basket.lines.map(({ productId, barcode, name, quantity, unitPrice, discountAmount, vatRate, vatAmount, total }) =>
      ({ productId, barcode, name, quantity: fromThousandths(quantity), unitPrice, discountAmount, vatRate, vatAmount, total })),
    subtotal, discountTotal, vatTotal, total, warnings: [...warnings],
  };
}

/** What the topic tells of a sale. */
export function completedOf({ sale, lines, payments }: StoredSale): SaleCompleted {
  return {
    id: sale.id, receiptNo: sale.receipt_no, sequence: sale.sequence, soldAt: sale.sold_at, storeId: sale.store_id,
    terminalId: sale.terminal_id, cashierId: sale.cashier_id, customerId: sale.customer_id,
    lines: lines.map(line => ({
      id: line.id, productId: line.product_id, barcode: line.barcode, name: line.name, quantity: line.quantity,
      unitPrice: line.unit_price, discountAmount: line.discount_amount, vatRate: line.vat_rate, vatAmount: line.vat_amount, total: line.total,
    })),
    subtotal: sale.subtotal, discountTotal: sale.discount_total, vatTotal: sale.vat_total, total: sale.total, paid: sale.paid, change: sale.change,
    rounding: sale.rounding ?? 0,
    payments: payments.filter(({ method }) => method !== ROUNDING).map(({ id, method, amount, reference }) => ({ id, method, amount, reference })),
  };
}
