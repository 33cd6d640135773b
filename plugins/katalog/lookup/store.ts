import type { Param, Queries, Tx } from '@sontechsp/sdk';
import type { ProductName, ResolvedItem, Unit } from '../contract.js';

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
}
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
    const byCode = `SELECT ${columns}, b.code, b.quantity FROM urun_barkodlari b JOIN urunler p ON p.id = b.product_id
      WHERE b.firm_id = $1 AND b.code IN (${marks(codes, 1)})`;
    // `IS TRUE` keeps SQLite from walking the index of the whole firm instead of the few ids.
    const byId = `SELECT ${columns}, NULL AS code, 1000 AS quantity FROM urunler p
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

/** What of a product, and of the barcode it was found by, must be as it was. */
const facts: readonly (readonly [sql: string, of: (item: ResolvedItem) => Param])[] = [
  ['p.id', item => item.productId], ['p.name', item => item.name], ['p.unit', item => item.unit], ['p.price', item => item.price],
  ['p.vat_rate', item => item.vatRate],
  // One text whether it has a category or not.
  ['COALESCE(p.category_id, p.id)', item => item.categoryId ?? item.productId],
];
const coded: typeof facts = [['b.code', item => item.barcode], ['b.quantity', item => item.barcodeQuantity], ...facts];
const byBarcode = { from: 'urun_barkodlari b JOIN urunler p ON p.id = b.product_id', where: 'p.archived_at IS NULL AND b.firm_id = $1 AND b.code', facts: coded };
const byId = { from: 'urunler p', where: 'p.archived_at IS NULL AND p.firm_id = $1 AND p.id', facts };

/** Queues the expectation that these items, found by barcode or by id, are as they are given. */
export function expectItems(tx: Tx, firmId: string, items: readonly ResolvedItem[]): void {
  for (const [way, some] of [[byBarcode, items.filter(item => item.barcode !== null)], [byId, items.filter(item => item.barcode === null)]] as const) {
    const distinct = [...new Map(some.map(item => [item.barcode ?? item.productId, item])).values()];
    if (distinct.length === 0) continue;
    const given = filled(distinct);
    const params = [firmId, ...given.flatMap(item => way.facts.map(([, of]) => of(item)))];
    tx.expectLater(distinct.length, expectedSql(way, given.length), params);
  }
}
function expectedSql({ from, where, facts: asked }: typeof byBarcode, count: number): string {
  const name = `${from} ${count}`;
  let sql = texts.get(name);
  if (sql === undefined) {
    const first = (at: number): number => at * asked.length + 2;
    const each = Array.from({ length: count }, (_, at) => at);
    const same = each.map(at => `(${asked.map(([column], nth) => `${column} = $${first(at) + nth}`).join(' AND ')})`);
    texts.set(name, sql = `SELECT 1 FROM ${from} WHERE ${where} IN (${each.map(at => `$${first(at)}`).join(', ')}) AND (${same.join(' OR ')})`);
  }
  return sql;
}

/** Products in sale by SKU. */
export async function findBySku(db: Queries, firmId: string, skus: readonly string[]): Promise<FoundRow[]> {
  const s = filled(skus);
  return db.query<FoundRow>(
    `SELECT ${columns}, NULL AS code, 1000 AS quantity FROM urunler p
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
