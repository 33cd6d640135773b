import { keyset, type KeysetOptions, type Queries, type Row, type Tx } from '@sontechsp/sdk';
import { parameters, wordsIn } from '../tenancy/search.js';
import { permissions, rolePermissions, roles, userRoles, users, userStores } from './tables.js';

export type UserRow = Row<typeof users>;
export type RoleRow = Row<typeof roles>;
export interface Grant {
  readonly permission: string;
  readonly limit_value: number | null;
}

const list = (ids: readonly string[], add: (value: string) => string): string => ids.map(add).join(', ');

export const userById = (db: Queries, id: string) => db.first('SELECT * FROM kullanicilar WHERE id = $1', [id], users);
/** The user to change, locked. */
export const lockUser = (tx: Tx, firmId: string, id: string) =>
  tx.first(`SELECT * FROM kullanicilar WHERE id = $1 AND firm_id = $2 AND deleted_at IS NULL${tx.forUpdate}`, [id, firmId], users);
export const userToSignIn = (db: Queries, usernameKey: string) =>
  db.first('SELECT * FROM kullanicilar WHERE username_key = $1 AND deleted_at IS NULL ORDER BY created_at, id', [usernameKey], users);
export const anyUser = async (db: Queries): Promise<boolean> => (await db.first('SELECT 1 AS there FROM kullanicilar LIMIT 1')) !== undefined;
export const insertUser = (tx: Tx, row: UserRow) => tx.insert(users, [row]);
export const updateUser = (tx: Tx, id: string, changes: Partial<UserRow>) => tx.update(users, { id }, changes);
export const fullNames = (db: Queries, firmId: string) =>
  db.query<{ id: string; full_name: string }>('SELECT id, full_name FROM kullanicilar WHERE firm_id = $1', [firmId]);

export const rolesOfUser = async (db: Queries, userId: string): Promise<string[]> =>
  (await db.query<{ code: string }>(
    'SELECT r.code FROM kullanici_rolleri u JOIN roller r ON r.id = u.role_id WHERE u.user_id = $1 ORDER BY r.created_at, r.code', [userId])).map(r => r.code);
export const grantsOf = (db: Queries, userId: string) =>
  db.query<Grant>('SELECT p.permission, p.limit_value FROM kullanici_rolleri u JOIN rol_yetkileri p ON p.role_id = u.role_id WHERE u.user_id = $1', [userId]);
export const storeIdsOfUser = async (db: Queries, userId: string): Promise<string[]> =>
  (await db.query<{ store_id: string }>('SELECT store_id FROM kullanici_magazalari WHERE user_id = $1 ORDER BY store_id', [userId])).map(r => r.store_id);

export interface UserFilter {
  readonly firmId: string;
  readonly q: string | undefined;
  readonly role: string | undefined;
  readonly storeId: string | undefined;
  readonly active: boolean | undefined;
  readonly paging: Omit<KeysetOptions, 'firstParam' | 'idColumn'>;
}
export async function pageOfUsers(db: Queries, filter: UserFilter): Promise<{ items: UserRow[]; nextCursor: string | null }> {
  const { values, add } = parameters(filter.firmId);
  const where = ['firm_id = $1', 'deleted_at IS NULL', ...wordsIn('search_key', filter.q, add)];
  if (filter.active !== undefined) where.push(filter.active ? 'active' : 'NOT active');
  if (filter.role !== undefined)
    where.push(`EXISTS (SELECT 1 FROM kullanici_rolleri u JOIN roller r ON r.id = u.role_id WHERE u.user_id = kullanicilar.id AND r.code = ${add(filter.role)})`);
  if (filter.storeId !== undefined)
    where.push(`EXISTS (SELECT 1 FROM kullanici_magazalari m WHERE m.user_id = kullanicilar.id AND m.store_id = ${add(filter.storeId)})`);
  const k = keyset({ ...filter.paging, idColumn: 'id', firstParam: values.length + 1 });
  const rows = await db.query(
    `SELECT * FROM kullanicilar WHERE ${where.join(' AND ')} AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`, [...values, ...k.params], users);
  return k.page(rows);
}
/** Role codes and store ids of several users. */
export async function belongings(db: Queries, userIds: readonly string[]): Promise<{ roles: Map<string, string[]>; stores: Map<string, string[]> }> {
  const gathered = { roles: new Map<string, string[]>(), stores: new Map<string, string[]>() };
  if (userIds.length === 0) return gathered;
  const { values, add } = parameters();
  const marks = list(userIds, add);
  const put = (map: Map<string, string[]>, id: string, value: string) => void (map.get(id)?.push(value) ?? map.set(id, [value]));
  for (const row of await db.query<{ user_id: string; code: string }>(
    `SELECT u.user_id, r.code FROM kullanici_rolleri u JOIN roller r ON r.id = u.role_id WHERE u.user_id IN (${marks}) ORDER BY r.created_at, r.code`, values))
    put(gathered.roles, row.user_id, row.code);
  for (const row of await db.query<{ user_id: string; store_id: string }>(
    `SELECT user_id, store_id FROM kullanici_magazalari WHERE user_id IN (${marks}) ORDER BY store_id`, values))
    put(gathered.stores, row.user_id, row.store_id);
  return gathered;
}

