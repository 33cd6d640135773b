import { keyset, parseSort, type Queries, type Row, type Tx } from '@sontechsp/sdk';
import { createParams, walkCondition, wordsOf } from '../products/search-store.js';
import { categories, products } from '../tables.js';
import type { CategoryQuery } from './schemas.js';

export type CategoryRow = Row<typeof categories>;

/** A category that stays until the transaction ends, so that nothing is put into one that is being removed. */
export const lockCategory = (tx: Tx, firmId: string, id: string): Promise<CategoryRow | undefined> =>
  tx.first(`SELECT * FROM urun_kategorileri WHERE firm_id = $1 AND id = $2${tx.forUpdate}`, [firmId, id], categories);

/** The category itself and all below it. */
export async function familyOf(db: Queries, firmId: string, id: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `WITH RECURSIVE family (id) AS (
       SELECT id FROM urun_kategorileri WHERE firm_id = $1 AND id = $2
       UNION SELECT c.id FROM urun_kategorileri c JOIN family f ON c.parent_id = f.id WHERE c.firm_id = $1)
     SELECT id FROM family`, [firmId, id]);
  return rows.map(row => row.id);
}

export async function isInUse(tx: Tx, firmId: string, id: string): Promise<boolean> {
  const row = await tx.first<{ used: number }>(
    `SELECT (SELECT count(*) FROM (SELECT id FROM urunler WHERE firm_id = $1 AND category_id = $2 AND archived_at IS NULL LIMIT 1) p)
          + (SELECT count(*) FROM (SELECT id FROM urun_kategorileri WHERE firm_id = $1 AND parent_id = $2 LIMIT 1) c) AS used`, [firmId, id]);
  return row!.used > 0;
}

export const insertCategory = (tx: Tx, row: CategoryRow): Promise<void> => tx.insert(categories, [row]);
export const updateCategory = (tx: Tx, firmId: string, id: string, changes: Partial<CategoryRow>): Promise<number> =>
  tx.update(categories, { firm_id: firmId, id }, changes);

/** Products out of sale keep their history without it. */
export async function deleteCategory(tx: Tx, firmId: string, id: string): Promise<void> {
  await tx.update(products, { firm_id: firmId, category_id: id }, { category_id: null });
  await tx.run('DELETE FROM urun_kategorileri WHERE firm_id = $1 AND id = $2', [firmId, id]);
}

export async function listCategories(db: Queries, firmId: string, query: CategoryQuery): Promise<{ items: CategoryRow[]; nextCursor: string | null }> {
  const params = createParams(firmId);
  const sort = parseSort(query.sort, { name: 'p.sort_key' }, 'name');
  const k = keyset({ sort, cursor: query.cursor, limit: query.limit, idColumn: 'p.id', firstParam: 2 });
  params.values.push(...k.params);
  const { words } = wordsOf(query.q);
  const named = words.length === 0 ? '' : ` AND ${walkCondition(db, '$1', { words, code: undefined }, params)}`;
  return k.page(await db.query(
    `SELECT p.* FROM urun_kategorileri p WHERE p.firm_id = $1 AND ${k.where}${named} ORDER BY ${k.order} LIMIT ${k.take}`, params.values, categories));
}
