import { Adapters, Audit, Clock, Db, Ids, Log, Messages, createTable, migration, provide } from '@sontechsp/sdk';
import { SealedValues } from '../settings/sealed-values.js';
import { PluginStates, Registry, Version } from '../tokens.js';
import { AdapterBook, createAdapterBook } from './adapter-book.js';
import { createAdapters } from './adapters.js';
import { CallAdapter, createCallAdapter } from './call.js';
import { ConnectionCards, createConnectionCards } from './cards.js';
import { ConnectionChanges, createConnectionChanges } from './changes.js';
import { ConnectionBook, createConnectionBook } from './connection-book.js';
import { ConnectionNames, createConnectionNames } from './connection-names.js';
import { errors } from './errors.js';
import { Lines, createLines } from './lines.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { Rests, createRests } from './rests.js';
import { routes } from './routes.js';
import { connections } from './tables.js';
import { trialRoutes } from './trial-routes.js';
import { Trials, createTrials } from './trials.js';
import type { Part } from '../part.js';

/** Accounts at partners, and calling the adapters of plugins with them. */
export const part: Part = {
  tables: [connections],
  migrations: [migration('adapters-001', [createTable(connections)])],
  errors: [errors],
  provides: [
    provide(AdapterBook, { registry: Registry }, createAdapterBook),
    provide(ConnectionBook, { db: Db, version: Version, sealed: SealedValues, adapters: AdapterBook }, createConnectionBook),
    provide(ConnectionNames, { db: Db, adapters: AdapterBook }, createConnectionNames),
    provide(Lines, {}, createLines),
    provide(Rests, { db: Db, lines: Lines, clock: Clock, log: Log }, createRests),
    provide(CallAdapter, { clock: Clock, log: Log }, createCallAdapter),
    provide(Adapters, { book: ConnectionBook, adapters: AdapterBook, states: PluginStates, lines: Lines, rests: Rests, call: CallAdapter }, createAdapters),
    provide(ConnectionChanges, { adapters: AdapterBook, sealed: SealedValues, version: Version, audit: Audit, rests: Rests, made: { clock: Clock, ids: Ids } }, createConnectionChanges),
    provide(ConnectionCards, { adapters: AdapterBook, sealed: SealedValues, states: PluginStates, rests: Rests, messages: Messages }, createConnectionCards),
    provide(Trials, { adapters: AdapterBook, sealed: SealedValues, call: CallAdapter, clock: Clock, log: Log }, createTrials),
  ],
  routes: [...routes, ...trialRoutes],
  locales: { tr, en, ru, uz },
};
