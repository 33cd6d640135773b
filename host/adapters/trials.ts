import { createToken, type AdapterBase, type Clock, type Log } from '@sontechsp/sdk';
import type { SealedValues } from '../settings/sealed-values.js';
import { withKeptSecrets, type Values } from '../settings/secret-fields.js';
import type { AdapterBook } from './adapter-book.js';
import type { CallAdapter } from './call.js';
import { sealPlace, secretsIn } from './connection-book.js';
import { errors } from './errors.js';
import { brought, checked } from './form.js';
import type { ConnectionRow } from './tables.js';
import { trial, type TrialFailure } from './trial.js';

/** Proves address and credentials with the adapter's harmless call; undefined: all is well. */
export interface Trials {
  /** A saved connection, whether it rests or not. */
  saved(row: ConnectionRow): Promise<TrialFailure | undefined>;
  /** Values that are not saved; the secrets among them that are left out are those of `row`. */
  unsaved(adapterId: string, settings: Values, row: ConnectionRow | undefined): Promise<TrialFailure | undefined>;
}
export const Trials = createToken<Trials>('host.connectionTrials');

interface Deps { adapters: AdapterBook; sealed: SealedValues; call: CallAdapter; clock: Clock; log: Log }

export function createTrials({ adapters, sealed, call, clock, log }: Deps): Trials {
  const known = (adapterId: string) => {
    const found = adapters.find(adapterId);
    if (!found) throw errors('host.adapterUnknown', { adapterId });
    return found;
  };
  const kept = async (row: ConnectionRow): Promise<Values> => {
    const schema = known(row.adapter_id).declaration.connection;
    return brought(schema, await sealed.open(sealPlace(row.id), schema, row.settings));
  };

  async function run(adapterId: string, connection: string, settings: Values): Promise<TrialFailure | undefined> {
    const { plugin, declaration } = known(adapterId);
    const ended = await trial(log, { plugin, connection }, signal => call(
      { plugin, connection, adapter: declaration.adapter, settings, secrets: secretsIn(declaration.connection, settings), signal, idempotencyKey: `test-${clock.now()}`, memory: new Map() },
      (adapter: AdapterBase<never>, ctx) => adapter.testConnection(ctx)));
    return 'failure' in ended ? ended.failure : undefined;
  }

  return {
    saved: async row => run(row.adapter_id, row.id, await kept(row)),
    async unsaved(adapterId, settings, row) {
      const schema = known(adapterId).declaration.connection;
      const before = row ? await kept(row) : {};
      return run(adapterId, row?.id ?? 'unsaved', checked(schema, withKeptSecrets(schema, settings, before), '/settings'));
    },
  };
}
