import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { definePlugin, migration, runSql } from '@sontechsp/sdk';
import { expect } from 'chai';
import { openDatabase } from '../../host/database/open.js';
import { client } from '../support/client.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { bootAt, PASSWORD } from '../support/host.js';
import { sontechsp, type Ran } from './rig.js';

const shop = ['setup', '--firm', 'Deneme Ticaret', '--store', 'Merkez', '--terminal', 'Kasa 1', '--admin', 'admin', '--full-name', 'Ayşe Yönetici'];
const signIn = async (place: Place, username: string, password: string): Promise<number> => {
  const { host, url } = await bootAt(place);
  try {
    return (await client(url).post('/api/auth/login', { username, password })).status;
  } finally {
    await host.stop();
  }
};
const sentence = (ran: Ran): [number | undefined, string] => [ran.code, ran.err];

eachDatabase('The command line', kind => {
  let place: Place;
  before(async () => { place = await freshPlace(kind); });

  it('brings an empty database up to date, also a second time', async () => {
    for (let time = 0; time < 2; time++) expect(await sontechsp(place, ['migrate'])).to.deep.equal({ code: 0, out: 'The database is up to date.', err: '' });
  });

  it('refuses a place with no shop in one sentence, and makes nothing there', async () => {
    const file = join(place.dataFolder, 'goods.csv');
    writeFileSync(file, 'barkod,ad\n');
    const empty = await freshPlace(kind);
    const mistyped = { ...empty, dataFolder: join(empty.dataFolder, 'veri') };
    const tables = async () => {
      const database = await openDatabase({ ...empty, log: { info() {}, warn() {}, error() {} } });
      const found = await database.query("SELECT 1 AS one FROM pg_tables WHERE schemaname = 'public'").finally(() => database.close());
      return found.length;
    };
    for (const argv of [['doctor'], ['demo'], ['user', 'list'], ['shift', 'list'], ['import', file, '--store', 'M1']]) {
      const { code, out, err } = await sontechsp(mistyped, argv);
      expect([code, out], argv.join(' ')).to.deep.equal([1, '']);
      expect(err).to.equal(kind === 'sqlite' ? `There is no shop in the folder ${mistyped.dataFolder}: set SONTECHSP_DATA to the folder of yours, or run \`sontechsp setup\` first.`
        : 'There is no shop in that database: set SONTECHSP_DATABASE_URL to the one of yours, or run `sontechsp setup` first.');
    }
    expect(readdirSync(empty.dataFolder)).to.deep.equal([]);
    if (kind === 'postgres') expect(await tables()).to.equal(0);
  });

  it('says what to do first while there is no shop', async () => {
    for (const argv of [['demo'], ['user', 'list']])
      expect(sentence(await sontechsp(place, argv))).to.deep.equal([1, 'There is no shop yet. Run `sontechsp setup` first.']);
  });

  it('refuses to set up with a weak password, in one sentence, writing nothing', async () => {
    const { code, err } = await sontechsp(place, [...shop, '--password-stdin'], { stdin: 'short\n' });
    expect(code).to.equal(1);
    expect(err).to.match(/password/i).and.not.match(/\n/);
    expect(sentence(await sontechsp(place, ['user', 'list']))[0]).to.equal(1);
  });

  it('asks for the password twice where nobody sees it, and sets up the shop once', async () => {
    expect(sentence(await sontechsp(place, shop, { asked: [PASSWORD, 'another'] }))).to.deep.equal([1, 'The two passwords differ. Nothing was changed.']);
    expect(await sontechsp(place, shop, { asked: [PASSWORD, PASSWORD] })).to.deep.equal({ code: 0, out: 'The shop is set up. Sign in as admin.', err: '' });
    expect((await sontechsp(place, [...shop, '--password-stdin'], { stdin: PASSWORD })).code).to.equal(1);
    expect(await signIn(place, 'admin', PASSWORD)).to.equal(200);
  });

  it('adds users by the rules of the screens, and lists them', async () => {
    const add = (name: string, password: string, ...more: string[]) => sontechsp(place, ['user', 'add', name, ...more, '--password-stdin'], { stdin: `${password}\n` });
    expect((await add('ayten', 'kedi-merdiven-8', '--role', 'cashier', '--full-name', 'Ayten Kasiyer')).code).to.equal(0);
    expect((await add('ayten', 'kedi-merdiven-8', '--role', 'cashier')).code).to.equal(1);
    expect((await add('bora', 'bora', '--role', 'cashier')).code).to.equal(1);
    expect((await add('bora', 'kedi-merdiven-8', '--role', 'pirate')).code).to.equal(1);
    expect((await add('bora', 'kedi-merdiven-8', '--role', 'cashier', '--store', 'M9')).err).to.equal('There is no store with the code M9.');
    expect((await add('bora', 'kedi-merdiven-8')).code).to.equal(2);
    const { out } = await sontechsp(place, ['user', 'list']);
    expect(out.split('\n').sort()).to.deep.equal(['admin\tAyşe Yönetici\tadmin', 'ayten\tAyten Kasiyer\tcashier']);
    expect(await signIn(place, 'ayten', 'kedi-merdiven-8')).to.equal(200);
  });

  it('gives a user a new password beside a running host, which ends the sessions there', async () => {
    const { host, url } = await bootAt(place);
    try {
      const ayten = await client(url).signIn('ayten', 'kedi-merdiven-8');
      const ran = await sontechsp(place, ['user', 'password', 'ayten'], { env: { SONTECHSP_PASSWORD: 'merdiven-kedi-9' } });
      expect([ran.code, ran.err]).to.deep.equal([0, '']);
      await new Promise(done => setTimeout(done, 300));
      expect((await ayten.get('/api/auth/me')).status).to.equal(401);
      expect((await client(url).post('/api/auth/login', { username: 'ayten', password: 'merdiven-kedi-9' })).status).to.equal(200);
      expect((await sontechsp(place, ['user', 'password', 'nobody'], { env: { SONTECHSP_PASSWORD: 'merdiven-kedi-9' } })).err).to.equal('There is no user nobody.');
    } finally {
      await host.stop();
    }
  });

  it('imports goods, and names the bad lines', async () => {
    const file = join(place.dataFolder, 'goods.csv');
    writeFileSync(file, 'barkod,ad,satis_fiyati,kdv_orani,birim,stok\n8690000000418,Süt,25.00,10,adet,7\n8690000000425,Çay,-3,10,adet,1\n');
    const { code, out, err } = await sontechsp(place, ['import', file, '--store', 'm1']);
    expect(out).to.match(/2 lines read, 1 goods created, 0 updated, 1 lines failed/);
    expect(err).to.match(/^Line 3: /);
    expect(code).to.equal(1);
    expect((await sontechsp(place, ['import', join(place.dataFolder, 'none.csv'), '--store', 'M1'])).err).to.match(/cannot be read/);
    expect((await sontechsp(place, ['import', file, '--store', 'M7'])).err).to.equal('There is no store with the code M7.');
    expect((await sontechsp(place, ['import', file])).code).to.equal(2);
  });

  it('loads the demonstration goods, and twice no more than once', async function () {
    this.timeout(120_000);
    const count = async () => {
      const { host } = await bootAt(place);
      const row = await host.database.first<{ goods: number }>('SELECT COUNT(*) AS goods FROM urunler');
      await host.stop();
      return row!.goods;
    };
    expect((await sontechsp(place, ['demo'])).code).to.equal(0);
    const goods = await count();
    expect(goods).to.be.above(2000);
    expect((await sontechsp(place, ['demo', '--store', 'M1'])).code).to.equal(0);
    expect(await count()).to.equal(goods);
  });

  it('has a doctor who finds nothing in a sound shop, and names what is wrong in another', async () => {
    const sound = await sontechsp(place, ['doctor']);
    expect([sound.code, sound.out]).to.satisfy(([code, out]: [number, string]) => code === 0 && /^All \d+ checks hold\.$/.test(out));
    const { host } = await bootAt(place);
    const one = await host.database.first<{ product_id: string }>('SELECT product_id FROM stok_bakiyeleri LIMIT 1');
    await host.database.transaction(tx => tx.run('UPDATE stok_bakiyeleri SET on_hand = on_hand + 1 WHERE product_id = $1', [one!.product_id]));
    await host.stop();
    const ill = await sontechsp(place, ['doctor']);
    expect(ill.code).to.equal(1);
    expect(ill.out).to.contain(one!.product_id);
  });

  it('names a plugin whose migration fails, and lets the others run', async () => {
    const broken = definePlugin({ id: 'kirik', name: 'Kırık', version: '1.0.0', migrations: [migration('001-no', [runSql('THIS IS NO SQL')])] });
    const { code, err } = await sontechsp(place, ['migrate'], { plugins: [broken] });
    expect(code).to.equal(1);
    expect(err).to.match(/^Plugin 'kirik' is off because its migration failed/);
  });
});

