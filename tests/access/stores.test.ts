import { expect } from 'chai';
import { openShop, type Shop } from '../support/host.js';
import { client, type Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood } from '../support/goods.js';

eachDatabase('Ids of another store', kind => {
  let shop: Shop;
  let here: Client;
  let there: Client;
  let other: { storeId: string; terminalId: string; warehouseId: string };
  before(async () => {
    shop = await openShop(kind);
    other = await shop.anotherStore();
    here = await shop.as('manager');
    there = await shop.as('manager', other);
  });
  after(() => shop.stop());

  it('of a sale answer 404, and its list does not show it', async () => {
    const good = await makeGood(shop.admin);
    const sale = await here.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]));
    expect(sale.status, sale.text).to.equal(201);
    for (const path of [`/api/pos/sales/${sale.body.id}`, `/api/pos/sales/${sale.body.id}/receipt?format=text`]) {
      const reply = await there.get(path);
      expect([reply.status, reply.body.code], path).to.deep.equal([404, 'pos.notFound']);
      expect((await here.get(path)).status).to.equal(200);
    }
    expect((await there.get('/api/pos/sales')).body.items).to.deep.equal([]);
  });

  it('of a warehouse can be neither read nor booked to', async () => {
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 7 });
    const booked = await there.post('/api/stock/movements', { productId: good.id, warehouseId: shop.warehouseId, type: 'in', quantity: 1, reason: 'x' });
    expect(booked.status).to.equal(404);
    const seen = await there.get(`/api/stock/balances?productId=${good.id}`);
    expect(seen.body.items.filter((i: { onHand: number }) => i.onHand !== 0)).to.deep.equal([]);
    expect((await there.get(`/api/stock/movements?productId=${good.id}`)).body.items).to.deep.equal([]);
  });

  it('cannot be signed in to by a user of this one', async () => {
    const login = await client(shop.url).post('/api/auth/login', { username: 'manager1', password: 'kedi-merdiven-7' });
    const mine = client(shop.url, login.body.accessToken);
    expect((await mine.post('/api/auth/context', { storeId: other.storeId, terminalId: other.terminalId })).status).to.equal(403);
    expect((await mine.post('/api/auth/context', { storeId: shop.storeId, terminalId: other.terminalId })).status).to.equal(404);
    expect(login.body.stores.map((s: { id: string }) => s.id)).to.deep.equal([shop.storeId]);
  });
});
