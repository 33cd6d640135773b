import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { definePlugin, tap } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { sale } from '../../plugins/pos/contract.js';
import { eachDatabase } from '../support/databases.js';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';
import { client, type Client } from '../support/client.js';
import { anyBarcode } from '../support/goods.js';

/** A host may remember what a barcode meant; another host of the database may have changed it since. */
eachDatabase('A sale of goods that this host remembers', kind => {
  let shop: Shop;
  let other: Awaited<ReturnType<typeof bootAt>>;
  let there: Client;
  let id: string;
  const barcode = anyBarcode();
  const sell = (extra: Record<string, unknown> = {}) =>
    shop.admin.post('/api/pos/sales', { lines: [{ barcode, quantity: 1 }], payments: [{ method: 'cash', amount: 10_000 }], ...extra });

  before(async () => {
    shop = await openShop(kind);
    other = await bootAt(shop.place);
    there = await client(other.url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
    id = (await shop.admin.post('/api/katalog/products', { name: 'Çay', barcodes: [{ code: barcode }], vatRate: 10, price: 1000, unit: 'piece' })).body.id;
    await sell();
  });
  after(async () => {
    await other.host.stop();
    await shop.stop();
  });

  it('has the price that another host gave them a moment ago', async () => {
    await there.patch(`/api/katalog/products/${id}`, { price: 1250 });
    const sold = await sell();
    expect([sold.status, sold.body.total]).to.deep.equal([201, 1250]);
  });

  it('is refused when the screen still shows the price of before', async () => {
    await there.patch(`/api/katalog/products/${id}`, { price: 1500 });
    const refused = await sell({ expectedTotal: 1250 });
    expect([refused.status, refused.body.code, refused.body.total]).to.deep.equal([409, 'pos.priceChanged', 1500]);
  });

  it('is paid in full once they cost more than what was handed over', async () => {
    await there.patch(`/api/katalog/products/${id}`, { price: 2000 });
    const refused = await sell({ payments: [{ method: 'cash', amount: 1500 }] });
    expect([refused.status, refused.body.code, refused.body.due]).to.deep.equal([422, 'pos.paymentShort', 2000]);
  });

  it('is the sale of what now carries the barcode', async () => {
    await there.patch(`/api/katalog/products/${id}`, { barcodes: [] });
    const taken = await there.post('/api/katalog/products', { name: 'Kahve', barcodes: [{ code: barcode }], vatRate: 20, price: 9000, unit: 'piece' });
    const sold = await sell();
    expect([sold.status, sold.body.lines[0].productId, sold.body.lines[0].name, sold.body.total]).to.deep.equal([201, taken.body.id, 'Kahve', 9000]);
    id = taken.body.id;
  });

  it('is refused once they are out of sale', async () => {
    await there.delete(`/api/katalog/products/${id}`);
    const refused = await sell();
    expect([refused.status, refused.body.code]).to.deep.equal([404, 'katalog.notFound']);
    expect(await shop.doctor()).to.deep.equal([]);
  });
});

eachDatabase('A sale that turns out to be out of date', kind => {
  const slow = definePlugin({
    id: 'yavas', name: 'Yavaş', version: '1.0.0', requires: ['pos'],
    taps: [tap(sale.join, { stage: 'early', use: {} }, async (_, { tx }) => {
      await sleep(100);
      await tx.query('SELECT 1 AS one');
    })],
  });

  it('is no fault of a plugin that was still at work in it', async () => {
    const plugins = [...installed, slow];
    const shop = await openShop(kind, { plugins });
    const other = await bootAt(shop.place, plugins);
    const there = await client(other.url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
    const barcode = anyBarcode();
    const { id } = (await shop.admin.post('/api/katalog/products', { name: 'Çay', barcodes: [{ code: barcode }], vatRate: 10, price: 1000, unit: 'piece' })).body;
    const sell = () => shop.admin.post('/api/pos/sales', { lines: [{ barcode, quantity: 1 }], payments: [{ method: 'cash', amount: 10_000 }] });
    await sell();
    await there.patch(`/api/katalog/products/${id}`, { price: 1250 });
    expect((await sell()).body.total).to.equal(1250);
    await sleep(150);
    const { items } = (await shop.admin.get('/api/plugins')).body;
    expect(items.find((plugin: { id: string }) => plugin.id === 'yavas').health[shop.storeId].faults).to.deep.equal([]);
    await other.host.stop();
    await shop.stop();
  });
});
