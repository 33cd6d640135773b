import { list, money, nullable, object, optional, quantity, t, text, uuid, type Shape } from '@sontechsp/sdk';

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
  lines: t.Array(object({ lineId: uuid(), quantity: t.Number(), vatAmount: t.Integer(), total: t.Integer() })),
  total: t.Integer(),
  /** What may go back per tender; cash is what it comes to when all that may go back in cash does. */
  tenders: t.Array(object({ method: t.String(), left: t.Integer() })),
});

export const voidBody = object({ id: optional(uuid()), reason: text(500, 1) });
export type VoidBody = Shape<typeof voidBody>;
