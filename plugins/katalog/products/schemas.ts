import { instant, list, listQuery, money, nullable, object, oneOf, optional, page, quantity, t, text, uuid, vatRate, type Shape } from '@sontechsp/sdk';

export const unit = oneOf('piece', 'kg');
/** Something that can be seen: a sign that is neither white space nor invisible. */
const visible = '[^\\s\\p{C}]';
const name = () => t.String({ minLength: 1, maxLength: 200, tidy: 'text', pattern: visible });
const code = () => t.String({ minLength: 1, maxLength: 64, tidy: 'text', pattern: `^(${visible}| )+$` });

const barcode = object({ code: code(), quantity: optional(quantity()) });
const fields = {
  name: name(),
  sku: optional(nullable(code())),
  barcodes: optional(list(barcode, { maxItems: 50 })),
  categoryId: optional(nullable(uuid())),
  vatRate: vatRate(),
  price: money(),
  cost: optional(nullable(money())),
  unit,
};

export const newProduct = object({ id: optional(uuid()), ...fields });
export type NewProduct = Shape<typeof newProduct>;

export const productChanges = object({
  ...fields, name: optional(fields.name), vatRate: optional(fields.vatRate), price: optional(fields.price), unit: optional(unit),
});
export type ProductChanges = Shape<typeof productChanges>;

export const product = t.Object({
  id: uuid(),
  name: t.String(),
  sku: nullable(t.String()),
  barcodes: list(t.Object({ code: t.String(), quantity: t.Number() })),
  categoryId: nullable(uuid()),
  vatRate: t.Integer(),
  price: t.Integer(),
  cost: optional(nullable(t.Integer())),
  unit,
  archivedAt: nullable(instant()),
  createdAt: instant(),
  updatedAt: instant(),
});
export type ProductView = Shape<typeof product>;

export const productQuery = listQuery({ barcode: optional(text(64, 1)), categoryId: optional(uuid()) });
export type ProductQuery = Shape<typeof productQuery>;
export const productPage = page(product);
