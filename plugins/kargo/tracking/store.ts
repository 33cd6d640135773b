import type { Queries, Tx } from '@sontechsp/sdk';
import { shipments, type ShipmentRow } from '../tables.js';
import type { KeptEvent } from './digest.js';

/** Adds the events that are not there yet; resolves to how many were new. */
export function addEvents(tx: Tx, shipment: ShipmentRow, rows: readonly (KeptEvent & { readonly id: string })[], now: string): Promise<number> {
  if (rows.length === 0) return Promise.resolve(0);
  const values = rows.map((_, at) => `($${at * 7 + 5}, $1, $2, $3, $${at * 7 + 6}, $${at * 7 + 7}, $${at * 7 + 8}, $${at * 7 + 9}, $${at * 7 + 10}, $${at * 7 + 11}, $4)`).join(', ');
  return tx.run(
    `INSERT INTO kargo_takipleri (id, firm_id, store_id, shipment_id, at, state, raw_code, raw_text, place, digest, created_at)
     VALUES ${values} ON CONFLICT (shipment_id, digest) DO NOTHING`,
    [shipment.firm_id, shipment.store_id, shipment.id, now, ...rows.flatMap(r => [r.id, r.at, r.state, r.raw_code, r.raw_text, r.place, r.digest])]);
}

/** Shipments of a store that are to be asked about, the late ones first. */
export function dueForTracking(db: Queries, storeId: string, now: string, limit: number): Promise<ShipmentRow[]> {
  return db.query(
    `SELECT * FROM kargo_etiketleri WHERE store_id = $1 AND track_at <= $2
     ORDER BY CASE WHEN late_at <= $2 THEN 0 ELSE 1 END, track_at, id LIMIT ${limit}`, [storeId, now], shipments);
}
/** Shipments whose sending was never answered: the carrier may know of them. */
export function unansweredSince(db: Queries, storeId: string, before: string, limit: number): Promise<ShipmentRow[]> {
  return db.query(
    `SELECT * FROM kargo_etiketleri WHERE store_id = $1 AND state = 'waiting' AND sent_at < $2 AND (tracked_at IS NULL OR tracked_at < $2)
     ORDER BY created_at, id LIMIT ${limit}`, [storeId, before], shipments);
}
/** The shipments of a connection under these references. */
export function byReference(db: Queries, connectionId: string, references: readonly string[]): Promise<ShipmentRow[]> {
  if (references.length === 0) return Promise.resolve([]);
  return db.query(
    `SELECT * FROM kargo_etiketleri WHERE connection_id = $1 AND reference IN (${references.map((_, at) => `$${at + 2}`).join(', ')})`,
    [connectionId, ...references], shipments);
}
/** Whose a connection is, as far as shipments tell. */
export function placeOfConnection(db: Queries, connectionId: string): Promise<{ firm_id: string; store_id: string } | undefined> {
  return db.first('SELECT firm_id, store_id FROM kargo_etiketleri WHERE connection_id = $1 ORDER BY created_at DESC LIMIT 1', [connectionId]);
}
/** Puts off the next question about these shipments. */
export async function putOff(tx: Tx, ids: readonly string[], trackedAt: string, until: string): Promise<void> {
  if (ids.length === 0) return;
  const these = `(${ids.map((_, at) => `$${at + 2}`).join(', ')})`;
  tx.later(`UPDATE kargo_etiketleri SET tracked_at = $1 WHERE id IN ${these}`, [trackedAt, ...ids]);
  await tx.run(`UPDATE kargo_etiketleri SET track_at = $1 WHERE track_at IS NOT NULL AND id IN ${these}`, [until, ...ids]);
}
