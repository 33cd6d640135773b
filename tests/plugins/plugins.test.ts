import { definePlugin, object, permission, route, t, type Plugin } from '@sontechsp/sdk';
import { expect } from 'chai';
import { listen } from '../live/rig.js';
import { until } from '../outbox/rig.js';
import { client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';
import { quickest } from '../support/quickest.js';

/** root ← trunk ← leaf, each with a route that says who it is. */
const plugin = (id: string, requires: readonly string[] = []): Plugin => definePlugin({
  id, name: id.toUpperCase(), version: '1.0.0', requires, permissions: [permission(`${id}.read`, { cashier: true, manager: true, admin: true })],
  routes: [route({ method: 'GET', path: '/who', permission: `${id}.read`, reply: object({ id: t.String() }), handle: async () => ({ id }) })],
});
const plugins = [plugin('kok'), plugin('govde', ['kok']), plugin('yaprak', ['govde@^1.0.0']), plugin('kayip', ['yok'])];

eachDatabase('Plugins per store', kind => {
  let shop: Shop;
  beforeEach(async () => { shop = await openShop(kind, { plugins }); });
  afterEach(() => shop.stop());
  const put = (id: string, body: object, storeId = shop.storeId) => shop.admin.put(`/api/plugins/${id}/stores/${storeId}`, body);
  const isOn = async (at = shop.admin) => Promise.all(['kok', 'govde', 'yaprak'].map(async id => (await at.get(`/api/${id}/who`)).status === 200));

  it('are all on in a new store, and listed with what they require and why one does not run', async () => {
    const { status, body } = await shop.admin.get('/api/plugins');
    expect(status).to.equal(200);
    expect(body.nextCursor).to.equal(null);
    expect(body.items.map((i: { id: string; state: string; requires: string[] }) => [i.id, i.state, i.requires])).to.deep.equal([
      ['kok', 'active', []], ['govde', 'active', ['kok']], ['yaprak', 'active', ['govde@^1.0.0']], ['kayip', 'failed', ['yok']],
    ]);
    expect(body.items[0].stores).to.deep.equal({ [shop.storeId]: { enabled: true, state: 'on' } });
    expect(body.items[3].reason).to.match(/'kayip' requires 'yok'/);
  });

  it('are not switched off while one that is on needs them', async () => {
    const { status, body } = await put('kok', { enabled: false });
    expect([status, body.code, body.by]).to.deep.equal([409, 'plugin.required', ['yaprak', 'govde']]);
    expect(await isOn()).to.deep.equal([true, true, true]);
  });

  it('take those that need them along with cascade, at once, in that store only', async () => {
    const other = await shop.anotherStore();
    const there = await shop.as('cashier', other);
    const { status, body } = await put('kok', { enabled: false, cascade: true });
    expect(status).to.equal(200);
    expect([body.id, body.stores[shop.storeId], body.stores[other.storeId]]).to.deep.equal(['kok', { enabled: false, state: 'off' }, { enabled: true, state: 'on' }]);
    expect((await shop.admin.get('/api/kok/who')).body.code).to.equal('plugin.disabled');
    expect(await isOn()).to.deep.equal([false, false, false]);
    expect(await isOn(there)).to.deep.equal([true, true, true]);
  });

  it('are not switched on without what they need, unless that comes along', async () => {
    await put('kok', { enabled: false, cascade: true });
    const { status, body } = await put('yaprak', { enabled: true });
    expect([status, body.code, body.needs]).to.deep.equal([409, 'plugin.requires', ['kok', 'govde']]);
    expect((await put('yaprak', { enabled: true, cascade: true })).status).to.equal(200);
    expect(await isOn()).to.deep.equal([true, true, true]);
  });

  it('stay a set that fits when two administrators switch at once', async () => {
    for (let round = 0; round < 5; round++) {
      await put('yaprak', { enabled: false });
      await Promise.all([put('yaprak', { enabled: true }), put('govde', { enabled: false })]);
      const { body } = await shop.admin.get('/api/plugins');
      const states = Object.fromEntries(body.items.map((i: { id: string; stores: Record<string, { enabled: boolean }> }) => [i.id, i.stores[shop.storeId]!.enabled]));
      expect(states.yaprak && !states.govde, 'leaf on without trunk').to.equal(false);
      await put('yaprak', { enabled: true, cascade: true });
    }
  });

  it('tell their store on every host within 250 ms, and no other store', async () => {
    const other = await shop.as('cashier', await shop.anotherStore());
    const { host, url } = await bootAt(shop.place, plugins);
    try {
      const far = await client(url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
      const listeners = await Promise.all([shop.admin, other, far].map(each => listen(each)));
      const [near, stranger, afar] = listeners;
      let switches = 0;
      const enable = async (enabled: boolean): Promise<void> => {
        await put('yaprak', { enabled });
        switches++;
      };
      expect(await quickest(250, 4, async () => {
        if (switches > 0) await enable(true);
        await until(async () => (await far.get('/api/yaprak/who')).status === 200, 2000);
        await new Promise(done => setTimeout(done, 200));
        await enable(false);
        const began = performance.now();
        await until(async () => (await far.get('/api/yaprak/who')).status === 404, 2000);
        await until(() => [near, afar].every(l => l!.of('plugins.changed').length === switches), 2000);
        return performance.now() - began;
      })).to.be.below(250);
      expect(afar!.of('plugins.changed').at(-1)).to.deep.equal({ plugin: 'yaprak', storeId: shop.storeId, enabled: false });
      expect(stranger!.of('plugins.changed')).to.deep.equal([]);
      listeners.forEach(l => l.close());
    } finally {
      await host.stop();
    }
  });

  it('are switched by administrators only, by names that exist, in stores of the firm', async () => {
    const manager = await shop.as('manager');
    expect((await manager.put(`/api/plugins/kok/stores/${shop.storeId}`, { enabled: false })).status).to.equal(403);
    expect((await manager.get('/api/plugins')).status).to.equal(403);
    const answers = await Promise.all([
      put('hic', { enabled: false }), put('host', { enabled: false }), put('yaprak', { enabled: false }, '01900000-0000-7000-8000-000000000001'),
      put('yaprak', { enabled: 'no' }), put('yaprak', {}), put('yaprak', { enabled: true, more: 1 }), put('kayip', { enabled: true }),
    ]);
    expect(answers.map(a => [a.status, a.body.code])).to.deep.equal([
      [404, 'plugin.notFound'], [404, 'plugin.notFound'], [404, 'host.notFound'],
      [400, 'request.invalid'], [400, 'request.invalid'], [400, 'request.invalid'], [409, 'plugin.broken'],
    ]);
  });

  it('leave a trace of who switched what, and none when nothing changed', async () => {
    await put('yaprak', { enabled: true });
    await put('govde', { enabled: false, cascade: true });
    const rows = await shop.host.database.query<{ action: string; subject_id: string }>(
      "SELECT action, subject_id FROM denetim_kayitlari WHERE action LIKE 'host.plugin.%' ORDER BY sequence");
    expect(rows.map(r => `${r.action} ${r.subject_id}`)).to.deep.equal(['host.plugin.disable yaprak', 'host.plugin.disable govde']);
    expect(await shop.doctor()).to.deep.equal([]);
  });
});
