import type { Scope } from '@sontechsp/sdk';
import { mayEnter, type AccessBook } from '../identity/access.js';
import { callerOf } from '../identity/caller.js';
import { errors } from '../tenancy/refusals.js';
import type { ConnectionRow } from './tables.js';

/** The stores whose connections a caller may see: the one asked for, else that of the context, else all they may enter. */
export async function storesInReach(access: AccessBook, scope: Scope, asked: string | undefined): Promise<'all' | ReadonlySet<string>> {
  const caller = await callerOf(access, scope);
  if (asked !== undefined && !mayEnter(caller, asked)) throw errors('host.notFound');
  const one = asked ?? (scope.storeId || undefined);
  return one === undefined ? caller.stores : new Set([one]);
}

/** The row, if it is the caller's to see. */
export async function inReach(access: AccessBook, scope: Scope, row: ConnectionRow | undefined): Promise<ConnectionRow> {
  if (!row || !mayEnter(await callerOf(access, scope), row.store_id)) throw errors('host.notFound');
  return row;
}
