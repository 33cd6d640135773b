import { createToken, type Db } from '@sontechsp/sdk';
import type { Version } from '../tokens.js';
import { grantsOf, rolesOfUser, storeIdsOfUser, userById } from './store.js';

/** What a user may do, and where. */
export interface UserAccess {
  readonly userId: string;
  readonly firmId: string;
  readonly username: string;
  readonly fullName: string;
  /** Codes. */
  readonly roles: readonly string[];
  readonly isAdmin: boolean;
  /** Permission → limit, the highest of the user's roles; 100 where the permission has none. */
  readonly permissions: ReadonlyMap<string, number>;
  /** The stores the user may sign in to; administrators: all. */
  readonly stores: 'all' | ReadonlySet<string>;
}
export interface AccessBook {
  /** Undefined for a user who was removed or switched off. */
  of(userId: string): Promise<UserAccess | undefined>;
}
export const AccessBook = createToken<AccessBook>('host.accessBook');

/** Knows what users may do, through the cache that every change of users and roles empties. */
export function createAccessBook({ db, version }: { db: Db; version: Version }): AccessBook {
  return {
    of: version.cache(async userId => {
      const user = await userById(db, userId);
      if (!user || !user.active || user.deleted_at !== null) return undefined;
      const [roles, grants, storeIds] = await Promise.all([rolesOfUser(db, userId), grantsOf(db, userId), storeIdsOfUser(db, userId)]);
      const permissions = new Map<string, number>();
      for (const { permission, limit_value: limit } of grants) permissions.set(permission, Math.max(permissions.get(permission) ?? 0, limit ?? 100));
      const isAdmin = roles.includes('admin');
      return {
        userId, firmId: user.firm_id, username: user.username, fullName: user.full_name, roles, isAdmin, permissions,
        stores: isAdmin ? 'all' : new Set(storeIds),
      };
    }),
  };
}

export const mayEnter = (access: Pick<UserAccess, 'stores'>, storeId: string): boolean => access.stores === 'all' || access.stores.has(storeId);
