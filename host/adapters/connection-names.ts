import { createToken, type Db } from '@sontechsp/sdk';
import type { AdapterBook } from './adapter-book.js';
import { namesOfConnections } from './store.js';

export interface ConnectionName {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  /** Null: its plugin is not installed or does not run. */
  readonly pluginName: string | null;
}
/** What people call connections, for screens that know them by their ids. */
export interface ConnectionNames {
  /** By id; what is no connection of the firm, or is gone, is left out. */
  of(firmId: string, ids: readonly string[]): Promise<ReadonlyMap<string, ConnectionName>>;
}
export const ConnectionNames = createToken<ConnectionNames>('host.connectionNames');

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createConnectionNames({ db, adapters }: { db: Db; adapters: AdapterBook }): ConnectionNames {
  return {
    async of(firmId, ids) {
      const asked = [...new Set(ids)].filter(id => uuid.test(id));
      if (asked.length === 0) return new Map();
      const rows = await namesOfConnections(db, firmId, asked);
      return new Map(rows.map(({ id, name, plugin, adapter_id }) => [id, { id, name, plugin, pluginName: adapters.find(adapter_id)?.pluginName ?? null }]));
    },
  };
}
