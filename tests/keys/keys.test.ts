import { expect } from 'chai';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Db, Log } from '@sontechsp/sdk';
import { bootHost } from '../../host/boot.js';
import { createFieldCipher } from '../../host/keys/fields.js';
import { createKeyRing } from '../../host/keys/keys.js';
import { freshPlace } from '../support/databases.js';
import { bootAt } from '../support/host.js';
import type { Config } from '../../host/config.js';

const clock = { now: () => new Date().toISOString() };
const log: Log = { info() {}, warn() {}, error() {} };
const ring = (config: Partial<Config>, db: Partial<Db> = { dialect: 'sqlite' }) => createKeyRing({ config: config as Config, db: db as Db, clock, log });
const hex = async (keys: ReturnType<typeof ring>, purpose: 'tokens' | 'fields' = 'tokens') => Buffer.from((await keys.open()).derive(purpose)).toString('hex');

describe('The root key', function () {
  this.timeout(60_000);

  it('is made once in the data folder, for nobody else to read', async () => {
    const { dataFolder } = await freshPlace('sqlite');
    const [first, second] = await Promise.all([hex(ring({ dataFolder })), hex(ring({ dataFolder }))]);
    expect(second).to.equal(first);
    expect(statSync(join(dataFolder, 'anahtar')).mode & 0o777).to.equal(0o600);
  });

  it('that cannot be read is named', async () => {
    const { dataFolder } = await freshPlace('sqlite');
    mkdirSync(join(dataFolder, 'anahtar'));
    const said = await ring({ dataFolder }).open().then(() => '', (error: Error) => error.message);
    expect(said).to.match(/^The key file .+anahtar cannot be read \(EISDIR\)\. /);
  });

  it('is the one given from outside, when there is one, and gives another key for each purpose', async () => {
    expect(await hex(ring({ key: 'bir' }))).to.not.equal(await hex(ring({ key: 'iki' })));
    expect(await hex(ring({ key: 'bir' }))).to.equal(await hex(ring({ key: 'bir' })));
    expect(await hex(ring({ key: 'bir' }), 'tokens')).to.not.equal(await hex(ring({ key: 'bir' }), 'fields'));
  });

  for (const kind of ['sqlite', 'postgres'] as const) it(`is told in the log when it is another than the database knows (${kind})`, async () => {
    const place = await freshPlace(kind);
    const boot = async (key?: string) => {
      const lines: string[] = [];
      const config: Config = { host: '127.0.0.1', port: 0, ...place, role: 'tek', key, proxy: false, logLevel: 'error' };
      await (await bootHost(config, [], { jobs: false, logTo: { write: line => void lines.push(line) } })).stop();
      return lines.filter(line => line.includes('The root key is another')).length;
    };
    expect([await boot(), await boot(), await boot('bir'), await boot('iki'), await boot()]).to.deep.equal([0, 0, 1, 1, 0]);
  });

  it('is shared by two hosts that start at once on one PostgreSQL', async () => {
    const place = await freshPlace('postgres');
    const { host } = await bootAt(place, []);
    try {
      await host.database.transaction(tx => tx.run('DELETE FROM anahtarlar'));
      const [first, second] = await Promise.all([hex(ring({}, host.database)), hex(ring({}, host.database))]);
      expect(second).to.equal(first);
    } finally {
      await host.stop();
    }
  });
});

describe('An encrypted field', () => {
  const cipher = createFieldCipher({ keys: ring({ key: 'bir' }) });

  it('opens where it belongs, differs each time, and opens nowhere else', async () => {
    const [one, two] = [await cipher.seal('a:1', '10000000146'), await cipher.seal('a:1', '10000000146')];
    expect(one).to.not.equal(two);
    expect(await cipher.open('a:1', one)).to.equal('10000000146');
    for (const [place, sealed] of [['a:2', one], ['a:1', `${one.slice(0, -4)}AAAA`]] as const) {
      const failed = await cipher.open(place, sealed).then(() => false, () => true);
      expect(failed, place).to.equal(true);
    }
  });

  it('has a mark by which equal values are found, in one place and with one key only', async () => {
    const other = createFieldCipher({ keys: ring({ key: 'iki' }) });
    const mark = await cipher.mark('a.search:1', '+905321112233');
    expect(mark).to.match(/^[0-9a-f]{16}$/);
    expect(await cipher.mark('a.search:1', '+905321112233')).to.equal(mark);
    const others = await Promise.all([cipher.mark('a.search:1', '+905321112234'), cipher.mark('a.search:2', '+905321112233'), other.mark('a.search:1', '+905321112233')]);
    expect(new Set([mark, ...others]).size).to.equal(4);
  });
});
