import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from './config.js';
import { marksFolder } from './kernel/activation-marks.js';
import { packagesFolder } from './packages/packages.js';

const { R_OK, W_OK, X_OK } = constants;

/** Makes the data folder, and refuses one that the host could not use; the folders in it are made when they are needed. */
export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, W_OK | X_OK);
  } catch (error) {
    throw new ConfigError(`The data folder ${folder} cannot be used (${codeOf(error)}). Give this user the right to write there, or set SONTECHSP_DATA.`);
  }
  checkDataFolder(folder);
}

/** Refuses what stands where the host keeps folders and is none. */
export function checkDataFolder(folder: string): void {
  checkWithin(packagesFolder(folder), R_OK | X_OK);
  checkWithin(marksFolder(folder), R_OK | W_OK | X_OK);
}

/** One folder after the other: told to make them all, Node never returns where the system refuses with ENOENT, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return mustBeFolder(folder);
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another host of this folder was quicker.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function checkWithin(folder: string, rights: number): void {
  if (!existsSync(folder)) return;
  try {
    mustBeFolder(folder);
    accessSync(folder, rights);
  } catch (error) {
    throw new ConfigError(codeOf(error) === 'ENOTDIR' ? `${folder} is a file, and the host keeps a folder there: move the file away.`
      : `The folder ${folder} cannot be used (${codeOf(error)}): give this user the rights to it.`);
  }
}

function mustBeFolder(path: string): void {
  if (!statSync(path).isDirectory()) throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
}
const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
