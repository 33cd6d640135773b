import { keyset, parseSort, type Db, type Param, type Queries, type Tx } from '@sontechsp/sdk';
import type { PrinterQuery } from './schemas.js';
import { printers, type PrinterRow } from './tables.js';

export const insertPrinter = (tx: Tx, row: PrinterRow): Promise<void> => tx.insert(printers, [row]);
export const updatePrinter = (tx: Tx, id: string, changes: Partial<PrinterRow>): Promise<number> => tx.update(printers, { id }, changes);
/** What still waits for it is given up with it; of what is on its way nobody will hear. */
export async function deletePrinter(tx: Tx, id: string, at: string): Promise<void> {
  await tx.run(
    `UPDATE yazdirma_isleri SET state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE 'failed' END, problem = CASE WHEN state = 'queued' THEN problem ELSE 'lost' END, done_at = $2
      WHERE printer_id = $1 AND state IN ('queued', 'printing')`, [id, at]);
  await tx.run('DELETE FROM yazicilar WHERE id = $1', [id]);
}

export const findPrinter = (db: Queries, id: string): Promise<PrinterRow | undefined> => db.first('SELECT * FROM yazicilar WHERE id = $1', [id], printers);

/** The printers of a store that are in use, those of tills before its own. */
export const usablePrinters = (db: Queries, storeId: string): Promise<PrinterRow[]> =>
  db.query(`SELECT * FROM yazicilar WHERE store_id = $1 AND enabled = ${db.dialect === 'postgres' ? 'TRUE' : '1'} ORDER BY CASE WHEN terminal_id IS NULL THEN 1 ELSE 0 END, created_at, id`,
    [storeId], printers);

export async function listPrinters(db: Db, storeId: string, query: PrinterQuery): Promise<{ items: PrinterRow[]; nextCursor: string | null }> {
  const params: Param[] = [storeId];
  const where = ['store_id = $1'];
  if (query.terminalId !== undefined) where.push(`terminal_id = $${params.push(query.terminalId)}`);
  const keys = keyset({
    sort: parseSort(query.sort, { name: 'name', createdAt: 'created_at' }, 'name'), cursor: query.cursor, limit: query.limit, idColumn: 'id', firstParam: params.length + 1,
  });
  const rows = await db.query(`SELECT * FROM yazicilar WHERE ${where.join(' AND ')} AND ${keys.where} ORDER BY ${keys.order} LIMIT ${keys.take}`, [...params, ...keys.params], printers);
  return keys.page(rows);
}
/** How many jobs wait, by printer. */
export async function waitingBy(db: Queries, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ printer_id: string; waiting: number }>(
    `SELECT printer_id, CAST(COUNT(*) AS BIGINT) AS waiting FROM yazdirma_isleri
      WHERE state IN ('queued', 'printing') AND printer_id IN (${ids.map((_, at) => `$${at + 1}`).join(', ')}) GROUP BY printer_id`, ids);
  return new Map(rows.map(row => [row.printer_id, row.waiting]));
}

/** A process that dies leaves its printers to others after so long; at work it says every third of it that it lives. */
export const LEASE_S = 4;
const now = { postgres: 'clock_timestamp()', sqlite: `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')` };
const leaseEnd = { postgres: `clock_timestamp() + interval '${LEASE_S} seconds'`, sqlite: `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+${LEASE_S} seconds')` };

/** A printer unless another process has it. */
export const freePrinter = (db: Queries, id: string, by: string): Promise<PrinterRow | undefined> =>
  db.first(`SELECT * FROM yazicilar WHERE id = $1 AND (leased_by = $2 OR leased_until IS NULL OR leased_until < ${now[db.dialect]})`, [id, by], printers);
/** Takes a printer, or keeps it; whether it is this process's now. */
export async function leasePrinter(tx: Tx, id: string, by: string): Promise<boolean> {
  return await tx.run(
    `UPDATE yazicilar SET leased_by = $2, leased_until = ${leaseEnd[tx.dialect]}
      WHERE id = $1 AND (leased_by = $2 OR leased_until IS NULL OR leased_until < ${now[tx.dialect]})`, [id, by]) === 1;
}
export async function releasePrinters(tx: Tx, by: string): Promise<void> {
  await tx.run('UPDATE yazicilar SET leased_by = NULL, leased_until = NULL WHERE leased_by = $1', [by]);
}
/** What was wrong at an attempt; null: it prints. */
export async function markTrouble(tx: Tx, id: string, trouble: string | null, at: string): Promise<void> {
  if (trouble === null) await tx.run('UPDATE yazicilar SET trouble = NULL, trouble_at = NULL WHERE id = $1 AND trouble IS NOT NULL', [id]);
  else await tx.run('UPDATE yazicilar SET trouble_at = CASE WHEN trouble = $2 THEN trouble_at ELSE $3 END, trouble = $2 WHERE id = $1', [id, trouble, at]);
}
