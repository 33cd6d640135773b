import { Failure, isFailure, type AdapterKind, type Adapters, type Clock } from '@sontechsp/sdk';
import type { PluginStates } from '../tokens.js';
import type { AdapterBook } from './adapter-book.js';
import type { CallAdapter } from './call.js';
import type { ConnectionBook, OpenConnection } from './connection-book.js';
import type { Lines } from './lines.js';

interface Deps { book: ConnectionBook; adapters: AdapterBook; states: PluginStates; lines: Lines; call: CallAdapter; clock: Clock }
type At = { readonly firmId: string; readonly storeId: string };

/** Adapters for the owners of their contracts: who can be called in a store, and calling them behind a breaker. */
export function createAdapters({ book, adapters, states, lines, call, clock }: Deps): Adapters {
  const installed = (kind: AdapterKind<unknown>, adapterId: string) => {
    const found = adapters.find(adapterId);
    return found?.declaration.of.id === kind.id ? found : undefined;
  };
  async function usable(kind: AdapterKind<unknown>, { firmId, storeId }: At): Promise<OpenConnection[]> {
    const on = await states.setFor(storeId);
    return (await book.of(firmId, storeId)).filter(({ connection }) => on.has(connection.plugin) && installed(kind, connection.adapterId));
  }
  const now = (): number => Date.parse(clock.now());

  return {
    connections: async (kind, at) => (await usable(kind, at)).map(one => one.connection),
    connection: async (kind, at, id) => (await usable(kind, at)).find(one => one.connection.id === id)?.connection,
    adapterOf: <A>(kind: AdapterKind<A>, adapterId: string) => installed(kind, adapterId)?.declaration.adapter as A | undefined,
    async call(kind, { firmId, storeId, connectionId }, { idempotencyKey, signal }, work) {
      const open = (await usable(kind, { firmId, storeId })).find(one => one.connection.id === connectionId);
      if (!open) throw new Failure('notFound', 'The connection was removed, or its plugin is off in this store.', { acted: 'no' });
      const { connection, revision, settings, secrets } = open;
      if (!connection.enabled) throw new Failure('notFound', `The connection '${connection.name}' is switched off.`, { acted: 'no' });
      const { breaker, memory } = lines.of(connection.id, revision);
      breaker.enter(now());
      try {
        const result = await call(
          { plugin: connection.plugin, connection: connection.id, adapter: installed(kind, connection.adapterId)!.declaration.adapter, settings, secrets, signal, idempotencyKey, memory },
          work as never);
        breaker.succeeded();
        return result as never;
      } catch (error) {
        // A bug of the adapter says nothing about the remote, but a probe must end.
        breaker.failed(isFailure(error) ? error.kind : 'rateLimited', now());
        if (isFailure(error) && error.kind === 'auth') memory.clear();
        throw error;
      }
    },
  };
}
