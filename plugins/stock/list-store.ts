import { keyset, parseSort, toThousandths, toUtc, type Param, type Queries } from '@sontechsp/sdk';
import type { BalanceQuery, MovementQuery } from './schemas.js';
import type { BalanceRow, MovementRow } from './tables.js';

/** Whose lists these are. */
export interface Reader {
  readonly firmId: string;
  readonly storeId: string;
}
export interface ListedBalance extends BalanceRow {
  readonly name: string;
  readonly sku: string | null;
  readonly unit: 'piece' | 'kg';
}
export interface ListedMovement extends MovementRow {
  readonly name: string;
}
interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Conditions with their parameters, numbered as they come. */
function conditions(...first: Param[]) {
  const params = [...first];
  const where: string[] = [];
  return {
    params, where,
    add(condition: string, value: Param | undefined): void {
      if (value !== undefined) where.push(condition.replaceAll('?', () => `$${params.push(value)}`));
    },
  };
}
const marks = (values: readonly string[], params: Param[]): string => values.map(value => `$${params.push(value)}`).join(', ');

/** Products a list is narrowed to: by id where a search found few, else by words that must stand in their names. */
export interface Wanted {
  readonly ids: readonly string[] | undefined;
  readonly words: readonly string[];
}
type Conditions = ReturnType<typeof conditions>;
function narrow({ where, params, add }: Conditions, { ids, words }: Wanted, column: string): void {
  if (ids) where.push(ids.length === 0 ? '1 = 0' : `${column} IN (${marks(ids, params)})`);
  for (const word of words) add(`p.name_key LIKE ? ESCAPE '!'`, `%${word.replace(/[!%_]/g, '!$&')}%`);
}

/** Balances of a store by product name; products taken out of sale only when asked for by id. `critical` is the store's level in units. */
export async function listBalances(db: Queries, { firmId, storeId }: Reader, query: BalanceQuery, wanted: Wanted, critical: number): Promise<Page<ListedBalance>> {
  const made = conditions(firmId, storeId);
  const { params, where, add } = made;
  add('b.product_id = ?', query.productId);
  if (query.productId === undefined) where.push('p.archived_at IS NULL');
  add('b.warehouse_id = ?', query.warehouseId);
  // What is low is few: gathered first, then put in order. All the rest is walked in the order of names until a page is full.
  const low = query.below
    ? `WITH low AS MATERIALIZED (SELECT * FROM stok_bakiyeleri WHERE store_id = $2 AND on_hand - reserved < COALESCE(critical, $${params.push(toThousandths(critical))})) ` : '';
  const from = low ? 'low' : 'stok_bakiyeleri';
  narrow(made, wanted, 'b.product_id');
  const sort = parseSort(query.sort, { name: 'p.sort_key' }, 'name');
  const keys = keyset({
    sort: [...sort, { column: 'b.warehouse_id', descending: sort.at(-1)!.descending }],
    cursor: query.cursor, limit: query.limit, idColumn: 'b.product_id', firstParam: params.length + 1,
  });
  // SQLite keeps to the order of a CROSS JOIN, and takes the index of names where the key is bounded.
  const walk = !low && query.productId === undefined && !wanted.ids;
  if (walk) where.push(`p.sort_key >= ''`);
  const join = walk ? 'CROSS JOIN stok_bakiyeleri b' : `JOIN ${from} b ON b.product_id = p.id`;
  const rows = await db.query<ListedBalance & { sort_key: string }>(`
    ${low}SELECT b.*, p.name, p.sku, p.unit, p.sort_key
      FROM katalog_v_products p ${join}
     WHERE b.product_id = p.id AND p.firm_id = $1 AND b.store_id = $2 AND ${[...where, keys.where].join(' AND ')}
     ORDER BY ${keys.order} LIMIT ${keys.take}`, [...params, ...keys.params]);
  return keys.page(rows);
}

/** Movements of a store, newest first. */
export async function listMovements(db: Queries, { firmId, storeId }: Reader, query: MovementQuery, wanted: Wanted): Promise<Page<ListedMovement>> {
  const made = conditions(firmId, storeId);
  const { params, where, add } = made;
  add('m.product_id = ?', query.productId);
  add('m.warehouse_id = ?', query.warehouseId);
  add('m.type = ?', query.type);
  // Lets the index of what is no sale serve, which is small beside the sales.
  if (query.type !== undefined && query.type !== 'sale') where.push(`m.type <> 'sale'`);
  add('m.created_at >= ?', query.from && toUtc(query.from, '/from'));
  add('m.created_at < ?', query.to && toUtc(query.to, '/to'));
  narrow(made, wanted, 'm.product_id');
  const keys = keyset({
    sort: parseSort(query.sort, { createdAt: 'm.created_at' }, '-createdAt'),
    cursor: query.cursor, limit: query.limit, idColumn: 'm.id', firstParam: params.length + 1,
  });
  // SQLite, which knows nothing of how often a product moves, would rather walk the whole store.
  const few = db.dialect === 'sqlite' && wanted.ids ? ' INDEXED BY stok_hareketleri_product' : '';
  const rows = await db.query<ListedMovement>(`
    SELECT m.*, p.name
      FROM stok_hareketleri m${few} CROSS JOIN katalog_v_products p
     WHERE p.id = m.product_id AND p.firm_id = $1 AND m.store_id = $2 AND ${[...where, keys.where].join(' AND ')}
     ORDER BY ${keys.order} LIMIT ${keys.take}`, [...params, ...keys.params]);
  return keys.page(rows);
}
