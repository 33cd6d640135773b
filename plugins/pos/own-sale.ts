import type { Queries, Scope } from '@sontechsp/sdk';
import { errors } from './errors.js';
import { findSale, type StoredSale } from './store.js';

/** A sale or refund of the caller's store; `pos.notFound` for any other id. */
export async function ownSale(db: Queries, scope: Pick<Scope, 'storeId'>, id: string): Promise<StoredSale> {
  const stored = await findSale(db, id.toLowerCase());
  if (!stored || stored.sale.store_id !== scope.storeId) throw errors('pos.notFound', { id });
  return stored;
}
