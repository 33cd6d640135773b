import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packArchive } from '../../packages/archive.js';
import { sdkVersion } from '../../packages/rules.js';
import { authorPackages } from './clone.js';

const fileOf = (name: string, version: string): string => `sontechsp-${name}-${version}.tgz`;

/** What a project depends on to be written anywhere: tarballs that lie in it, since the packages are in no registry. */
export const vendored: Readonly<Record<string, string>> = Object.fromEntries(
  (['sdk', 'contracts'] as const).map(name => [`@sontechsp/${name}`, `file:vendor/${fileOf(name, sdkVersion)}`]));

/** Puts the sdk and the contracts of the clone into a folder, as npm would pack them, in place of older ones; resolves to the files. */
export async function vendorInto(folder: string): Promise<string[]> {
  const packages = await authorPackages();
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (/^sontechsp-(sdk|contracts)-.*\.tgz$/.test(file)) rmSync(join(folder, file));
  const files = (['sdk', 'contracts'] as const).map(name => ({ from: packages[name], to: join(folder, fileOf(name, sdkVersion)) }));
  for (const { from, to } of files) await packArchive(from, to);
  return files.map(({ to }) => to);
}
