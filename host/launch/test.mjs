import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';
import { filesOf, hashOf } from './sources.mjs';

/**
 * `npm test [-- words]`: types, then every test whose path contains one of the words (all without), on the built output.
 * What the tests need is installed first; a browser or database that is missing fails the run.
 */
await ensureInstalled();
const { ensureBuilt } = await import('./build.mjs');
const { ensureChromium } = await import('./chromium.mjs');
const words = process.argv.slice(2);

if (words.length === 0) {
  process.stdout.write('Checking types\n');
  const types = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit'], { cwd: root, stdio: 'inherit' });
  if (types.status !== 0) process.exit(1);
}

const built = await ensureBuilt();
process.env.SONTECHSP_BUILD = built;
process.env.SONTECHSP_WEB = join(built, 'web');
process.env.SONTECHSP_ROOT = root;
process.env.SONTECHSP_TESTING = pathToFileURL(join(built, 'server', 'testing.js')).href;
process.env.SONTECHSP_CHROMIUM = ensureChromium();

const sources = filesOf('tests').filter(f => f.endsWith('.test.ts') || f.endsWith('.test.tsx'));
const output = await buildTests();
const { default: Mocha } = await import('mocha');
const mocha = new Mocha({ timeout: 30_000, slow: 2_000, reporter: process.env.CI ? 'dot' : 'spec', color: process.stdout.isTTY });
for (const source of sources)
  if (words.length === 0 || words.some(word => source.includes(word))) mocha.addFile(join(output, source.replace(/^tests\//, '').replace(/\.tsx?$/, '.js')));
await mocha.loadFilesAsync();
const runner = mocha.run(async failures => {
  const { stopPostgres } = await import(pathToFileURL(join(output, 'support/postgres.js')).href);
  await stopPostgres();
  process.stdout.write(`${runner.stats.passes} passed, ${failures} failed\n`);
  process.exit(failures > 0 || runner.stats.passes === 0 ? 1 : 0);
});

/** Compiles the tests together with what they import into a folder named by content. */
async function buildTests() {
  const folder = join(root, 'dist', `sinama-${hashOf(filesOf('sdk', 'host', 'plugins', 'tests'))}`);
  if (existsSync(folder)) return folder;
  const { build } = await import('esbuild');
  const { serverOptions } = await import('./options.mjs');
  const making = `${folder}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  const entryPoints = [...sources, 'tests/support/postgres.ts'];
  await build({ ...serverOptions, entryPoints, outbase: 'tests', outdir: making, sourcemap: 'inline', alias: { ...serverOptions.alias, '@sontechsp/sdk/ui': join(root, 'sdk/ui/index.ts') } });
  if (!existsSync(folder)) renameSync(making, folder);
  rmSync(making, { recursive: true, force: true });
  return folder;
}
