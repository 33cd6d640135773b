import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The root key in the data folder, made at the first start. It is written under another name and linked into place, so that
 * of two hosts starting at once one wins and both read a whole key.
 */
export function keyFromFile(folder: string): string {
  const path = join(folder, 'anahtar');
  const there = read(path);
  if (there) return there;
  mkdirSync(folder, { recursive: true });
  const mine = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(mine, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(mine, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  const kept = read(path);
  if (!kept) throw new Error(`The key file ${path} is empty. Restore it from a backup: without it, encrypted fields cannot be read.`);
  return kept;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new Error(`The key file ${path} cannot be read (${code}). Give this user, and nobody else, the right to read it.`, { cause: error });
  }
}
