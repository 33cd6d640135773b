import { randomBytes } from 'node:crypto';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Descriptor } from './descriptor.js';
import { readPackageFolder } from './folder.js';
import { packagesFolder } from './packages.js';
import { isPluginId } from './rules.js';

/**
 * Puts a package into a data folder, in place of an older one of the same id. `fill` writes it into an empty folder; it is
 * checked there, and moved when it is whole, so that a host that starts meanwhile sees the old one or the new one.
 */
export async function installPackage(dataFolder: string, taken: ReadonlySet<string>, fill: (folder: string) => Promise<void>): Promise<{ descriptor: Descriptor; before: string | undefined }> {
  const home = packagesFolder(dataFolder);
  const making = join(home, `.yeni-${randomBytes(6).toString('hex')}`);
  await mkdir(making, { recursive: true, mode: 0o700 });
  try {
    await fill(making);
    const { descriptor } = await readPackageFolder(making).catch((error: Error) => { throw new Error(`This is no package to install: ${error.message}`); });
    if (!isPluginId(descriptor.id) || taken.has(descriptor.id)) throw new Error(`The id '${descriptor.id}' belongs to the host or is none. Nothing was installed.`);
    const before = await readPackageFolder(join(home, descriptor.id)).then(there => there.descriptor.version, () => undefined);
    await replace(making, join(home, descriptor.id));
    return { descriptor, before };
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** Copies the files a package's descriptor names, and nothing else that lies beside them. */
export async function copyPackage(from: string, to: string): Promise<void> {
  const { descriptor } = await readPackageFolder(from);
  for (const path of ['package.json', 'descriptor.json', ...Object.keys(descriptor.files)]) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await cp(join(from, path), join(to, path));
  }
}

/** Whether there was one. The plugin's tables, settings and rights stay. */
export async function removePackage(dataFolder: string, id: string): Promise<boolean> {
  const folder = join(packagesFolder(dataFolder), id);
  if (!isPluginId(id) || !existsSync(folder)) return false;
  const away = asideOf(folder);
  await rename(folder, away);
  await rm(away, { recursive: true, force: true });
  return true;
}

async function replace(making: string, folder: string): Promise<void> {
  if (!existsSync(folder)) return rename(making, folder);
  const away = asideOf(folder);
  await rename(folder, away);
  try {
    await rename(making, folder);
  } catch (error) {
    await rename(away, folder);
    throw error;
  }
  await rm(away, { recursive: true, force: true });
}
const asideOf = (folder: string): string => join(dirname(folder), `.eski-${randomBytes(6).toString('hex')}`);
