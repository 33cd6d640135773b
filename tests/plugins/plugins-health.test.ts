import { Outbox, definePlugin, health, job, object, permission, route, subscribe, t, tap, topic, worker, type HealthReport } from '@sontechsp/sdk';
import { expect } from 'chai';
import { installed } from '../../host/installed.js';
import { basket, sale } from '../../plugins/pos/contract.js';
import { listen } from '../live/rig.js';
import { until } from '../outbox/rig.js';
import { client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, type Good } from '../support/goods.js';
import { bootAt, openShop, type Shop } from '../support/host.js';

const told = topic('olcek.told', object({ n: t.Integer() }));
const asked: string[] = [];
let report: () => Promise<HealthReport> = async () => ({ ok: true, detail: 'İyi' });
const pause = (ms: number) => new Promise<void>(done => setTimeout(done, ms));
const plugin = definePlugin({
  id: 'olcek', name: 'Ölçek', version: '1.2.3', requires: ['pos'], optional: ['yok'], topics: [told],
  permissions: [permission('olcek.read', { admin: true })],
  taps: [
    tap(sale.join, { stage: 'late' }, () => pause(20)),
    tap(sale.join, { stage: 'early', after: ['stock'] }, () => undefined),
    tap(basket.warnings, {}, () => { throw new Error('no badge'); }),
  ],
  outbox: [subscribe(told, 'olcek.hear', {}, async () => undefined)],
  routes: [route({
    method: 'POST', path: '/tell', permission: 'signedIn', body: object({ n: t.Integer() }), use: { outbox: Outbox }, status: 204,
    handle: async ({ scope, body, use, once }) => once(async tx => use.outbox.add(tx, scope, told, body, `t${body.n}`)),
  })],
  jobs: [job({ id: 'olcek.nightly', schedule: { cron: '0 3 * * *' }, per: 'store' }, async () => ({}))],
  workers: [worker('olcek.listen', {}, async () => undefined)],
  health: health({}, async scope => { asked.push(scope.storeId); return report(); }),
  locales: { tr: { plugin: { description: 'Ölçer.' }, permissions: { 'olcek.read': 'Ölçüleri gör' } } },
});
const plugins = [...installed, plugin];

