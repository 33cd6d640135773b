import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { extract } from 'tar';
import { freshPlace, type Place } from '../support/databases.js';
import { plugin } from './rig.js';

const clone = process.env.SONTECHSP_ROOT ?? process.cwd();
const kinds = ['screen', 'report', 'carrier', 'marketplace'] as const;
interface Manifest { name: string; version: string; dependencies?: Record<string, string>; devDependencies: Record<string, string>; exports: Record<string, string | Record<string, string>> }
const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** npm, which must not ask the network. */
function npm(cwd: string, ...argv: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', [...argv, '--offline', '--no-audit', '--no-fund'], { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm ${argv.join(' ')}: ${stderr}`);
  return stdout;
}
/** Packages of the clone with all they depend on. */
function closure(names: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    Object.keys(manifestIn(join(clone, 'node_modules', name)).dependencies ?? {}).forEach(visit);
  };
  names.forEach(visit);
  return [...found];
}

async function unpacked(file: string, folder: string): Promise<void> {
  mkdirSync(folder);
  await extract({ file, cwd: folder, strip: 1 });
}

describe('The packages for authors', function () {
  this.timeout(240_000);
  let home: string;
  let place: Place;
  const at = (...names: string[]): string => join(home, ...names);
  before(async () => {
    place = await freshPlace('sqlite');
    home = mkdtempSync(join(tmpdir(), 'sontechsp-yazar-'));
    for (const kind of kinds) await plugin(place, 'create', `Yazar ${kind}`, '--kind', kind, '--dir', at(kind));
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  it('are what `npm pack` in sdk/ gives: JavaScript and declarations for every way in, licence and README', async () => {
    npm(join(clone, 'sdk'), 'pack', '--pack-destination', home);
    expect(existsSync(join(clone, 'sdk/dist')), 'nothing is left in the clone').to.equal(false);
    const { version, exports } = manifestIn(join(clone, 'sdk'));
    await unpacked(at(`sontechsp-sdk-${version}.tgz`), at('unpacked'));
    const files = readdirSync(at('unpacked'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name).slice(at('unpacked').length + 1));
    expect(files).to.include.members(['LICENSE', 'README.md', 'package.json']);
    expect(files.filter(file => !/^dist\/.*(\.d\.ts|\.js)$/.test(file) && !['LICENSE', 'README.md', 'package.json'].includes(file))).to.deep.equal([]);
    for (const [way, targets] of Object.entries(exports)) {
      if (typeof targets === 'string') continue;
      for (const kind of ['types', 'default']) expect(files, `${way} ${kind}`).to.include(targets[kind]!.slice(2));
    }
    await unpacked(at('screen', 'vendor', `sontechsp-sdk-${version}.tgz`), at('vendored'));
    const same = files.filter(file => readFileSync(at('unpacked', file), 'utf8') === readFileSync(at('vendored', file), 'utf8'));
    expect(same, 'a project is given the same').to.deep.equal(files);
  });

  it('installed outside the clone and without a network, type a created plugin of each kind', () => {
    const fromRegistry = Object.keys(manifestIn(at('screen')).devDependencies).filter(name => !name.startsWith('@sontechsp/') && name !== 'typescript');
    const names = closure([...fromRegistry, ...Object.keys(manifestIn(join(clone, 'sdk')).dependencies ?? {})]);
    mkdirSync(at('deps'));
    npm(at('deps'), 'pack', '--ignore-scripts', ...names.map(name => join(clone, 'node_modules', name)));
    const tarball = (name: string): string => `file:../deps/${name.replace('@', '').replace('/', '-')}-${manifestIn(join(clone, 'node_modules', name)).version}.tgz`;
    // As it is found by who has no clone: nothing is linked. What npm would fetch lies in a folder instead.
    for (const kind of kinds) rmSync(at(kind, 'node_modules'), { recursive: true });
    const manifest = manifestIn(at('screen'));
    const devDependencies = Object.fromEntries(Object.entries(manifest.devDependencies).filter(([name]) => name !== 'typescript').map(([name, range]) => [name, names.includes(name) ? tarball(name) : range]));
    expect([devDependencies['@sontechsp/sdk'], devDependencies['@sontechsp/contracts']].join()).to.match(/^file:vendor\/.*,file:vendor\//);
    const overrides = Object.fromEntries(names.filter(name => devDependencies[name] === undefined).map(name => [name, tarball(name)]));
    writeFileSync(at('screen', 'package.json'), JSON.stringify({ ...manifest, devDependencies, overrides }));
    npm(at('screen'), 'install', '--ignore-scripts');
    const sdk = at('screen', 'node_modules/@sontechsp/sdk');
    expect([lstatSync(sdk).isSymbolicLink(), realpathSync(sdk).startsWith(realpathSync(home))]).to.deep.equal([false, true]);
    // One installation serves all four, which ask for the same or less.
    renameSync(at('screen', 'node_modules'), at('node_modules'));
    for (const kind of kinds) expect(Object.keys(manifestIn(at(kind)).devDependencies).filter(name => manifest.devDependencies[name] === undefined), kind).to.deep.equal([]);
    // All four at once, since the types of the sdk are most of the work; their options are the same.
    expect(new Set(kinds.map(kind => readFileSync(at(kind, 'tsconfig.json'), 'utf8'))).size).to.equal(1);
    const compile = (): string => spawnSync(process.execPath, [join(clone, 'node_modules/typescript/bin/tsc'), '-p', home], { encoding: 'utf8' }).stdout;
    writeFileSync(at('tsconfig.json'), JSON.stringify({ extends: './screen/tsconfig.json', include: kinds.flatMap(kind => [`${kind}/**/*.ts`, `${kind}/**/*.tsx`]), exclude: ['*/vendor'] }));
    expect(compile()).to.equal('');
    writeFileSync(at('screen', 'wrong.ts'), "import { definePlugin } from '@sontechsp/sdk';\nimport type { SaleCompleted } from '@sontechsp/contracts/pos';\nexport const id: SaleCompleted['id'] = 7;\nexport default definePlugin({ id: 7 });\n");
    const wrong = compile();
    expect(wrong.match(/wrong\.ts\(\d+,\d+\): error TS2322/g), wrong).to.have.length(2);
  });

  it('run in Node as they are', () => {
    const code = `
      const { definePlugin, fold } = await import('@sontechsp/sdk');
      const { carrierConformance, testHost } = await import('@sontechsp/sdk/testing');
      const { carrier } = await import('@sontechsp/sdk/carrier');
      const { createAdapterHttp } = await import('@sontechsp/sdk/http');
      const { Button } = await import('@sontechsp/sdk/ui');
      const { sale } = await import('@sontechsp/contracts/pos');
      console.log(definePlugin({ id: 'a', name: 'A', version: '1.0.0' }).kind, fold('ŞIK'), typeof carrierConformance, carrier.id, typeof createAdapterHttp, typeof Button, sale.join.id);
      console.log(await testHost([]).catch(error => error.message));`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: at('screen'), encoding: 'utf8', env: { ...process.env, SONTECHSP_TESTING: '' } });
    expect(ran.stdout.trim().split('\n'), ran.stderr).to.deep.equal([
      'plugin sik function kargo.carrier function function pos.sale.join', 'testHost needs a host. Run the tests with `sontechsp plugin test`, which brings one along.',
    ]);
  });

  it('are put anew into a project whose clone went on', async () => {
    rmSync(at('report', 'vendor'), { recursive: true });
    const { out } = await plugin(place, 'sdk', at('report'));
    expect(out.trim().split('\n').every(file => existsSync(file) && file.startsWith(at('report', 'vendor')))).to.equal(true);
    expect(readdirSync(at('report', 'vendor'))).to.have.length(2);
    await plugin(place, 'sdk', at('elsewhere'));
    expect(readdirSync(at('elsewhere'))).to.have.length(2);
  });
});
