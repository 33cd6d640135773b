import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { definePlugin, tap } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { sale } from '../../plugins/pos/contract.js';
import { eachDatabase } from '../support/databases.js';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';
import { client, type Client } from '../support/client.js';
import { anyBarcode } from '../support/goods.js';

/**
 * A host builds a sale on what it remembers of the goods, the last receipt and the shelf; another host of the database may have
 * changed any of it since.
 */
eachDatabase('A sale built on what this host remembers', kind => {
  let shop: Shop;
  let other: Awaited<ReturnType<typeof bootAt>>;
  let there: Client;
  let id: string;
  const barcode = anyBarcode();
  const sell = (extra: Record<string, unknown> = {}) =>
    shop.admin.post('/api/pos/sales', { lines: [{ barcode, quantity: 1 }], payments: [{ method: 'cash', amount: 10_000 }], ...extra });
  const stocked = (productId: string, quantity: number) =>
    there.post('/api/stock/movements', { productId, warehouseId: shop.warehouseId, type: quantity < 0 ? 'out' : 'in', quantity: Math.abs(quantity), reason: 'test' });

  before(async () => {
    shop = await openShop(kind);
    other = await bootAt(shop.place);
    there = await client(other.url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
    id = (await shop.admin.post('/api/katalog/products', { name: 'Çay', barcodes: [{ code: barcode }], vatRate: 10, price: 1000, unit: 'piece' })).body.id;
    await stocked(id, 1000);
    for (let n = 0; n < 2; n++) expect((await sell()).body.warnings).to.deep.equal([]);
  });
  after(async () => {
    await other.host.stop();
    await shop.stop();
  });

  /** The optimistic transactions a sale takes, and whether they came through. */
  async function transactionsOf<T>(work: () => Promise<T>): Promise<[T, string[]]> {
    const { database } = shop.host;
    const { transaction } = database;
    const seen: string[] = [];
    database.transaction = (async (run: never, options?: { optimistic?: boolean }) => {
      if (!options?.optimistic) return transaction(run, options);
      try {
        const result = await transaction(run, options);
        seen.push('written');
        return result;
      } catch (error) {
        seen.push('in vain');
        throw error;
      }
    }) as typeof transaction;
    try {
      return [await work(), seen];
    } finally {
      database.transaction = transaction;
    }
  }
  const once = kind === 'postgres' ? ['written'] : [];
  const again = kind === 'postgres' ? ['in vain'] : [];

  it('is written without looking first, where locks would have to be waited for', async () => {
    const [sold, took] = await transactionsOf(() => sell());
    expect([sold.status, took]).to.deep.equal([201, once]);
  });

  it('has the price that another host gave the goods a moment ago', async () => {
    await there.patch(`/api/katalog/products/${id}`, { price: 1250 });
    const [sold, took] = await transactionsOf(() => sell());
    expect([sold.status, sold.body.total, took]).to.deep.equal([201, 1250, again]);
    expect((await transactionsOf(() => sell()))[1]).to.deep.equal(once);
  });

  it('has the name and the rate of KDV that another host gave them', async () => {
    await there.patch(`/api/katalog/products/${id}`, { name: 'Siyah çay', vatRate: 20 });
    const { name, vatRate } = (await sell()).body.lines[0];
    expect({ name, vatRate }).to.deep.equal({ name: 'Siyah çay', vatRate: 20 });
  });

  it('is refused when the screen still shows the price of before', async () => {
    await there.patch(`/api/katalog/products/${id}`, { price: 1500 });
    const refused = await sell({ expectedTotal: 1250 });
    expect([refused.status, refused.body.code, refused.body.total]).to.deep.equal([409, 'pos.priceChanged', 1500]);
  });

  it('is paid in full once the goods cost more than what was handed over', async () => {
    await there.patch(`/api/katalog/products/${id}`, { price: 2000 });
    const refused = await sell({ payments: [{ method: 'cash', amount: 1500 }] });
    expect([refused.status, refused.body.code, refused.body.due]).to.deep.equal([422, 'pos.paymentShort', 2000]);
  });

  it('follows the receipt that another host wrote at the same till', async () => {
    const before = (await sell()).body.sequence;
    await there.post('/api/pos/sales', { lines: [{ productId: id, quantity: 1 }], payments: [{ method: 'cash', amount: 10_000 }] });
    const [sold, took] = await transactionsOf(() => sell());
    expect([sold.body.sequence, took]).to.deep.equal([before + 2, again]);
  });

  it('is of the shift that another host opened, and of none once it is closed', async () => {
    const { body: { id: shiftId } } = await there.post('/api/pos/shifts', { openingCash: 0 });
    const inside = await sell();
    expect((await transactionsOf(() => sell()))[1]).to.deep.equal(once);
    await there.post(`/api/pos/shifts/${shiftId}/close`, { countedCash: 0 });
    const outside = await sell();
    const shifts = await shop.host.database.query<{ shift_id: string | null }>('SELECT shift_id FROM pos_satislar WHERE id IN ($1, $2) ORDER BY sequence', [inside.body.id, outside.body.id]);
    expect(shifts.map(row => row.shift_id)).to.deep.equal([shiftId, null]);
  });

  it('warns of a shelf that another host has emptied, and is refused below the floor', async () => {
    const { onHand } = (await there.get(`/api/stock/balances?productId=${id}`)).body.items[0];
    await stocked(id, -(onHand - 1));
    const [last, took] = await transactionsOf(() => sell());
    expect([last.body.warnings, took]).to.deep.equal([[{ code: 'stock.zero', productId: id, onHand: 0 }], again]);
    // Known to be short now: nothing is sent in vain.
    const [under] = await transactionsOf(() => sell({ lines: [{ barcode, quantity: 5 }] }));
    expect(under.body.warnings).to.deep.equal([{ code: 'stock.negative', productId: id, onHand: -5 }]);
    expect((await sell()).body).to.include({ code: 'stock.insufficient', onHand: -5, requested: 1, floor: -5 });
    await stocked(id, 500);
    await sell();
    expect((await transactionsOf(() => sell()))[1]).to.deep.equal(once);
  });

  it('obeys the levels a product has of its own', async () => {
    const { onHand } = (await there.get(`/api/stock/balances?productId=${id}`)).body.items[0];
    const put = await there.patch(`/api/stock/balances/${id}`, { warehouseId: shop.warehouseId, warnAt: onHand });
    expect(put.status, JSON.stringify(put.body)).to.equal(200);
    expect((await sell()).body.warnings).to.deep.equal([{ code: 'stock.zero', productId: id, onHand: onHand - 1 }]);
    await there.patch(`/api/stock/balances/${id}`, { warehouseId: shop.warehouseId, warnAt: null, floor: onHand });
    expect((await sell()).body).to.include({ code: 'stock.insufficient', floor: onHand });
    await there.patch(`/api/stock/balances/${id}`, { warehouseId: shop.warehouseId, warnAt: null, floor: null });
    await sell();
  });

  it('takes nothing from the shelf once another host has switched stock off here', async () => {
    await sell();
    await there.put(`/api/plugins/stock/stores/${shop.storeId}`, { enabled: false });
    // On PostgreSQL the sale itself looks; two hosts on one file hear of it within this time.
    if (kind === 'sqlite') await sleep(250);
    const sold = await sell();
    const moved = await shop.host.database.query('SELECT id FROM stok_hareketleri WHERE ref_id = $1', [sold.body.id]);
    expect([sold.status, moved]).to.deep.equal([201, []]);
    await there.put(`/api/plugins/stock/stores/${shop.storeId}`, { enabled: true });
  });

  it('is the sale of what now carries the barcode', async () => {
    await there.patch(`/api/katalog/products/${id}`, { barcodes: [] });
    const taken = await there.post('/api/katalog/products', { name: 'Kahve', barcodes: [{ code: barcode }], vatRate: 20, price: 9000, unit: 'piece' });
    await stocked(taken.body.id, 10);
    const sold = await sell();
    expect([sold.status, sold.body.lines[0].productId, sold.body.lines[0].name, sold.body.total]).to.deep.equal([201, taken.body.id, 'Kahve', 9000]);
    id = taken.body.id;
  });

  it('is refused once the goods are out of sale', async () => {
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
