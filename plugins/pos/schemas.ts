import {
  instant, list, listQuery, money, nullable, object, oneOf, optional, page, percent, quantity, t, text, uuid, type Shape,
} from '@sontechsp/sdk';
import type { Warning } from './contract.js';

const discount = () => t.Union([object({ percent: percent() }), object({ amount: money() })]);

/** Named by what was scanned or by the product, never by both. */
const lineBody = object({
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
  discount: optional(discount()),
};
export const quoteBody = object(basketFields);
export type BasketBody = Shape<typeof quoteBody>;

export const saleBody = object({
  ...basketFields,
  payments: list(object({ method: text(40, 1), amount: money(), reference: optional(text(100)) }), { maxItems: 20 }),
});
export type SaleBody = Shape<typeof saleBody>;

const warning = t.Unsafe<Warning>(t.Object({ code: t.String() }, { additionalProperties: true }));
const pricedLine = {
  productId: uuid(), barcode: nullable(t.String()), name: t.String(), quantity: t.Number(), unitPrice: t.Integer(),
  discountAmount: t.Integer(), vatRate: t.Integer(), vatAmount: t.Integer(), total: t.Integer(),
};
const totals = { subtotal: t.Integer(), discountTotal: t.Integer(), vatTotal: t.Integer(), total: t.Integer() };

export const quoteReply = object({
  customerId: nullable(uuid()), lines: t.Array(object(pricedLine)), ...totals, warnings: t.Array(warning),
});
export type QuoteReply = Shape<typeof quoteReply>;

const saleFields = {
  id: uuid(), receiptNo: t.String(), sequence: t.Integer(), soldAt: t.String(), storeId: uuid(), terminalId: uuid(), cashierId: uuid(),
  customerId: nullable(uuid()), lines: t.Array(object({ id: uuid(), ...pricedLine })), ...totals, paid: t.Integer(), change: t.Integer(),
  payments: t.Array(object({ id: uuid(), method: t.String(), amount: t.Integer(), reference: optional(t.String()) })),
  warnings: t.Array(warning), state: oneOf('completed', 'partlyRefunded', 'refunded', 'voided'),
};
export const saleReply = object(saleFields);
export type SaleReply = Shape<typeof saleReply>;

export const saleList = page(object({ ...saleFields, cashierName: t.String() }));
export const saleQuery = listQuery({
  from: optional(instant()), to: optional(instant()), terminalId: optional(uuid()), cashierId: optional(uuid()), customerId: optional(uuid()),
  state: optional(oneOf('completed', 'partlyRefunded', 'refunded', 'voided')), receiptNo: optional(text(60)),
});
export type SaleQuery = Shape<typeof saleQuery>;

export const saleId = object({ id: uuid() });
/** `columns`: 48 for paper of 80 mm, 32 for 58 mm; read by `text`. */
export const receiptQuery = object({ format: optional(oneOf('html', 'text')), columns: optional(oneOf('48', '32')) });
