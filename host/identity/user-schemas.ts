import { list, listQuery, nullable, object, optional, page, t, text, uuid } from '@sontechsp/sdk';

export const username = () => t.String({ minLength: 1, maxLength: 60, tidy: 'text', pattern: '^\\S+$' });
/** Whether it is strong enough is a rule of its own (`identity.weakPassword`). */
export const password = () => t.String({ maxLength: 200 });
const roleCodes = () => list(text(60, 1), { minItems: 1, maxItems: 20 });
const storeIds = () => list(uuid(), { maxItems: 1000 });
const record = () => ({
  phone: optional(nullable(text(40))),
  address: optional(nullable(text(500))),
  identityNumber: optional(nullable(text(40))),
  notes: optional(nullable(text(2000))),
});

export const newUser = object({
  id: optional(uuid()), username: username(), password: password(), fullName: text(100, 1), roles: roleCodes(), storeIds: optional(storeIds()), ...record(),
});
export const userChange = object({
  username: optional(username()), password: optional(password()), fullName: optional(text(100, 1)), roles: optional(roleCodes()),
  storeIds: optional(storeIds()), active: optional(t.Boolean()), ...record(),
});
export const userQuery = listQuery({ role: optional(text(60)), storeId: optional(uuid()), active: optional(t.Boolean()) });
export const userReply = t.Object({
  id: uuid(), username: t.String(), fullName: t.String(), roles: t.Array(t.String()), storeIds: t.Array(uuid()), active: t.Boolean(),
  phone: nullable(t.String()), address: nullable(t.String()), identityNumber: nullable(t.String()), notes: nullable(t.String()),
  createdAt: t.String(), updatedAt: t.String(),
});
export const userPage = page(userReply);
