import { Failure, isFailure, type AdapterKind, type Adapters } from '@sontechsp/sdk';
import type { PluginStates } from '../tokens.js';
import type { AdapterBook } from './adapter-book.js';
import type { CallAdapter } from './call.js';
import type { ConnectionBook, OpenConnection } from './connection-book.js';
import type { Lines } from './lines.js';
import type { Rests } from './rests.js';

interface Deps { book: ConnectionBook; adapters: AdapterBook; states: PluginStates; lines: Lines; rests: Rests; call: CallAdapter }
type At = { readonly firmId: string; readonly storeId: string };

/** Adapters for the owners of their contracts: who can be called in a store, and calling those that do not rest. */
export function createAdapters({ book, adapters, states, lines, rests, call }: Deps): Adapters {
  const installed = (kind: AdapterKind<unknown>, adapterId: string) => {
    const found = adapters.find(adapterId);
    return found?.declaration.of.id === kind.id ? found : undefined;
  };
  async function usable(kind: AdapterKind<unknown>, { firmId, storeId }: At): Promise<OpenConnection[]> {
    const on = await states.setFor(storeId);
    return (await book.of(firmId, storeId)).filter(({ connection }) => on.has(connection.plugin) && installed(kind, connection.adapterId));
  }

  return {
    connections: async (kind, at) => (await usable(kind, at)).map(one => one.connection),
    connection: async (kind, at, id) => (await usable(kind, at)).find(one => one.connection.id === id)?.connection,
    adapterOf: <A>(kind: AdapterKind<A>, adapterId: string) => installed(kind, adapterId)?.declaration.adapter as A | undefined,
    async call(kind, { firmId, storeId, connectionId }, { idempotencyKey, signal, private: hidden = [] }, work) {
      const open = (await usable(kind, { firmId, storeId })).find(one => one.connection.id === connectionId);
      if (!open) throw new Failure('notFound', 'The connection was removed, or its plugin is off in this store.', { acted: 'no', sentence: { key: 'host:adapters.said.connectionGone' } });
      const { connection, revision, settings, secrets } = open;
      if (!connection.enabled) throw new Failure('notFound', `The connection '${connection.name}' is switched off.`, { acted: 'no', sentence: { key: 'host:adapters.said.connectionOff', values: { name: connection.name } } });
      const { memory } = lines.of(connection.id, revision);
      const resting = { id: connection.id, revision };
      await rests.enter(resting);
      try {
        const result = await call(
          { plugin: connection.plugin, connection: connection.id, adapter: installed(kind, connection.adapterId)!.declaration.adapter, settings, secrets: [...secrets, ...hidden], signal, idempotencyKey, memory },
          work as never);
        await rests.ended(resting);
        return result as never;
      } catch (error) {
        await rests.ended(resting, error);
        if (isFailure(error) && error.kind === 'auth') memory.clear();
        throw error;
      }
    },
  };
}
