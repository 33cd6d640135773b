import type { Queries } from '@sontechsp/sdk';

/** Barcodes whose product is unknown, another firm's, or out of sale. */
export const strayBarcodes = (db: Queries) => db.query<{ code: string; product_id: string }>(
  `SELECT b.code, b.product_id FROM urun_barkodlari b LEFT JOIN urunler p ON p.id = b.product_id AND p.firm_id = b.firm_id AND p.archived_at IS NULL
    WHERE p.id IS NULL`);

/** Products in a category that is unknown or another firm's. */
export const strayCategories = (db: Queries) => db.query<{ id: string; category_id: string }>(
  `SELECT p.id, p.category_id FROM urunler p LEFT JOIN urun_kategorileri c ON c.id = p.category_id AND c.firm_id = p.firm_id
    WHERE p.category_id IS NOT NULL AND c.id IS NULL`);

export interface NamedRow {
  id: string;
  name: string;
  name_key: string;
  sort_key: string;
}
/** Products by id, a thousand at a time. */
export const someProducts = (db: Queries, after: string) => db.query<NamedRow>(
  'SELECT id, name, name_key, sort_key FROM urunler WHERE id > $1 ORDER BY id LIMIT 1000', [after]);

/** Products the word index of SQLite does not hold. */
export const unindexed = async (db: Queries) => (db.dialect === 'postgres' ? [] : db.query<{ id: string }>(
  'SELECT p.id FROM urunler p LEFT JOIN urun_arama_satirlari s ON s.product_id = p.id LEFT JOIN urun_arama f ON f.rowid = s.id WHERE f.rowid IS NULL'));
