import { Audit, Clock, Db, Live, createTable, migration, provide } from '@sontechsp/sdk';
import type { Part } from '../part.js';
import { PluginStates, Registry, Version } from '../tokens.js';
import { errors } from './errors.js';
import en from './locales/en.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import { PluginRecord, createPluginRecord } from './record.js';
import { routes } from './routes.js';
import { settingsRoutes } from './settings-routes.js';
import { createPluginStates } from './states.js';
import { PluginSwitch, createPluginSwitch } from './switch.js';
import { plugins, storePlugins } from './tables.js';

export const part: Part = {
  tables: [plugins, storePlugins],
  migrations: [migration('plugins-001', [createTable(plugins), createTable(storePlugins)])],
  errors: [errors],
  provides: [
    provide(PluginStates, { db: Db, version: Version, registry: Registry }, createPluginStates),
    provide(PluginRecord, { db: Db, registry: Registry, clock: Clock }, createPluginRecord),
    provide(PluginSwitch, { db: Db, registry: Registry, version: Version, audit: Audit, live: Live, clock: Clock }, createPluginSwitch),
  ],
  routes: [...routes, ...settingsRoutes],
  locales: { tr, en },
};
