import { list, money, nullable, object, optional, quantity, t, text, uuid, type Shape } from '@sontechsp/sdk';
import { approvals, discount, lineBody, quoteFields, quoteReply, saleReply } from '../schemas.js';

export const payments = list(object({ method: text(40, 1), amount: money(), reference: optional(text(100)) }), { maxItems: 20 });
/** `restock` of a line wins over that of the whole. */
export const refundLines = list(object({ lineId: uuid(), quantity: quantity(), restock: optional(t.Boolean()) }), { maxItems: 500 });

const refundFields = {
  id: optional(uuid()), lines: refundLines, restock: optional(t.Boolean()),
  /** For what the caller's own rights do not cover; used up when it is written, and not asked for by a quote. */
  approvals: optional(approvals()),
};
export const refundBody = object({ ...refundFields, reason: text(500, 1), payments });
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

const tenders = t.Array(object({ method: t.String(), amount: t.Integer() }));
/** What the caller's own rights do not cover: one approval for each, asked for with exactly this. */
const needs = t.Array(object({ permission: t.String(), amount: optional(t.Integer()), worth: optional(t.Integer()), subject: optional(t.String()) }));
const backLines = t.Array(object({ lineId: uuid(), quantity: t.Number(), discountAmount: t.Integer(), vatAmount: t.Integer(), total: t.Integer() }));

/** The same body; `payments` are what somebody would like to give, which the quote makes fit. */
export const refundQuoteBody = object({ ...refundFields, reason: optional(text(500, 1)), payments: optional(payments) });
export type RefundQuoteBody = Shape<typeof refundQuoteBody>;
export const refundQuoteReply = object({
  lines: backLines,
  total: t.Integer(),
  /** How the money may go back: as was asked, else as it was paid, what was not cash first, cash in the store's steps. */
  payments: tenders,
  /** Where payments were asked for: what they must come to. */
  due: optional(t.Integer()),
  /** The most that may go back per tender. */
  left: tenders,
  needs: optional(needs),
});
export type RefundQuoteReply = Shape<typeof refundQuoteReply>;

export const voidBody = object({ id: optional(uuid()), reason: text(500, 1), approvals: optional(approvals()) });
export type VoidBody = Shape<typeof voidBody>;
/** `code`: what a void would be refused with. */
export const voidQuoteReply = object({
  possible: t.Boolean(), code: optional(t.String()), total: optional(t.Integer()), payments: optional(tenders), needs: optional(needs),
});
export type VoidQuoteReply = Shape<typeof voidQuoteReply>;

const returnFields = {
  ...refundFields,
  lines: list(object({
    barcode: optional(text(64, 1)), productId: optional(uuid()), quantity: quantity(), unitPrice: optional(money()), restock: optional(t.Boolean()),
  }, { oneOf: [{ required: ['barcode'] }, { required: ['productId'] }] }), { maxItems: 500 }),
};
/** Goods without a receipt: what the house would charge for them today, unless the caller may set prices. */
export const returnBody = object({ ...returnFields, reason: text(500, 1), payments });
export type ReturnBody = Shape<typeof returnBody>;
export const returnQuoteBody = object({ ...returnFields, reason: optional(text(500, 1)), payments: optional(payments) });
export type ReturnQuoteBody = Shape<typeof returnQuoteBody>;
export const returnQuoteReply = object({ ...quoteFields, payments: tenders, due: t.Integer(), needs: optional(needs) });
export type ReturnQuoteReply = Shape<typeof returnQuoteReply>;

const exchangeFields = {
  id: optional(uuid()),
  saleId: uuid(),
  sale: object({
    lines: list(lineBody, { maxItems: 500 }), discount: optional(nullable(discount())), customerId: optional(nullable(uuid())), note: optional(text(500)),
    expectedTotal: optional(money()),
  }),
  /** For either half: what comes back, and the prices and discounts of what goes out. */
  approvals: optional(approvals()),
};
export const exchangeBody = object({
  ...exchangeFields,
  return: object({ lines: refundLines, reason: text(500, 1), restock: optional(t.Boolean()) }),
  /** What the customer adds where the new goods cost more. */
  payments,
  /** What the customer is given where they cost less. */
  refundPayments: optional(payments),
});
export type ExchangeBody = Shape<typeof exchangeBody>;
/** `balance`: the new sale's total less the refund's; above zero the customer pays. */
export const exchangeReply = object({ id: uuid(), refund: refundReply, sale: saleReply, balance: t.Integer() });
export type ExchangeReply = Shape<typeof exchangeReply>;

export const exchangeQuoteBody = object({
  ...exchangeFields,
  return: object({ lines: refundLines, reason: optional(text(500, 1)), restock: optional(t.Boolean()) }),
  /** What somebody would like to give back where the new goods cost less. */
  refundPayments: optional(payments),
});
export type ExchangeQuoteBody = Shape<typeof exchangeQuoteBody>;
export const exchangeQuoteReply = object({
  refund: object({ lines: backLines, total: t.Integer(), left: tenders }),
  sale: quoteReply,
  /** The new sale's total less the refund's. */
  balance: t.Integer(),
  /** Above zero the customer pays so much, or so much in cash alone. */
  due: t.Integer(),
  dueInCash: t.Integer(),
  /** Below zero this goes back, and must come to so much. */
  refundPayments: tenders,
  refundDue: t.Integer(),
  needs: optional(needs),
});
export type ExchangeQuoteReply = Shape<typeof exchangeQuoteReply>;
