import { createToken, type Connection, type Db } from '@sontechsp/sdk';
import type { TObject } from 'typebox';
import type { SealedValues } from '../settings/sealed-values.js';
import { secretNames, type Values } from '../settings/secret-fields.js';
import type { Version } from '../tokens.js';
import type { AdapterBook } from './adapter-book.js';
import { brought } from './form.js';
import { connectionsIn } from './store.js';
import type { ConnectionRow } from './tables.js';

/** A connection with its settings in clear, for a call. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly revision: string;
  readonly settings: Values;
  /** The secrets among the settings. */
  readonly secrets: readonly string[];
}
/** The connections of a store, read through the cache that each change empties. Those whose plugin does not run are left out. */
export interface ConnectionBook {
  of(firmId: string, storeId: string): Promise<readonly OpenConnection[]>;
}
export const ConnectionBook = createToken<ConnectionBook>('host.connectionBook');

/** Where the settings of a connection belong, for their seal. */
export const sealPlace = (connectionId: string): string => `baglantilar.settings:${connectionId}`;
export const toConnection = (row: ConnectionRow): Connection => ({
  id: row.id, firmId: row.firm_id, storeId: row.store_id, plugin: row.plugin, adapterId: row.adapter_id, name: row.name, enabled: row.enabled,
});
export const secretsIn = (schema: TObject, values: Values): string[] =>
  secretNames(schema).map(name => values[name]).filter((value): value is string => typeof value === 'string' && value !== '');

interface Deps { db: Db; version: Version; sealed: SealedValues; adapters: AdapterBook }

export function createConnectionBook({ db, version, sealed, adapters }: Deps): ConnectionBook {
  async function open(row: ConnectionRow): Promise<OpenConnection[]> {
    const schema = adapters.find(row.adapter_id)?.declaration.connection;
    if (!schema) return [];
    const settings = brought(schema, await sealed.open(sealPlace(row.id), schema, row.settings));
    return [{ connection: toConnection(row), revision: row.revision, settings, secrets: secretsIn(schema, settings) }];
  }
  const read = version.cache(async key => {
    const [firmId, storeId] = key.split(' ') as [string, string];
    return (await Promise.all((await connectionsIn(db, firmId, storeId)).map(open))).flat();
  });
  return { of: (firmId, storeId) => read(`${firmId} ${storeId}`) };
}
