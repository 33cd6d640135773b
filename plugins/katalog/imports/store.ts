import type { Db, Queries, Row, Tx } from '@sontechsp/sdk';
import { marks, type ProductRow } from '../products/store.js';
import { createParams } from '../products/search-store.js';
import { barcodes, categories, imports, products } from '../tables.js';

export type ImportRow = Row<typeof imports>;
type CategoryRow = Row<typeof categories>;

export const insertImport = (tx: Tx, row: ImportRow): Promise<void> => tx.insert(imports, [row]);
export const findImport = (db: Queries, firmId: string, id: string): Promise<ImportRow | undefined> =>
  db.first('SELECT * FROM urun_aktarimlari WHERE firm_id = $1 AND id = $2', [firmId, id], imports);
export const updateImport = (tx: Tx, id: string, changes: Partial<ImportRow>): void => tx.updateLater(imports, { id }, changes);

/** Says that this process is still at work on its imports. */
export const seen = (db: Db, worker: string, now: string): Promise<number> =>
  db.transaction(tx => tx.run("UPDATE urun_aktarimlari SET seen_at = $1 WHERE worker = $2 AND state IN ('queued', 'running')", [now, worker]));
/** Ends an import whose process is gone; untouched when it has shown a sign of life since. */
export const bury = (tx: Tx, dead: ImportRow, changes: Partial<ImportRow>): Promise<number> =>
  tx.update(imports, { id: dead.id, state: dead.state, worker: dead.worker, seen_at: dead.seen_at }, changes);

/** Categories by search key, kept from being removed until the transaction ends. */
export async function lockCategories(tx: Tx, firmId: string, keys: readonly string[]): Promise<CategoryRow[]> {
  if (keys.length === 0) return [];
  const params = createParams(firmId);
  return tx.query(`SELECT * FROM urun_kategorileri WHERE firm_id = $1 AND name_key IN (${marks(params, keys)}) ORDER BY id${tx.forUpdate}`, params.values, categories);
}
export const insertCategories = (tx: Tx, rows: readonly CategoryRow[]): void => tx.insertLater(categories, rows);

/** The products that hold these barcodes, locked. */
export async function lockHolders(tx: Tx, firmId: string, codes: readonly string[]): Promise<(ProductRow & { code: string; quantity: number })[]> {
  if (codes.length === 0) return [];
  const params = createParams(firmId);
  return tx.query<ProductRow & { code: string; quantity: number }>(
    `SELECT p.*, b.code, b.quantity FROM urun_barkodlari b JOIN urunler p ON p.id = b.product_id
      WHERE b.firm_id = $1 AND b.code IN (${marks(params, codes)}) ORDER BY p.id${tx.forUpdate}`, params.values);
}

/** Waited for, so that a barcode somebody else took is not taken for a fault of the plugin that joins next. */
export async function insertGoods(tx: Tx, rows: readonly ProductRow[], codes: readonly Row<typeof barcodes>[]): Promise<void> {
  tx.insertLater(products, rows);
  await tx.insert(barcodes, codes);
}

const changing = ['name', 'name_key', 'sort_key', 'category_id', 'vat_rate', 'price', 'cost', 'unit', 'updated_at'] as const;

/** Writes changed products in one statement: every row exists, so the insert always turns into an update. */
export async function updateGoods(tx: Tx, rows: readonly ProductRow[]): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(products.columns) as (keyof ProductRow)[];
  const params = createParams();
  const values = rows.map(row => `(${names.map(name => params.add(row[name])).join(', ')})`);
  await tx.run(
    `INSERT INTO urunler (${names.join(', ')}) VALUES ${values.join(', ')}
     ON CONFLICT (id) DO UPDATE SET ${changing.map(name => `${name} = excluded.${name}`).join(', ')}`, params.values);
}

/**
 * After many new rows PostgreSQL must sort the new words into their index and count again; or it takes the tables for empty
 * ones and reads them through.
 */
export async function refreshStatistics(db: Db): Promise<void> {
  if (db.dialect !== 'postgres') return;
  await db.transaction(async tx => {
    await tx.query("SELECT gin_clean_pending_list(oid) FROM pg_class WHERE relname = 'urunler_name_words' AND relnamespace = current_schema()::regnamespace");
    // Of all tables: what others wrote with the rows has grown as much.
    await tx.run('ANALYZE');
  });
}
