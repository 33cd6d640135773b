import type { Db, Firm, Store, Tenancy, Terminal, Warehouse } from '@sontechsp/sdk';
import type { Version } from '../tokens.js';
import { errors } from './refusals.js';
import { firmById, storeById, terminalById, warehousesOf, type FirmRow, type StoreRow, type TerminalRow, type WarehouseRow } from './store.js';

export const toFirm = (r: FirmRow): Firm => ({ id: r.id, name: r.name, taxId: r.tax_id, currency: r.currency });
export const toStore = (r: StoreRow): Store =>
  ({ id: r.id, firmId: r.firm_id, code: r.code, name: r.name, timeZone: r.time_zone, language: r.language });
export const toTerminal = (r: TerminalRow): Terminal => ({ id: r.id, storeId: r.store_id, code: r.code, name: r.name });
export const toWarehouse = (r: WarehouseRow): Warehouse =>
  ({ id: r.id, storeId: r.store_id, code: r.code, name: r.name, isDefault: r.is_default });

/** Reads places through the cache that every change empties. An id nobody has is refused with `host.notFound`. */
export function createTenancy({ db, version }: { db: Db; version: Version }): Tenancy {
  async function found<R, T>(row: Promise<R | undefined>, to: (row: R) => T): Promise<T> {
    const there = await row;
    if (there === undefined) throw errors('host.notFound');
    return to(there);
  }
  const warehouses = version.cache(async storeId => (await warehousesOf(db, storeId)).map(toWarehouse));
  return {
    firm: version.cache(id => found(firmById(db, id), toFirm)),
    store: version.cache(id => found(storeById(db, id), toStore)),
    terminal: version.cache(id => found(terminalById(db, id), toTerminal)),
    warehouses,
    defaultWarehouse: async storeId => found(warehouses(storeId).then(all => all.find(w => w.isDefault)), w => w),
    warehouse: async (storeId, warehouseId) => (await warehouses(storeId)).find(w => w.id === warehouseId),
  };
}
