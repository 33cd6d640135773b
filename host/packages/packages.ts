import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { definePlugin, type Log, type Plugin } from '@sontechsp/sdk';
import { readPackageFolder, type PackageFolder } from './folder.js';
import { loadPlugin } from './load.js';
import { isPluginId } from './rules.js';
import { beginLoading, diedLoading } from './watch-mark.js';

/** Plugins that do not come with the host, from `eklentiler/` in the data folder. */
export interface Packages {
  readonly plugins: readonly Plugin[];
  /** What lies there and cannot run: only name and version of these are of use. */
  readonly off: readonly { readonly plugin: Plugin; readonly reason: string }[];
  /** The descriptors as they were read, by id. */
  readonly descriptors: ReadonlyMap<string, string>;
  /** The address of a plugin's browser module; undefined: it has none, or is built in. */
  webOf(id: string): string | undefined;
  /** The file behind `plugins/<name>` of a running package. */
  webFile(path: string): string | undefined;
}

export const packagesFolder = (dataFolder: string): string => join(dataFolder, 'eklentiler');

/** Ids of what is installed, as far as the name of its folder can be an id. */
export const packageIds = (dataFolder: string): string[] =>
  existsSync(packagesFolder(dataFolder)) ? readdirSync(packagesFolder(dataFolder)).filter(isPluginId).sort() : [];

/** Reads, checks and loads what is installed. A package that is wrong stays off with its reason and stops nobody. */
export async function loadPackages(dataFolder: string, taken: ReadonlySet<string>, log: Log): Promise<Packages> {
  const loaded = new Map<string, { plugin: Plugin; folder: PackageFolder }>();
  const off: { plugin: Plugin; reason: string }[] = [];
  const descriptors = new Map<string, string>();
  for (const id of packageIds(dataFolder)) {
    const path = join(packagesFolder(dataFolder), id);
    let folder: PackageFolder | undefined;
    await readFile(join(path, 'descriptor.json'), 'utf8').then(text => descriptors.set(id, text), () => undefined);
    try {
      if (taken.has(id)) throw new Error(`the id '${id}' belongs to the host. Remove the folder.`);
      folder = await readPackageFolder(path);
      if (folder.descriptor.id !== id) throw new Error(`its descriptor names '${folder.descriptor.id}'. Install it with \`sontechsp plugin install\`.`);
      if (diedLoading(path)) throw new Error('the host ended while it was loaded last time. Install it again, or remove it.');
      const done = beginLoading(path);
      try {
        loaded.set(id, { plugin: await loadPlugin(folder, taken), folder });
      } finally {
        done();
      }
    } catch (error) {
      const reason = `Plugin '${id}' is off: ${(error as Error).message}`;
      // What takes the name of a built-in plugin is not listed beside it.
      if (taken.has(id)) log.error({ plugin: id }, reason);
      else off.push({ plugin: definePlugin({ id, name: folder?.descriptor.name ?? id, version: folder?.descriptor.version ?? '0.0.0' }), reason });
    }
  }
  const hashOf = (id: string, file: string): string | undefined => loaded.get(id)?.folder.descriptor.files[file];
  return {
    plugins: [...loaded.values()].map(one => one.plugin), off, descriptors,
    webOf(id) {
      const hash = hashOf(id, `web/${id}.js`);
      return hash && `/web/plugins/${id}.js?v=${hash.slice(0, 16)}`;
    },
    webFile(path) {
      const [, name, id] = /^plugins\/(([a-z0-9]+)\.(?:js|css))$/.exec(path) ?? [];
      return hashOf(id ?? '', `web/${name}`) && join(packagesFolder(dataFolder), id!, 'web', name!);
    },
  };
}
