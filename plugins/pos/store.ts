import { keyset, parseSort, toUtc, type Db, type Param, type Queries, type Tx } from '@sontechsp/sdk';
import type { SaleQuery } from './schemas.js';
import { counters, payments, saleLines, sales, type PaymentRow, type SaleLineRow, type SaleRow } from './tables.js';

/** A sale with all its rows, lines and payments in their order. */
export interface StoredSale {
  readonly sale: SaleRow;
  readonly lines: readonly SaleLineRow[];
  readonly payments: readonly PaymentRow[];
}
/** The last receipt of a terminal; sequence 0 and hash `''` before its first. With its open shift, and who opened that. */
export interface Counter {
  readonly sequence: number;
  readonly hash: string;
  readonly shift_id: string | null;
  readonly shift_cashier_id: string | null;
}

const marks = (count: number, from = 1): string => Array.from({ length: count }, (_, at) => `$${at + from}`).join(', ');

export interface Terminal {
  readonly terminalId: string;
  readonly storeId: string;
  readonly firmId: string;
}
/** Terminals whose counter was there before: it is never deleted, so nothing needs to make it again. */
const counted = new Set<string>();

/**
 * Locks the terminal's counter until the transaction ends; whoever comes first makes it. That is queued before the lock, not done
 * when the lock finds no row: what the caller asks for in the same turn would be locked by then, and a sale that waits for a
 * counter while it holds goods can stand in the way of the one that holds the counter and waits for the goods.
 */
export async function lockCounter(tx: Tx, { terminalId, storeId, firmId }: Terminal): Promise<Counter> {
  const make = (): void => tx.later(`INSERT INTO pos_sayaclari (terminal_id, store_id, firm_id, sequence, hash) VALUES ($1, $2, $3, 0, '') ON CONFLICT (terminal_id) DO NOTHING`,
    [terminalId, storeId, firmId]);
  const lock = (): Promise<Counter | undefined> =>
    tx.first<Counter>(`SELECT sequence, hash, shift_id, shift_cashier_id FROM pos_sayaclari WHERE terminal_id = $1${tx.forUpdate}`, [terminalId]);
  if (!counted.has(terminalId)) make();
  const locked = await lock();
  if (locked) {
    tx.afterCommit(() => counted.add(terminalId));
    return locked;
  }
  // Another database under the same process: its counter is still to be made.
  make();
  return (await lock())!;
}

/** The sequence of a terminal's last receipt, as it stands now. */
export async function readCounter(db: Queries, terminalId: string): Promise<number> {
  return (await db.first<{ sequence: number }>('SELECT sequence FROM pos_sayaclari WHERE terminal_id = $1', [terminalId]))?.sequence ?? 0;
}

/** Moves a locked counter on to a receipt. */
export function moveCounter(tx: Tx, { terminal_id, sequence, hash }: SaleRow): void {
  tx.updateLater(counters, { terminal_id }, { sequence, hash });
}

/** Locks the counter like `lockCounter`, expects it to be just this, and moves it on to a receipt. */
export function moveCounterFrom(tx: Tx, { sequence, hash, shift_id, shift_cashier_id }: Counter, to: SaleRow): void {
  const shift = shift_id === null ? 'shift_id IS NULL' : 'shift_id = $6 AND shift_cashier_id = $7';
  tx.expectLater(1, `UPDATE pos_sayaclari SET sequence = $4, hash = $5 WHERE terminal_id = $1 AND sequence = $2 AND hash = $3 AND ${shift} RETURNING 1`,
    [to.terminal_id, sequence, hash, to.sequence, to.hash, ...(shift_id === null ? [] : [shift_id, shift_cashier_id])]);
}

/** Queues all rows of a sale. */
export function insertSale(tx: Tx, { sale, lines, payments: paid }: StoredSale): void {
  tx.insertLater(sales, [sale]);
  tx.insertLater(saleLines, lines);
  if (paid.length > 0) tx.insertLater(payments, paid);
}

export function updateWarnings(tx: Tx, sale: SaleRow): Promise<number> {
  return tx.update(sales, { id: sale.id }, { warnings: sale.warnings });
}

export async function findSale(db: Queries, id: string): Promise<StoredSale | undefined> {
  const sale = await db.first('SELECT * FROM pos_satislar WHERE id = $1', [id], sales);
  return sale && (await withRows(db, [sale]))[0];
}

/** Completes sales with their lines and payments: two queries for any number of sales. */
export async function withRows(db: Queries, found: readonly SaleRow[]): Promise<StoredSale[]> {
  if (found.length === 0) return [];
  const ids = found.map(sale => sale.id);
  const [lines, paid] = await Promise.all([
    db.query(`SELECT * FROM pos_satis_satirlari WHERE sale_id IN (${marks(ids.length)}) ORDER BY sale_id, line_no`, ids, saleLines),
    db.query(`SELECT * FROM odeme_kayitlari WHERE sale_id IN (${marks(ids.length)}) ORDER BY sale_id, payment_no`, ids, payments),
  ]);
  const linesOf = bySale(lines);
  const paymentsOf = bySale(paid);
  return found.map(sale => ({ sale, lines: linesOf.get(sale.id) ?? [], payments: paymentsOf.get(sale.id) ?? [] }));
}
function bySale<R extends { sale_id: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) groups.get(row.sale_id)?.push(row) ?? groups.set(row.sale_id, [row]);
  return groups;
}

/** A page of a store's sales, newest first unless sorted otherwise. */
export async function listSales(db: Db, storeId: string, query: SaleQuery): Promise<{ items: StoredSale[]; nextCursor: string | null }> {
  const params: Param[] = [storeId];
  const where = ['store_id = $1'];
  const add = (condition: string, value: Param | undefined): void => {
    if (value !== undefined) where.push(condition.replace('?', () => `$${params.push(value)}`));
  };
  add('sold_at >= ?', query.from && toUtc(query.from, '/from'));
  add('sold_at < ?', query.to && toUtc(query.to, '/to'));
  add('terminal_id = ?', query.terminalId);
  add('cashier_id = ?', query.cashierId);
  add('customer_id = ?', query.customerId);
  add('state = ?', query.state);
  const kind = query.kind ?? (query.receiptNo === undefined ? 'sale' : 'all');
  if (kind !== 'all') add('kind = ?', kind);
  // The number alone finds the row by its index; the whole text must still agree.
  if (query.receiptNo !== undefined) add('sequence = ?', sequenceIn(query.receiptNo));
  add('receipt_no = ?', query.receiptNo);
  for (const word of query.q?.split(/\s+/).filter(Boolean) ?? []) add(`receipt_no LIKE ? ESCAPE '!'`, `%${word.toUpperCase().replace(/[!%_]/g, '!$&')}%`);

  const keys = keyset({
    sort: parseSort(query.sort, { soldAt: 'sold_at', total: 'total', sequence: 'sequence' }, '-soldAt'),
    cursor: query.cursor, limit: query.limit, idColumn: 'id', firstParam: params.length + 1,
  });
  const rows = await db.query(
    `SELECT * FROM pos_satislar WHERE ${where.join(' AND ')} AND ${keys.where} ORDER BY ${keys.order} LIMIT ${keys.take}`,
    [...params, ...keys.params], sales,
  );
  const { items, nextCursor } = keys.page(rows);
  return { items: await withRows(db, items), nextCursor };
}
const sequenceIn = (receiptNo: string): number => Number(/-(\d{1,15})$/.exec(receiptNo)?.[1] ?? 0);
