import type { KeysetOptions, Queries, Row, Tx } from '@sontechsp/sdk';
import { keyset } from '@sontechsp/sdk';
import { parameters, wordsIn } from './search.js';
import { firms, stores, terminals, warehouses } from './tables.js';

export type FirmRow = Row<typeof firms>;
export type StoreRow = Row<typeof stores>;
export type TerminalRow = Row<typeof terminals>;
export type WarehouseRow = Row<typeof warehouses>;

export const firmById = (db: Queries, id: string) => db.first('SELECT * FROM firmalar WHERE id = $1', [id], firms);
export const storeById = (db: Queries, id: string) => db.first('SELECT * FROM magazalar WHERE id = $1', [id], stores);
export const terminalById = (db: Queries, id: string) => db.first('SELECT * FROM terminaller WHERE id = $1', [id], terminals);
export const warehouseById = (db: Queries, id: string) => db.first('SELECT * FROM depolar WHERE id = $1', [id], warehouses);
export const warehousesOf = (db: Queries, storeId: string) =>
  db.query('SELECT * FROM depolar WHERE store_id = $1 ORDER BY created_at, id', [storeId], warehouses);
export const storesOf = (db: Queries, firmId: string) =>
  db.query('SELECT * FROM magazalar WHERE firm_id = $1 ORDER BY created_at, id', [firmId], stores);
export const terminalsOf = (db: Queries, firmId: string) =>
  db.query('SELECT * FROM terminaller WHERE firm_id = $1 ORDER BY created_at, id', [firmId], terminals);

/** Takes the next number of a counter column; its row stays locked until the commit. */
export async function takeNumber(tx: Tx, counter: 'store' | 'terminal' | 'warehouse', ownerId: string): Promise<number> {
  const table = counter === 'store' ? 'firmalar' : 'magazalar';
  const row = await tx.first<{ taken: number }>(
    `UPDATE ${table} SET next_${counter} = next_${counter} + 1 WHERE id = $1 RETURNING next_${counter} - 1 AS taken`, [ownerId]);
  if (!row) throw new Error(`There is no row ${ownerId} in ${table}.`);
  return row.taken;
}

export interface PlaceFilter {
  readonly firmId: string;
  /** The stores whose things are listed. */
  readonly stores: 'all' | ReadonlySet<string>;
  readonly q: string | undefined;
  readonly paging: Omit<KeysetOptions, 'firstParam' | 'idColumn'>;
}

/** A page of stores, or of the terminals or warehouses in them. */
async function pageOf<T extends typeof stores | typeof terminals | typeof warehouses>(db: Queries, table: T, storeColumn: string, filter: PlaceFilter) {
  const { values, add } = parameters(filter.firmId);
  const where = ['firm_id = $1', ...wordsIn('name_key', filter.q, add)];
  if (filter.stores !== 'all') {
    if (filter.stores.size === 0) return { items: [], nextCursor: null };
    where.push(`${storeColumn} IN (${[...filter.stores].map(add).join(', ')})`);
  }
  const k = keyset({ ...filter.paging, idColumn: 'id', firstParam: values.length + 1 });
  const rows = await db.query(
    `SELECT * FROM ${table.name} WHERE ${where.join(' AND ')} AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`, [...values, ...k.params],
    table as typeof terminals);
  return k.page(rows as unknown as Row<T>[]);
}
export const pageOfStores = (db: Queries, filter: PlaceFilter) => pageOf(db, stores, 'id', filter);
export const pageOfTerminals = (db: Queries, filter: PlaceFilter) => pageOf(db, terminals, 'store_id', filter);
export const pageOfWarehouses = (db: Queries, filter: PlaceFilter) => pageOf(db, warehouses, 'store_id', filter);

export const insertFirm = (tx: Tx, row: FirmRow) => tx.insert(firms, [row]);
export const insertStore = (tx: Tx, row: StoreRow) => tx.insert(stores, [row]);
export const insertTerminal = (tx: Tx, row: TerminalRow) => tx.insert(terminals, [row]);
export const insertWarehouse = (tx: Tx, row: WarehouseRow) => tx.insert(warehouses, [row]);
export const updateStore = (tx: Tx, id: string, changes: Partial<StoreRow>) => tx.update(stores, { id }, changes);
export const updateTerminal = (tx: Tx, id: string, changes: Partial<TerminalRow>) => tx.update(terminals, { id }, changes);
export const updateWarehouse = (tx: Tx, id: string, changes: Partial<WarehouseRow>) => tx.update(warehouses, { id }, changes);
