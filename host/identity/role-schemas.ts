import { list, listQuery, nullable, object, optional, page, percent, t, text, uuid } from '@sontechsp/sdk';

const grant = object({ id: text(100, 1), limit: optional(nullable(t.Integer({ minimum: 0, maximum: 100 }))) });
/** A permission's id alone stands for all of it. */
const grants = () => list(t.Union([text(100, 1), grant]), { maxItems: 1000 });

export const newRole = object({ id: optional(uuid()), name: text(60, 1), code: optional(text(40)), permissions: grants() });
export const roleChange = object({ name: optional(text(60, 1)), permissions: optional(grants()) });
export const roleQuery = listQuery({});
export const roleReply = t.Object({
  id: uuid(), code: t.String(), name: t.String(), seeded: t.Boolean(),
  permissions: t.Array(t.Object({ id: t.String(), limit: nullable(percent()) })),
});
export const rolePage = page(roleReply);
export const permissionList = t.Object({
  items: t.Array(t.Object({ id: t.String(), plugin: t.String(), title: t.String(), limited: t.Boolean() })),
});
