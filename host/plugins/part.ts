import { Audit, Clock, Db, Live, Log, Messages, addColumns, createTable, migration, provide } from '@sontechsp/sdk';
import { BackgroundWork } from '../background/background.js';
import { ActivationMarks, CostMeter, Faults, TapBook, Wiring } from '../kernel/tokens.js';
import { LiveFeed } from '../live/live.js';
import type { Part } from '../part.js';
import { KnownSecrets } from '../settings/known-secrets.js';
import { SettingsStore } from '../settings/token.js';
import { PluginStates, Registry, Version } from '../tokens.js';
import { PluginCare, createPluginCare } from './care.js';
import { PluginCatalogue, createPluginCatalogue } from './catalogue.js';
import { CheckUps, createCheckUps } from './check-ups.js';
import { errors } from './errors.js';
import { PluginDetailBook, createPluginDetails } from './details.js';
import { PluginHealthBook, createPluginHealth } from './health.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { Measures, createMeasures } from './measures.js';
import { PluginPreview, createPluginPreview } from './preview.js';
import { Quarantine, createQuarantine } from './quarantine.js';
import { PluginRecord, createPluginRecord } from './record.js';
import { routes } from './routes.js';
import { SecondChance, createSecondChance } from './second-chance.js';
import { settingsRoutes } from './settings-routes.js';
import { SettingsTrials, createSettingsTrials } from './settings-trials.js';
import { createPluginStates } from './states.js';
import { PluginSwitch, createPluginSwitch } from './switch.js';
import { excuse, openScreens, pluginCosts, pluginFaults, plugins, pluginsFirst, storePlugins, storePluginsFirst, suspension } from './tables.js';

export const part: Part = {
  tables: [plugins, storePlugins, pluginFaults, pluginCosts, openScreens],
  migrations: [
    migration('plugins-001', [createTable(pluginsFirst), createTable(storePluginsFirst)]),
    migration('plugins-002', [
      addColumns('magaza_eklentileri', suspension), addColumns('eklentiler', excuse),
      createTable(pluginFaults), createTable(pluginCosts), createTable(openScreens),
    ]),
  ],
  errors: [errors],
  provides: [
    provide(PluginStates, { db: Db, version: Version, registry: Registry }, createPluginStates),
    provide(PluginRecord, { db: Db, registry: Registry, clock: Clock }, createPluginRecord),
    provide(PluginCatalogue, { db: Db, registry: Registry, marks: ActivationMarks, health: PluginHealthBook }, createPluginCatalogue),
    provide(PluginSwitch, { db: Db, registry: Registry, version: Version, audit: Audit, live: Live, clock: Clock }, createPluginSwitch),
    provide(Quarantine, { db: Db, registry: Registry, version: Version, audit: Audit, live: Live, clock: Clock }, createQuarantine),
    provide(Measures, { db: Db, clock: Clock, log: Log, live: LiveFeed, kernel: { faults: Faults, meter: CostMeter } }, createMeasures),
    provide(CheckUps, { registry: Registry, states: PluginStates, wiring: Wiring, clock: Clock }, createCheckUps),
    provide(PluginHealthBook, { db: Db, clock: Clock, registry: Registry, measures: Measures, checkUps: CheckUps }, createPluginHealth),
    provide(PluginDetailBook, { registry: Registry, taps: TapBook, messages: Messages }, createPluginDetails),
    provide(PluginPreview, { db: Db, registry: Registry, measures: Measures, messages: Messages, clock: Clock }, createPluginPreview),
    provide(SecondChance, { db: Db, registry: Registry, marks: ActivationMarks, audit: Audit, clock: Clock }, createSecondChance),
    provide(SettingsTrials, { settings: SettingsStore, known: KnownSecrets, states: PluginStates, wiring: Wiring, clock: Clock, log: Log }, createSettingsTrials),
    provide(PluginCare, { faults: Faults, background: BackgroundWork, quarantine: Quarantine, measures: Measures }, createPluginCare),
  ],
  routes: [...routes, ...settingsRoutes],
  locales: { tr, en, ru, uz },
};
