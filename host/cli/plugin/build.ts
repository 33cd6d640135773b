import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from '@sontechsp/sdk';
import { core } from '../../core.js';
import { describePlugin } from '../../packages/describe.js';
import type { Descriptor } from '../../packages/descriptor.js';
import { refusalOf, sdkVersion } from '../../packages/rules.js';
import { takenIds } from '../../packages/taken.js';
import { CommandError } from '../command.js';
import { complaints, loadBundler, type Bundler } from './clone.js';
import type { Manifest, Project } from './project.js';

export interface Built {
  readonly descriptor: Descriptor;
  readonly plugin: Plugin;
}

/** Compiles a project into a package in `out`, an empty folder: what `pack` packs, and `dev` and `install` install. */
export async function buildPackage({ folder, manifest }: Project, builtIn: readonly Plugin[], out: string): Promise<Built> {
  const bundler = await loadBundler();
  mkdirSync(out, { recursive: true });
  await compiled(bundler.buildPluginServer(folder, join(out, 'server.mjs')));
  const plugin = await pluginOf(join(out, 'server.mjs'));
  const refused = refusalOf(plugin, takenIds(core, builtIn));
  if (refused) throw new CommandError(`Plugin '${plugin.id}' cannot be packed: ${refused}`);
  if (manifest.version !== plugin.version) throw new CommandError(`package.json says version ${manifest.version ?? 'nothing'}, plugin.ts ${plugin.version}. Make them the same.`);
  await buildScreens(bundler, folder, plugin, join(out, 'web'));
  for (const file of ['README.md', 'LICENSE']) if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(out, file));
  const descriptor: Descriptor = { descriptor: 1, builtWith: sdkVersion, ...describePlugin(plugin), files: hashesOf(out) };
  writeFileSync(join(out, 'descriptor.json'), `${JSON.stringify(descriptor, null, 2)}\n`);
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(packed(manifest, plugin), null, 2)}\n`);
  return { descriptor, plugin };
}

async function compiled<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new CommandError(`The plugin does not compile:\n${complaints(error)}`, { cause: error });
  }
}

async function pluginOf(file: string): Promise<Plugin> {
  const version = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
  let module: { default?: Plugin };
  try {
    module = await import(`${pathToFileURL(file).href}?v=${version}`) as { default?: Plugin };
  } catch (error) {
    throw new CommandError(`plugin.ts cannot be run: ${(error as Error).message}`, { cause: error });
  }
  if (module.default?.kind !== 'plugin') throw new CommandError('plugin.ts has no plugin as its default export. Write `export default definePlugin({ … })`.');
  return module.default;
}

async function buildScreens(bundler: Bundler, folder: string, plugin: Plugin, out: string): Promise<void> {
  const there = await compiled(bundler.buildPluginWeb(folder, plugin.id, out));
  const missing = [
    ...plugin.screens.filter(one => !there.screens.includes(one.module)).map(one => `screens/${one.module}.screen.tsx`),
    ...plugin.slots.filter(one => !there.slots.includes(one.module)).map(one => `screens/${one.module}.slot.tsx`),
  ];
  if (missing.length > 0) throw new CommandError(`The plugin declares what is not there: ${missing.join(', ')}.`);
}

function hashesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort();
  return Object.fromEntries(files.map(file => [file, createHash('sha256').update(readFileSync(join(folder, file))).digest('hex')]));
}

/** What npm and people need to know; nothing is to be installed with it. */
function packed(manifest: Manifest, plugin: Plugin): Manifest {
  const kept = ['name', 'description', 'license', 'author', 'homepage', 'repository', 'bugs', 'keywords'].filter(field => manifest[field] !== undefined);
  return {
    name: `sontechsp-${plugin.id}`, ...Object.fromEntries(kept.map(field => [field, manifest[field]])),
    version: plugin.version, type: 'module', exports: './server.mjs', sontechsp: { descriptor: './descriptor.json' },
  };
}
