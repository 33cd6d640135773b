import { list, money, nullable, object, optional, quantity, t, text, uuid, type Shape } from '@sontechsp/sdk';
import { discount, lineBody, saleReply } from '../schemas.js';

export const payments = list(object({ method: text(40, 1), amount: money(), reference: optional(text(100)) }), { maxItems: 20 });
/** `restock` of a line wins over that of the whole. */
export const refundLines = list(object({ lineId: uuid(), quantity: quantity(), restock: optional(t.Boolean()) }), { maxItems: 500 });

export const refundBody = object({
  id: optional(uuid()), lines: refundLines, reason: text(500, 1), payments, restock: optional(t.Boolean()),
});
export type RefundBody = Shape<typeof refundBody>;

export const refundReply = object({
  id: uuid(),
  /** Null in a return without a receipt. */
  saleId: nullable(uuid()),
  receiptNo: t.String(), sequence: t.Integer(),
  lines: t.Array(object({
    id: uuid(), lineId: nullable(uuid()), productId: uuid(), barcode: nullable(t.String()), name: t.String(), quantity: t.Number(), unitPrice: t.Integer(),
    discountAmount: t.Integer(), vatRate: t.Integer(), vatAmount: t.Integer(), total: t.Integer(), restock: t.Boolean(),
  })),
  total: t.Integer(),
  /** Where cash was rounded: the payments come to `total + rounding`. */
  rounding: optional(t.Integer()),
  payments: t.Array(object({ id: uuid(), method: t.String(), amount: t.Integer(), reference: optional(t.String()) })),
});
export type RefundReply = Shape<typeof refundReply>;

export const refundQuoteBody = object({ lines: refundLines });
export type RefundQuoteBody = Shape<typeof refundQuoteBody>;
export const refundQuoteReply = object({
  lines: t.Array(object({ lineId: uuid(), quantity: t.Number(), discountAmount: t.Integer(), vatAmount: t.Integer(), total: t.Integer() })),
  total: t.Integer(),
  /** How the money may go back: as it was paid, what was not cash first, cash in the store's steps. */
  payments: t.Array(object({ method: t.String(), amount: t.Integer() })),
  /** The most that may go back per tender. */
  left: t.Array(object({ method: t.String(), amount: t.Integer() })),
});
export type RefundQuoteReply = Shape<typeof refundQuoteReply>;

export const voidBody = object({ id: optional(uuid()), reason: text(500, 1) });
export type VoidBody = Shape<typeof voidBody>;

/** Goods without a receipt: what the house would charge for them today, unless the caller may set prices. */
export const returnBody = object({
  id: optional(uuid()),
  lines: list(object({
    barcode: optional(text(64, 1)), productId: optional(uuid()), quantity: quantity(), unitPrice: optional(money()), restock: optional(t.Boolean()),
  }, { oneOf: [{ required: ['barcode'] }, { required: ['productId'] }] }), { maxItems: 500 }),
  reason: text(500, 1), payments, restock: optional(t.Boolean()),
});
export type ReturnBody = Shape<typeof returnBody>;

export const exchangeBody = object({
  id: optional(uuid()),
  saleId: uuid(),
  return: object({ lines: refundLines, reason: text(500, 1), restock: optional(t.Boolean()) }),
  sale: object({
    lines: list(lineBody, { maxItems: 500 }), discount: optional(nullable(discount())), customerId: optional(nullable(uuid())), note: optional(text(500)),
    expectedTotal: optional(money()),
  }),
  /** What the customer adds where the new goods cost more. */
  payments,
  /** What the customer is given where they cost less. */
  refundPayments: optional(payments),
});
export type ExchangeBody = Shape<typeof exchangeBody>;
/** `balance`: the new sale's total less the refund's; above zero the customer pays. */
export const exchangeReply = object({ id: uuid(), refund: refundReply, sale: saleReply, balance: t.Integer() });
export type ExchangeReply = Shape<typeof exchangeReply>;
