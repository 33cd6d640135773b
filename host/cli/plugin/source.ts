import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from '@sontechsp/sdk';
import { unpackArchive } from '../../packages/archive.js';
import { copyPackage } from '../../packages/install.js';
import { CommandError } from '../command.js';
import { buildPackage } from './build.js';
import { openProject } from './project.js';

/** How to write the package that somebody named, a tarball, a project or an unpacked package, into an empty folder. */
export function packageAt(name: string, builtIn: readonly Plugin[]): (folder: string) => Promise<void> {
  const path = resolve(name);
  if (!existsSync(path)) throw new CommandError(`${path} is not there.`);
  if (!statSync(path).isDirectory() && !/\.(tgz|tar\.gz)$/.test(path)) throw new CommandError(`${path} is no tarball. Give the .tgz that \`sontechsp plugin pack\` wrote, or the plugin's folder.`);
  if (!statSync(path).isDirectory()) return folder => unpackArchive(path, folder);
  if (existsSync(join(path, 'plugin.ts'))) return async folder => void await buildPackage(openProject(path), builtIn, folder);
  if (existsSync(join(path, 'descriptor.json'))) return folder => copyPackage(path, folder);
  throw new CommandError(`${path} is neither a plugin (plugin.ts) nor a package (descriptor.json).`);
}
