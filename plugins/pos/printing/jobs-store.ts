import { keyset, parseSort, toUtc, type Db, type Param, type Queries, type Tx } from '@sontechsp/sdk';
import type { PrintJobQuery } from './schemas.js';
import { printJobs, printers, type NewPrintJob, type PrintJobRow, type PrinterRow } from './tables.js';

/** What waits: in each query in the very words of the index, which else serves none of them on SQLite. */
const waiting = "state IN ('queued', 'printing')";

/** Queues a job with the fact it belongs to: one more row in the same flight. */
export const queueJob = (tx: Tx, row: NewPrintJob): void => tx.insertLater(printJobs, [row]);

export const findJob = (db: Queries, storeId: string, id: string): Promise<PrintJobRow | undefined> =>
  db.first('SELECT * FROM yazdirma_isleri WHERE id = $1 AND store_id = $2', [id, storeId], printJobs);

export async function listJobs(db: Db, storeId: string, query: PrintJobQuery): Promise<{ items: PrintJobRow[]; nextCursor: string | null }> {
  const params: Param[] = [storeId];
  const where = ['store_id = $1'];
  const add = (condition: string, value: Param | undefined): void => {
    if (value !== undefined) where.push(condition.replace('?', () => `$${params.push(value)}`));
  };
  add('created_at >= ?', query.from && toUtc(query.from, '/from'));
  add('created_at < ?', query.to && toUtc(query.to, '/to'));
  add('state = ?', query.state);
  add('kind = ?', query.kind);
  add('printer_id = ?', query.printerId);
  add('terminal_id = ?', query.terminalId);
  add(`kind = 'receipt' AND ref_id = ?`, query.saleId);
  add(`kind = 'shift' AND ref_id = ?`, query.shiftId);
  for (const word of query.q?.split(/\s+/).filter(Boolean) ?? []) add(`ref_no LIKE ? ESCAPE '!'`, `%${word.toUpperCase().replace(/[!%_]/g, '!$&')}%`);
  const keys = keyset({
    sort: parseSort(query.sort, { createdAt: 'created_at' }, '-createdAt'), cursor: query.cursor, limit: query.limit, idColumn: 'id', firstParam: params.length + 1,
  });
  const rows = await db.query(`SELECT * FROM yazdirma_isleri WHERE ${where.join(' AND ')} AND ${keys.where} ORDER BY ${keys.order} LIMIT ${keys.take}`, [...params, ...keys.params], printJobs);
  return keys.page(rows);
}

/** Whether this was sent to a printer before, or may have been. */
export async function wasSent(db: Queries, refId: string): Promise<boolean> {
  return await db.first('SELECT 1 AS sent FROM yazdirma_isleri WHERE ref_id = $1 AND sent_at IS NOT NULL LIMIT 1', [refId]) !== undefined;
}

/** Printers for which something waits, or is said to be on its way. */
export const printersWithWork = (db: Queries): Promise<PrinterRow[]> =>
  db.query(`SELECT * FROM yazicilar WHERE id IN (SELECT printer_id FROM yazdirma_isleri WHERE ${waiting})`, [], printers);

/** What a process may have left half-way; else the next job: a drawer first, since somebody stands before it, then in their order. */
export const nextJob = (db: Queries, printerId: string): Promise<PrintJobRow | undefined> =>
  db.first(
    `SELECT * FROM yazdirma_isleri WHERE printer_id = $1 AND ${waiting}
      ORDER BY CASE WHEN state = 'printing' THEN 0 WHEN kind = 'drawer' THEN 1 ELSE 2 END, id LIMIT 1`, [printerId], printJobs);

/** What a process left half-way when it ended. Nobody knows how far it came. */
export const loseJobs = (tx: Tx, printerId: string, at: string): Promise<{ store_id: string }[]> =>
  tx.query(`UPDATE yazdirma_isleri SET state = 'failed', problem = 'lost', done_at = $2 WHERE printer_id = $1 AND ${waiting} AND state = 'printing' RETURNING store_id`, [printerId, at]);

