import { createToken, fold, isUniqueViolation, type Audit, type Clock, type Ids, type Queries, type Scope, type SeededRole, type Shape, type Tx } from '@sontechsp/sdk';
import { errors as tenancyErrors } from '../tenancy/refusals.js';
import type { Registry, Version } from '../tokens.js';
import { checkGrants, type Giver } from './escalation.js';
import { hasLimit, heldBy } from './permission-sync.js';
import { errors } from './refusals.js';
import type { newRole, roleChange, roleReply } from './role-schemas.js';
import { grantsOfFirm, grantsOfRole, insertRoles, knownPermissions, lockRole, replaceGrants, rolesOfFirm, updateRole, type Grant } from './store.js';

export type RoleCard = Shape<typeof roleReply>;

/** The roles of a firm, and what each may do. */
export interface Roles {
  all(db: Queries, firmId: string): Promise<RoleCard[]>;
  add(tx: Tx, scope: Scope, giver: Giver, role: Shape<typeof newRole>): Promise<RoleCard>;
  change(tx: Tx, scope: Scope, giver: Giver, id: string, change: Shape<typeof roleChange>): Promise<RoleCard>;
}
export const Roles = createToken<Roles>('host.roles');

interface Deps {
  clock: Clock;
  ids: Ids;
  version: Version;
  audit: Audit;
  registry: Registry;
}
const seeded: readonly SeededRole[] = ['cashier', 'manager', 'admin'];
/** A code from a name: what is left of it in plain letters and digits. */
const codeOf = (name: string): string => fold(name).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40) || 'rol';
const told = (grants: readonly Grant[]) => grants.map(g => ({ id: g.permission, limit: g.limit_value }));

export function createRoles({ clock, ids, version, audit, registry }: Deps): Roles {
  const declared = () => registry.installed.flatMap(i => i.plugin.permissions);

  /** Grants as rows: each permission once, known, with a limit where it has one. */
  async function grantsFrom(tx: Tx, firmId: string, wanted: Shape<typeof newRole>['permissions']): Promise<Grant[]> {
    const known = await knownPermissions(tx, firmId);
    const limited = new Set(declared().filter(hasLimit).map(p => p.id));
    const grants = new Map<string, Grant>();
    for (const { id, limit } of wanted.map(one => (typeof one === 'string' ? { id: one, limit: undefined } : one))) {
      if (!known.has(id)) throw errors('identity.permissionUnknown', { permission: id });
      grants.set(id, { permission: id, limit_value: limited.has(id) ? limit ?? 100 : null });
    }
    return [...grants.values()];
  }
  const card = async (tx: Tx, firmId: string, id: string): Promise<RoleCard> => (await roles.all(tx, firmId)).find(r => r.id === id)!;

  const roles: Roles = {
    async all(db, firmId) {
      const [rows, grants] = [await rolesOfFirm(db, firmId), await grantsOfFirm(db, firmId)];
      return rows.map(r => ({ id: r.id, code: r.code, name: r.name, seeded: r.seeded, permissions: told(grants.filter(g => g.role_id === r.id)) }))
        .sort((a, b) => order(a.code) - order(b.code));
    },
    async add(tx, scope, giver, role) {
      const grants = await grantsFrom(tx, scope.firmId, role.permissions);
      checkGrants(giver, grants);
      const id = role.id ?? ids.next();
      const now = clock.now();
      try {
        await insertRoles(tx, [{ id, firm_id: scope.firmId, code: codeOf(role.code || role.name), name: role.name, seeded: false, created_at: now, updated_at: now }]);
      } catch (error) {
        throw isUniqueViolation(error, 'roller_firm_code') ? errors('identity.roleTaken') : error;
      }
      await replaceGrants(tx, scope.firmId, id, grants);
      version.bump(tx);
      await audit.record(tx, scope, 'host.role.created', { type: 'role', id }, { name: role.name, permissions: told(grants) });
      return card(tx, scope.firmId, id);
    },
    async change(tx, scope, giver, id, change) {
      const row = await lockRole(tx, scope.firmId, id);
      if (!row) throw tenancyErrors('host.notFound');
      const before = await grantsOfRole(tx, id);
      checkGrants(giver, before);
      if (change.name !== undefined) await updateRole(tx, id, { name: change.name, updated_at: clock.now() });
      if (change.permissions !== undefined) {
        const grants = await grantsFrom(tx, scope.firmId, change.permissions);
        checkGrants(giver, grants);
        const kept = new Set(grants.map(g => g.permission));
        if (row.code === 'admin' && declared().some(p => heldBy('admin', p) !== undefined && !kept.has(p.id))) throw errors('identity.adminRole');
        await replaceGrants(tx, scope.firmId, id, grants);
      }
      version.bump(tx);
      const after = await grantsOfRole(tx, id);
      const missing = (from: readonly Grant[], than: readonly Grant[]) =>
        told(from.filter(g => !than.some(o => o.permission === g.permission && o.limit_value === g.limit_value)));
      await audit.record(tx, scope, 'host.role.changed', { type: 'role', id }, {
        ...(change.name === undefined ? {} : { name: change.name }), granted: missing(after, before), revoked: missing(before, after),
      });
      return card(tx, scope.firmId, id);
    },
  };
  return roles;
}

/** The three from the start come first, from the till to the office. */
const order = (code: string): number => {
  const at = seeded.indexOf(code as SeededRole);
  return at === -1 ? seeded.length : at;
};
