import { object, route, uuid } from '@sontechsp/sdk';
import { Categories } from './categories.js';
import { category, categoryChanges, categoryPage, categoryQuery, newCategory } from './schemas.js';

const byId = object({ id: uuid() });

export const categoryRoutes = [
  route({
    method: 'GET', path: '/categories', permission: 'katalog.read', summary: 'Lists the categories.',
    query: categoryQuery, reply: categoryPage, use: { categories: Categories },
    handle: ({ scope, query, use }) => use.categories.list(scope, query),
  }),
  route({
    method: 'POST', path: '/categories', permission: 'katalog.write', status: 201, summary: 'Makes a category.',
    body: newCategory, reply: category, use: { categories: Categories },
    handle: ({ scope, body, once, use }) => use.categories.create(scope, body, once),
  }),
  route({
    method: 'PATCH', path: '/categories/:id', permission: 'katalog.write', summary: 'Renames or moves a category.',
    params: byId, body: categoryChanges, reply: category, use: { categories: Categories },
    handle: ({ scope, params, body, use }) => use.categories.change(scope, params.id, body),
  }),
  route({
    method: 'DELETE', path: '/categories/:id', permission: 'katalog.write', status: 204, summary: 'Removes a category that is empty.',
    params: byId, use: { categories: Categories },
    handle: ({ scope, params, use }) => use.categories.remove(scope, params.id),
  }),
];
