import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../build.mjs';
import { ensureChromium } from '../chromium.mjs';
import { serverOptions } from '../options.mjs';
import { root } from '../root.mjs';
import { filesOf, hashOf } from '../sources.mjs';
import { takeName } from '../take-name.mjs';

/**
 * Checks the types while it builds the product and its tests, and tells the tests by their environment where all of it is.
 * Answers every test file: its source from the clone's root, and the compiled file.
 */
export async function prepareTests({ types }) {
  const checked = types ? checkTypes() : true;
  process.env.SONTECHSP_ROOT = root;
  process.env.SONTECHSP_CHROMIUM = await ensureChromium();
  process.stdout.write('Building\n');
  const built = await ensureBuilt();
  process.env.SONTECHSP_BUILD = built;
  process.env.SONTECHSP_WEB = join(built, 'web');
  process.env.SONTECHSP_TESTING = pathToFileURL(join(built, 'server', 'testing.js')).href;
  const sources = filesOf('tests').filter(file => file.endsWith('.test.ts') || file.endsWith('.test.tsx'));
  const folder = await buildTests(sources);
  if (!await checked) process.exit(1);
  const compiled = source => join(folder, source.replace(/^tests\//, '').replace(/\.tsx?$/, '.js'));
  process.env.SONTECHSP_TEST_ENDS = pathToFileURL(compiled(ends)).href;
  return sources.map(source => ({ source, file: compiled(source) }));
}

const ends = 'tests/support/ends.ts';

function checkTypes() {
  process.stdout.write('Checking types\n');
  const compiler = spawn(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit'], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => compiler.once('error', reject).once('exit', code => resolve(code === 0)));
}

/** Compiles the tests together with what they import into a folder named by content. */
async function buildTests(sources) {
  const folder = join(root, 'dist', `sinama-${hashOf(filesOf('sdk', 'host', 'plugins', 'tests'))}`);
  if (existsSync(folder)) return folder;
  const { build, stop } = await import('esbuild');
  const making = `${folder}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  await build({ ...serverOptions, entryPoints: [...sources, ends], outbase: 'tests', outdir: making, sourcemap: 'inline', alias: { ...serverOptions.alias, '@sontechsp/sdk/ui': join(root, 'sdk/ui/index.ts') } });
  await stop();
  takeName(making, folder);
  rmSync(making, { recursive: true, force: true });
  return folder;
}
