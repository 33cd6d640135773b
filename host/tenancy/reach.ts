import type { Queries, Scope } from '@sontechsp/sdk';
import { mayEnter, type AccessBook } from '../identity/access.js';
import { callerOf } from '../identity/caller.js';
import { errors } from './refusals.js';
import { storeById } from './store.js';

/** Refuses a store that is not of the firm, or not the caller's to enter. */
export async function checkStore(db: Queries, access: AccessBook, scope: Scope, storeId: string): Promise<void> {
  const store = await storeById(db, storeId);
  if (store?.firm_id !== scope.firmId || !mayEnter(await callerOf(access, scope), storeId)) throw errors('host.notFound');
}
