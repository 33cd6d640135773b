import type { Store } from '@sontechsp/sdk';
import { placeRoutes } from './place-routes.js';
import { newPart, newStore, partChange, partQuery, storeChange, storeQuery, storeReply, terminalReply, warehouseReply } from './schemas.js';
import { pageOfStores, pageOfTerminals, pageOfWarehouses } from './store.js';
import { toStore, toTerminal, toWarehouse } from './tenancy.js';

const shown = ({ firmId: _, ...store }: Store): Omit<Store, 'firmId'> => store;

export const routes = [
  ...placeRoutes({
    path: '/stores', query: storeQuery, body: newStore, change: storeChange, reply: storeReply, pageOf: pageOfStores, shown: row => shown(toStore(row)),
    summaries: ['The stores the caller may enter.', 'Opens a store, with its warehouse.', 'Changes a store; its code stays.'],
    add: async (changes, at, body) => shown(await changes.addStore(...at, body)),
    alter: async (changes, at, id, change) => shown(await changes.changeStore(...at, id, change)),
  }),
  ...placeRoutes({
    path: '/terminals', query: partQuery, body: newPart, change: partChange, reply: terminalReply, pageOf: pageOfTerminals, shown: toTerminal,
    summaries: ['The terminals of the stores the caller may enter.', 'Adds a terminal to a store.', 'Renames a terminal; its code stays.'],
    add: (changes, at, body) => changes.addTerminal(...at, body),
    alter: (changes, at, id, change) => changes.changeTerminal(...at, id, change),
  }),
  ...placeRoutes({
    path: '/warehouses', query: partQuery, body: newPart, change: partChange, reply: warehouseReply, pageOf: pageOfWarehouses, shown: toWarehouse,
    summaries: ['The warehouses of the stores the caller may enter.', 'Adds a warehouse to a store.', 'Renames a warehouse; its code stays.'],
    add: (changes, at, body) => changes.addWarehouse(...at, body),
    alter: (changes, at, id, change) => changes.changeWarehouse(...at, id, change),
  }),
];
