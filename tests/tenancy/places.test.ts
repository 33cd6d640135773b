import { expect } from 'chai';
import { Tenancy } from '@sontechsp/sdk';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';

eachDatabase('Stores, terminals and warehouses', kind => {
  let shop: Shop;
  before(async () => { shop = await openShop(kind); });
  after(() => shop.stop());

  it('get codes that count up and never change', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, (_, i) => shop.admin.post('/api/stores', { name: `Şube ${i}` })));
    expect(made.map(m => m.body.code).sort()).to.deep.equal(['M2', 'M3', 'M4', 'M5']);
    const storeId = made[0]!.body.id;
    const till = await shop.admin.post('/api/terminals', { storeId, name: 'Kasa' });
    expect(till.body).to.deep.include({ storeId, code: 'K1', name: 'Kasa' });
    expect((await shop.admin.post('/api/terminals', { storeId, name: 'Kasa 2' })).body.code).to.equal('K2');
    const renamed = await shop.admin.patch(`/api/terminals/${till.body.id}`, { name: 'Giriş' });
    expect([renamed.status, renamed.body.code, renamed.body.name]).to.deep.equal([200, 'K1', 'Giriş']);
    expect((await shop.admin.patch(`/api/terminals/${till.body.id}`, { code: 'K9' })).status).to.equal(400);
  });

  it('come with one warehouse, the one sold from; later ones are not', async () => {
    const { body: store } = await shop.admin.post('/api/stores', { name: 'Depolu', timeZone: 'Europe/Berlin' });
    expect(store).to.include({ timeZone: 'Europe/Berlin', language: 'tr' });
    const second = await shop.admin.post('/api/warehouses', { storeId: store.id, name: 'Arka depo' });
    expect(second.body).to.include({ code: 'D2', isDefault: false });
    const { items } = (await shop.admin.get(`/api/warehouses?storeId=${store.id}`)).body;
    expect(items.map((w: { code: string; isDefault: boolean }) => [w.code, w.isDefault])).to.deep.equal([['D1', true], ['D2', false]]);
    expect((await shop.host.resolve(Tenancy).defaultWarehouse(store.id)).id).to.equal(items[0].id);
  });

  it('are seen changed by the next request', async () => {
    const tenancy = shop.host.resolve(Tenancy);
    expect((await tenancy.store(shop.storeId)).name).to.equal('Merkez');
    await shop.admin.patch(`/api/stores/${shop.storeId}`, { name: 'Çarşı', language: 'en' });
    expect(await tenancy.store(shop.storeId)).to.include({ name: 'Çarşı', language: 'en', code: 'M1' });
    expect((await shop.admin.get('/api/auth/me')).body.stores[0].name).to.equal('Çarşı');
    expect((await shop.admin.get('/api/stores?q=carsi')).body.items).to.have.lengthOf(1);
  });

  it('are shown to those who may enter them only', async () => {
    const other = await shop.anotherStore();
    const cashier = await shop.as('cashier');
    for (const path of ['stores', 'terminals', 'warehouses']) {
      const { items } = (await cashier.get(`/api/${path}`)).body as { items: { id: string; storeId?: string }[] };
      expect(new Set(items.map(i => i.storeId ?? i.id)), path).to.deep.equal(new Set([shop.storeId]));
    }
    expect((await cashier.get(`/api/warehouses?storeId=${other.storeId}`)).status).to.equal(404);
    expect((await cashier.post('/api/stores', { name: 'X' })).status).to.equal(403);
  });

  it('are refused in a zone or a store that does not exist', async () => {
    for (const timeZone of ['Mars/Olympus', '+03:00', 'UTC; DROP']) expect((await shop.admin.post('/api/stores', { name: 'X', timeZone })).status, timeZone).to.equal(400);
    const nowhere = '0190a000-0000-7000-8000-000000000000';
    expect((await shop.admin.post('/api/terminals', { storeId: nowhere, name: 'X' })).status).to.equal(404);
    for (const path of ['stores', 'terminals', 'warehouses']) expect((await shop.admin.patch(`/api/${path}/${nowhere}`, { name: 'X' })).status, path).to.equal(404);
    expect((await shop.admin.post('/api/stores', { name: '   ' })).status).to.equal(400);
  });
});