export async function replaceRoles(tx: Tx, firmId: string, userId: string, roleIds: readonly string[]): Promise<void> {
  await tx.run('DELETE FROM kullanici_rolleri WHERE user_id = $1', [userId]);
  await tx.insert(userRoles, roleIds.map(role_id => ({ firm_id: firmId, user_id: userId, role_id })));
}
export async function replaceStores(tx: Tx, firmId: string, userId: string, storeIds: readonly string[]): Promise<void> {
  await tx.run('DELETE FROM kullanici_magazalari WHERE user_id = $1', [userId]);
  await tx.insert(userStores, storeIds.map(store_id => ({ firm_id: firmId, user_id: userId, store_id })));
}
export const addUserStore = (tx: Tx, firmId: string, userId: string, storeId: string) =>
  tx.run('INSERT INTO kullanici_magazalari (firm_id, user_id, store_id) VALUES ($1, $2, $3) ON CONFLICT (user_id, store_id) DO NOTHING', [firmId, userId, storeId]);

/** Locks the administrator role of a firm: whoever changes who is an administrator waits here. */
export const lockAdmins = (tx: Tx, firmId: string) => tx.query(`SELECT id FROM roller WHERE firm_id = $1 AND code = 'admin'${tx.forUpdate}`, [firmId]);
export async function countAdmins(tx: Tx, firmId: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    `SELECT COUNT(*) AS n FROM kullanicilar k JOIN kullanici_rolleri u ON u.user_id = k.id JOIN roller r ON r.id = u.role_id
     WHERE k.firm_id = $1 AND r.code = 'admin' AND k.active AND k.deleted_at IS NULL`, [firmId]);
  return Number(row!.n);
}

export const firmIds = async (db: Queries): Promise<string[]> => (await db.query<{ id: string }>('SELECT id FROM firmalar ORDER BY id')).map(r => r.id);
export const rolesOfFirm = (db: Queries, firmId: string) => db.query('SELECT * FROM roller WHERE firm_id = $1 ORDER BY created_at, code', [firmId], roles);
export const lockRole = (tx: Tx, firmId: string, id: string) =>
  tx.first(`SELECT * FROM roller WHERE id = $1 AND firm_id = $2${tx.forUpdate}`, [id, firmId], roles);
export const insertRoles = (tx: Tx, rows: readonly RoleRow[]) => tx.insert(roles, rows);
export const updateRole = (tx: Tx, id: string, changes: Partial<RoleRow>) => tx.update(roles, { id }, changes);
export const grantsOfFirm = (db: Queries, firmId: string) =>
  db.query<Grant & { role_id: string }>('SELECT role_id, permission, limit_value FROM rol_yetkileri WHERE firm_id = $1 ORDER BY permission', [firmId]);
export const grantsOfRole = (db: Queries, roleId: string) =>
  db.query<Grant>('SELECT permission, limit_value FROM rol_yetkileri WHERE role_id = $1 ORDER BY permission', [roleId]);
export async function replaceGrants(tx: Tx, firmId: string, roleId: string, grants: readonly Grant[]): Promise<void> {
  await tx.run('DELETE FROM rol_yetkileri WHERE role_id = $1', [roleId]);
  await tx.insert(rolePermissions, grants.map(g => ({ firm_id: firmId, role_id: roleId, ...g })));
}
export const addGrant = (tx: Tx, firmId: string, roleId: string, permission: string, limit: number | null) => tx.later(
  'INSERT INTO rol_yetkileri (firm_id, role_id, permission, limit_value) VALUES ($1, $2, $3, $4) ON CONFLICT (role_id, permission) DO NOTHING',
  [firmId, roleId, permission, limit]);

export const knownPermissions = async (db: Queries, firmId: string): Promise<Set<string>> =>
  new Set((await db.query<{ permission: string }>('SELECT permission FROM yetkiler WHERE firm_id = $1', [firmId])).map(r => r.permission));
export const rememberPermissions = (tx: Tx, firmId: string, ids: readonly string[], now: string) =>
  tx.insert(permissions, ids.map(permission => ({ firm_id: firmId, permission, created_at: now })));
/** Keeps other hosts from granting at the same time. */
export const lockFirm = (tx: Tx, firmId: string) => tx.query(`SELECT id FROM firmalar WHERE id = $1${tx.forUpdate}`, [firmId]);
