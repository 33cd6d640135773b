import { definePlugin, object, route, subscribe, t, tap, topic, Outbox, type Plugin } from '@sontechsp/sdk';
import { expect } from 'chai';
import { installed } from '../../host/installed.js';
import { sale } from '../../plugins/pos/contract.js';
import { listen } from '../live/rig.js';
import { until } from '../outbox/rig.js';
import { client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';
import { bootAt, openShop, type Shop } from '../support/host.js';
import { quickest } from '../support/quickest.js';

/** Plugins that fail when the test says so. */
const fails = { join: false, price: false, essential: false, rows: false };
const ding = topic('kotu.ding', object({ n: t.Integer() }));
const joiner = definePlugin({
  id: 'kotu', name: 'Kötü', version: '1.0.0', requires: ['pos'], topics: [ding],
  taps: [tap(sale.join, {}, () => { if (fails.join) throw new Error('points are not there'); })],
  outbox: [subscribe(ding, 'kotu.hear', {}, async () => { if (fails.rows) throw new Error('deaf'); })],
  routes: [
    route({ method: 'GET', path: '/ping', permission: 'signedIn', handle: async () => ({ pong: true }) }),
    route({ method: 'GET', path: '/bug', permission: 'signedIn', handle: async () => { throw new Error('a bug'); } }),
    route({
      method: 'POST', path: '/ding', permission: 'signedIn', body: object({ n: t.Integer() }), use: { outbox: Outbox }, status: 204,
      handle: async ({ scope, body, use, once }) => once(async tx => use.outbox.add(tx, scope, ding, body, `d${body.n}`)),
    }),
  ],
});
const pricer = definePlugin({
  id: 'fiyatci', name: 'Fiyatçı', version: '1.0.0', requires: ['pos'],
  taps: [tap(sale.price, {}, basket => { if (fails.price) throw new Error('no prices'); return basket; })],
});
const guard = definePlugin({
  id: 'bekci', name: 'Bekçi', version: '1.0.0', requires: ['pos'], essential: true,
  taps: [tap(sale.join, { stage: 'early' }, () => { if (fails.essential) throw new Error('cannot guard'); })],
});
const plugins: readonly Plugin[] = [...installed, joiner, pricer, guard];

eachDatabase('A plugin that keeps failing', kind => {
  let shop: Shop;
  let good: Good;
  before(async () => {
    shop = await openShop(kind, { plugins, boot: { jobs: true } });
    good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 1000 });
    // The first sale of a terminal makes its counter, under locks of its own.
    await sell();
  });
  afterEach(() => Object.assign(fails, { join: false, price: false, essential: false, rows: false }));
  after(() => shop.stop());
  const sell = () => shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]));
  const item = async (id: string) => (await shop.admin.get('/api/plugins')).body.items.find((i: { id: string }) => i.id === id);
  const stateOf = async (id: string) => (await item(id)).stores[shop.storeId];
  const actions = async (): Promise<string[]> => (await shop.host.database.query<{ action: string; subject_id: string }>(
    "SELECT action, subject_id FROM denetim_kayitlari WHERE action LIKE 'host.plugin.%' ORDER BY sequence")).map(r => `${r.action} ${r.subject_id}`);

  it('in a join is suspended in that store, so that sales go on without it, and an admin lets it try again', async () => {
    const other = await shop.anotherStore();
    const listener = await listen(shop.admin);
    fails.join = true;
    const refused = await Promise.all([1, 2, 3, 4, 5].map(sell));
    expect(refused.map(r => [r.status, r.body.code, r.body.plugin])).to.deep.equal(Array(5).fill([500, 'plugin.failed', 'kotu']));
    await until(async () => (await sell()).status === 201, 3000);
    const { stores, suspended } = await item('kotu');
    expect([stores[shop.storeId], stores[other.storeId]]).to.deep.equal([{ enabled: true, state: 'suspended' }, { enabled: true, state: 'on' }]);
    expect(suspended).to.have.all.keys(shop.storeId);
    expect(suspended[shop.storeId]).to.include({ hook: 'pos.sale.join', reason: 'threw', message: 'points are not there' });
    expect((await shop.admin.get('/api/kotu/ping')).body.code).to.equal('plugin.disabled');
    await until(() => listener.of('plugins.changed').length > 0, 2000);
    expect(listener.of('plugins.changed')).to.deep.equal([{ plugin: 'kotu', storeId: shop.storeId, enabled: true, state: 'suspended' }]);
    listener.close();

    fails.join = false;
    const resumed = await shop.admin.post(`/api/plugins/kotu/stores/${shop.storeId}/resume`);
    expect([resumed.status, resumed.body.stores[shop.storeId], resumed.body.suspended]).to.deep.equal([200, { enabled: true, state: 'on' }, {}]);
    expect((await shop.admin.get('/api/kotu/ping')).status).to.equal(200);
    expect(await actions()).to.deep.equal(['host.plugin.suspend kotu', 'host.plugin.resume kotu']);
    expect((await shop.admin.post(`/api/plugins/kotu/stores/${shop.storeId}/resume`)).status).to.equal(200);
    expect(await actions(), 'nothing to resume').to.have.length(2);
    expect(await shop.doctor()).to.deep.equal([]);
  });

  it('is let go by switching it on, and is off after switching it off', async () => {
    fails.join = true;
    await Promise.all([1, 2, 3, 4, 5].map(sell));
    await until(async () => (await stateOf('kotu')).state === 'suspended', 3000);
    fails.join = false;
    expect((await shop.admin.put(`/api/plugins/kotu/stores/${shop.storeId}`, { enabled: true })).body.stores[shop.storeId]).to.deep.equal({ enabled: true, state: 'on' });
    fails.join = true;
    await Promise.all([1, 2, 3, 4, 5].map(sell));
    await until(async () => (await stateOf('kotu')).state === 'suspended', 3000);
    expect((await shop.admin.put(`/api/plugins/kotu/stores/${shop.storeId}`, { enabled: false })).body.stores[shop.storeId]).to.deep.equal({ enabled: false, state: 'off' });
    await shop.admin.post(`/api/plugins/kotu/stores/${shop.storeId}/resume`);
    expect(await stateOf('kotu'), 'resume is for what is suspended').to.deep.equal({ enabled: false, state: 'off' });
    fails.join = false;
    await shop.admin.put(`/api/plugins/kotu/stores/${shop.storeId}`, { enabled: true });
  });

  it('in a price is suspended too, and warns no longer', async () => {
    fails.price = true;
    const warned = await sell();
    expect(warned.body.warnings.map((w: { code: string }) => w.code)).to.deep.equal(['pos.priceSkipped']);
    for (let i = 0; i < 4; i++) await sell();
    await until(async () => (await sell()).body.warnings.length === 0, 3000);
    expect(await stateOf('fiyatci')).to.deep.equal({ enabled: true, state: 'suspended' });
    await shop.admin.post(`/api/plugins/fiyatci/stores/${shop.storeId}/resume`);
  });

  it('but is essential is never suspended: its sales stay refused, which is written down once', async () => {
    fails.essential = true;
    const before = await onHand(shop.admin, good);
    const refused = [];
    for (let i = 0; i < 12; i++) refused.push((await sell()).body.plugin);
    expect(refused).to.deep.equal(Array(12).fill('bekci'));
    await until(async () => (await actions()).includes('host.plugin.keepsFailing bekci'), 3000);
    expect([await stateOf('bekci'), (await sell()).status, await onHand(shop.admin, good)]).to.deep.equal([{ enabled: true, state: 'on' }, 500, before]);
    expect((await actions()).filter(a => a.includes('bekci'))).to.have.length(1);
    expect((await item('bekci')).health[shop.storeId].errors).to.equal(13);
  });

  it('in a route is counted and stays on: what callers send switches nothing off', async () => {
    for (let i = 0; i < 8; i++) expect((await shop.admin.get('/api/kotu/bug')).status).to.equal(500);
    const { stores, health } = await item('kotu');
    expect(stores[shop.storeId].state).to.equal('on');
    expect(health[shop.storeId].faults.find((f: { hook: string }) => f.hook === 'route GET /bug')).to.include({ times: 8, reason: 'threw', message: 'a bug' });
  });

  it('at many rows of the outbox is suspended, and its rows are kept for when it may try again', async () => {
    fails.rows = true;
    for (let n = 0; n < 6; n++) await shop.admin.post('/api/kotu/ding', { n });
    await until(async () => (await stateOf('kotu')).state === 'suspended', 15_000);
    fails.rows = false;
    await shop.admin.post(`/api/plugins/kotu/stores/${shop.storeId}/resume`);
    await until(async () => {
      const [left] = await shop.host.database.query<{ rows: number }>("SELECT COUNT(*) AS rows FROM cikis_kutusu WHERE subscriber = 'kotu.hear' AND state <> 'done'");
      return left!.rows === 0;
    }, 20_000);
  });

  it('on one host is suspended on the others within 250 ms', async () => {
    const second = await bootAt(shop.place, plugins);
    try {
      const there = client(second.url, shop.admin.token);
      expect(await quickest(250, 4, async () => {
        fails.join = false;
        await shop.admin.post(`/api/plugins/kotu/stores/${shop.storeId}/resume`);
        await until(async () => (await there.get('/api/kotu/ping')).status === 200, 2000);
        fails.join = true;
        await Promise.all([1, 2, 3, 4, 5].map(sell));
        await until(async () => (await shop.admin.get('/api/kotu/ping')).status === 404, 3000);
        const began = performance.now();
        await until(async () => (await there.get('/api/kotu/ping')).status === 404, 2000);
        return performance.now() - began;
      })).to.be.below(250);
    } finally {
      await second.host.stop();
    }
  });
});
