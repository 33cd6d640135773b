import { hostname } from 'node:os';
import { Clock, Db, Ids, Live, Log, Messages, Outbox, type Check, type Plugin, type Scope, type Token } from '@sontechsp/sdk';
import { BackgroundWork } from './background/background.js';
import type { Config as ConfigValues } from './config.js';
import { core } from './core.js';
import { makeDataFolder } from './data-folder.js';
import type { Database as DatabaseHandle } from './database/database.js';
import { migrate } from './database/migrate.js';
import { openDatabase } from './database/open.js';
import { createVersion } from './database/version.js';
import { createHttp } from './http/server.js';
import { PermissionSync } from './identity/permission-sync.js';
import { JobPlaces } from './jobs/places.js';
import { JobRig, jobTimes, type JobTimes } from './jobs/rig.js';
import { JobRunner } from './jobs/runner.js';
import { createFieldCipher } from './keys/fields.js';
import { KeyRing, createKeyRing } from './keys/keys.js';
import { createActivationMarks } from './kernel/activation-marks.js';
import { activate, mountedRoutes } from './kernel/activate.js';
import { createContainer, type Container } from './kernel/container.js';
import { createFaultRecord } from './kernel/fault-record.js';
import { createHooks } from './kernel/hooks.js';
import { createMeter } from './kernel/meter.js';
import { orderPlugins } from './kernel/order.js';
import { ActivationMarks, CostMeter, Faults, TapBook, Wiring } from './kernel/tokens.js';
import { watched } from './kernel/watched.js';
import { createIds } from './ids.js';
import { createLog, type LogTarget } from './log.js';
import { createMessages } from './messages/messages.js';
import { createOutbox } from './outbox/outbox.js';
import { loadPackages } from './packages/packages.js';
import { PendingPackages, createPendingPackages } from './packages/pending.js';
import { takenIds } from './packages/taken.js';
import { PluginCare } from './plugins/care.js';
import { CheckUps } from './plugins/check-ups.js';
import { passedOver } from './plugins/passed-over.js';
import { PluginRecord } from './plugins/record.js';
import { LiveFeed } from './live/live.js';
import { KnownSecrets, createKnownSecrets } from './settings/known-secrets.js';
import { SettingsStore } from './settings/token.js';
import { Demos } from './setup/demos.js';
import { Config, Database, PluginStates, Registry, Sessions, Version, type InstalledPlugin } from './tokens.js';
import { createWorkers } from './workers/workers.js';

/** A booted host: migrated and wired, not yet listening. */
export interface Host {
  readonly config: ConfigValues;
  readonly database: DatabaseHandle;
  readonly registry: Registry;
  readonly checks: readonly Check[];
  resolve<T>(token: Token<T>): T;
  /** What a plugin of this host would get for `use`; for tests and the bench. */
  container: Container;
  listen(): Promise<{ url: string }>;
  /** Loads the demonstration data of every plugin that has some. */
  demo(scope: Scope): Promise<void>;
  stop(): Promise<void>;
}

export interface BootOptions {
  /** Where the built web files are. */
  webFolder?: string;
  /** Whether this process runs jobs and delivers outbox rows; SONTECHSP_JOBS unless said. */
  jobs?: boolean;
  /** Less patience with jobs, for tests. */
  jobTimes?: Partial<JobTimes>;
  clock?: Clock;
  ids?: Ids;
  /** Where the log goes; standard error unless said. */
  logTo?: LogTarget;
}

/**
 * Opens the database, migrates, and wires every plugin that can run. A plugin that cannot stays off with its reason, and
 * the rest runs; only the core's own failure stops the boot.
 */
