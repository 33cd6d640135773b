import { foldWords, keyset, parseSort, type Db, type Param, type Queries, type Tx } from '@sontechsp/sdk';
import { parked, type ParkedRow } from '../tables.js';
import type { ParkedQuery } from './schemas.js';

export const insertParked = (tx: Tx, row: ParkedRow): Promise<void> => tx.insert(parked, [row]);

/** A basket of the store that still waits. */
export function findParked(db: Queries, storeId: string, id: string): Promise<ParkedRow | undefined> {
  return db.first(`SELECT * FROM bekleyen_satislar WHERE id = $1 AND store_id = $2 AND state = 'parked'`, [id, storeId], parked);
}

/** Takes a waiting basket; of two who try at once, one succeeds. */
export async function takeParked(tx: Tx, id: string, by: Pick<ParkedRow, 'recalled_at' | 'recalled_by' | 'recalled_terminal_id'>): Promise<boolean> {
  return await tx.update(parked, { id, state: 'parked' }, { ...by, state: 'recalled' }) === 1;
}

/** Baskets of a store that wait, the newest first. */
export async function listParked(db: Db, storeId: string, query: ParkedQuery): Promise<{ items: ParkedRow[]; nextCursor: string | null }> {
  const params: Param[] = [storeId];
  const where = [`store_id = $1 AND state = 'parked'`];
  if (query.terminalId !== undefined) where.push(`terminal_id = $${params.push(query.terminalId)}`);
  for (const word of foldWords(query.q ?? '')) where.push(`search_key LIKE $${params.push(`%${word.replace(/[!%_]/g, '!$&')}%`)} ESCAPE '!'`);
  const keys = keyset({
    sort: parseSort(query.sort, { parkedAt: 'parked_at', name: 'name', total: 'total' }, '-parkedAt'),
    cursor: query.cursor, limit: query.limit, idColumn: 'id', firstParam: params.length + 1,
  });
  const rows = await db.query(
    `SELECT * FROM bekleyen_satislar WHERE ${where.join(' AND ')} AND ${keys.where} ORDER BY ${keys.order} LIMIT ${keys.take}`, [...params, ...keys.params], parked);
  return keys.page(rows);
}
