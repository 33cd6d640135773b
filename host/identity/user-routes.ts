import { Db, route, type Scope } from '@sontechsp/sdk';
import { idParam } from '../tenancy/schemas.js';
import { AccessBook } from './access.js';
import { callerOf } from './caller.js';
import { Passwords, checkPassword } from './passwords.js';
import { UserCards, type Viewer } from './user-cards.js';
import { newUser, userChange, userPage, userQuery, userReply } from './user-schemas.js';
import { Users } from './users.js';

const viewerOf = (scope: Scope): Viewer => ({ firmId: scope.firmId, seesIdentity: scope.can('host.users.write') });
const writing = { db: Db, access: AccessBook, users: Users, cards: UserCards, passwords: Passwords };

export const userRoutes = [
  route({
    method: 'GET', path: '/users', permission: 'host.users.read', context: 'none', summary: 'Users by name.',
    query: userQuery, reply: userPage, use: { db: Db, cards: UserCards },
    handle: ({ query, scope, use }) => use.cards.page(use.db, viewerOf(scope), {
      q: query.q, role: query.role, storeId: query.storeId, active: query.active, sort: query.sort, cursor: query.cursor, limit: query.limit,
    }),
  }),
  route({
    method: 'GET', path: '/users/:id', permission: 'host.users.read', context: 'none', summary: 'One user.',
    params: idParam, reply: userReply, use: { db: Db, cards: UserCards },
    handle: ({ params, scope, use }) => use.cards.one(use.db, viewerOf(scope), params.id),
  }),
  route({
    method: 'POST', path: '/users', permission: 'host.users.write', context: 'none', status: 201, summary: 'Adds a user.',
    body: newUser, reply: userReply, use: writing,
    async handle({ body, scope, use, once }) {
      const giver = await callerOf(use.access, scope);
      checkPassword(body.password, body.username);
      const { password, ...user } = body;
      const passwordHash = await use.passwords.hash(password);
      // The identity number is added afterwards: what is remembered for a repetition is not encrypted.
      const card = await once(async tx => use.cards.one(tx, { ...viewerOf(scope), seesIdentity: false }, await use.users.add(tx, scope, giver, { ...user, passwordHash })));
      return { ...card, identityNumber: body.identityNumber || null };
    },
  }),
  route({
    method: 'PATCH', path: '/users/:id', permission: 'host.users.write', context: 'none', summary: 'Changes a user. A new password ends their sessions.',
    params: idParam, body: userChange, reply: userReply, use: writing,
    async handle({ params: { id }, body, scope, use }) {
      const giver = await callerOf(use.access, scope);
      const { password, ...change } = body;
      const before = await use.cards.one(use.db, viewerOf(scope), id);
      if (password !== undefined) checkPassword(password, body.username ?? before.username);
      const passwordHash = password === undefined ? undefined : await use.passwords.hash(password);
      return use.db.transaction(async tx => {
        await use.users.change(tx, scope, giver, id, { ...change, passwordHash });
        return use.cards.one(tx, viewerOf(scope), id);
      });
    },
  }),
  route({
    method: 'DELETE', path: '/users/:id', permission: 'host.users.write', context: 'none', status: 204, summary: 'Removes a user and ends their sessions.',
    params: idParam, use: { db: Db, access: AccessBook, users: Users },
    async handle({ params, scope, use }) {
      const giver = await callerOf(use.access, scope);
      await use.db.transaction(tx => use.users.remove(tx, scope, giver, params.id));
    },
  }),
];
