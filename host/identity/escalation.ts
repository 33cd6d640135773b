import { errors as httpErrors } from '../http/errors.js';
import type { UserAccess } from './access.js';
import type { Grant } from './store.js';

/** The part of a caller's access that decides what they may hand on. */
export type Giver = Pick<UserAccess, 'isAdmin' | 'permissions' | 'stores'>;

/** Nobody hands on, or takes charge of, more than they hold themselves; administrators may grant anything. */
export function checkGrants(giver: Giver, grants: readonly Grant[]): void {
  if (giver.isAdmin) return;
  const beyond = grants.find(g => (giver.permissions.get(g.permission) ?? -1) < (g.limit_value ?? 100));
  if (beyond) throw httpErrors('auth.forbidden', { permission: beyond.permission });
}

export function checkStores(giver: Giver, added: readonly string[]): void {
  const { stores } = giver;
  if (stores !== 'all' && added.some(id => !stores.has(id))) throw httpErrors('auth.forbidden', { permission: 'host.users.write' });
}