export async function bootHost(config: ConfigValues, builtIn: readonly Plugin[], options: BootOptions = {}): Promise<Host> {
  makeDataFolder(config.dataFolder);
  const secrets = createKnownSecrets();
  const log = createLog(config.logLevel, secrets.scrub, options.logTo);
  const clock: Clock = options.clock ?? { now: () => new Date().toISOString() };
  const ids: Ids = options.ids ?? createIds();
  const taken = takenIds(core, builtIn);
  const packages = await loadPackages(config.dataFolder, taken, log);
  const faults = createFaultRecord(() => clock.now(), log, undefined, secrets.scrub);
  const marks = createActivationMarks(config.dataFolder, () => clock.now());
  const plugins = [...builtIn, ...packages.plugins].map(plugin => watched(plugin, faults, secrets.scrub));
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataFolder: config.dataFolder, log });
  const ring = createKeyRing({ config, db: database, clock, log });
  try {
    return await wire();
  } catch (error) {
    marks.rest();
    await database.close();
    throw error;
  }

  async function wire(): Promise<Host> {
    const failed = await migrateAll();
    const version = await createVersion(database);
    const meter = createMeter();
    const hooks = createHooks(faults, meter);
    const container: Container = createContainer({
      hook: hook => hooks.caller(hook),
      settings: declaration => container.resolve(SettingsStore).readerFor(declaration),
    });

    let { order, off } = orderPlugins(plugins, failed);
    const known: InstalledPlugin[] = [];
    const registry: Registry = { installed: known, faults: faults.faults };
    const subscribers = () => [core, ...order].flatMap(plugin => plugin.outbox.map(subscriber => ({ plugin: plugin.id, subscriber, plug: plugin })));
    const messages = createMessages([core, ...plugins].map(p => ({ namespace: p.id, locales: p.locales })));
    const outbox = createOutbox({
      database, clock, ids, log,
      subscribers: () => subscribers().map(({ plugin, subscriber, plug }) => ({ plugin, subscriber, use: () => container.use(plug, subscriber.use) })),
      states: () => container.resolve(PluginStates), live: () => container.resolve(Live),
    });

    container.value(Config, config);
    container.value(Database, database);
    container.value(Db, database);
    container.value(Version, version);
    container.value(Clock, clock);
    container.value(Ids, ids);
    container.value(Log, log);
    container.value(KnownSecrets, secrets);
    container.value(KeyRing, ring);
    container.value(PendingPackages, createPendingPackages(config.dataFolder, packages, taken));
    container.value(Messages, messages);
    container.value(Registry, registry);
    container.value(Faults, faults);
    container.value(ActivationMarks, marks);
    container.value(CostMeter, meter);
    container.value(TapBook, hooks);
    container.value(Wiring, container);
    container.value(Outbox, outbox);
    container.value(JobRig, {
      enabled: options.jobs ?? process.env.SONTECHSP_JOBS !== 'off', holder: ids.next(), host: `${hostname()} (${process.pid})`,
      times: { ...jobTimes, ...options.jobTimes }, clock: options.clock, use: (plugin, job) => container.use(plugin, job.use),
    });
    container.value(Demos, { load: scope => demo(scope) });
    activate(core, container, hooks);
    for (const plugin of order) {
      try {
        marks.during(plugin, () => activate(plugin, container, hooks));
      } catch (error) {
        failed.set(plugin.id, (error as Error).message);
      }
    }
    ({ order, off } = orderPlugins(plugins, failed));
    const unfit = hooks.tapAll(order, (plugin, tap) => {
      let made: Record<string, unknown> | undefined;
      return () => (made ??= container.use(plugin, tap.use));
    });
    for (const { plugin, reason } of unfit) failed.set(plugin.id, reason);
    const routes = mountedRoutes(core, container);
    for (const plugin of order) {
      try {
        marks.during(plugin, () => {
          routes.push(...mountedRoutes(plugin, container, routes));
          for (const { use } of [...plugin.taps, ...plugin.outbox, ...plugin.jobs, ...plugin.workers]) container.use(plugin, use);
          for (const asked of [plugin.health, plugin.settings?.test]) if (asked) container.use(plugin, asked.use);
          for (const provider of plugin.provides) container.resolve(provider.token);
        });
      } catch (error) {
        failed.set(plugin.id, (error as Error).message);
      }
    }
    ({ order, off } = orderPlugins(plugins, failed));
    for (const { plugin, death } of marks.up(order)) {
      faults.add({ plugin: plugin.id, hook: 'start', storeId: '', reason: 'threw' }, new Error(`The host died while it started this plugin at ${death.at}; it was tried again and runs.`));
    }
    const active = new Set(['host', ...order.map(p => p.id)]);
    const origin = (plugin: Plugin) => (packages.plugins.some(one => one.id === plugin.id) ? 'package' as const : 'builtin' as const);
    known.push(
      { plugin: core, origin: 'builtin', state: 'active', reason: undefined },
      ...order.map((plugin): InstalledPlugin => ({ plugin, origin: origin(plugin), web: packages.webOf(plugin.id), state: 'active', reason: undefined })),
      ...off.map(({ plugin, reason }): InstalledPlugin => ({ plugin, origin: origin(plugin), state: 'failed', reason })),
      ...packages.off.map(({ plugin, reason }): InstalledPlugin => ({ plugin, origin: 'package', state: 'failed', reason })),
    );
    await container.resolve(PluginRecord).keep();
    for (const { plugin, reason } of [...off, ...packages.off]) log.error({ plugin: plugin.id }, reason);
    await ring.prove();
    await container.resolve(PermissionSync).sync([core, ...order].flatMap(p => p.permissions));

    let state: 'starting' | 'ready' | 'draining' = 'starting';
    const background = container.resolve(BackgroundWork);
    const care = container.resolve(PluginCare);
    const jobs = container.resolve(JobRunner);
    const places = container.resolve(JobPlaces);
    const workers = createWorkers({
      log, isOn: (plugin, place) => places.isOn(plugin, place), scopeAt: (place, requestId) => places.scopeAt(place, requestId),
      workers: () => order.flatMap(plugin => plugin.workers.map(worker => ({ plugin: plugin.id, worker, use: () => container.use(plugin, worker.use) }))),
    });
    const http = createHttp({
      config, db: database, version, messages, log, clock, ids, keys: ring,
      sessions: container.resolve(Sessions),
      pluginStates: container.resolve(PluginStates),
      webFolder: options.webFolder ?? process.env.SONTECHSP_WEB,
      webFile: packages.webFile,
      state: () => state,
      ready: async () => {
        const answers = await database.ping().then(() => true, () => false);
        const unwell = container.resolve(CheckUps).unwell();
        const plugins = Object.fromEntries(known.slice(1).map(i => [i.plugin.id, i.state === 'active' && !unwell.includes(i.plugin.id)]));
        return { ok: answers && state === 'ready', checks: { database: answers, migrations: true, state, plugins } };
      },
      // A plugin that failed late has its routes taken out again.
      routes: routes.filter(r => active.has(r.plugin)),
    });

    async function demo(scope: Scope): Promise<void> {
      for (const plugin of order) {
        if (plugin.demo) await plugin.demo.load(scope, container.use(plugin, plugin.demo.use) as never);
      }
    }

    return {
      config, database, registry, container, demo,
      checks: [core, ...order].flatMap(p => p.checks),
      resolve: token => container.resolve(token),
      async listen() {
        const { url } = await http.listen();
        state = 'ready';
        care.start();
        if (container.resolve(JobRig).enabled) {
          outbox.start();
          workers.start();
        }
        jobs.start();
        return { url };
      },
      async stop() {
        state = 'draining';
        await Promise.all([http.stop(8000), jobs.stop(), workers.stop()]);
        await Promise.all([outbox.stop(), background.stop()]);
        await care.stop();
        await container.resolve(LiveFeed).stop();
        await database.close();
      },
    };
  }

  /** The core first, then each plugin whose requirements migrated; the failed ones come back with their reason. */
  async function migrateAll(): Promise<Map<string, string>> {
    const failed = await passedOver(plugins, marks, database, log);
    const groups = [core, ...orderPlugins(plugins, failed).order].map(p => ({ plugin: p.id, migrations: [...p.migrations] }));
    const begins = (id: string): void => {
      const plugin = plugins.find(p => p.id === id);
      if (plugin) marks.begin(plugin);
    };
    const cannot = (cause: Error): never => {
      throw new Error(`The database could not be migrated: ${cause.message}`, { cause });
    };
    for (const result of await migrate(database, groups, { clock, log, begins, fields: createFieldCipher({ keys: ring }) }).catch(cannot)) {
      if (!result.error) continue;
      if (result.plugin === 'host') cannot(result.error);
      failed.set(result.plugin, `Plugin '${result.plugin}' is off because its migration failed: ${result.error.message.replace(/\.$/, '')}. Mend it and start again.`);
    }
    return failed;
  }
}
