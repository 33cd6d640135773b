import type { Scope } from '@sontechsp/sdk';
import { errors as httpErrors } from '../http/errors.js';
import type { AccessBook, UserAccess } from './access.js';

/**
 * Held by nobody who signs in: no plugin declares it, so no role can be given it. The scope of the command line may do
 * everything, and this is how it is known.
 */
const OPERATOR = 'host.operator';

/** What the caller of a route may do and where, also beyond the route's own permission. */
export async function callerOf(access: AccessBook, scope: Pick<Scope, 'userId' | 'firmId' | 'can'>): Promise<UserAccess> {
  const { userId, firmId } = scope;
  if (scope.can(OPERATOR)) return { userId, firmId, username: '', fullName: '', roles: [], isAdmin: true, permissions: new Map(), stores: 'all' };
  const caller = await access.of(userId);
  if (!caller) throw httpErrors('auth.required');
  return caller;
}
