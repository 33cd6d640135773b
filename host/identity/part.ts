import { Audit, Clock, Db, FieldCipher, Ids, Log, People, Tenancy, createTable, migration, permission, provide } from '@sontechsp/sdk';
import { KeyRing } from '../keys/keys.js';
import { Registry, Sessions, Version } from '../tokens.js';
import { AccessBook, createAccessBook } from './access.js';
import { AccessTokens, createAccessTokens } from './access-tokens.js';
import { Attempts, createAttempts } from './attempts.js';
import { Auth, createAuth } from './auth.js';
import { authRoutes } from './auth-routes.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { Passwords, createPasswords } from './passwords.js';
import { createPeople } from './people.js';
import { PermissionSync, createPermissionSync } from './permission-sync.js';
import { Profiles, createProfiles } from './profiles.js';
import { RefreshTokens, createRefreshTokens } from './refresh-tokens.js';
import { errors } from './refusals.js';
import { roleRoutes } from './role-routes.js';
import { Roles, createRoles } from './roles.js';
import { SessionBook, createSessionBook } from './session-book.js';
import { SessionOfCookie, createSessionOfCookie } from './session-of-cookie.js';
import { createSessions } from './sessions.js';
import { SignIn, createSignIn } from './sign-in.js';
import { attempts, permissions, rolePermissions, roles, sessions, userRoles, users, userStores } from './tables.js';
import { createTurns } from './turns.js';
import { UserCards, createUserCards } from './user-cards.js';
import { userRoutes } from './user-routes.js';
import { Users, createUsers } from './users.js';
import type { Part } from '../part.js';

const tables = [users, roles, permissions, userRoles, rolePermissions, userStores, sessions, attempts];
const HASHES_AT_ONCE = 2;

/** Users, roles, and who is asking. */
export const part: Part = {
  permissions: [
    permission('host.users.read', { manager: true, admin: true }),
    permission('host.users.write', { admin: true }),
    permission('host.settings', { admin: true }),
    permission('host.plugins', { admin: true }),
    permission('host.tenancy', { admin: true }),
    permission('host.audit.read', { manager: true, admin: true }),
  ],
  tables,
  migrations: [migration('identity-001', tables.map(createTable))],
  provides: [
    provide(AccessBook, { db: Db, version: Version }, createAccessBook),
    provide(AccessTokens, { keys: KeyRing, clock: Clock, ids: Ids }, createAccessTokens),
    provide(RefreshTokens, { keys: KeyRing }, createRefreshTokens),
    provide(Passwords, {}, () => createPasswords(createTurns(HASHES_AT_ONCE))),
    provide(Attempts, { db: Db, clock: Clock }, createAttempts),
    provide(Sessions, { db: Db, version: Version, access: AccessBook, tokens: AccessTokens }, createSessions),
    provide(SessionBook, { clock: Clock, ids: Ids, version: Version, refresh: RefreshTokens }, createSessionBook),
    provide(SessionOfCookie, { db: Db, refresh: RefreshTokens }, createSessionOfCookie),
    provide(SignIn, { db: Db, attempts: Attempts, passwords: Passwords, book: SessionBook, audit: Audit }, createSignIn),
    provide(Auth, { db: Db, access: AccessBook, tenancy: Tenancy, tokens: AccessTokens, book: SessionBook, audit: Audit }, createAuth),
    provide(Profiles, { db: Db, version: Version, access: AccessBook, tenancy: Tenancy }, createProfiles),
    provide(People, { db: Db, version: Version }, createPeople),
    provide(UserCards, { fields: FieldCipher, log: Log }, createUserCards),
    provide(Users, { clock: Clock, ids: Ids, version: Version, audit: Audit, fields: FieldCipher, book: SessionBook }, createUsers),
    provide(Roles, { clock: Clock, ids: Ids, version: Version, audit: Audit, registry: Registry }, createRoles),
    provide(PermissionSync, { db: Db, version: Version, clock: Clock }, createPermissionSync),
  ],
  routes: [...authRoutes, ...userRoutes, ...roleRoutes],
  errors: [errors],
  locales: { tr, en, ru, uz },
};
