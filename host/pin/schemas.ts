import { money, nullable, object, optional, page, shortListQuery, t, text, uuid } from '@sontechsp/sdk';

const digits = () => t.String({ pattern: '^\\d*$', maxLength: 20 });

export const pinBody = object({ pin: nullable(digits()) });
export const pinState = t.Object({ userId: uuid(), state: t.Enum(['none', 'set', 'locked']) });
export const pinSignIn = object({ userId: uuid(), pin: digits() });
export const tilesQuery = shortListQuery({});
export const tilesReply = t.Object({
  ...page(t.Object({ id: uuid(), fullName: t.String(), hasPin: t.Boolean() })).properties,
  store: t.Object({ id: uuid(), code: t.String(), name: t.String() }),
  terminal: t.Object({ id: uuid(), code: t.String(), name: t.String() }),
});
export const deviceReply = t.Object({ id: uuid(), terminalId: uuid(), storeId: uuid(), userAgent: t.String(), enrolledBy: uuid(), enrolledAt: t.String() });
/** What a device is told of itself before anybody has signed in. */
export const ownDevice = t.Object({ enrolled: t.Boolean(), storeId: nullable(uuid()), terminalId: nullable(uuid()) });
export const deviceQuery = shortListQuery({});
export const deviceList = page(deviceReply);
export const approvalBody = object({
  userId: uuid(), pin: digits(), permission: text(100, 1),
  amount: optional(t.Integer({ minimum: 0 })),
  /** Where `amount` is a percentage: what it may come to in kuruş. */
  worth: optional(money()),
  subject: optional(text(200)),
});
export const approvalReply = t.Object({ id: uuid(), approverId: uuid(), permission: t.String(), amount: nullable(t.Integer()), worth: nullable(t.Integer()), subject: t.String(), expiresAt: t.String() });
export const approverQuery = shortListQuery({ permission: text(100, 1), amount: optional(t.Integer({ minimum: 0 })) });
export const approverList = page(t.Object({ id: uuid(), fullName: t.String() }));
