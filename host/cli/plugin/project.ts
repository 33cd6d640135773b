import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandError } from '../command.js';

/** A plugin's source folder: `package.json`, `plugin.ts`, and what that imports. */
export interface Project {
  readonly folder: string;
  readonly manifest: Manifest;
}
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly [field: string]: unknown;
}

export function openProject(folder: string | undefined): Project {
  const where = resolve(folder ?? '.');
  if (!existsSync(join(where, 'plugin.ts'))) throw new CommandError(`There is no plugin in ${where}: plugin.ts is missing. Make one with \`sontechsp plugin create NAME\`.`);
  return { folder: where, manifest: readManifest(where) };
}

function readManifest(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch (error) {
    throw new CommandError(`${join(folder, 'package.json')} cannot be read: ${(error as Error).message}`);
  }
}