describe('The command line', () => {
  it('explains itself, and refuses what it does not know with exit code 2', async () => {
    const place = { kind: 'sqlite', dataFolder: '/nowhere', databaseUrl: undefined } as const;
    const help = await sontechsp(place, ['help']);
    for (const name of ['start', 'migrate', 'setup', 'user', 'import', 'doctor', 'demo']) expect(help.out).to.match(new RegExp(`^  ${name}\\b`, 'm'));
    expect((await sontechsp(place, ['--version'])).out).to.match(/^\d+\.\d+\.\d+$/);
    for (const argv of [['fly'], ['user'], ['user', 'fly'], ['setup', '--firm', 'x'], ['demo', '--fast'], ['doctor', 'now'], ['constructor']]) {
      const { code, err } = await sontechsp(place, argv);
      expect(code, argv.join(' ')).to.equal(2);
      expect(err).to.not.equal('');
    }
  });

  it('says so in one sentence when a file stands where plugins are installed', async () => {
    const place = await freshPlace('sqlite');
    const file = join(place.dataFolder, 'eklentiler');
    const tarball = join(place.dataFolder, 'kira.tgz');
    for (const path of [file, tarball]) writeFileSync(path, '');
    for (const argv of [['migrate'], ['plugin', 'list'], ['plugin', 'install', tarball]])
      expect(sentence(await sontechsp(place, argv)), argv.join(' ')).to.deep.equal([1, `${file} is a file, and the host keeps a folder there: move the file away.`]);
  });

  it('takes no password as an argument', async () => {
    const place = await freshPlace('sqlite');
    expect((await sontechsp(place, [...shop, '--password', PASSWORD])).code).to.equal(2);
    expect(sentence(await sontechsp(place, shop))).to.deep.equal([1, 'There is no terminal to ask for the password at. Pipe it in with --password-stdin, or set SONTECHSP_PASSWORD.']);
  });

  it('ends with one sentence when the database or the data folder cannot be used', async function () {
    this.timeout(30_000);
    const run = (env: Record<string, string>) => spawnSync(process.execPath, [join(process.env.SONTECHSP_ROOT!, 'host/launch/sontechsp.mjs'), 'doctor'], { env: { ...process.env, ...env }, encoding: 'utf8' });
    for (const env of [{ SONTECHSP_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, { SONTECHSP_DATA: '/dev/null/data' }, { PORT: 'abc' }]) {
      const { status, stderr } = run(env);
      expect(status, stderr).to.equal(1);
      expect(stderr.trim().split('\n').filter(line => !line.startsWith('{')), stderr).to.have.length(1);
      expect(stderr).to.not.match(/\bat .*:\d+:\d+/);
    }
  });

  it('runs an installation that belongs to another user', () => {
    // Nobody but root may touch the root of the file system, and a child of root becomes somebody else first.
    const program = `const { touch } = await import(${JSON.stringify(join(process.env.SONTECHSP_ROOT!, 'host/launch/build.mjs'))});
      if (process.getuid?.() === 0) process.setuid(65534);
      touch(${JSON.stringify(parse(process.cwd()).root)});`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect([status, stderr]).to.deep.equal([0, '']);
  });
});
