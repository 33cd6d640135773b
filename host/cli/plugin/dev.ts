import { watch } from 'node:fs';
import { Log, type Plugin } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { core } from '../../core.js';
import { catchStrays, type StrayHearers } from '../../kernel/strays.js';
import { Faults } from '../../kernel/tokens.js';
import { installPackage } from '../../packages/install.js';
import { takenIds } from '../../packages/taken.js';
import { KnownSecrets } from '../../settings/known-secrets.js';
import { readArgs } from '../args.js';
import { CommandError, UsageError, type Command } from '../command.js';
import type { Output } from '../io.js';
import { buildPackage } from './build.js';
import { linkProject } from './links.js';
import { openProject } from './project.js';
import { startSimulator } from './simulator.js';
import { inTemporaryFolder } from './temporary.js';
import { openThrowAwayShop, type ThrowAwayShop } from './throw-away.js';

export const dev: Command = {
  usage: '[FOLDER] [--port N] [--no-demo] [--once]',
  says: 'Opens a throw-away shop with demonstration goods and the plugin on, and follows every change.',
  async run({ argv, env, plugins, io }) {
    const options = { port: { type: 'string', default: '8090' }, 'no-demo': { type: 'boolean' }, once: { type: 'boolean' } } as const;
    const { values, positionals } = readArgs({ args: [...argv], options, allowPositionals: true });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`--port must be a number from 0 to 65535, not '${values.port}'.`);
    const { folder } = openProject(positionals[0]);
    await linkProject(folder);
    return inTemporaryFolder(async dataFolder => {
      const put = () => installBuilt(folder, dataFolder, plugins);
      const id = await put();
      const shop = await openThrowAwayShop({ dataFolder, builtIn: plugins, port, demo: !values['no-demo'], jobs: true, logLevel: env.LOG_LEVEL || 'warn' }).catch((error: Error) => {
        throw isPortTaken(error) ? new CommandError(`Port ${port} is in use, perhaps by another \`dev\`. Choose another with --port, or --port 0 for any that is free.`, { cause: error }) : error;
      });
      const simulator = await startSimulator(folder).catch(async (error: Error) => { await shop.stop(); throw error; });
      const strays = catchStrays();
      strays.tell(hearersOf(shop));
      try {
        await mustRun(shop, id);
        await shop.ask('PUT', `/api/plugins/${id}/stores/${shop.storeId}`, { enabled: true, cascade: true });
        await giveSender(shop, id);
        if (simulator) io.say(`Simulator  ${simulator.url}  ${await introduce(shop, id, simulator)}`);
        io.say([`Shop       ${shop.url}${firstScreen(shop, id)}`, `User       ${shop.username}`, `Password   ${shop.password}`].join('\n'));
        if (values.once) return 0;
        io.say('Changes are followed; Ctrl+C ends it, and the shop is gone.');
        await followUntilTold(folder, () => again(shop, id, put, io));
        return 0;
      } finally {
        await simulator?.stop();
        await shop.stop();
        strays.release();
      }
    });
  },
};

/** The host of the moment: another one after each change. */
const hearersOf = (shop: ThrowAwayShop): StrayHearers => ({
  faults: { add: (fault, error) => shop.host.resolve(Faults).add(fault, error) },
  log: { error: (facts, message) => shop.host.resolve(Log).error(facts, message) },
  scrub: text => shop.host.resolve(KnownSecrets).scrub(text),
});

const isPortTaken = ({ cause }: Error): boolean => (cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';

async function installBuilt(folder: string, dataFolder: string, plugins: readonly Plugin[]): Promise<string> {
  const { descriptor } = await installPackage(dataFolder, takenIds(core, plugins), async out => void await buildPackage(openProject(folder), plugins, out));
  return descriptor.id;
}

async function mustRun(shop: ThrowAwayShop, id: string): Promise<void> {
  const found = shop.host.registry.installed.find(one => one.plugin.id === id);
  if (found?.state !== 'active') throw new CommandError(found?.reason ?? `Plugin '${id}' is not there.`);
}

/** Where its work is seen: on its own screen, or on one of the plugin it works for. */
function firstScreen({ host }: ThrowAwayShop, id: string): string {
  const of = (one: string) => host.registry.installed.find(i => i.plugin.id === one)?.plugin;
  const plugins = [id, ...of(id)!.requires.map(wanted => wanted.split('@')[0]!)].flatMap(one => of(one) ?? []);
  return plugins.flatMap(plugin => plugin.screens).find(screen => screen.menu && !screen.path.includes(':'))?.path ?? '/';
}

/** A carrier wants to know who sends, which kargo asks a shop for once: here nobody has to type it. */
async function giveSender(shop: ThrowAwayShop, id: string): Promise<void> {
  const plugin = shop.host.registry.installed.find(one => one.plugin.id === id)!.plugin;
  if (!plugin.adapters.some(one => one.of.id === carrier.id)) return;
  await shop.ask('PUT', `/api/plugins/kargo/settings?storeId=${shop.storeId}`, {
    senderName: 'Deneme Ticaret', senderPhone: '0212 555 01 23', senderLine: 'Deneme Caddesi No: 1', senderDistrict: 'Kadıköy', senderCity: 'İstanbul', senderPostalCode: '34710',
  });
}

/** Gives the plugin the simulator's address; resolves to where that stands. */
async function introduce(shop: ThrowAwayShop, id: string, { settings }: { settings: Readonly<Record<string, unknown>> }): Promise<string> {
  const plugin = shop.host.registry.installed.find(one => one.plugin.id === id)!.plugin;
  const [adapter] = plugin.adapters;
  if (adapter) {
    await shop.ask('POST', '/api/connections', { adapterId: adapter.id, name: 'Simulator', settings });
    return 'as a connection of the store';
  }
  if (!plugin.settings) return 'unknown to the plugin, which has neither adapters nor settings';
  await shop.ask('PUT', `/api/plugins/${id}/settings?storeId=${shop.storeId}`, settings);
  return 'in the settings of the plugin';
}

/** A change that does not compile or does not start leaves a sentence, and the next change is tried. */
async function again(shop: ThrowAwayShop, id: string, put: () => Promise<string>, io: Output): Promise<void> {
  const begin = performance.now();
  try {
    if (await put() !== id) throw new Error('The id of the plugin changed: start `dev` anew.');
    await shop.restart();
    await mustRun(shop, id);
    io.say(`Ready again after ${Math.round(performance.now() - begin)} ms.`);
  } catch (error) {
    io.complain((error as Error).message);
  }
}

/** Calls `work` after each burst of changes, one at a time, until the process is told to stop. */
function followUntilTold(folder: string, work: () => Promise<void>): Promise<void> {
  return new Promise(resolve => {
    let timer: NodeJS.Timeout | undefined;
    let running: Promise<void> = Promise.resolve();
    const watcher = watch(folder, { recursive: true }, (_, name) => {
      if (!name || /(^|[/\\])(node_modules|vendor|\.git)([/\\]|$)|\.tgz$|~$|\.sw[a-z]$/.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => { running = running.then(work); }, 150);
    });
    const stop = (): void => {
      clearTimeout(timer);
      watcher.close();
      void running.then(resolve);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}
