import { keyset, parseSort, toUtc, type Db, type Param, type Queries, type Tx } from '@sontechsp/sdk';
import { counters, movements, shifts, type MovementRow, type ShiftRow } from '../tables.js';
import type { ShiftQuery } from './schemas.js';

export const findShift = (db: Queries, id: string): Promise<ShiftRow | undefined> =>
  db.first('SELECT * FROM kasa_vardiyalari WHERE id = $1', [id.toLowerCase()], shifts);

export const openShiftOf = (db: Queries, terminalId: string): Promise<ShiftRow | undefined> =>
  db.first(`SELECT * FROM kasa_vardiyalari WHERE terminal_id = $1 AND state = 'open'`, [terminalId], shifts);

/** Shifts of a store, the newest first. */
export async function listShifts(db: Db, storeId: string, query: ShiftQuery): Promise<{ items: ShiftRow[]; nextCursor: string | null }> {
  const params: Param[] = [storeId];
  const where = ['store_id = $1'];
  const add = (condition: string, value: Param | undefined): void => {
    if (value !== undefined) where.push(condition.replace('?', () => `$${params.push(value)}`));
  };
  add('terminal_id = ?', query.terminalId);
  add('cashier_id = ?', query.cashierId);
  add('state = ?', query.state);
  add('opened_at >= ?', query.from && toUtc(query.from, '/from'));
  add('opened_at < ?', query.to && toUtc(query.to, '/to'));
  const keys = keyset({
    sort: parseSort(query.sort, { openedAt: 'opened_at' }, '-openedAt'), cursor: query.cursor, limit: query.limit, idColumn: 'id', firstParam: params.length + 1,
  });
  const rows = await db.query(`SELECT * FROM kasa_vardiyalari WHERE ${where.join(' AND ')} AND ${keys.where} ORDER BY ${keys.order} LIMIT ${keys.take}`,
    [...params, ...keys.params], shifts);
  return keys.page(rows);
}

/** Writes a new shift and hands the till to it; the counter is locked. */
export async function insertShift(tx: Tx, row: ShiftRow): Promise<void> {
  await tx.insert(shifts, [row]);
  await tx.update(counters, { terminal_id: row.terminal_id }, { shift_id: row.id, shift_cashier_id: row.cashier_id });
}

/** Closes a shift and takes the till from it; the counter is locked. */
export async function closeShift(tx: Tx, { id, terminal_id }: ShiftRow, changes: Partial<ShiftRow>): Promise<void> {
  await tx.update(shifts, { id }, { ...changes, state: 'closed' });
  await tx.update(counters, { terminal_id }, { shift_id: null, shift_cashier_id: null });
}

/** Keeps a reason given after the close, unless there is one. */
export async function giveReason(tx: Tx, id: string, { late_reason, late_reason_by, late_reason_at }: Pick<ShiftRow, 'late_reason' | 'late_reason_by' | 'late_reason_at'>): Promise<boolean> {
  return await tx.run(
    `UPDATE kasa_vardiyalari SET late_reason = $2, late_reason_by = $3, late_reason_at = $4
      WHERE id = $1 AND state = 'closed' AND reason IS NULL AND late_reason IS NULL`, [id, late_reason, late_reason_by, late_reason_at]) === 1;
}

/** The number of the terminal's next Z report; the counter is locked, so nobody else takes it. */
export async function nextZ(tx: Tx, terminalId: string): Promise<number> {
  return (await tx.first<{ next: number }>('SELECT CAST(COALESCE(MAX(z_no), 0) + 1 AS BIGINT) AS next FROM kasa_vardiyalari WHERE terminal_id = $1', [terminalId]))!.next;
}

/** The last receipt of a terminal, unlocked: all receipts up to it are committed. */
export async function lastSequence(db: Queries, terminalId: string): Promise<number> {
  return (await db.first<{ sequence: number }>('SELECT sequence FROM pos_sayaclari WHERE terminal_id = $1', [terminalId]))?.sequence ?? 0;
}

export const hasMovement = async (db: Queries, id: string): Promise<boolean> =>
  await db.first('SELECT id FROM kasa_hareketleri WHERE id = $1', [id]) !== undefined;

export const insertMovement = (tx: Tx, row: MovementRow): Promise<void> => tx.insert(movements, [row]);

export const movementsOf = (db: Queries, shiftId: string): Promise<MovementRow[]> =>
  db.query('SELECT * FROM kasa_hareketleri WHERE shift_id = $1 ORDER BY movement_no', [shiftId], movements);

export async function nextMovement(tx: Tx, shiftId: string): Promise<number> {
  return (await tx.first<{ next: number }>('SELECT CAST(COALESCE(MAX(movement_no), 0) + 1 AS BIGINT) AS next FROM kasa_hareketleri WHERE shift_id = $1', [shiftId]))!.next;
}
