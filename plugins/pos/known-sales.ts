import { Db, provide } from '@sontechsp/sdk';
import { Sales } from './contract.js';
import { findSale, listSales } from './store.js';

export const knownSales = provide(Sales, { db: Db }, ({ db }) => ({
  async find({ storeId }, by) {
    const stored = 'id' in by ? await findSale(db, by.id.toLowerCase()) : (await listSales(db, storeId, { receiptNo: by.receiptNo, limit: 1 })).items[0];
    if (!stored || stored.sale.store_id !== storeId || stored.sale.kind !== 'sale') return undefined;
    const { id, receipt_no, sold_at, total, state } = stored.sale;
    return { id, receiptNo: receipt_no, soldAt: sold_at, total, state, lines: stored.lines.map(({ name, quantity }) => ({ name, quantity })) };
  },
}));
