import { Messages, type Plugin } from '@sontechsp/sdk';
import { runChecks } from '../../doctor/doctor.js';
import { core } from '../../core.js';
import type { Contributions } from '../../packages/descriptor.js';
import { installPackage } from '../../packages/install.js';
import { takenIds } from '../../packages/taken.js';
import { readArgs, required } from '../args.js';
import { CommandError, type Command } from '../command.js';
import { packageAt } from './source.js';
import { inTemporaryFolder } from './temporary.js';
import { openThrowAwayShop, type ThrowAwayShop } from './throw-away.js';
import { faultsOfModule } from './web-module.js';
import { wordsOf } from './words.js';

interface FrameReply {
  readonly screens: readonly { plugin: string; module: string; url: string }[];
  readonly slots: readonly { plugin: string; module: string; url: string }[];
}

/** What `verify` tries, in order, each with what it says when it holds. */
const steps: readonly (readonly [string, (shop: ThrowAwayShop, it: Contributions, folder: string) => Promise<void>])[] = [
  ['loads, and is what its descriptor says', isActive],
  ['is off in a new store', (shop, it) => expectOn(shop, it, false)],
  ['goes on without a restart', async (shop, it) => { await turn(shop, it, true); await expectOn(shop, it, true); }],
  ['has its screens', screensLoad],
  ['has the tables it declares', tablesAreThere],
  ['has words for what it shows', wordsAreThere],
  ['keeps its invariants', checksHold],
  ['goes off, and refuses its addresses', async (shop, it) => { await turn(shop, it, false); await expectOn(shop, it, false); }],
  ['comes up a second time on the same data', async (shop, it) => { await turn(shop, it, true); await shop.restart(); await isActive(shop, it); await expectOn(shop, it, true); }],
];

export const verify: Command = {
  usage: 'TARBALL|FOLDER [--database-url URL]',
  says: 'Tries a packed plugin in a host of its own: descriptor, tables, switching on and off, screens, words. On SQLite, or in an empty PostgreSQL database.',
  async run({ argv, env, plugins, io }) {
    const { values, positionals } = readArgs({ args: [...argv], options: { 'database-url': { type: 'string' } }, allowPositionals: true });
    const fill = packageAt(required(positionals[0], 'The tarball'), plugins);
    return inTemporaryFolder(async folder => {
      const { descriptor } = await installPackage(folder, takenIds(core, plugins), fill);
      io.say(`${descriptor.name} ${descriptor.version}`);
      const shop = await openThrowAwayShop({ dataFolder: folder, databaseUrl: values['database-url'], builtIn: plugins, port: 0, demo: false, jobs: false, logLevel: env.LOG_LEVEL || 'silent' });
      try {
        for (const [says, step] of steps) {
          await step(shop, descriptor, folder).catch((error: Error) => { throw new CommandError(`  FAILED  ${says}: ${error.message}`, { cause: error }); });
          io.say(`  ok      ${says}`);
        }
      } finally {
        await shop.stop();
      }
      io.say('The package is sound.');
      return 0;
    });
  },
};

async function isActive(shop: ThrowAwayShop, { id }: Contributions): Promise<void> {
  const found = shop.host.registry.installed.find(one => one.plugin.id === id);
  if (found?.state !== 'active') throw new Error(found?.reason ?? 'it is not there');
}
const turn = (shop: ThrowAwayShop, { id }: Contributions, enabled: boolean): Promise<unknown> =>
  shop.ask('PUT', `/api/plugins/${id}/stores/${shop.storeId}`, { enabled, cascade: true });

/** A plugin that is off says so before anything else: to a request that names nothing it knows it would say 400, 403 or 404. */
async function expectOn(shop: ThrowAwayShop, { id, routes, screens, slots }: Contributions, on: boolean): Promise<void> {
  const frame = await shop.ask<FrameReply>('GET', '/api/ui/frame');
  const shown = [...frame.screens, ...frame.slots].filter(one => one.plugin === id).length;
  if (on ? shown < screens.length + slots.length : shown > 0) throw new Error(`the frame shows ${shown} of its ${screens.length + slots.length} screens and slots`);
  const route = routes.find(one => one.method === 'GET' && one.permission !== 'public');
  if (!route) return;
  const { body } = await shop.status('GET', route.path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000'));
  if ((body.code === 'plugin.disabled') === on) throw new Error(`GET ${route.path} answered as if the plugin were ${on ? 'off' : 'on'}`);
}

async function screensLoad(shop: ThrowAwayShop, { id, screens, slots }: Contributions, folder: string): Promise<void> {
  if (screens.length + slots.length === 0) return;
  const frame = await shop.ask<FrameReply>('GET', '/api/ui/frame');
  const { url } = [...frame.screens, ...frame.slots].find(one => one.plugin === id)!;
  const reply = await fetch(shop.url + url);
  if (reply.status !== 200 || !reply.headers.get('content-type')?.startsWith('text/javascript')) throw new Error(`${url} answered ${reply.status}`);
  const webFolder = process.env.SONTECHSP_WEB;
  if (!webFolder) throw new Error('the browser side of this host is not built');
  const faults = await faultsOfModule(await reply.text(), webFolder, { screens: screens.map(one => one.module), slots: slots.map(one => one.module) }, folder);
  if (faults.length > 0) throw new Error(faults.join('; '));
}

/** A table no migration makes, or makes with other columns, fails at the first request otherwise. */
async function tablesAreThere(shop: ThrowAwayShop, { id }: Contributions): Promise<void> {
  for (const table of pluginOf(shop, id).tables) {
    await shop.host.database.find(table, { limit: 1 }).catch((error: Error) => {
      throw new Error(`its migrations do not make the table '${table.name}' with the columns it declares: ${error.message}`, { cause: error });
    });
  }
}

/** Turkish is what every language falls back on. */
async function wordsAreThere(shop: ThrowAwayShop, { id }: Contributions): Promise<void> {
  const messages = shop.host.resolve(Messages);
  const missing = wordsOf(pluginOf(shop, id)).filter(key => messages.text('tr', `${id}:${key}`) === `${id}:${key}`);
  if (missing.length > 0) throw new Error(`its locales.tr lacks ${missing.map(key => `'${key}'`).join(', ')}`);
}
const pluginOf = (shop: ThrowAwayShop, id: string): Plugin => shop.host.registry.installed.find(one => one.plugin.id === id)!.plugin;

async function checksHold(shop: ThrowAwayShop): Promise<void> {
  const violations = (await runChecks(shop.host.database, shop.host.checks)).flatMap(one => one.violations.map(each => `${one.check}: ${each}`));
  if (violations.length > 0) throw new Error(violations.join('; '));
}
