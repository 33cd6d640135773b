import { keyset, parseSort, type Keyset, type Queries, type Row, type Tx } from '@sontechsp/sdk';
import { barcodes, products } from '../tables.js';
import type { ProductQuery } from './schemas.js';
import { canGather, createParams, eachHit, gather, isFew, walkCondition, wordsOf, type Params } from './search-store.js';

export type ProductRow = Row<typeof products>;
export type BarcodeRow = Row<typeof barcodes>;

export const marks = (params: Params, values: readonly string[]): string => values.map(value => params.add(value)).join(', ');

export const findProduct = (db: Queries, firmId: string, id: string): Promise<ProductRow | undefined> =>
  db.first('SELECT * FROM urunler WHERE firm_id = $1 AND id = $2', [firmId, id], products);

/** The product as it is in sale, locked until the transaction ends. */
export const lockLiveProduct = (tx: Tx, firmId: string, id: string): Promise<ProductRow | undefined> =>
  tx.first(`SELECT * FROM urunler WHERE firm_id = $1 AND id = $2 AND archived_at IS NULL${tx.forUpdate}`, [firmId, id], products);

export async function barcodesOf(db: Queries, productIds: readonly string[]): Promise<Map<string, BarcodeRow[]>> {
  const found = new Map<string, BarcodeRow[]>(productIds.map(id => [id, []]));
  if (productIds.length === 0) return found;
  const params = createParams();
  const rows = await db.query(`SELECT * FROM urun_barkodlari WHERE product_id IN (${marks(params, productIds)}) ORDER BY product_id, position`, params.values, barcodes);
  for (const row of rows) found.get(row.product_id)?.push(row);
  return found;
}

/** Who holds these codes. */
export async function holdersOf(db: Queries, firmId: string, codes: readonly string[]): Promise<BarcodeRow[]> {
  if (codes.length === 0) return [];
  const params = createParams(firmId);
  return db.query(`SELECT * FROM urun_barkodlari WHERE firm_id = $1 AND code IN (${marks(params, codes)})`, params.values, barcodes);
}

export const insertProduct = (tx: Tx, row: ProductRow): Promise<void> => tx.insert(products, [row]);
export const updateProduct = (tx: Tx, firmId: string, id: string, changes: Partial<ProductRow>): Promise<number> =>
  tx.update(products, { firm_id: firmId, id }, changes);
export const insertBarcodes = (tx: Tx, rows: readonly BarcodeRow[]): Promise<void> => tx.insert(barcodes, rows);
export const deleteBarcodes = (tx: Tx, firmId: string, productId: string): Promise<number> =>
  tx.run('DELETE FROM urun_barkodlari WHERE firm_id = $1 AND product_id = $2', [firmId, productId]);

const sortable = { name: 'p.sort_key', price: 'p.price', createdAt: 'p.created_at' };

/** A page of the products in sale. */
export async function listProducts(db: Queries, firmId: string, query: ProductQuery, categoryIds: readonly string[] | undefined)
  : Promise<{ items: ProductRow[]; nextCursor: string | null }> {
  const sort = parseSort(query.sort, sortable, 'name');
  const words = wordsOf(query.q);

  /** The list's conditions, over `p`. */
  const conditions = (params: Params) => {
    const k = keyset({ sort, cursor: query.cursor, limit: query.limit, idColumn: 'p.id', firstParam: params.values.length + 1 });
    params.values.push(...k.params);
    const where = ['p.firm_id = $1', 'p.archived_at IS NULL', k.where];
    if (categoryIds?.length === 1) where.push(`p.category_id = ${params.add(categoryIds[0]!)}`);
    else if (categoryIds) where.push(`p.category_id IN (${marks(params, categoryIds)})`);
    if (words.words.length > 0) where.push(walkCondition(db, '$1', words, params));
    return { k, where: where.join(' AND ') };
  };
  /** The few products an index finds, where there is one that does. */
  const few = (params: Params): string | undefined =>
    query.barcode !== undefined ? `SELECT product_id AS id FROM urun_barkodlari WHERE firm_id = $1 AND code = ${params.add(query.barcode)}`
    : words.words.length > 0 && canGather(words) ? gather(db, '$1', words, params)
    : undefined;

  const params = createParams(firmId);
  const hits = few(params);
  if (hits !== undefined) {
    const { k, where } = conditions(params);
    const rows = await db.query<ProductRow & { hits: number; id: string | null }>(
      `WITH hits AS MATERIALIZED (${hits})
       SELECT n.hits, p.* FROM (SELECT count(*) AS hits FROM hits) n
         LEFT JOIN (SELECT p.* FROM ${eachHit[db.dialect]} ${where}) p ON 1 = 1
        ORDER BY ${k.order} LIMIT ${k.take}`, params.values);
    if (isFew(rows[0]!.hits)) return k.page(rows.filter(row => row.id !== null));
  }
  return walk(db, createParams(firmId), conditions);
}

/** Goes through the products in the order of an index until the page is full; the rows themselves are read last. */
async function walk(db: Queries, params: Params, conditions: (params: Params) => { k: Keyset; where: string }) {
  const { k, where } = conditions(params);
  return k.page(await db.query(
    `WITH hits AS MATERIALIZED (SELECT p.id FROM urunler p WHERE ${where} ORDER BY ${k.order} LIMIT ${k.take})
     SELECT p.* FROM ${eachHit[db.dialect]} 1 = 1 ORDER BY ${k.order}`, params.values, products));
}
