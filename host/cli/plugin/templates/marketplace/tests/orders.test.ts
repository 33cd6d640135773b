import { expect } from 'chai';
import { testHost, type TestHost } from '@sontechsp/sdk/testing';
import plugin from '../plugin.js';
import { simulator } from '../simulator.js';

describe('Orders of the marketplace', () => {
  let host: TestHost;
  let market: Awaited<ReturnType<typeof simulator>>;
  before(async () => {
    market = await simulator();
    host = await testHost([plugin], { now: new Date().toISOString() });
  });
  after(async () => {
    await host.stop();
    await market.stop();
  });
  const settings = (values: object) => host.admin.put(`/api/plugins/ornek/settings?storeId=${host.storeId}`, values);
  const numbers = async () => (await host.admin.get('/api/ornek/orders')).body.items.map((order: { number: string }) => order.number);

  it('are none while nobody has written the address', async () => {
    expect((await host.admin.post('/api/ornek/fetch')).body).to.deep.equal({ orders: 0 });
  });

  it('say when the key is wrong, and keep it to themselves', async () => {
    await settings({ address: market.url, apiKey: 'yanlis-anahtar' });
    expect((await host.admin.post('/api/ornek/fetch')).body.code).to.equal('ornek.refused');
    expect((await host.admin.get(`/api/plugins/ornek/settings?storeId=${host.storeId}`)).text).to.not.contain('yanlis-anahtar');
  });

  it('can be tried for from the settings form, before anything is saved', async () => {
    const test = async (values: object) => (await host.admin.post(`/api/plugins/ornek/settings/test?storeId=${host.storeId}`, values)).body;
    expect(await test(market.settings)).to.deep.equal({ ok: true });
    expect((await test({ ...market.settings, apiKey: 'yanlis-anahtar' })).failure.kind).to.equal('auth');
    expect((await test({ ...market.settings, address: '' })).failure.kind).to.equal('validation');
  });

  it('come once, however often they are asked for, and again when they changed', async () => {
    await settings(market.settings);
    await host.admin.post('/api/ornek/fetch');
    await host.admin.post('/api/ornek/fetch');
    expect(await numbers()).to.deep.equal(['PZ-1003', 'PZ-1002', 'PZ-1001']);
    market.orders.push({ ...market.orders[2]!, state: 'shipped', changedAt: new Date().toISOString() });
    await host.admin.post('/api/ornek/fetch');
    const { items } = (await host.admin.get('/api/ornek/orders')).body;
    expect(items.map((order: { state: string }) => order.state)).to.deep.equal(['shipped', 'new', 'new']);
  });

  it('stay as they are when the marketplace is away', async () => {
    await settings({ ...market.settings, address: 'http://127.0.0.1:1' });
    expect((await host.admin.post('/api/ornek/fetch')).body.code).to.equal('ornek.away');
    expect(await numbers()).to.have.length(3);
  });
});
