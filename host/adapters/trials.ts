import { Failure, createToken, isFailure, type AdapterBase, type Clock, type Log } from '@sontechsp/sdk';
import type { SealedValues } from '../settings/sealed-values.js';
import { withKeptSecrets, type Values } from '../settings/secret-fields.js';
import type { AdapterBook } from './adapter-book.js';
import type { CallAdapter } from './call.js';
import { sealPlace, secretsIn } from './connection-book.js';
import { errors } from './errors.js';
import { brought, checked } from './form.js';
import type { Lines } from './lines.js';
import type { ConnectionRow } from './tables.js';

/** How a trial failed: a kind of `Failure`, or `failed` when the adapter itself broke. */
export interface TrialFailure {
  readonly kind: Failure['kind'] | 'failed';
  /** What the remote or the client said, without secrets. */
  readonly detail: string;
  readonly remoteCode?: string;
  readonly evidence?: string;
}
/** Proves address and credentials with the adapter's harmless call; undefined: all is well. */
export interface Trials {
  /** A saved connection, past its breaker: success ends its rest. */
  saved(row: ConnectionRow): Promise<TrialFailure | undefined>;
  /** Values that are not saved; the secrets among them that are left out are those of `row`. */
  unsaved(adapterId: string, settings: Values, row: ConnectionRow | undefined): Promise<TrialFailure | undefined>;
}
export const Trials = createToken<Trials>('host.connectionTrials');

const LIMIT_MS = 20_000;

interface Deps { adapters: AdapterBook; sealed: SealedValues; lines: Lines; call: CallAdapter; clock: Clock; log: Log }

export function createTrials({ adapters, sealed, lines, call, clock, log }: Deps): Trials {
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
    const signal = AbortSignal.timeout(LIMIT_MS);
    const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Failure('unavailable', `No result after ${LIMIT_MS / 1000} seconds.`))));
    try {
      await Promise.race([late, call(
        { plugin, connection, adapter: declaration.adapter, settings, secrets: secretsIn(declaration.connection, settings), signal, idempotencyKey: `test-${clock.now()}`, memory: new Map() },
        (adapter: AdapterBase<never>, ctx) => adapter.testConnection(ctx))]);
      return undefined;
    } catch (error) {
      if (isFailure(error)) {
        const { remoteCode, evidence } = error.facts;
        return { kind: error.kind, detail: error.message, ...(remoteCode ? { remoteCode } : {}), ...(evidence ? { evidence } : {}) };
      }
      log.error({ plugin, connection, err: error }, 'An adapter broke while its connection was tested');
      return { kind: 'failed', detail: (error as Error).message };
    }
  }

  return {
    async saved(row) {
      const failure = await run(row.adapter_id, row.id, await kept(row));
      if (!failure) lines.forget(row.id);
      return failure;
    },
    async unsaved(adapterId, settings, row) {
      const schema = known(adapterId).declaration.connection;
      const before = row ? await kept(row) : {};
      return run(adapterId, row?.id ?? 'unsaved', checked(schema, withKeptSecrets(schema, settings, before), '/settings'));
    },
  };
}
