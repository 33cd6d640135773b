import type { Scope } from '@sontechsp/sdk';
import type { ProposedSale, SalePayment, Warning } from './contract.js';
import { sealOf } from './seal.js';
import type { StoredSale } from './store.js';

interface Facts {
  readonly id: string;
  readonly note: string;
  readonly bodyHash: string;
  readonly no: string;
  readonly sequence: number;
  readonly soldAt: string;
  readonly previousHash: string;
  readonly shiftId: string | null;
  readonly exchangeOf?: string;
  /** Kept as it is, so that a late tap's warning reaches the row. */
  readonly warnings: Warning[];
}

/** The rows of a sale, sealed. */
export function rowsOf(scope: Scope, proposed: ProposedSale, payments: readonly SalePayment[], facts: Facts): StoredSale {
  const { firmId: firm_id, storeId: store_id, terminalId: terminal_id } = scope;
  const hash = sealOf({ ...facts, terminal: terminal_id, time: facts.soldAt, lines: proposed.lines, payments, total: proposed.total });
  return {
    sale: {
      id: facts.id, firm_id, store_id, terminal_id, cashier_id: scope.userId, customer_id: proposed.customerId, kind: 'sale', refund_of: null,
      state: 'completed', sequence: facts.sequence, receipt_no: facts.no, sold_at: facts.soldAt, note: facts.note,
      subtotal: proposed.subtotal, discount_total: proposed.discountTotal, vat_total: proposed.vatTotal, total: proposed.total,
      paid: proposed.paid, change: proposed.change, warnings: facts.warnings, request_hash: facts.bodyHash,
      previous_hash: facts.previousHash, hash,
      ...(proposed.rounding === 0 ? {} : { rounding: proposed.rounding }), ...(facts.exchangeOf === undefined ? {} : { exchange_of: facts.exchangeOf }),
      ...(facts.shiftId === null ? {} : { shift_id: facts.shiftId }),
    },
    lines: proposed.lines.map((line, at) => ({
      sale_id: facts.id, line_no: at + 1, id: line.id, firm_id, store_id, product_id: line.productId, barcode: line.barcode, name: line.name,
      unit: line.unit, quantity: line.quantity, unit_price: line.unitPrice, gross: line.gross, discount_amount: line.discountAmount,
      vat_rate: line.vatRate, vat_amount: line.vatAmount, total: line.total,
    })),
    payments: payments.map(({ id, method, amount, reference }, at) => ({
      sale_id: facts.id, payment_no: at + 1, id, firm_id, store_id, method, amount, reference,
    })),
  };
}
