import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { authorPackages, cloneFolder } from './clone.js';

/** What the template's tests and screens are typed by. */
const fromClone = ['preact', '@preact/signals', 'chai', '@types/chai', '@types/mocha', '@types/node'];

/**
 * Ties a project to this clone, without a network: what npm has not installed there is linked below `node_modules`, the sdk and the
 * contracts as this clone has them, so that editors and `tsc` find all types; `node_modules/.bin/sontechsp` makes `npm run dev` work.
 */
export async function linkProject(folder: string): Promise<void> {
  const clone = cloneFolder();
  const { sdk, contracts } = await authorPackages();
  const packages = { '@sontechsp/sdk': sdk, '@sontechsp/contracts': contracts, ...Object.fromEntries(fromClone.map(name => [name, join(clone, 'node_modules', name)])) };
  for (const [name, target] of Object.entries(packages)) linkPackage(join(folder, 'node_modules', name), target);
  linkCommand(join(folder, 'node_modules/.bin/sontechsp'), join(clone, 'host/launch/sontechsp.mjs'));
}

/** One that npm put there stays. */
function linkPackage(link: string, target: string): void {
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there && !there.isSymbolicLink()) return;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  // A junction needs no rights of an administrator on Windows; elsewhere the word is passed over.
  symlinkSync(target, link, 'junction');
}

function linkCommand(link: string, target: string): void {
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  if (process.platform === 'win32') return writeFileSync(`${link}.cmd`, `@node "${target}" %*\r\n`);
  symlinkSync(target, link);
}
