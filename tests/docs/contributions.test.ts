import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { linkProject } from '../../host/cli/plugin/links.js';
import { projectConfig } from '../../host/cli/plugin/template.js';
import { fieldsOf, isShown } from '../../host/web/plugins/settings-fields.js';
import { runChecks } from '../../host/doctor/doctor.js';
import { until } from '../outbox/rig.js';
import { plugin } from '../packages/rig.js';
import { client, type Client } from '../support/client.js';
import { freshPlace, type Place } from '../support/databases.js';
import { cashSale, makeGood } from '../support/goods.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import type { Host } from '../../host/boot.js';
import { examplesOf, writeExample } from './examples.js';

const page = 'docs/contributions.md';

describe('The examples for authors', function () {
  this.timeout(90_000);
  const examples = examplesOf(page);
  let home: string;
  let place: Place;
  let host: Host;
  let admin: Client;
  let cashier: Client;
  let storeId: string;

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'sontechsp-belge-'));
    place = await freshPlace('sqlite');
    for (const example of examples) await plugin(place, 'install', writeExample(home, example));
    let url: string;
    ({ host, url } = await bootAt(place));
    const { body } = await client(url).post('/api/setup', setupBody());
    const at = { storeId: body.storeId as string, terminalId: body.terminalId as string };
    ({ storeId } = at);
    admin = await client(url).signIn('admin', PASSWORD, at);
    await admin.post('/api/users', { username: 'kasiyer', password: PASSWORD, fullName: 'Kasiyer', roles: ['cashier'], storeIds: [storeId] });
    cashier = await client(url).signIn('kasiyer', PASSWORD, at);
    for (const example of examples) {
      const id = example.files[0]!.path.split('/')[0]!;
      const { status, text } = await admin.put(`/api/plugins/${id}/stores/${storeId}`, { enabled: true, cascade: true });
      if (status !== 200) throw new Error(`${id}: ${text}`);
    }
  });
  after(async () => {
    await host?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('are one per contribution, each of at most 40 lines', () => {
    expect(examples.map(one => one.heading)).to.deep.equal([
      'Permission and route', 'Refusals', 'Settings', 'Table and migration', 'Token: giving and asking', 'Tap', 'Hook of your own', 'Screen', 'Slot',
      'Topic and subscriber', 'Topic of your own', 'Job', 'Worker', 'Adapter', 'Locales', 'Health', 'Check', 'Demonstration data',
    ]);
    for (const { heading, files } of examples) expect(files.flatMap(file => file.code.trim().split('\n')).length, heading).to.be.at.most(40);
  });

  it('have the types of the sdk', async () => {
    await linkProject(home);
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify(projectConfig));
    const { status, stdout } = spawnSync(process.execPath, [join(process.env.SONTECHSP_ROOT!, 'node_modules/typescript/bin/tsc'), '-p', home], { encoding: 'utf8' });
    expect([status, stdout]).to.deep.equal([0, '']);
  });

  /** What the page says of each, tried. */
  const does: Readonly<Record<string, () => Promise<void>>> = {
    async 'Permission and route'() {
      expect((await admin.get('/api/selam/greeting?name=Ayşe')).body).to.deep.equal({ greeting: 'Merhaba Ayşe' });
      expect((await cashier.get('/api/selam/greeting?name=Ayşe')).status).to.equal(403);
      expect((await admin.get('/api/selam/greeting')).body.errors[0].path).to.equal('/name');
    },
    async 'Refusals'() {
      const { status, body } = await admin.post('/api/saat/orders', { hour: 23 }, { 'accept-language': 'en' });
      expect([status, body.code, body.detail]).to.deep.equal([422, 'saat.closed', "No orders are taken for 23 o'clock."]);
      expect((await admin.post('/api/saat/orders', { hour: 9 })).status).to.equal(201);
    },
    async 'Settings'() {
      expect((await admin.get('/api/paket/free')).body).to.deep.equal({ free: 50_000 });
      expect((await admin.put(`/api/plugins/paket/settings?storeId=${storeId}`, { free: 100, key: 'kanarya' })).status).to.equal(200);
      expect((await admin.get('/api/paket/free')).body).to.deep.equal({ free: 100 });
      expect((await admin.get(`/api/plugins/paket/settings?storeId=${storeId}`)).text).to.not.contain('kanarya');
      expect((await admin.put(`/api/plugins/paket/settings?storeId=${storeId}`, { free: -1 })).status).to.equal(400);
      expect((await admin.put(`/api/plugins/paket/settings?storeId=${storeId}`, { mode: 'other' })).status).to.equal(400);
      const { schema } = (await admin.get(`/api/plugins/paket/settings?storeId=${storeId}`)).body;
      expect(fieldsOf(schema).map(one => [one.name, one.kind, isShown(one, { mode: 'test' })])).to.deep.equal([['free', 'integer', true], ['gift', 'switch', true], ['mode', 'choice', true], ['key', 'secret', false]]);
      const test = async (body: object) => (await admin.post(`/api/plugins/paket/settings/test?storeId=${storeId}`, body)).body;
      expect([(await test({ mode: 'live' })).failure.kind, await test({ mode: 'live', key: 'PK-1' }), await test({})]).to.deep.equal(['auth', { ok: true }, { ok: true }]);
    },
    async 'Table and migration'() {
      const [a, b] = [await write(), await write()];
      expect([a.status, a.body]).to.deep.equal([201, b.body]);
      expect((await admin.get('/api/fikir/ideas')).body.items).to.deep.equal([{ id: a.body.id, body: 'Raf ekle' }]);
      function write() { return admin.post('/api/fikir/ideas', { body: 'Raf ekle' }, { 'idempotency-key': 'bir' }); }
    },
    async 'Token: giving and asking'() {
      expect((await admin.get('/api/kur/rates/EUR')).body).to.include({ rate: 4500, catalogue: 'object' });
    },
    async 'Tap'() {
      const good = await makeGood(admin, { price: 600_000 });
      const near = await admin.post('/api/pos/quotes', { lines: [{ productId: good.id, quantity: 1 }] });
      expect(near.body.warnings.map((one: { code: string }) => one.code)).to.include('tavan.near');
      const refused = await admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }]));
      expect([refused.status, refused.body.code, refused.body.most]).to.deep.equal([422, 'tavan.tooMuch', 1_000_000]);
    },
    async 'Hook of your own'() {
      expect((await admin.get('/api/kampanya/offers?total=10000')).body).to.deep.equal({ items: [{ text: 'Kargo bedava' }] });
      expect((await admin.get('/api/kampanya/offers?total=9999')).body).to.deep.equal({ items: [] });
    },
    async 'Screen'() {
      const { screens } = (await cashier.get('/api/ui/frame')).body;
      expect(screens.find((one: { plugin: string }) => one.plugin === 'pano')).to.deep.include({ path: '/pano', module: 'board', menu: { group: 'sale', order: 95, icon: 'star' } });
    },
    async 'Slot'() {
      const { slots } = (await admin.get('/api/ui/frame')).body;
      expect(slots.filter((one: { plugin: string }) => one.plugin === 'rozet').map((one: { slot: string }) => one.slot)).to.deep.equal(['katalog.product.card']);
    },
    async 'Topic and subscriber'() {
      const good = await makeGood(admin, { price: 700 });
      expect((await admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }]))).status).to.equal(201);
      await until(async () => (await admin.get('/api/sayac/count')).body.sales === 1, 10_000);
      expect((await admin.get('/api/sayac/count')).body).to.deep.equal({ sales: 1, total: 1400 });
    },
    async 'Topic of your own'() {
      expect((await admin.post('/api/duyuru/notes', { body: 'Yarın kapalıyız' })).status).to.equal(201);
      await until(async () => (await admin.get('/api/duyuru/notes')).body.items.length === 1, 10_000);
      expect((await admin.get('/api/duyuru/notes')).body).to.deep.equal({ items: ['Yarın kapalıyız'] });
    },
    async 'Job'() {
      const jobs = (await admin.get('/api/jobs')).body.items as { id: string; job?: string }[];
      const found = jobs.find(one => JSON.stringify(one).includes('temizlik.sweep'));
      expect(found, JSON.stringify(jobs)).to.not.equal(undefined);
      expect((await admin.post(`/api/jobs/${found!.id}/run`)).status).to.equal(202);
      await until(async () => (await admin.get(`/api/jobs/${found!.id}/runs`)).text.includes('sweptAt'), 10_000);
    },
    async 'Worker'() {
      await until(async () => (await admin.get('/api/dinleyici/pulse')).body.beats > 2, 10_000);
    },
    async 'Adapter'() {
      const { items } = (await admin.get('/api/adapters?kind=kargo.carrier')).body;
      expect(items.find((one: { id: string }) => one.id === 'postaci')).to.include({ title: 'Postacı', plugin: 'postaci' });
      expect((await admin.post('/api/connections', { adapterId: 'postaci', name: 'Deneme', settings: { address: 'http://127.0.0.1:1', key: 'k' } })).status).to.equal(201);
    },
    async 'Locales'() {
      const wish = async (language: string) => (await admin.get('/api/dil/wish', { 'accept-language': language })).body.wish;
      expect([await wish('tr'), await wish('en'), await wish('ru')]).to.deep.equal(['Hayırlı işler Ayşe', 'Good business, Ayşe', 'Hayırlı işler Ayşe']);
    },
    async 'Health'() {
      expect((await admin.get(`/api/plugins/nabiz?storeId=${storeId}`)).body.health[storeId].check).to.include({ ok: true, detail: '1' });
    },
    async 'Check'() {
      await host.database.transaction(tx => tx.run('INSERT INTO denge_hesaplar (id, firm_id, balance) VALUES ($1, $1, -5)', ['00000000-0000-7000-8000-000000000001']));
      const found = (await runChecks(host.database, host.checks)).find(one => one.check === 'denge.balance');
      expect(found?.violations).to.deep.equal(['account 00000000-0000-7000-8000-000000000001: -5']);
    },
    async 'Demonstration data'() {
      const { plugin: vitrin } = host.registry.installed.find(one => one.plugin.id === 'vitrin')!;
      const load = () => vitrin.demo!.load({ firmId: storeId, storeId } as never, host.container.use(vitrin, vitrin.demo!.use) as never);
      await load();
      await load();
      expect(await host.database.query('SELECT name FROM vitrin_raflar ORDER BY name')).to.have.length(3);
    },
  };
  for (const { heading } of examples) it(`do what they say: ${heading}`, async () => {
    expect(does).to.have.property(heading);
    await does[heading]!();
  });
});
