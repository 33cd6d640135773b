import { object, optional, t, text, uuid, type Shape } from '@sontechsp/sdk';
import { password, username } from '../identity/user-schemas.js';
import { firm, placeName, timeZone } from '../tenancy/schemas.js';

export const setupBody = object({
  firm,
  store: object({ name: placeName(), timeZone: optional(timeZone()) }),
  terminal: object({ name: placeName() }),
  warehouse: optional(object({ name: placeName() })),
  admin: object({ username: username(), password: password(), fullName: text(100, 1) }),
  demo: optional(t.Boolean()),
});
export type SetupBody = Shape<typeof setupBody>;

export const setupReply = object({ firmId: uuid(), storeId: uuid(), terminalId: uuid(), warehouseId: uuid(), userId: uuid() });
export type SetupReply = Shape<typeof setupReply>;
