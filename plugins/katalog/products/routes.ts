import { object, route, uuid } from '@sontechsp/sdk';
import { Products } from './products.js';
import { newProduct, product, productChanges, productPage, productQuery } from './schemas.js';

const byId = object({ id: uuid() });

export const productRoutes = [
  route({
    method: 'GET', path: '/products', permission: 'katalog.read', summary: 'Lists the products in sale.',
    query: productQuery, reply: productPage, use: { products: Products },
    handle: ({ scope, query, use }) => use.products.list(scope, query),
  }),
  route({
    method: 'GET', path: '/products/:id', permission: 'katalog.read', summary: 'Shows a product, also one taken out of sale.',
    params: byId, reply: product, use: { products: Products },
    handle: ({ scope, params, use }) => use.products.get(scope, params.id),
  }),
  route({
    method: 'POST', path: '/products', permission: 'katalog.write', status: 201, summary: 'Makes a product.',
    body: newProduct, reply: product, use: { products: Products },
    handle: ({ scope, body, once, use }) => use.products.create(scope, body, once),
  }),
  route({
    method: 'PATCH', path: '/products/:id', permission: 'katalog.write', summary: 'Changes a product; its barcodes, when given, replace the list.',
    params: byId, body: productChanges, reply: product, use: { products: Products },
    handle: ({ scope, params, body, use }) => use.products.change(scope, params.id, body),
  }),
  route({
    method: 'DELETE', path: '/products/:id', permission: 'katalog.write', status: 204, summary: 'Takes a product out of sale.',
    params: byId, use: { products: Products },
    handle: ({ scope, params, use }) => use.products.archive(scope, params.id),
  }),
];
