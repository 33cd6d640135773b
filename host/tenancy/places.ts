import { createToken, fold, type Clock, type Ids, type Store, type Terminal, type Tx, type Warehouse } from '@sontechsp/sdk';
import type { Version } from '../tokens.js';
import { insertFirm, insertStore, insertTerminal, insertWarehouse, takeNumber } from './store.js';

interface New {
  /** Client-made, or none. */
  id?: string | undefined;
  name: string;
}
export interface NewFirm extends New {
  taxId?: string | undefined;
  currency?: string | undefined;
}
export interface NewStore extends New {
  timeZone?: string | undefined;
  language?: Store['language'] | undefined;
}

/** Opens firms, stores, terminals and warehouses. Codes count up per owner, never change, and are never used twice. */
export interface Places {
  openFirm(tx: Tx, firm: NewFirm): Promise<string>;
  openStore(tx: Tx, firmId: string, store: NewStore): Promise<Store>;
  openTerminal(tx: Tx, store: { id: string; firmId: string }, terminal: New): Promise<Terminal>;
  /** A store's first warehouse is its default, the one it sells from. */
  openWarehouse(tx: Tx, store: { id: string; firmId: string }, warehouse: New): Promise<Warehouse>;
}
export const Places = createToken<Places>('host.places');

interface Deps {
  clock: Clock;
  ids: Ids;
  version: Version;
}
export function createPlaces({ clock, ids, version }: Deps): Places {
  const base = ({ id, name }: New) => {
    const now = clock.now();
    return { id: id ?? ids.next(), name, created_at: now, updated_at: now };
  };
  return {
    async openFirm(tx, { taxId, currency, ...firm }) {
      const row = { ...base(firm), tax_id: taxId ?? null, currency: currency ?? 'TRY', next_store: 1 };
      await insertFirm(tx, row);
      version.bump(tx);
      return row.id;
    },
    async openStore(tx, firmId, { timeZone = 'Europe/Istanbul', language = 'tr', ...store }) {
      const code = `M${await takeNumber(tx, 'store', firmId)}`;
      const row = { ...base(store), name_key: fold(store.name), firm_id: firmId, code, time_zone: timeZone, language, next_terminal: 1, next_warehouse: 1 };
      await insertStore(tx, row);
      version.bump(tx);
      return { id: row.id, firmId, code, name: row.name, timeZone, language };
    },
    async openTerminal(tx, store, terminal) {
      const code = `K${await takeNumber(tx, 'terminal', store.id)}`;
      const row = { ...base(terminal), name_key: fold(terminal.name), firm_id: store.firmId, store_id: store.id, code };
      await insertTerminal(tx, row);
      version.bump(tx);
      return { id: row.id, storeId: store.id, code, name: row.name };
    },
    async openWarehouse(tx, store, warehouse) {
      const number = await takeNumber(tx, 'warehouse', store.id);
      const row = { ...base(warehouse), name_key: fold(warehouse.name), firm_id: store.firmId, store_id: store.id, code: `D${number}`, is_default: number === 1 };
      await insertWarehouse(tx, row);
      version.bump(tx);
      return { id: row.id, storeId: store.id, code: row.code, name: row.name, isDefault: row.is_default };
    },
  };
}
