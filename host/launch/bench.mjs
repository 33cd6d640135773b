import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

/** `npm run bench [-- --json FILE] [-- --only WORD] [-- --seconds N] [-- --rows N]`: prints figures and ratios; judges nothing. */
await ensureInstalled();
const { ensureBuilt } = await import('./build.mjs');
const { ensureChromium } = await import('./chromium.mjs');
const { build } = await import('esbuild');
const { serverOptions } = await import('./options.mjs');
process.env.SONTECHSP_WEB = join(await ensureBuilt(), 'web');
process.env.SONTECHSP_ROOT = root;
process.env.SONTECHSP_CHROMIUM = await ensureChromium();
const outdir = join(root, 'dist', `olcum-${process.pid}`);
mkdirSync(outdir, { recursive: true });
try {
  await build({ ...serverOptions, entryPoints: { bench: 'tests/bench/main.ts', 'listening-host': 'tests/bench/listening-host.ts' }, outdir });
  process.env.SONTECHSP_LISTENING_HOST = join(outdir, 'listening-host.js');
  const { main } = await import(pathToFileURL(join(outdir, 'bench.js')).href);
  await main(process.argv.slice(2));
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
process.exit(0);
