import { keyset, parseSort, toUtc, type Param, type Queries, type Scope, type Tx } from '@sontechsp/sdk';
import { handovers, shipments, type HandoverRow, type ShipmentRow } from '../tables.js';
import type { HandoverQuery } from '../schemas.js';

type Own = Pick<Scope, 'firmId' | 'storeId'>;

/** Locks shipments of the store in the order of their ids; those it does not have are left out. */
export function lockMany(tx: Tx, { firmId, storeId }: Own, ids: readonly string[]): Promise<ShipmentRow[]> {
  return tx.query(
    `SELECT * FROM kargo_etiketleri WHERE firm_id = $1 AND store_id = $2 AND id IN (${ids.map((_, at) => `$${at + 3}`).join(', ')}) ORDER BY id${tx.forUpdate}`,
    [firmId, storeId, ...ids], shipments);
}
export async function insertHandover(tx: Tx, row: HandoverRow, ids: readonly string[]): Promise<void> {
  await tx.insert(handovers, [row]);
  await tx.run(`UPDATE kargo_etiketleri SET handover_id = $1, handed_over_at = $2 WHERE id IN (${ids.map((_, at) => `$${at + 3}`).join(', ')})`,
    [row.id, row.created_at, ...ids]);
}
export function findHandover(db: Queries, { firmId, storeId }: Own, id: string): Promise<HandoverRow | undefined> {
  return db.first('SELECT * FROM kargo_teslimleri WHERE id = $1 AND firm_id = $2 AND store_id = $3', [id.toLowerCase(), firmId, storeId], handovers);
}
export function shipmentsOf(db: Queries, handoverId: string): Promise<ShipmentRow[]> {
  return db.query('SELECT * FROM kargo_etiketleri WHERE handover_id = $1 ORDER BY created_at, id', [handoverId], shipments);
}
/** Handovers of a store, newest first. */
export async function listHandovers(db: Queries, { firmId, storeId }: Own, query: HandoverQuery): Promise<{ items: HandoverRow[]; nextCursor: string | null }> {
  const params: Param[] = [firmId, storeId];
  const where = ['firm_id = $1', 'store_id = $2'];
  const add = (condition: string, value: Param | undefined): void => {
    if (value !== undefined) where.push(condition.replace('?', () => `$${params.push(value)}`));
  };
  add('connection_id = ?', query.connectionId?.toLowerCase());
  add('created_at >= ?', query.from && toUtc(query.from, '/from'));
  add('created_at < ?', query.to && toUtc(query.to, '/to'));
  const keys = keyset({
    sort: parseSort(query.sort, { createdAt: 'created_at' }, '-createdAt'), cursor: query.cursor, limit: query.limit, idColumn: 'id', firstParam: params.length + 1,
  });
  const rows = await db.query(
    `SELECT * FROM kargo_teslimleri WHERE ${where.join(' AND ')} AND ${keys.where} ORDER BY ${keys.order} LIMIT ${keys.take}`, [...params, ...keys.params], handovers);
  return keys.page(rows);
}
