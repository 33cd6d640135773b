import { createToken, type Clock, type Db, type Permission, type SeededRole, type Tx } from '@sontechsp/sdk';
import type { Version } from '../tokens.js';
import { addGrant, firmIds, knownPermissions, lockFirm, rememberPermissions, rolesOfFirm } from './store.js';

/**
 * Gives the seeded roles of every firm the permissions they hold by default. A permission is granted once, when it is first
 * seen: what an admin takes away afterwards stays away.
 */
export interface PermissionSync {
  sync(permissions: readonly Permission[]): Promise<void>;
  /** The same for one firm, in the transaction that makes it. */
  grant(tx: Tx, firmId: string, permissions: readonly Permission[]): Promise<void>;
}
export const PermissionSync = createToken<PermissionSync>('host.permissionSync');

interface Deps {
  db: Db;
  version: Version;
  clock: Clock;
}
export function createPermissionSync({ db, version, clock }: Deps): PermissionSync {
  const unknown = async (known: Promise<Set<string>>, all: readonly Permission[]) => {
    const there = await known;
    return all.filter(p => !there.has(p.id));
  };
  async function grant(tx: Tx, firmId: string, all: readonly Permission[]): Promise<void> {
    await lockFirm(tx, firmId);
    const fresh = await unknown(knownPermissions(tx, firmId), all);
    if (fresh.length === 0) return;
    await rememberPermissions(tx, firmId, fresh.map(p => p.id), clock.now());
    for (const role of await rolesOfFirm(tx, firmId)) {
      if (!role.seeded) continue;
      for (const permission of fresh) {
        const held = heldBy(role.code as SeededRole, permission);
        if (held !== undefined) addGrant(tx, firmId, role.id, permission.id, held === true ? null : held);
      }
    }
    version.bump(tx);
  }
  return {
    grant,
    async sync(all) {
      for (const firmId of await firmIds(db)) {
        if ((await unknown(knownPermissions(db, firmId), all)).length > 0) await db.transaction(tx => grant(tx, firmId, all));
      }
    },
  };
}

/** Administrators hold whatever anybody holds by default. */
export function heldBy(role: SeededRole, permission: Permission): true | number | undefined {
  const said = permission.roles[role];
  if (role !== 'admin' || said !== undefined || Object.keys(permission.roles).length === 0) return said;
  return hasLimit(permission) ? 100 : true;
}
export const hasLimit = (permission: Permission): boolean => Object.values(permission.roles).some(v => typeof v === 'number');
