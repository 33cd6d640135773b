import {
  instant, list, listQuery, money, nullable, object, oneOf, optional, page, percent, quantity, shortListQuery, t, text, uuid, type Shape,
} from '@sontechsp/sdk';
import type { Warning } from './contract.js';

export const discount = () => t.Union([object({ percent: percent() }), object({ amount: money() })]);

/** Ids of `POST /api/auth/approvals`. */
export const approvals = () => list(uuid(), { maxItems: 50 });

/** Named by what was scanned or by the product, never by both. */
export const lineBody = object({
  barcode: optional(text(64, 1)),
  productId: optional(uuid()),
  quantity: quantity(),
  unitPrice: optional(money()),
  discount: optional(discount()),
}, { oneOf: [{ required: ['barcode'] }, { required: ['productId'] }] });

const basketFields = {
  id: optional(uuid()),
  customerId: optional(nullable(uuid())),
  note: optional(text(500)),
  expectedTotal: optional(money()),
  lines: list(lineBody, { maxItems: 500 }),
  discount: optional(nullable(discount())),
  /** Given by `POST /api/auth/approvals` for a discount above the caller's limit or a price of their own. A sale uses them up; a quote believes them. */
  approvals: optional(approvals()),
};
export const quoteBody = object(basketFields);
export type BasketBody = Shape<typeof quoteBody>;

export const saleBody = object({
  ...basketFields,
  payments: list(object({ method: text(40, 1), amount: money(), reference: optional(text(100)) }), { maxItems: 20 }),
});
export type SaleBody = Shape<typeof saleBody>;

export const warning = t.Unsafe<Warning>(t.Object({ code: t.String() }, { additionalProperties: true }));
const pricedLine = {
  productId: uuid(), barcode: nullable(t.String()), name: t.String(), quantity: t.Number(), unitPrice: t.Integer(),
  discountAmount: t.Integer(), vatRate: t.Integer(), vatAmount: t.Integer(), total: t.Integer(),
};
const totals = { subtotal: t.Integer(), discountTotal: t.Integer(), vatTotal: t.Integer(), total: t.Integer() };

export const quoteFields = { customerId: nullable(uuid()), lines: t.Array(object(pricedLine)), ...totals, warnings: t.Array(warning) };
export const quoteReply = object(quoteFields);
export type QuoteReply = Shape<typeof quoteReply>;

const saleFields = {
  id: uuid(), receiptNo: t.String(), sequence: t.Integer(), soldAt: t.String(), storeId: uuid(), terminalId: uuid(), cashierId: uuid(),
  customerId: nullable(uuid()), lines: t.Array(object({ id: uuid(), ...pricedLine })), ...totals, paid: t.Integer(), change: t.Integer(),
  payments: t.Array(object({ id: uuid(), method: t.String(), amount: t.Integer(), reference: optional(t.String()) })),
  warnings: t.Array(warning), state: oneOf('completed', 'partlyRefunded', 'refunded', 'voided'),
  /** Where cash was rounded: `paid − change = total + rounding`. */
  rounding: optional(t.Integer()),
  /** A refund is a receipt too: these three tell it from a sale. Its amounts are what went back. */
  kind: optional(oneOf('refund', 'void', 'return', 'exchange')), refundOf: optional(nullable(uuid())), reason: optional(t.String()),
  /** On the sale of an exchange: the refund it was made with. */
  exchangeOf: optional(uuid()),
};
export const saleReply = object(saleFields);
/** With what was refunded since, where something was. `left`: what may still go back, per tender. */
export const saleDetail = object({
  ...saleFields,
  lines: t.Array(object({ id: uuid(), ...pricedLine, refunded: optional(t.Number()) })),
  refunds: optional(t.Array(object({
    id: uuid(), receiptNo: t.String(), kind: oneOf('refund', 'void', 'return', 'exchange'), refundedAt: t.String(), total: t.Integer(), reason: t.String(),
  }))),
  left: optional(t.Array(object({ method: t.String(), amount: t.Integer() }))),
});
export type SaleDetail = Shape<typeof saleDetail>;
export type SaleReply = Shape<typeof saleReply>;

export const saleList = page(object({ ...saleFields, cashierName: t.String() }));
export const saleQuery = listQuery({
  from: optional(instant()), to: optional(instant()), terminalId: optional(uuid()), cashierId: optional(uuid()), customerId: optional(uuid()),
  state: optional(oneOf('completed', 'partlyRefunded', 'refunded', 'voided')), receiptNo: optional(text(60)),
  /** Sales unless said; a receipt number finds either. */
  kind: optional(oneOf('sale', 'refund', 'all')),
});
export type SaleQuery = Shape<typeof saleQuery>;

export const saleId = object({ id: uuid() });
/** `columns`: 48 for paper of 80 mm, 32 for 58 mm; not read by `html`, and for `escpos` what the till's printer has unless said. `copy`: marked as a reprint. */
export const receiptQuery = object({ format: optional(oneOf('html', 'text', 'escpos')), columns: optional(oneOf('48', '32')), copy: optional(oneOf('true', 'false')) });

/** `step`: kuruş that cash is rounded to; 0: to the kuruş. */
export const paymentMethodQuery = shortListQuery({});
export const paymentMethodList = page(object({ method: t.String(), title: t.String(), needsCustomer: t.Boolean(), step: t.Integer() }));
