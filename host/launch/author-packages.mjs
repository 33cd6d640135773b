import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';
import { filesOf, hashOf } from './sources.mjs';
import { takeName } from './take-name.mjs';

const dist = join(root, 'dist');
const WEEK = 7 * 24 * 3600 * 1000;

function compile(project, ...options) {
  const run = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project, ...options], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The packages for authors do not compile:\n${run.stdout}${run.stderr}`);
}
const readJson = file => JSON.parse(readFileSync(join(root, file), 'utf8'));
const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** The sdk as JavaScript and declarations. */
export const buildSdk = out => compile(join(root, 'sdk/tsconfig.package.json'), '--outDir', out);

/** What built-in plugins promise each other, in the same form; it is compiled against an sdk that is built. */
function buildContracts(sdk, out) {
  const contracts = readdirSync(join(root, 'plugins')).map(id => join(root, 'plugins', id, 'contract.ts')).filter(existsSync);
  const project = join(out, 'tsconfig.json');
  writeJson(project, {
    extends: join(root, 'tsconfig.json'), files: contracts, include: [],
    compilerOptions: {
      noEmit: false, noEmitOnError: true, declaration: true, rootDir: join(root, 'plugins'), outDir: join(out, 'dist'), types: ['node'], typeRoots: [join(root, 'node_modules/@types')], customConditions: [],
      paths: { '@sontechsp/sdk': [join(sdk, 'dist/index.d.ts')], '@sontechsp/sdk/carrier': [join(sdk, 'dist/carrier.d.ts')] },
    },
  });
  compile(project);
  rmSync(project);
  const { version, license, engines, dependencies: { typebox } } = readJson('sdk/package.json');
  writeJson(join(out, 'package.json'), {
    name: '@sontechsp/contracts', version, description: 'What the built-in plugins of SONTECHSP promise others', license, type: 'module', sideEffects: false, engines,
    exports: { './*': { types: './dist/*/contract.d.ts', default: './dist/*/contract.js' } }, files: ['dist'], dependencies: { typebox }, peerDependencies: { '@sontechsp/sdk': `^${version}` },
  });
}

/** The folders of both packages for the sources as they are, made when they are not there. */
export function authorPackages() {
  const sources = ['host/launch/author-packages.mjs', ...filesOf('sdk'), ...filesOf('plugins').filter(file => /^plugins\/[a-z]+\/[\w-]+\.ts$/.test(file))];
  const folder = join(dist, `yazar-${hashOf(sources)}`);
  if (!existsSync(folder)) {
    const making = `${folder}-${process.pid}`;
    try {
      for (const name of ['sdk', 'contracts']) {
        mkdirSync(join(making, name), { recursive: true });
        copyFileSync(join(root, 'LICENSE'), join(making, name, 'LICENSE'));
      }
      buildSdk(join(making, 'sdk/dist'));
      for (const file of ['package.json', 'README.md']) copyFileSync(join(root, 'sdk', file), join(making, 'sdk', file));
      buildContracts(join(making, 'sdk'), join(making, 'contracts'));
      // Where a project is linked to these folders, the contracts find this sdk.
      mkdirSync(join(making, 'node_modules/@sontechsp'), { recursive: true });
      symlinkSync(join('..', '..', 'sdk'), join(making, 'node_modules/@sontechsp/sdk'), 'junction');
      takeName(making, folder);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
    for (const name of readdirSync(dist)) {
      const old = join(dist, name);
      if (/^yazar-/.test(name) && old !== folder && Date.now() - statSync(old).mtimeMs > WEEK) rmSync(old, { recursive: true, force: true });
    }
  }
  return { sdk: join(folder, 'sdk'), contracts: join(folder, 'contracts') };
}

// `npm pack` in sdk/ compiles it into sdk/dist first, and takes that away again afterwards.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const out = join(root, 'sdk/dist');
  rmSync(out, { recursive: true, force: true });
  if (process.argv[2] === 'dist') buildSdk(out);
}
