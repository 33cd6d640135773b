import type { Scope, Tx } from '@sontechsp/sdk';
import { shipments, type ShipmentRow } from '../tables.js';

/** Locks the shipments made of a sale, in the order of their ids. */
export function lockOfSale(tx: Tx, { firmId, storeId }: Pick<Scope, 'firmId' | 'storeId'>, saleId: string): Promise<ShipmentRow[]> {
  return tx.query(
    `SELECT * FROM kargo_etiketleri WHERE source_id = $1 AND firm_id = $2 AND store_id = $3 ORDER BY id${tx.forUpdate}`, [saleId, firmId, storeId], shipments);
}
