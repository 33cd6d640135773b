import { fromThousandths, nullable, object, optional, page, pageOfAll, route, shortListQuery, t, text, uuid, type Scope, type Shape } from '@sontechsp/sdk';
import { Catalogue, type ResolvedItem } from '../contract.js';
import { errors } from '../errors.js';
import { unit } from '../products/schemas.js';

const found = t.Object({
  product: t.Object({
    id: uuid(), name: t.String(), sku: nullable(t.String()), unit, price: t.Integer(), vatRate: t.Integer(), categoryId: nullable(uuid()),
    cost: optional(nullable(t.Integer())),
  }),
  quantity: t.Number({ description: 'What one scan means, in product units.' }),
  price: t.Integer({ description: 'Unit price.' }),
  total: optional(t.Integer({ description: 'What a scale label charges.' })),
});

const told = (item: ResolvedItem, scope: Scope): Shape<typeof found> => ({
  product: {
    id: item.productId, name: item.name, sku: item.sku, unit: item.unit, price: item.price, vatRate: item.vatRate, categoryId: item.categoryId,
    ...(scope.can('katalog.cost.read') ? { cost: item.cost } : {}),
  },
  quantity: fromThousandths(item.barcodeQuantity),
  price: item.price,
  ...(item.labelTotal === undefined ? {} : { total: item.labelTotal }),
});

export const lookupRoutes = [
  route({
    method: 'GET', path: '/lookup/:code', permission: 'katalog.read', summary: 'Finds a product by barcode, scale barcode or SKU.',
    params: object({ code: text(200, 1) }),
    reply: found,
    use: { catalogue: Catalogue },
    async handle({ params, scope, use }) {
      const item = await use.catalogue.lookup(scope, params.code);
      if (!item) throw errors('katalog.notFound', { barcode: params.code });
      return told(item, scope);
    },
  }),
  route({
    method: 'GET', path: '/lookup', permission: 'katalog.read', summary: 'The same as a list, for tills: empty where nothing is sold under the code.',
    query: shortListQuery({ code: text(200, 1) }),
    reply: page(found),
    use: { catalogue: Catalogue },
    async handle({ query, scope, use }) {
      const item = await use.catalogue.lookup(scope, query.code);
      return pageOfAll(item ? [told(item, scope)] : [], query, ({ product }) => product);
    },
  }),
];
