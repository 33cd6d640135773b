import type { Queries, Row, Tx } from '@sontechsp/sdk';
import { favourites } from '../tables.js';

export type FavouritesRow = Row<typeof favourites>;

export function findFavourites(db: Queries, storeId: string): Promise<FavouritesRow | undefined> {
  return db.first('SELECT * FROM hizli_urunler WHERE store_id = $1', [storeId], favourites);
}
export async function keepFavourites(tx: Tx, row: FavouritesRow): Promise<void> {
  await tx.run('DELETE FROM hizli_urunler WHERE store_id = $1', [row.store_id]);
  await tx.insert(favourites, [row]);
}
