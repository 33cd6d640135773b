import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDescriptor, type Descriptor } from './descriptor.js';

const MAX_FILE = 16 * 1024 * 1024;
const MAX_DESCRIPTOR = 1024 * 1024;
const MAX_FILES = 200;

/** A package as it lies on the disk: every file that counts is there, is a plain file, and is what was packed. */
export interface PackageFolder {
  readonly folder: string;
  readonly descriptor: Descriptor;
}

/** Names below the folder only: no way up, nothing hidden, no drive, no backslash. */
export const isInnerPath = (path: string): boolean =>
  path.length < 300 && path.split('/').every(name => /^[A-Za-z0-9_][A-Za-z0-9_.@-]*$/.test(name));

/** Reads and checks a package; an Error of one sentence when something is wrong with it. Nothing of it is run. */
export async function readPackageFolder(folder: string): Promise<PackageFolder> {
  if (!(await lstat(folder)).isDirectory()) throw new Error('it is a link or a file instead of a folder. Install it with `sontechsp plugin install`.');
  const descriptor = readDescriptor((await plainFile(folder, 'descriptor.json', MAX_DESCRIPTOR)).toString('utf8'));
  const files = Object.entries(descriptor.files);
  if (files.length > MAX_FILES) throw new Error(`it has ${files.length} files. At most ${MAX_FILES} are allowed.`);
  if (!Object.hasOwn(descriptor.files, 'server.mjs')) throw new Error('its descriptor names no server.mjs. Pack it again.');
  for (const [path, hash] of files) {
    if (createHash('sha256').update(await plainFile(folder, path, MAX_FILE)).digest('hex') !== hash)
      throw new Error(`its file ${path} is not the one that was packed. Install it again.`);
  }
  return { folder, descriptor };
}

/** The bytes of a file, reached through real folders only. */
async function plainFile(folder: string, path: string, limit: number): Promise<Buffer> {
  if (!isInnerPath(path)) throw new Error(`its descriptor names the file '${path}', which would lie elsewhere. Pack it again.`);
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth++) {
    const there = await lstat(join(folder, ...names.slice(0, depth))).catch(() => undefined);
    if (!there) throw new Error(`its file ${path} is missing. Install it again.`);
    if (depth < names.length ? !there.isDirectory() : !there.isFile()) throw new Error(`its file ${path} is a link or no file. Install it again.`);
    if (depth === names.length && there.size > limit) throw new Error(`its file ${path} is larger than ${limit} bytes. Make it smaller.`);
  }
  return readFile(join(folder, ...names));
}
