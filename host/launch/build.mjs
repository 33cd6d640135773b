import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';
import { filesOf, hashOf } from './sources.mjs';
import { takeName } from './take-name.mjs';

const dist = join(root, 'dist');
const WEEK = 7 * 24 * 3600 * 1000;

/**
 * The folder of the build for the sources as they are, made when it is not there. A build goes into a folder of its own and is
 * renamed when whole, so that a running host never sees its files change and two builds at once do not meet.
 */
export async function ensureBuilt() {
  const hash = hashOf(filesOf('sdk', 'host', 'plugins'));
  const folder = join(dist, hash);
  if (!existsSync(folder)) {
    const { buildServer, buildWeb } = await import('./bundle.mjs');
    const making = join(dist, `yapim-${process.pid}-${hash}`);
    mkdirSync(making, { recursive: true });
    try {
      await Promise.all([buildServer(join(making, 'server')), buildWeb(join(making, 'web'))]);
      // Its process would stay beside the host for as long as that lives, with all it has read.
      await (await import('esbuild')).stop();
      takeName(making, folder);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
    removeOld(hash);
  }
  touch(folder);
  return folder;
}

/** Says that the build is in use. Who runs an installation that is another's may not, and needs not: its owner keeps it. */
export function touch(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch (error) {
    if (!['EPERM', 'EACCES', 'EROFS'].includes(error.code)) throw error;
  }
}

function removeOld(current) {
  for (const name of readdirSync(dist)) {
    if (name !== current && /^[0-9a-f]{16}$/.test(name) && Date.now() - statSync(join(dist, name)).mtimeMs > WEEK) rmSync(join(dist, name), { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureInstalled();
  process.stdout.write(`${await ensureBuilt()}\n`);
}
