import type { Queries, Scope, Tx } from '@sontechsp/sdk';
import { events, shipments, type EventRow, type ShipmentRow } from '../tables.js';

type Own = Pick<Scope, 'firmId' | 'storeId'>;

/** A shipment of the scope's store. */
export function findOwn(db: Queries, { firmId, storeId }: Own, id: string): Promise<ShipmentRow | undefined> {
  return db.first('SELECT * FROM kargo_etiketleri WHERE id = $1 AND firm_id = $2 AND store_id = $3', [id.toLowerCase(), firmId, storeId], shipments);
}
/** Shipments of the scope's store in the order of their ids as given; those it does not have are left out. */
export async function findOwnMany(db: Queries, scope: Own, ids: readonly string[]): Promise<ShipmentRow[]> {
  if (ids.length === 0) return [];
  const wanted = [...new Set(ids.map(id => id.toLowerCase()))];
  const rows = await db.query(
    `SELECT * FROM kargo_etiketleri WHERE firm_id = $1 AND store_id = $2 AND id IN (${wanted.map((_, at) => `$${at + 3}`).join(', ')})`,
    [scope.firmId, scope.storeId, ...wanted], shipments);
  const byId = new Map(rows.map(row => [row.id, row]));
  return wanted.flatMap(id => byId.get(id) ?? []);
}
/** Locks a shipment until the transaction ends. */
export function lock(tx: Tx, id: string): Promise<ShipmentRow | undefined> {
  return tx.first(`SELECT * FROM kargo_etiketleri WHERE id = $1${tx.forUpdate}`, [id], shipments);
}
/** The same of the scope's store only. */
export function lockOwn(tx: Tx, { firmId, storeId }: Own, id: string): Promise<ShipmentRow | undefined> {
  return tx.first(`SELECT * FROM kargo_etiketleri WHERE id = $1 AND firm_id = $2 AND store_id = $3${tx.forUpdate}`, [id.toLowerCase(), firmId, storeId], shipments);
}
export function find(db: Queries, id: string): Promise<ShipmentRow | undefined> {
  return db.first('SELECT * FROM kargo_etiketleri WHERE id = $1', [id], shipments);
}
export function insert(tx: Tx, row: ShipmentRow): Promise<void> {
  return tx.insert(shipments, [row]);
}
/** Changes a locked shipment; resolves to it as it is then. */
export async function change(tx: Tx, row: ShipmentRow, changes: Partial<ShipmentRow>): Promise<ShipmentRow> {
  await tx.update(shipments, { id: row.id }, changes);
  return { ...row, ...changes };
}
/** The journey of a shipment, oldest first. */
export function journeyOf(db: Queries, shipmentId: string): Promise<EventRow[]> {
  return db.query('SELECT * FROM kargo_takipleri WHERE shipment_id = $1 ORDER BY at, id', [shipmentId], events);
}
export async function countOfSale(db: Queries, { firmId, storeId }: Own, saleId: string): Promise<number> {
  const row = await db.first<{ rows: number }>(
    `SELECT COUNT(*) AS rows FROM kargo_etiketleri WHERE source_id = $1 AND firm_id = $2 AND store_id = $3 AND state <> 'cancelled'`, [saleId, firmId, storeId]);
  return Number(row!.rows);
}
