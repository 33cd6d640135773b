import { createToken, fold, isUniqueViolation, type Audit, type Clock, type Ids, type Scope, type Tx } from '@sontechsp/sdk';
import { shownValues, withKeptSecrets, type Values } from '../settings/secret-fields.js';
import type { SealedValues } from '../settings/sealed-values.js';
import { changedFields } from '../settings/settings.js';
import { errors as placeErrors } from '../tenancy/refusals.js';
import type { Version } from '../tokens.js';
import type { AdapterBook, InstalledAdapter } from './adapter-book.js';
import { sealPlace } from './connection-book.js';
import { errors } from './errors.js';
import { brought, checked } from './form.js';
import { deleteConnection, insertConnection, updateConnection } from './store.js';
import type { Rests } from './rests.js';
import type { ConnectionRow } from './tables.js';

export interface NewConnection {
  readonly id?: string | undefined;
  readonly storeId: string;
  readonly adapterId: string;
  readonly name: string;
  readonly settings?: Values | undefined;
  readonly enabled?: boolean | undefined;
}
export interface ConnectionChange {
  readonly name?: string | undefined;
  /** Fields that are left out stay. */
  readonly settings?: Values | undefined;
  readonly enabled?: boolean | undefined;
}
/** What an admin does to connections; each change is recorded, without values. */
export interface ConnectionChanges {
  add(tx: Tx, scope: Scope, connection: NewConnection): Promise<ConnectionRow>;
  /** `row` is locked. */
  change(tx: Tx, scope: Scope, row: ConnectionRow, change: ConnectionChange): Promise<ConnectionRow>;
  remove(tx: Tx, scope: Scope, row: ConnectionRow): Promise<void>;
}
export const ConnectionChanges = createToken<ConnectionChanges>('host.connectionChanges');

interface Deps { adapters: AdapterBook; sealed: SealedValues; version: Version; audit: Audit; rests: Rests; made: { clock: Clock; ids: Ids } }

export function createConnectionChanges({ adapters, sealed, version, audit, rests, made: { clock, ids } }: Deps): ConnectionChanges {
  function known(adapterId: string): InstalledAdapter {
    const found = adapters.find(adapterId);
    if (!found) throw errors('host.adapterUnknown', { adapterId });
    return found;
  }
  const record = async (tx: Tx, scope: Scope, action: string, { id, store_id: storeId, adapter_id: adapterId, name }: ConnectionRow, details: Record<string, unknown>): Promise<void> => {
    version.bump(tx);
    await audit.record(tx, scope, `host.connection.${action}`, { type: 'connection', id }, { storeId, adapterId, name, ...details });
  };
  async function named<T>(name: string, write: Promise<T>): Promise<T> {
    try {
      return await write;
    } catch (error) {
      throw isUniqueViolation(error, 'baglantilar_store_name') ? errors('host.connectionName', { name }) : error;
    }
  }

  return {
    async add(tx, scope, { storeId, adapterId, name, settings = {}, enabled = true, id = ids.next() }) {
      const { plugin, declaration: { connection: schema } } = known(adapterId);
      const values = checked(schema, withKeptSecrets(schema, settings, {}), '/settings');
      const now = clock.now();
      const row: ConnectionRow = {
        id, firm_id: scope.firmId, store_id: storeId, plugin, adapter_id: adapterId, name, name_key: fold(name), enabled,
        settings: await sealed.seal(sealPlace(id), schema, values), tested_at: null, test_failure: null, test_message: null,
        created_at: now, changed_at: now, revision: ids.next(),
      };
      await named(name, insertConnection(tx, row));
      await record(tx, scope, 'create', row, { fields: Object.keys(shownValues(schema, values)).sort() });
      return row;
    },
    async change(tx, scope, row, { name = row.name, enabled = row.enabled, settings }) {
      const changes: Partial<ConnectionRow> = { name, name_key: fold(name), enabled };
      let fields: string[] = [];
      if (settings) {
        const schema = known(row.adapter_id).declaration.connection;
        const before = brought(schema, await sealed.open(sealPlace(row.id), schema, row.settings));
        const values = checked(schema, withKeptSecrets(schema, { ...before, ...settings }, before), '/settings');
        fields = changedFields(before, values);
        // A trial of other settings says nothing about these.
        if (fields.length > 0) Object.assign(changes, { settings: await sealed.seal(sealPlace(row.id), schema, values), tested_at: null, test_failure: null, test_message: null, revision: ids.next() });
      }
      if (name === row.name && enabled === row.enabled && fields.length === 0) return row;
      const changed: ConnectionRow = { ...row, ...changes, changed_at: clock.now() };
      await named(name, updateConnection(tx, row.id, { ...changes, changed_at: changed.changed_at }));
      if (fields.length > 0) rests.end(tx, row);
      await record(tx, scope, 'change', changed, { fields, ...(enabled === row.enabled ? {} : { enabled }), ...(name === row.name ? {} : { nameBefore: row.name }) });
      return changed;
    },
    async remove(tx, scope, row) {
      if (await deleteConnection(tx, row.id) === 0) throw placeErrors('host.notFound');
      rests.end(tx, row);
      await record(tx, scope, 'delete', row, {});
    },
  };
}