/** Says that the first byte is about to be sent, if the printer is still this process's and nobody took the job back. */
export async function beginJob(tx: Tx, job: PrintJobRow, by: string, at: string): Promise<boolean> {
  return await tx.run(
    `UPDATE yazdirma_isleri SET state = 'printing', sent_at = $2, sent_by = $3, attempts = attempts + 1, problem = NULL
      WHERE id = $1 AND state = 'queued' AND EXISTS (SELECT 1 FROM yazicilar p WHERE p.id = $4 AND p.leased_by = $3)`, [job.id, at, by, job.printer_id]) === 1;
}
/** Says how it ended, if nobody gave it up meanwhile. */
export async function endJob(tx: Tx, id: string, by: string, end: { state: 'printed' | 'failed'; problem: string | null; at: string }): Promise<void> {
  await tx.run(`UPDATE yazdirma_isleri SET state = $3, problem = $4, done_at = $5 WHERE id = $1 AND state = 'printing' AND sent_by = $2`, [id, by, end.state, end.problem, end.at]);
}
/** An attempt that sent nothing. */
export async function missJob(tx: Tx, id: string, problem: string): Promise<void> {
  await tx.run(`UPDATE yazdirma_isleri SET attempts = attempts + 1, problem = $2 WHERE id = $1 AND state = 'queued'`, [id, problem]);
}
/** Of an attempt that began, and of which the device took not one byte. */
export async function returnJob(tx: Tx, id: string, by: string, problem: string): Promise<void> {
  await tx.run(`UPDATE yazdirma_isleri SET state = 'queued', problem = $3, sent_at = NULL WHERE id = $1 AND state = 'printing' AND sent_by = $2`, [id, by, problem]);
}
/** A job that cannot be made at all. */
export async function refuseJob(tx: Tx, id: string, at: string): Promise<void> {
  await tx.run(`UPDATE yazdirma_isleri SET state = 'failed', problem = 'content', done_at = $2 WHERE id = $1 AND state = 'queued'`, [id, at]);
}

export async function anyExpired(db: Queries, now: string): Promise<boolean> {
  return await db.first(`SELECT 1 AS late FROM yazdirma_isleri WHERE ${waiting} AND state = 'queued' AND expires_at <= $1 LIMIT 1`, [now]) !== undefined;
}
/** Gives up what waited too long; the stores it was of. */
export async function expireJobs(tx: Tx, now: string): Promise<Set<string>> {
  const rows = await tx.query<{ store_id: string }>(`UPDATE yazdirma_isleri SET state = 'expired', done_at = $1 WHERE ${waiting} AND state = 'queued' AND expires_at <= $1 RETURNING store_id`, [now]);
  return new Set(rows.map(row => row.store_id));
}

/** Puts a job that ended without being printed back into its queue; whether it could be. A drawer is not opened late. */
export async function requeueJob(tx: Tx, id: string, expiresAt: string): Promise<boolean> {
  return await tx.run(
    `UPDATE yazdirma_isleri SET state = 'queued', attempts = 0, problem = NULL, done_at = NULL, expires_at = $2
      WHERE id = $1 AND state IN ('failed', 'expired', 'cancelled') AND kind <> 'drawer'`, [id, expiresAt]) === 1;
}
/** Gives a job up, or the question what became of it. */
export async function cancelJob(tx: Tx, id: string, at: string): Promise<boolean> {
  return await tx.run(`UPDATE yazdirma_isleri SET state = 'cancelled', done_at = $2 WHERE id = $1 AND state IN ('queued', 'failed')`, [id, at]) === 1;
}
/** The same that waits already. */
export const waitingTwin = (db: Queries, { ref_id, printer_id, copy }: { ref_id: string; printer_id: string; copy: boolean }): Promise<PrintJobRow | undefined> =>
  db.first(`SELECT * FROM yazdirma_isleri WHERE ref_id = $1 AND printer_id = $2 AND copy = $3 AND state = 'queued' ORDER BY id LIMIT 1`, [ref_id, printer_id, copy], printJobs);

/** Receipts of a till after one sequence and up to another: how many were printed, and the numbers of those that were not. */
export async function printedIn(db: Queries, { storeId, terminalId, after, upTo }: { storeId: string; terminalId: string; after: number; upTo: number }): Promise<{ printed: number; missing: string[] }> {
  const rows = await db.query<{ receipt_no: string; printed: number }>(
    `SELECT s.receipt_no, CASE WHEN EXISTS (SELECT 1 FROM yazdirma_isleri j WHERE j.ref_id = s.id AND j.kind = 'receipt' AND j.state = 'printed') THEN 1 ELSE 0 END AS printed
       FROM pos_satislar s WHERE s.store_id = $1 AND s.terminal_id = $2 AND s.sequence > $3 AND s.sequence <= $4 ORDER BY s.sequence`, [storeId, terminalId, after, upTo]);
  return { printed: rows.filter(row => row.printed === 1).length, missing: rows.filter(row => row.printed !== 1).map(row => row.receipt_no) };
}

/** Forgets what ended before. */
export const forgetJobs = (tx: Tx, storeId: string, before: string): Promise<number> =>
  tx.run(`DELETE FROM yazdirma_isleri WHERE store_id = $1 AND created_at < $2 AND state NOT IN ('queued', 'printing')`, [storeId, before]);
