import type { Queries, Row, Tx } from '@sontechsp/sdk';
import { favourites } from '../tables.js';

export type FavouritesRow = Row<typeof favourites>;

export function findFavourites(db: Queries, storeId: string): Promise<FavouritesRow | undefined> {
  return db.first('SELECT * FROM hizli_urunler WHERE store_id = $1', [storeId], favourites);
}
/** The row of a store under its lock; one of version 0 where there was none. */
export async function lockFavourites(tx: Tx, { store_id, firm_id, changed_at, changed_by }: Omit<FavouritesRow, 'pages' | 'version'>): Promise<FavouritesRow> {
  await tx.run(
    `INSERT INTO hizli_urunler (store_id, firm_id, pages, version, changed_at, changed_by) VALUES ($1, $2, '[]', 0, $3, $4) ON CONFLICT (store_id) DO NOTHING`,
    [store_id, firm_id, changed_at, changed_by]);
  return (await tx.first(`SELECT * FROM hizli_urunler WHERE store_id = $1${tx.forUpdate}`, [store_id], favourites))!;
}
export async function keepFavourites(tx: Tx, { store_id, ...row }: FavouritesRow): Promise<void> {
  await tx.update(favourites, { store_id }, row);
}
