import { col, createTable, migration, table } from '@sontechsp/sdk';

/** One tile: what it sells, and how it looks. */
interface Tile {
  productId: string;
  colour?: string;
}
interface Page {
  name: string;
  colour?: string;
  tiles: Tile[];
}

/** The favourites of a store. They are arranged and read as a whole, so they are kept as one. */
export const favourites = table('hizli_urunler', {
  store_id: col.ref(),
  firm_id: col.ref(),
  pages: col.json<Page[]>(),
  changed_at: col.instant(),
  changed_by: col.ref(),
}, { primaryKey: ['store_id'] });

export default migration('007-favourites', [createTable(favourites)]);
