import { instant, listQuery, nullable, object, optional, page, t, uuid, type Shape } from '@sontechsp/sdk';

const name = () => t.String({ minLength: 1, maxLength: 100, tidy: 'text', pattern: '[^\\s\\p{C}]' });

export const newCategory = object({ id: optional(uuid()), name: name(), parentId: optional(nullable(uuid())) });
export type NewCategory = Shape<typeof newCategory>;
export const categoryChanges = object({ name: optional(name()), parentId: optional(nullable(uuid())) });
export type CategoryChanges = Shape<typeof categoryChanges>;

export const category = t.Object({ id: uuid(), name: t.String(), parentId: nullable(uuid()), createdAt: instant(), updatedAt: instant() });
export type CategoryView = Shape<typeof category>;
export const categoryQuery = listQuery({});
export type CategoryQuery = Shape<typeof categoryQuery>;
export const categoryPage = page(category);
