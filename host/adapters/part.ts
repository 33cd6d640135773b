import { Adapters, Clock, Db, Log, createTable, migration, provide } from '@sontechsp/sdk';
import { SealedValues } from '../settings/sealed-values.js';
import { PluginStates, Registry, Version } from '../tokens.js';
import { AdapterBook, createAdapterBook } from './adapter-book.js';
import { createAdapters } from './adapters.js';
import { CallAdapter, createCallAdapter } from './call.js';
import { ConnectionBook, createConnectionBook } from './connection-book.js';
import { Lines, createLines } from './lines.js';
import { connections } from './tables.js';
import type { Part } from '../part.js';

/** Accounts at partners, and calling the adapters of plugins with them. */
export const part: Part = {
  tables: [connections],
  migrations: [migration('adapters-001', [createTable(connections)])],
  provides: [
    provide(AdapterBook, { registry: Registry }, createAdapterBook),
    provide(ConnectionBook, { db: Db, version: Version, sealed: SealedValues, adapters: AdapterBook }, createConnectionBook),
    provide(Lines, {}, createLines),
    provide(CallAdapter, { clock: Clock, log: Log }, createCallAdapter),
    provide(Adapters, { book: ConnectionBook, adapters: AdapterBook, states: PluginStates, lines: Lines, call: CallAdapter, clock: Clock }, createAdapters),
  ],
};
