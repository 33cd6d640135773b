import { createToken, fold, type Audit, type Clock, type Db, type Scope, type Shape, type Store, type Terminal, type Tx, type Warehouse } from '@sontechsp/sdk';
import { mayEnter, type UserAccess } from '../identity/access.js';
import { addUserStore } from '../identity/store.js';
import type { Version } from '../tokens.js';
import { checkTimeZone } from './known-names.js';
import type { Places } from './places.js';
import { errors } from './refusals.js';
import type { newPart, newStore, partChange, storeChange } from './schemas.js';
import {
  storeById, terminalById, updateStore, updateTerminal, updateWarehouse, warehouseById, type StoreRow, type TerminalRow, type WarehouseRow,
} from './store.js';
import { toStore, toTerminal, toWarehouse } from './tenancy.js';

/** What a caller with `host.tenancy` does to the places they may enter; each change is recorded. */
export interface PlaceChanges {
  addStore(tx: Tx, scope: Scope, caller: UserAccess, store: Shape<typeof newStore>): Promise<Store>;
  addTerminal(tx: Tx, scope: Scope, caller: UserAccess, terminal: Shape<typeof newPart>): Promise<Terminal>;
  addWarehouse(tx: Tx, scope: Scope, caller: UserAccess, warehouse: Shape<typeof newPart>): Promise<Warehouse>;
  changeStore(scope: Scope, caller: UserAccess, id: string, change: Shape<typeof storeChange>): Promise<Store>;
  changeTerminal(scope: Scope, caller: UserAccess, id: string, change: Shape<typeof partChange>): Promise<Terminal>;
  changeWarehouse(scope: Scope, caller: UserAccess, id: string, change: Shape<typeof partChange>): Promise<Warehouse>;
}
export const PlaceChanges = createToken<PlaceChanges>('host.placeChanges');

interface Deps {
  db: Db;
  places: Places;
  version: Version;
  audit: Audit;
  clock: Clock;
}
export function createPlaceChanges({ db, places, version, audit, clock }: Deps): PlaceChanges {
  /** The row, if it is the caller's to change. */
  function own<R extends { firm_id: string }>(caller: UserAccess, row: R | undefined, storeId: string | undefined): R {
    if (!row || row.firm_id !== caller.firmId || storeId === undefined || !mayEnter(caller, storeId)) throw errors('host.notFound');
    return row;
  }
  async function storeOf(tx: Tx, caller: UserAccess, id: string) {
    const row = own(caller, await storeById(tx, id), id);
    return { id: row.id, firmId: row.firm_id };
  }
  const naming = (name: string | undefined) => ({ ...(name === undefined ? {} : { name, name_key: fold(name) }), updated_at: clock.now() });
  const record = async (tx: Tx, scope: Scope, action: string, type: string, id: string, details: Record<string, unknown>) => {
    version.bump(tx);
    await audit.record(tx, scope, `host.${type}.${action}`, { type, id }, details);
  };

  return {
    async addStore(tx, scope, caller, store) {
      checkTimeZone(store.timeZone, '/timeZone');
      const made = await places.openStore(tx, scope.firmId, store);
      await places.openWarehouse(tx, made, { name: store.name });
      if (caller.stores !== 'all') await addUserStore(tx, scope.firmId, caller.userId, made.id);
      await record(tx, scope, 'created', 'store', made.id, { code: made.code, name: made.name });
      return made;
    },
    async addTerminal(tx, scope, caller, { storeId, ...terminal }) {
      const made = await places.openTerminal(tx, await storeOf(tx, caller, storeId), terminal);
      await record(tx, scope, 'created', 'terminal', made.id, { storeId, code: made.code, name: made.name });
      return made;
    },
    async addWarehouse(tx, scope, caller, { storeId, ...warehouse }) {
      const made = await places.openWarehouse(tx, await storeOf(tx, caller, storeId), warehouse);
      await record(tx, scope, 'created', 'warehouse', made.id, { storeId, code: made.code, name: made.name });
      return made;
    },
    async changeStore(scope, caller, id, { name, timeZone, language }) {
      own(caller, await storeById(db, id), id);
      checkTimeZone(timeZone, '/timeZone');
      return db.transaction(async tx => {
        const columns: Partial<StoreRow> = { ...naming(name), ...(timeZone === undefined ? {} : { time_zone: timeZone }), ...(language === undefined ? {} : { language }) };
        await updateStore(tx, id, columns);
        await record(tx, scope, 'changed', 'store', id, { name, timeZone, language });
        return toStore((await storeById(tx, id))!);
      });
    },
    changeTerminal: (scope, caller, id, { name }) => db.transaction(async tx => {
      const row: TerminalRow | undefined = await terminalById(tx, id);
      own(caller, row, row?.store_id);
      await updateTerminal(tx, id, naming(name));
      await record(tx, scope, 'changed', 'terminal', id, { name });
      return toTerminal((await terminalById(tx, id))!);
    }),
    changeWarehouse: (scope, caller, id, { name }) => db.transaction(async tx => {
      const row: WarehouseRow | undefined = await warehouseById(tx, id);
      own(caller, row, row?.store_id);
      await updateWarehouse(tx, id, naming(name));
      await record(tx, scope, 'changed', 'warehouse', id, { name });
      return toWarehouse((await warehouseById(tx, id))!);
    }),
  };
}
