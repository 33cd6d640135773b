import type { Scope } from '@sontechsp/sdk';
import { errors as httpErrors } from '../http/errors.js';
import type { AccessBook, UserAccess } from './access.js';

/** What the caller of a route may do and where, also beyond the route's own permission. */
export async function callerOf(access: AccessBook, scope: Pick<Scope, 'userId'>): Promise<UserAccess> {
  const caller = await access.of(scope.userId);
  if (!caller) throw httpErrors('auth.required');
  return caller;
}
