import { Audit, Db, Live, createToken, provide } from '@sontechsp/sdk';
import { Sales, type KnownSale } from '../../pos/contract.js';
import { scopeAt } from '../place.js';
import { change, find } from '../shipments/store.js';
import { isFinal } from '../states.js';
import type { ShipmentRow } from '../tables.js';
import { lockOfSale } from './store.js';

export type SaleState = NonNullable<ShipmentRow['sale_state']>;
/** Why a shipment was refused by ourselves: nothing is left of its sale. */
export const SALE_TAKEN_BACK = 'saleTakenBack';

/** Nothing is left of a sale in this state. */
export const isGone = (state: KnownSale['state'] | null): boolean => state === 'refunded' || state === 'voided';
/** Nothing is left of the sale, and nobody has decided that the goods go on their way all the same. */
export const isTakenBack = ({ sale_state, sale_kept_at }: Pick<ShipmentRow, 'sale_state' | 'sale_kept_at'>): boolean => isGone(sale_state) && sale_kept_at === null;

/** What becomes of the sales that shipments were made of. */
export interface SaleWatch {
  /** Asks the till what became of the shipment's sale by now, and writes it down; resolves to the shipment as it is then. */
  lookAt(row: ShipmentRow): Promise<ShipmentRow>;
  /** Writes down at every shipment of a sale that is under way what became of it. */
  changed(at: { firmId: string; storeId: string }, saleId: string): Promise<void>;
}
export const SaleWatch = createToken<SaleWatch>('kargo.saleWatch');

interface Deps { db: Db; sales: Sales | undefined; audit: Audit; live: Live }

export function createSaleWatch({ db, sales, audit, live }: Deps): SaleWatch {
  async function changed({ firmId, storeId }: { firmId: string; storeId: string }, saleId: string): Promise<void> {
    const sale = await sales?.find({ storeId }, { id: saleId });
    if (!sale || sale.state === 'completed') return;
    const state: SaleState = sale.state;
    await db.transaction(async tx => {
      const rows = (await lockOfSale(tx, { firmId, storeId }, saleId)).filter(row => row.sale_state !== state && !isFinal(row.state));
      for (const row of rows) {
        await change(tx, row, { sale_state: state });
        await audit.record(tx, scopeAt(row), 'kargo.shipment.sale', { type: 'kargo.shipment', id: row.id }, { reference: row.reference, saleState: state });
      }
      if (rows.length > 0) tx.afterCommit(() => void live.publish(storeId, 'kargo.changed', { ids: rows.map(row => row.id) }));
    });
  }
  return {
    changed,
    async lookAt(row) {
      if (row.source_id === null || row.source_type !== 'pos.sale') return row;
      await changed({ firmId: row.firm_id, storeId: row.store_id }, row.source_id);
      return await find(db, row.id) ?? row;
    },
  };
}
export const saleWatch = provide(SaleWatch, { db: Db, sales: Sales, audit: Audit, live: Live }, createSaleWatch);