eachDatabase('How a plugin does', kind => {
  let shop: Shop;
  let good: Good;
  before(async () => {
    asked.length = 0;
    report = async () => ({ ok: true, detail: 'İyi' });
    shop = await openShop(kind, { plugins, boot: { jobs: false } });
    good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 100 });
  });
  after(() => shop.stop());
  const details = async (id = 'olcek', at = shop.admin) => (await at.get(`/api/plugins/${id}?storeId=${shop.storeId}`)).body;

  it('says what its taps cost a sale, quotes and refused baskets left out, added up over two hosts', async () => {
    const second = await bootAt(shop.place, plugins, { jobs: false });
    try {
      const there = client(second.url, shop.admin.token);
      for (let i = 0; i < 3; i++) expect((await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]))).status).to.equal(201);
      expect((await there.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]))).status).to.equal(201);
      await shop.admin.post('/api/pos/sales', { lines: [{ productId: good.id, quantity: 1 }], payments: [] });
      await there.get('/api/plugins');
      const { health } = await details();
      const [cost, ...more] = health[shop.storeId].costs;
      expect([cost.work, cost.times, more]).to.deep.equal(['pos.sale.join', 4, []]);
      expect(cost.meanMs).to.be.within(18, 200);
      expect(cost.p95Ms).to.be.within(12, 250);
    } finally {
      await second.host.stop();
    }
  });

  it('counts its faults by hook with the newest message', async () => {
    for (let i = 0; i < 2; i++) await shop.admin.post('/api/pos/quotes', { lines: [{ productId: good.id, quantity: 1 }] });
    const { health } = await details();
    const { errors, faults } = health[shop.storeId];
    expect([errors, faults.length]).to.deep.equal([2, 1]);
    expect(faults[0]).to.include({ hook: 'pos.basket.warnings', reason: 'threw', times: 2, message: 'no badge' });
  });

  it('is asked of itself once a minute per store, and is unwell when it throws or takes too long', async () => {
    const first = (await details()).health[shop.storeId].check;
    expect([first.ok, first.detail, asked]).to.deep.equal([true, 'İyi', [shop.storeId]]);
    await details();
    expect(asked).to.have.length(1);
    const other = await shop.anotherStore();
    report = async () => { throw new Error('geheim değil'); };
    const there = (await shop.admin.get(`/api/plugins/olcek?storeId=${other.storeId}`)).body.health;
    expect([there[other.storeId].check.ok, there[other.storeId].check.detail, there[shop.storeId].check.ok]).to.deep.equal([false, 'geheim değil', true]);
    const third = await shop.anotherStore();
    report = () => new Promise(() => undefined);
    const began = performance.now();
    const late = (await shop.admin.get(`/api/plugins/olcek?storeId=${third.storeId}`)).body.health[third.storeId].check;
    expect(late.ok).to.equal(false);
    expect(performance.now() - began).to.be.within(1900, 4000);
    expect(asked).to.have.length(3);
    const ready = await client(shop.url).get('/readyz');
    expect([ready.status, ready.body.checks.plugins.stock, ready.body.checks.plugins.olcek], 'told, and no reason to send nobody here').to.deep.equal([200, true, false]);
  });

  it('is told in full: rights, order of taps, routes, jobs, topics and what it waits for', async () => {
    await shop.admin.post('/api/olcek/tell', { n: 1 });
    const body = await details();
    expect(body.description).to.equal('Ölçer.');
    expect(body.permissions).to.deep.equal([{ id: 'olcek.read', title: 'Ölçüleri gör', roles: ['admin'] }]);
    expect(body.taps).to.deep.include({ hook: 'pos.sale.join', kind: 'join', stage: 'early', budget: 2000, place: 2, of: 3, order: ['stock', 'olcek', 'olcek'] });
    expect(body.taps.map((x: { stage: string }) => x.stage)).to.deep.equal(['early', 'late', 'late']);
    expect(body.routes).to.deep.equal([{ method: 'POST', path: '/api/olcek/tell', permission: 'signedIn' }]);
    expect(body.jobs).to.deep.equal([{ id: 'olcek.nightly', per: 'store', schedule: '0 3 * * *' }]);
    expect(body.workers).to.deep.equal(['olcek.listen']);
    expect(body.subscribers).to.deep.equal([{ topic: 'olcek.told', id: 'olcek.hear', onDisable: 'hold' }]);
    expect(body.health[shop.storeId].outbox).to.deep.equal({ waiting: 1, uncertain: 0, dead: 0, held: 0 });
    const { body: hooks } = await shop.admin.get('/api/hooks');
    expect(hooks.items.find((h: { hook: string }) => h.hook === 'pos.sale.join').taps.map((x: { plugin: string; stage: string }) => `${x.plugin} ${x.stage}`))
      .to.include.ordered.members(['stock early', 'olcek early', 'olcek late']);
    expect((await shop.admin.get('/api/plugins/hic')).body.code).to.equal('plugin.notFound');
    expect((await (await shop.as('manager')).get('/api/plugins/olcek')).status).to.equal(403);
    expect((await (await shop.as('manager')).get('/api/hooks')).status).to.equal(403);
  });

  it('is shown before a switch: what stops, what waits, who goes along and how many look on', async () => {
    const path = (id: string, enabled: boolean) => `/api/plugins/${id}/stores/${shop.storeId}/preview?enabled=${enabled}`;
    const listener = await listen(shop.admin);
    const { body } = await shop.admin.get(path('olcek', false));
    expect(body).to.deep.equal({
      enabled: false, others: [], openScreens: 1, screens: [], rows: [{ subscriber: 'olcek.hear', topic: 'olcek.told', onDisable: 'hold', rows: 1 }],
      jobs: [{ id: 'olcek.nightly', running: false }], taps: [{ plugin: 'olcek', hook: 'pos.sale.join' }, { plugin: 'olcek', hook: 'pos.basket.warnings' }], routes: 1,
    });
    const root = (await shop.admin.get(path('pos', false))).body;
    expect(root.others.map((o: { id: string }) => o.id)).to.include.members(['stock', 'olcek']);
    expect(root.screens.length).to.be.above(1);
    listener.close();
    await until(async () => (await shop.admin.get(path('olcek', false))).body.openScreens === 0, 3000);

    await shop.admin.put(`/api/plugins/olcek/stores/${shop.storeId}`, { enabled: false });
    const { body: back } = await shop.admin.get(path('olcek', true));
    expect([back.enabled, back.others, back.routes]).to.deep.equal([true, [], 1]);
    expect((await shop.admin.get(path('hic', false))).status).to.equal(404);
    await shop.admin.put(`/api/plugins/olcek/stores/${shop.storeId}`, { enabled: true });
  });

  it('is counted for open screens on every host', async () => {
    const second = await bootAt(shop.place, plugins, { jobs: false });
    const there = client(second.url, shop.admin.token);
    const listener = await listen(there);
    try {
      await there.get('/api/plugins');
      expect((await shop.admin.get(`/api/plugins/olcek/stores/${shop.storeId}/preview`)).body.openScreens).to.equal(1);
    } finally {
      listener.close();
      await second.host.stop();
    }
    expect((await shop.admin.get(`/api/plugins/olcek/stores/${shop.storeId}/preview`)).body.openScreens).to.equal(0);
  });
});
