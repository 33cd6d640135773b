#!/usr/bin/env node
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`SONTECHSP needs Node 20.19 or later; this is ${process.version}. Install a newer Node and start again.\n`);
  process.exit(1);
}

/** Installs and builds what is missing, then runs the command in this very process. */
export async function run(argv) {
  try {
    const { ensureInstalled } = await import('./install.mjs');
    await ensureInstalled();
    const { ensureBuilt } = await import('./build.mjs');
    const folder = await ensureBuilt();
    process.env.SONTECHSP_WEB ??= join(folder, 'web');
    process.env.SONTECHSP_ROOT ??= root;
    // Where `testHost` of the sdk finds a host, for `plugin test`.
    process.env.SONTECHSP_TESTING ??= pathToFileURL(join(folder, 'server', 'testing.js')).href;
    const { main } = await import(pathToFileURL(join(folder, 'server', 'sontechsp.js')).href);
    await main(argv);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

if (process.argv[1] && !process.argv[1].endsWith('start.mjs')) await run(process.argv.slice(2));
