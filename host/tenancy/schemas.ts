import { listQuery, nullable, object, oneOf, optional, t, text, uuid } from '@sontechsp/sdk';

export const placeName = () => text(100, 1);
export const timeZone = () => t.String({ minLength: 1, maxLength: 60 });
export const language = () => oneOf('tr', 'en', 'ru', 'uz');
export const firm = object({
  name: text(200, 1),
  taxId: optional(nullable(t.String({ pattern: '^[0-9]{10,11}$' }))),
  currency: optional(t.String({ pattern: '^[A-Z]{3}$' })),
});

export const idParam = object({ id: uuid() });
export const newStore = object({ id: optional(uuid()), name: placeName(), timeZone: optional(timeZone()), language: optional(language()) });
export const storeChange = object({ name: optional(placeName()), timeZone: optional(timeZone()), language: optional(language()) });
export const newPart = object({ id: optional(uuid()), storeId: uuid(), name: placeName() });
export const partChange = object({ name: optional(placeName()) });

export const storeReply = object({ id: uuid(), code: t.String(), name: t.String(), timeZone: t.String(), language: language() });
export const terminalReply = object({ id: uuid(), storeId: uuid(), code: t.String(), name: t.String() });
export const warehouseReply = object({ id: uuid(), storeId: uuid(), code: t.String(), name: t.String(), isDefault: t.Boolean() });
export const storeQuery = listQuery({});
export const partQuery = listQuery({ storeId: optional(uuid()) });
