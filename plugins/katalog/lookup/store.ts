import type { Queries, Tx } from '@sontechsp/sdk';
import type { ProductName, Unit } from '../contract.js';

/** A product in sale, and the code that led to it. */
export interface FoundRow {
  id: string;
  sku: string | null;
  name: string;
  unit: Unit;
  price: number;
  cost: number | null;
  vat_rate: number;
  category_id: string | null;
  /** The barcode; null for a product found by id or SKU. */
  code: string | null;
  quantity: number;
  /** Of the firm's catalogue, when the statement ran. */
  edition: number;
}
const editionSql = 'COALESCE((SELECT edition FROM katalog_surumleri WHERE firm_id = $1), 0)';
const columns = 'p.id, p.sku, p.name, p.unit, p.price, p.cost, p.vat_rate, p.category_id';

/** Few different texts for any number of values: lists grow in steps, filled with their last value. */
function filled<V>(values: readonly V[]): readonly V[] {
  const count = values.length <= 4 ? values.length : 4 * Math.ceil(values.length / 4);
  return [...values, ...Array.from({ length: count - values.length }, () => values.at(-1)!)];
}
const marks = (count: number, after: number): string => Array.from({ length: count }, (_, at) => `$${after + at + 1}`).join(', ');

const texts = new Map<string, string>();
function foundSql(codes: number, ids: number): string {
  const name = `${codes}/${ids}`;
  let sql = texts.get(name);
  if (sql === undefined) {
    const byCode = `SELECT ${columns}, b.code, b.quantity, ${editionSql} AS edition FROM urun_barkodlari b JOIN urunler p ON p.id = b.product_id
      WHERE b.firm_id = $1 AND b.code IN (${marks(codes, 1)})`;
    // `IS TRUE` keeps SQLite from walking the index of the whole firm instead of the few ids.
    const byId = `SELECT ${columns}, NULL AS code, 1000 AS quantity, ${editionSql} AS edition FROM urunler p
      WHERE p.id IN (${marks(ids, 1 + codes)}) AND p.archived_at IS NULL AND (p.firm_id = $1) IS TRUE`;
    texts.set(name, sql = [...(codes ? [byCode] : []), ...(ids ? [byId] : [])].join(' UNION ALL '));
  }
  return sql;
}

/** Everything these barcodes and ids name, in one statement. */
export async function findItems(db: Queries, firmId: string, codes: readonly string[], ids: readonly string[]): Promise<FoundRow[]> {
  if (codes.length + ids.length === 0) return [];
  const [c, i] = [filled(codes), filled(ids)];
  return db.query<FoundRow>(foundSql(c.length, i.length), [firmId, ...c, ...i]);
}

/** Queues the expectation that nothing was changed in the firm's catalogue since this edition. */
export function expectEdition(tx: Tx, firmId: string, edition: number): void {
  tx.expectLater(1, `SELECT 1 WHERE ${editionSql} = $2`, [firmId, edition]);
}

/** Products in sale by SKU. */
export async function findBySku(db: Queries, firmId: string, skus: readonly string[]): Promise<FoundRow[]> {
  const s = filled(skus);
  return db.query<FoundRow>(
    `SELECT ${columns}, NULL AS code, 1000 AS quantity, ${editionSql} AS edition FROM urunler p
      WHERE p.firm_id = $1 AND p.sku IN (${marks(s.length, 1)}) AND p.sku IS NOT NULL AND p.archived_at IS NULL`, [firmId, ...s]);
}

export async function findNames(db: Queries, firmId: string, ids: readonly string[]): Promise<ProductName[]> {
  const found: ProductName[] = [];
  for (let from = 0; from < ids.length; from += 1000) {
    const some = filled(ids.slice(from, from + 1000));
    found.push(...await db.query<ProductName>(
      `SELECT id, name, sku, unit, price, archived_at AS "archivedAt" FROM urunler WHERE firm_id = $1 AND id IN (${marks(some.length, 1)})`, [firmId, ...some]));
  }
  return found;
}
