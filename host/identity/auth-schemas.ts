import { nullable, object, t, text, uuid } from '@sontechsp/sdk';

/** What was typed is compared, never kept: no shape but a length. */
export const credentials = object({ username: text(200), password: t.String({ maxLength: 1000 }) });
export const place = object({ storeId: uuid(), terminalId: uuid() });
export const accessReply = t.Object({ accessToken: t.String(), expiresIn: t.Integer() });
const profileUser = t.Object({
  id: uuid(), username: t.String(), fullName: t.String(), roles: t.Array(t.String()), permissions: t.Array(t.String()),
  limits: t.Record(t.String(), t.Number()),
});
const profileStores = t.Array(t.Object({
  id: uuid(), code: t.String(), name: t.String(), timeZone: t.String(), currency: t.String(),
  terminals: t.Array(t.Object({ id: uuid(), code: t.String(), name: t.String() })),
}));
export const loginReply = t.Object({ accessToken: t.String(), expiresIn: t.Integer(), user: profileUser, stores: profileStores });
export const meReply = t.Object({ user: profileUser, stores: profileStores, context: nullable(place) });
