import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { client, type Client } from '../support/client.js';
import { freshPlace, type Place } from '../support/databases.js';
import { sontechsp } from '../cli/rig.js';
import { packageFolder, plugin, tamper, writeProject } from './rig.js';

const kinds = ['screen', 'report', 'carrier', 'marketplace'] as const;
const clone = process.env.SONTECHSP_ROOT!;
const command = join(clone, 'host/launch/sontechsp.mjs');

describe('sontechsp plugin', function () {
  this.timeout(120_000);
  let place: Place;
  let home: string;
  before(async () => {
    place = await freshPlace('sqlite');
    home = mkdtempSync(join(tmpdir(), 'sontechsp-eklenti-'));
  });
  after(() => rmSync(home, { recursive: true, force: true }));
  const at = (name: string): string => join(home, name);
  const fails = async (...argv: string[]): Promise<string> => {
    const { code, err } = await sontechsp(place, ['plugin', ...argv]);
    expect(code, argv.join(' ')).to.be.oneOf([1, 2]);
    return err;
  };

  it('creates each kind of plugin, whose types are right outside the clone', async () => {
    for (const kind of kinds) await plugin(place, 'create', `Deneme ${kind}`, '--kind', kind, '--dir', at(kind));
    // All four at once: the compiler's start is most of its time.
    writeFileSync(at('tsconfig.json'), JSON.stringify({
      extends: './screen/tsconfig.json', compilerOptions: { typeRoots: ['./screen/node_modules/@types'] }, include: kinds.flatMap(kind => [`${kind}/**/*.ts`, `${kind}/**/*.tsx`]), exclude: ['*/node_modules'],
    }));
    const types = spawnSync(process.execPath, [join(clone, 'node_modules/typescript/bin/tsc'), '-p', home], { encoding: 'utf8' });
    expect([types.status, types.stdout]).to.deep.equal([0, '']);
  });

  for (const kind of kinds) {
    it(`packs a ${kind} whose package is sound in a host of its own`, async () => {
      const { out } = await plugin(place, 'pack', at(kind), '--out', home);
      const file = out.split('\n').at(-1)!;
      expect(file).to.equal(at(`deneme${kind}-0.1.0.tgz`));
      const verified = await plugin(place, 'verify', file);
      expect(verified.out.split('\n').slice(1)).to.deep.equal([
        '  ok      loads, and is what its descriptor says', '  ok      is off in a new store', '  ok      goes on without a restart', '  ok      has its screens',
        '  ok      has the tables it declares', '  ok      has words for what it shows', '  ok      keeps its invariants', '  ok      goes off, and refuses its addresses', '  ok      comes up a second time on the same data', 'The package is sound.',
      ]);
    });
  }

  it('has the texts of a plugin in both languages with the same keys', () => {
    const keys = (value: object, prefix = ''): string[] => Object.entries(value).flatMap(([key, one]) => (typeof one === 'string' ? [prefix + key] : keys(one as object, `${prefix}${key}.`)));
    for (const kind of kinds) {
      const [tr, en] = ['tr', 'en'].map(language => keys(JSON.parse(readFileSync(join(at(kind), 'locales', `${language}.json`), 'utf8')) as object).sort());
      expect(tr, kind).to.deep.equal(en);
    }
  });

  it('explains all its commands, or the one that is asked for', async () => {
    const all = (await plugin(place, 'help')).out;
    for (const name of ['create', 'dev', 'test', 'pack', 'verify', 'install']) {
      const one = (await plugin(place, name, '--help')).out;
      expect(one.split('\n')).to.have.length(2);
      expect(one).to.match(new RegExp(`^  sontechsp plugin ${name} \\[?[A-Z]`));
      expect(all).to.contain(one);
      expect((await plugin(place, 'help', name)).out).to.equal(one);
    }
    expect((await plugin(place, '--help')).out).to.equal(all);
  });

  it('says in one sentence what does not verify', async () => {
    const id = 'yalanci';
    await plugin(place, 'install', writeProject(at(id), id, `permissions: [permission('${id}.read', { admin: true })], tables: [table('${id}_t', { id: col.id() })],
      migrations: [migration('001-no', [runSql('THIS IS NO SQL')])]`));
    expect(await fails('verify', packageFolder(place, id))).to.match(/FAILED {2}loads, and is what its descriptor says: Plugin 'yalanci' is off because its migration failed/);
    tamper(packageFolder(place, id), { descriptor: it => ({ ...it, tables: [] }) });
    expect(await fails('verify', packageFolder(place, id))).to.match(/its code has under tables 'yalanci_t', which its descriptor does not name/);
    await plugin(place, 'install', writeProject(at('unutkan'), 'unutkan', `tables: [table('unutkan_t', { id: col.id() })]`));
    expect(await fails('verify', packageFolder(place, 'unutkan'))).to.match(/FAILED {2}has the tables it declares: its migrations do not make the table 'unutkan_t' with the columns it declares/);
    await plugin(place, 'install', writeProject(at('dilsiz'), 'dilsiz', `permissions: [permission('dilsiz.read', { admin: true })], settings: defineSettings('dilsiz', 'store', object({ mode: choice(['a', 'b'], { title: 'settings.mode' }), size: t.Integer({ default: 1, title: 'How large' }) }))`, `import { choice, defineSettings } from '@sontechsp/sdk';`));
    expect(await fails('verify', packageFolder(place, 'dilsiz'))).to.match(/FAILED {2}has words for what it shows: its locales\.tr lacks 'permissions\.dilsiz\.read', 'settings\.mode', 'settings\.mode\.a', 'settings\.mode\.b'$/m);
  });

  it('verifies in an empty PostgreSQL database, where what only SQLite takes fails', async () => {
    const database = ['--database-url', (await freshPlace('postgres')).databaseUrl!];
    expect((await plugin(place, 'verify', join(home, 'denemescreen-0.1.0.tgz'), ...database)).out).to.match(/The package is sound\.$/);
    await plugin(place, 'install', writeProject(at('tekyon'), 'tekyon', `tables: [table('tekyon_t', { id: col.id() })], migrations: [migration('001-a', [createTable(table('tekyon_t', { id: col.id() })), runSql("INSERT OR IGNORE INTO tekyon_t VALUES ('01900000-0000-7000-8000-000000000001')")])]`));
    expect((await plugin(place, 'verify', packageFolder(place, 'tekyon'))).out).to.match(/The package is sound\.$/);
    expect(await fails('verify', packageFolder(place, 'tekyon'), '--database-url', (await freshPlace('postgres')).databaseUrl!)).to.match(/FAILED {2}loads, and is what its descriptor says: Plugin 'tekyon' is off because its migration failed/);
  });

  it('refuses a plugin that takes what is not its own, and names it', async () => {
    const refused: Readonly<Record<string, readonly [string, RegExp]>> = {
      pos: ['', /the id 'pos' belongs to the host/],
      auth: ['', /the id 'auth' belongs to the host/],
      tablo: ["migrations: [migration('001', [createTable(table('urunler_2', { id: col.id() }))])]", /its table 'urunler_2' does not begin with 'tablo_'/],
      ekran: ["screens: [screen({ path: '/sale', title: 'x', permission: 'signedIn', module: 'x' })]", /its screen '\/sale' does not lie under '\/ekran'/],
      yok: ["screens: [screen({ path: '/yok', title: 'x', permission: 'signedIn', module: 'x' })]", /declares what is not there: screens\/x\.screen\.tsx/],
    };
    for (const [id, [spec, reason]] of Object.entries(refused)) expect(await fails('pack', writeProject(at(`r-${id}`), id, spec))).to.match(reason);
    writeProject(at('surum'), 'surum', '');
    writeFileSync(join(at('surum'), 'package.json'), '{"version": "2.0.0"}');
    expect(await fails('pack', at('surum'))).to.match(/package\.json says version 2\.0\.0, plugin\.ts 1\.0\.0/);
  });

  it('says file, line and place of what does not compile', async () => {
    expect(await fails('pack', writeProject(at('hatali'), 'hatali', ''.padEnd(1), "import { x } from './nowhere.js'; x;"))).to.match(/plugin\.ts:3:\d+: Could not resolve ".\/nowhere\.js"/);
    await plugin(place, 'create', 'sunucu', '--dir', at('sunucu'));
    writeFileSync(join(at('sunucu'), 'screens/notes.model.ts'), "import { Db } from '@sontechsp/sdk'; export const createNotesModel = () => Db;");
    expect(await fails('pack', at('sunucu'))).to.match(/@sontechsp\/sdk is for the server/);
  });

  it('tells what is wrong with a word, a name or a folder', async () => {
    expect(await fails()).to.match(/Say what to do/);
    expect(await fails('fly')).to.match(/There is no command 'plugin fly'/);
    expect(await fails('create')).to.match(/The name is missing/);
    expect(await fails('create', 'x', '--dir', at('x'))).to.match(/'x' gives the id 'x'/);
    expect(await fails('create', 'Stock', '--dir', at('x'))).to.match(/'stock' belongs to the host/);
    expect(await fails('create', 'deneme', '--kind', 'robot', '--dir', at('x'))).to.match(/There is no kind 'robot'/);
    expect(await fails('create', 'deneme', '--dir', at('screen'))).to.match(/is not empty/);
    expect(await fails('pack', home)).to.match(/plugin\.ts is missing/);
    expect(await fails('install', at('none.tgz'))).to.match(/is not there/);
    expect(await fails('uninstall', 'pos')).to.match(/comes with the host/);
    expect(await fails('uninstall', '../..')).to.match(/There is no plugin '..\/..'/);
    expect(existsSync(at('x'))).to.equal(false);
  });

  it('lists what comes with the host and what was installed, and runs none of it', async () => {
    await plugin(place, 'install', at('screen'));
    tamper(packageFolder(place, 'denemescreen'), { server: () => 'process.exit(9)' });
    const { out } = await plugin(place, 'list');
    expect(out).to.match(/^katalog\t.*\tbuilt in$/m).and.match(/^denemescreen\t0\.1\.0\tDeneme screen\tinstalled$/m);
    expect((await plugin(place, 'uninstall', 'denemescreen')).out).to.match(/its data stays/);
    expect(existsSync(packageFolder(place, 'denemescreen'))).to.equal(false);
  });

  it('runs the tests of a plugin on hosts of their own, and fails when one fails', () => {
    const run = () => spawnSync(process.execPath, [command, 'plugin', 'test', at('screen')], { encoding: 'utf8' });
    const good = run();
    expect([good.status, good.stdout.trim().split('\n').at(-1)]).to.deep.equal([0, 'All tests pass.']);
    const file = join(at('screen'), 'permissions.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace("write', { manager", "write', { cashier: true, manager"));
    const bad = run();
    expect([bad.status, bad.stdout.trim().split('\n').at(-1)]).to.deep.equal([1, '1 tests fail.']);
  });

  interface Dev {
    until(what: RegExp): Promise<RegExpExecArray>;
    /** The administrator, at the first till. */
    admin(): Promise<Client>;
    said(): string;
  }
  /** `dev` on a project, until the work with it is done. */
  async function developing(folder: string, work: (dev: Dev) => Promise<void>): Promise<void> {
    const child = spawn(process.execPath, [command, 'plugin', 'dev', folder, '--port', '0', '--no-demo'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LOG_LEVEL: 'silent' } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    const until = async (what: RegExp): Promise<RegExpExecArray> => {
      for (let tries = 0; tries < 300; tries++) {
        const found = what.exec(said);
        if (found) return found;
        if (child.exitCode !== null) break;
        await new Promise(done => setTimeout(done, 100));
      }
      throw new Error(`Not said: ${what}\n${said}`);
    };
    try {
      await work({
        until, said: () => said,
        async admin() {
          const [, url] = await until(/Shop +(http:\/\/[^/]+)\//);
          const [, password] = await until(/Password +(\S+)/);
          const { stores } = (await (await client(url!).signIn('admin', password!)).get('/api/auth/me')).body;
          return client(url!).signIn('admin', password!, { storeId: stores[0].id, terminalId: stores[0].terminals[0].id });
        },
      });
    } finally {
      const ended = new Promise(done => child.once('exit', done));
      child.kill('SIGINT');
      await ended;
    }
  }

  it('opens a shop with the plugin on and its simulator known, and follows a change', () => developing(at('marketplace'), async ({ until, admin, said }) => {
    await until(/Shop +http:\/\/[^/]+\/denememarketplace/);
    await until(/Changes are followed/);
    expect(said()).to.match(/Simulator +http:\/\/127\.0\.0\.1:\d+ {2}in the settings of the plugin/);
    const first = await admin();
    expect((await first.post('/api/denememarketplace/fetch')).body).to.deep.equal({ orders: 3 });
    expect((await first.get('/api/denememarketplace/orders')).body.items.map((order: { number: string }) => order.number)).to.deep.equal(['PZ-1003', 'PZ-1002', 'PZ-1001']);
    const routes = join(at('marketplace'), 'routes.ts');
    const before = readFileSync(routes, 'utf8');
    writeFileSync(routes, 'this is no code');
    await until(/does not compile:\nroutes\.ts:1:\d+/);
    writeFileSync(routes, before.replace("path: '/orders'", "path: '/siparisler'"));
    await until(/Ready again after \d+ ms/);
    expect((await (await admin()).get('/api/denememarketplace/siparisler')).body.items).to.have.length(3);
  }));

  it('opens a shop in which a carrier can be sent with at once', () => developing(at('carrier'), async ({ until, admin }) => {
    await until(/Changes are followed/);
    const shop = await admin();
    const [connection] = (await shop.get('/api/connections')).body.items;
    const sent = await shop.post('/api/kargo/shipments', {
      connectionId: connection.id, orderNo: 'D-1', payer: 'sender', parcels: [{ lengthCm: 30, widthCm: 20, heightCm: 10, weightGrams: 1200 }],
      recipient: { name: 'Ayşe Yılmaz', phone: '5321234567', line: 'Atatürk Cad. No: 5', district: 'Çankaya', city: 'Ankara' },
    });
    expect(sent.status, sent.text).to.equal(201);
  }));
});
