import { createToken, isUniqueViolation, type Audit, type Clock, type FieldCipher, type Ids, type Scope, type Shape, type Tx } from '@sontechsp/sdk';
import { errors as tenancyErrors } from '../tenancy/refusals.js';
import { storesOf } from '../tenancy/store.js';
import type { Version } from '../tokens.js';
import { checkGrants, checkStores, type Giver } from './escalation.js';
import { errors } from './refusals.js';
import type { SessionBook } from './session-book.js';
import {
  countAdmins, grantsOf, grantsOfRole, insertUser, lockAdmins, lockUser, replaceRoles, replaceStores, rolesOfFirm, rolesOfUser, storeIdsOfUser, updateUser,
  type UserRow,
} from './store.js';
import { identityPlace } from './user-cards.js';
import type { newUser, userChange } from './user-schemas.js';
import { searchKey, usernameKey } from './user-keys.js';

export type NewUser = Omit<Shape<typeof newUser>, 'password'> & { passwordHash: string };
export type UserChange = Omit<Shape<typeof userChange>, 'password'> & { passwordHash?: string | undefined };

/** Adds, changes and removes users, in the caller's transaction. A removed user's rows stay; the name becomes free. */
export interface Users {
  add(tx: Tx, scope: Scope, giver: Giver, user: NewUser): Promise<string>;
  change(tx: Tx, scope: Scope, giver: Giver, id: string, change: UserChange): Promise<void>;
  remove(tx: Tx, scope: Scope, giver: Giver, id: string): Promise<void>;
}
export const Users = createToken<Users>('host.users');

interface Deps {
  clock: Clock;
  ids: Ids;
  version: Version;
  audit: Audit;
  fields: FieldCipher;
  book: SessionBook;
}
/** Without what was not given. */
const said = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
const orNull = (text: string | null | undefined): string | null => text || null;

export function createUsers({ clock, ids, version, audit, fields, book }: Deps): Users {
  /** Role ids by code or id, of which the giver may hand on each. */
  async function rolesToGive(tx: Tx, firmId: string, giver: Giver, wanted: readonly string[], held: readonly string[]) {
    const all = await rolesOfFirm(tx, firmId);
    const chosen = new Map<string, string>();
    for (const name of wanted) {
      const role = all.find(r => r.code === name || r.id === name);
      if (!role) throw errors('identity.roleUnknown', { role: name });
      if (!held.includes(role.code)) checkGrants(giver, await grantsOfRole(tx, role.id));
      chosen.set(role.id, role.code);
    }
    return chosen;
  }
  async function storesToGive(tx: Tx, firmId: string, giver: Giver, wanted: readonly string[], held: readonly string[]): Promise<string[]> {
    const known = new Set((await storesOf(tx, firmId)).map(s => s.id));
    if (wanted.some(id => !known.has(id))) throw tenancyErrors('host.notFound');
    checkStores(giver, wanted.filter(id => !held.includes(id)));
    return [...new Set(wanted)];
  }
  async function named<T>(write: Promise<T>): Promise<T> {
    try {
      return await write;
    } catch (error) {
      throw isUniqueViolation(error, 'kullanicilar_username') ? errors('identity.usernameTaken') : error;
    }
  }
  const sealed = async (userId: string, number: string | null | undefined) => (number ? fields.seal(identityPlace(userId), number) : null);

  async function locked(tx: Tx, firmId: string, giver: Giver, id: string): Promise<UserRow> {
    await lockAdmins(tx, firmId);
    const row = await lockUser(tx, firmId, id);
    if (!row) throw tenancyErrors('host.notFound');
    checkGrants(giver, await grantsOf(tx, id));
    return row;
  }
  async function keepAnAdmin(tx: Tx, firmId: string): Promise<void> {
    if (await countAdmins(tx, firmId) === 0) throw errors('identity.lastAdmin');
  }

  return {
    async add(tx, scope, giver, user) {
      const { firmId } = scope;
      const id = user.id ?? ids.next();
      const roles = await rolesToGive(tx, firmId, giver, user.roles, []);
      const stores = await storesToGive(tx, firmId, giver, user.storeIds ?? [], []);
      const now = clock.now();
      await named(insertUser(tx, {
        id, firm_id: firmId, username: user.username, username_key: usernameKey(user.username), full_name: user.fullName,
        search_key: searchKey(user.username, user.fullName), password_hash: user.passwordHash, active: true, phone: orNull(user.phone),
        address: orNull(user.address), identity_number: await sealed(id, user.identityNumber), notes: orNull(user.notes), created_at: now, updated_at: now,
        deleted_at: null,
      }));
      await replaceRoles(tx, firmId, id, [...roles.keys()]);
      await replaceStores(tx, firmId, id, stores);
      version.bump(tx);
      await audit.record(tx, scope, 'host.user.created', { type: 'user', id }, { username: user.username, roles: [...roles.values()], storeIds: stores });
      return id;
    },

    async change(tx, scope, giver, id, change) {
      const { firmId } = scope;
      const row = await locked(tx, firmId, giver, id);
      const text = (value: string | null | undefined) => (value === undefined ? undefined : orNull(value));
      await named(updateUser(tx, id, said({
        username: change.username,
        username_key: change.username && usernameKey(change.username),
        full_name: change.fullName,
        search_key: searchKey(change.username ?? row.username, change.fullName ?? row.full_name),
        password_hash: change.passwordHash,
        active: change.active,
        phone: text(change.phone),
        address: text(change.address),
        notes: text(change.notes),
        identity_number: change.identityNumber === undefined ? undefined : await sealed(id, change.identityNumber),
        updated_at: clock.now(),
      })));

      const told: Record<string, unknown> = { fields: Object.keys(said(change)).map(name => (name === 'passwordHash' ? 'password' : name)) };
      const held = await rolesOfUser(tx, id);
      if (change.roles !== undefined) {
        const roles = await rolesToGive(tx, firmId, giver, change.roles, held);
        await replaceRoles(tx, firmId, id, [...roles.keys()]);
        Object.assign(told, { roles: [...roles.values()], rolesBefore: held });
      }
      if (change.storeIds !== undefined) {
        const stores = await storesToGive(tx, firmId, giver, change.storeIds, await storeIdsOfUser(tx, id));
        await replaceStores(tx, firmId, id, stores);
        told['storeIds'] = stores;
      }
      if (held.includes('admin') && (change.roles !== undefined || change.active === false)) await keepAnAdmin(tx, firmId);
      if (change.passwordHash !== undefined || change.active === false) await book.revokeAll(tx, id);
      version.bump(tx);
      await audit.record(tx, scope, 'host.user.changed', { type: 'user', id }, told);
    },

    async remove(tx, scope, giver, id) {
      if (id === scope.userId) throw errors('identity.self');
      const row = await locked(tx, scope.firmId, giver, id);
      const now = clock.now();
      await updateUser(tx, id, { deleted_at: now, updated_at: now });
      if ((await rolesOfUser(tx, id)).includes('admin')) await keepAnAdmin(tx, scope.firmId);
      await book.revokeAll(tx, id);
      version.bump(tx);
      await audit.record(tx, scope, 'host.user.removed', { type: 'user', id }, { username: row.username });
    },
  };
}
