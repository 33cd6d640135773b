import { Db, Messages, pageOfAll, route } from '@sontechsp/sdk';
import { idParam } from '../tenancy/schemas.js';
import { Registry } from '../tokens.js';
import { AccessBook } from './access.js';
import { callerOf } from './caller.js';
import { hasLimit } from './permission-sync.js';
import { newRole, permissionList, roleChange, rolePage, roleQuery, roleReply } from './role-schemas.js';
import { Roles } from './roles.js';

export const roleRoutes = [
  route({
    method: 'GET', path: '/roles', permission: 'host.users.read', context: 'none', summary: 'All roles with what each may do.',
    query: roleQuery, reply: rolePage, use: { db: Db, roles: Roles },
    handle: async ({ query, scope, use }) => pageOfAll(await use.roles.all(use.db, scope.firmId), query, role => role),
  }),
  route({
    method: 'POST', path: '/roles', permission: 'host.users.write', context: 'none', status: 201, summary: 'Adds a role.',
    body: newRole, reply: roleReply, use: { access: AccessBook, roles: Roles },
    async handle({ body, scope, use, once }) {
      const giver = await callerOf(use.access, scope);
      return once(tx => use.roles.add(tx, scope, giver, body));
    },
  }),
  route({
    method: 'PATCH', path: '/roles/:id', permission: 'host.users.write', context: 'none', summary: 'Renames a role, or replaces what it may do.',
    params: idParam, body: roleChange, reply: roleReply, use: { db: Db, access: AccessBook, roles: Roles },
    async handle({ params, body, scope, use }) {
      const giver = await callerOf(use.access, scope);
      return use.db.transaction(tx => use.roles.change(tx, scope, giver, params.id, body));
    },
  }),
  route({
    method: 'GET', path: '/permissions', permission: 'host.users.read', context: 'none', summary: 'What roles can be given, by plugin.',
    reply: permissionList, use: { registry: Registry, messages: Messages },
    async handle({ scope, use }) {
      return {
        items: use.registry.installed.flatMap(({ plugin }) => plugin.permissions.map(permission => ({
          id: permission.id, plugin: plugin.id, title: use.messages.text(scope.language, `${plugin.id}:permissions.${permission.id}`), limited: hasLimit(permission),
        }))),
      };
    },
  }),
];
