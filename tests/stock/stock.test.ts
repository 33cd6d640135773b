import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openShop, type Shop } from '../support/host.js';
import type { Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { anyBarcode, cashSale, makeGood, onHand } from '../support/goods.js';
import { importCsv } from '../bench/shop.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('Stock', kind => {
  let shop: Shop;
  before(async () => { shop = await openShop(kind); });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const good = (quantity?: number, extra: object = {}) => makeGood(shop.admin, { warehouseId: shop.warehouseId, ...(quantity === undefined ? {} : { onHand: quantity }), ...extra });
  const sell = (...args: Parameters<typeof cashSale>) => shop.admin.post('/api/pos/sales', cashSale(...args));
  const move = (body: object, who = shop.admin) => who.post('/api/stock/movements', { warehouseId: shop.warehouseId, reason: 'sayım', ...body });

  describe('rules a sale', () => {
    const rule: [before: number, sold: number, expected: object][] = [
      [3, 2, { status: 201, warnings: [] }],
      [2, 2, { status: 201, warnings: [{ code: 'stock.zero', onHand: 0 }] }],
      [0, 1, { status: 201, warnings: [{ code: 'stock.negative', onHand: -1 }] }],
      [0, 5, { status: 201, warnings: [{ code: 'stock.negative', onHand: -5 }] }],
      [0, 6, { status: 409, code: 'stock.insufficient', onHand: 0, requested: 6, floor: -5 }],
      [-5, 0.001, { status: 409, code: 'stock.insufficient', onHand: -5, requested: 0.001, floor: -5 }],
    ];
    for (const [before, quantity, expected] of rule) it(`of ${quantity} where ${before} are on hand`, async () => {
      const product = await good(before);
      const { status, body } = await sell([{ good: product, quantity }]);
      const told = status === 201
        ? { status, warnings: body.warnings.map(({ productId, ...rest }: { productId: string }) => (expect(productId).to.equal(product.id), rest)) }
        : { status, code: body.code, onHand: body.onHand, requested: body.requested, floor: body.floor };
      expect(told).to.deep.equal(expected);
      expect(await onHand(shop.admin, product) ?? 0).to.equal(status === 201 ? before - quantity : before);
    });

    it('of a product never stocked', async () => {
      const product = await good();
      expect((await sell([{ good: product, quantity: 2 }])).body.warnings).to.deep.equal([{ code: 'stock.negative', onHand: -2, productId: product.id }]);
    });

    it('of one product on two lines once, with one warning and one movement', async () => {
      const product = await good(3);
      const sold = await sell([{ good: product, quantity: 1 }, { good: product, quantity: 2 }]);
      expect(sold.body.warnings).to.deep.equal([{ code: 'stock.zero', onHand: 0, productId: product.id }]);
      const { body } = await shop.admin.get(`/api/stock/movements?productId=${product.id}&type=sale`);
      expect(body.items).to.have.length(1);
      expect(body.items[0]).to.include({ quantity: -3, refType: 'pos.sale', refId: sold.body.id, type: 'sale', warehouseId: shop.warehouseId });
    });

    it('of kilograms, to the gram', async () => {
      const product = await good(1.5, { unit: 'kg' });
      expect((await sell([{ good: product, quantity: 0.275 }])).status).to.equal(201);
      expect(await onHand(shop.admin, product)).to.equal(1.225);
    });

    it('by the product\'s own levels where it has them', async () => {
      const product = await good(3);
      const set = await shop.admin.patch(`/api/stock/balances/${product.id}`, { floor: 1, warnAt: 2 });
      expect(set.body, set.text).to.include({ productId: product.id, onHand: 3, floor: 1, warnAt: 2, critical: null });
      expect((await sell([{ good: product, quantity: 1 }])).body.warnings).to.deep.equal([{ code: 'stock.zero', onHand: 2, productId: product.id }]);
      expect((await sell([{ good: product, quantity: 2 }])).body).to.include({ code: 'stock.insufficient', floor: 1 });
      await shop.admin.patch(`/api/stock/balances/${product.id}`, { floor: null });
      expect((await sell([{ good: product, quantity: 2 }])).status).to.equal(201);
    });
  });

  describe('moves', () => {
    it('in, out without a floor, and by a difference', async () => {
      const product = await good();
      expect((await move({ productId: product.id, type: 'in', quantity: 4, unitCost: 250 })).body).to.include({ type: 'in', quantity: 4, onHand: 4, unitCost: 250, reason: 'sayım' });
      expect((await move({ productId: product.id, type: 'out', quantity: 14 })).body).to.include({ quantity: -14, onHand: -10 });
      expect((await move({ productId: product.id, type: 'adjust', quantity: -0.5 })).body).to.include({ quantity: -0.5, onHand: -10.5 });
      expect((await shop.admin.get(`/api/stock/balances?productId=${product.id}`)).body.items[0])
        .to.include({ productId: product.id, warehouseId: shop.warehouseId, onHand: -10.5, reserved: 0, available: -10.5 });
    });

    it('not by nothing, nor the wrong way round', async () => {
      const product = await good();
      for (const body of [{ type: 'in', quantity: -1 }, { type: 'out', quantity: 0 }, { type: 'adjust', quantity: 0 }, { type: 'sale', quantity: 1 }, { type: 'in', quantity: 0.0001 }])
        expect(outcome(await move({ productId: product.id, ...body })), JSON.stringify(body)).to.deep.equal([400, 'request.invalid']);
      expect(await onHand(shop.admin, product)).to.equal(undefined);
    });

    it('only what the firm and the store have', async () => {
      const product = await good();
      expect(outcome(await move({ productId: randomUUID(), type: 'in', quantity: 1 }))).to.deep.equal([404, 'katalog.notFound']);
      expect(outcome(await move({ productId: product.id, warehouseId: randomUUID(), type: 'in', quantity: 1 }))).to.deep.equal([404, 'stock.notFound']);
      expect(outcome(await move({ productId: product.id, type: 'in', quantity: 1 }, await shop.as('cashier')))).to.deep.equal([403, 'auth.forbidden']);
    });

    it('once per id', async () => {
      const product = await good();
      const body = { id: randomUUID(), productId: product.id, type: 'in', quantity: 4 };
      const replies = await Promise.all([move(body), move(body), move(body)]);
      for (const reply of replies) expect([reply.status, reply.body]).to.deep.equal([201, replies[0]!.body]);
      expect(outcome(await move({ ...body, quantity: 5 }))).to.deep.equal([409, 'request.reused']);
      expect(await onHand(shop.admin, product)).to.equal(4);
    });

    it('with costs only for those who may know them', async () => {
      const product = await good();
      await move({ productId: product.id, type: 'in', quantity: 1, unitCost: 250 });
      const seen = async (who: typeof shop.admin) => (await who.get(`/api/stock/movements?productId=${product.id}`)).body.items[0].unitCost;
      expect([await seen(shop.admin), await seen(await shop.as('cashier'))]).to.deep.equal([250, null]);
    });
  });

  it('lists by name, and what is below its critical level', async () => {
    const word = anyBarcode().toLowerCase();
    await good(4, { name: `${word} Çay` });
    await good(5, { name: `${word} ceviz` });
    await good(-1, { name: `${word} ıhlamur` });
    const names = async (query: string) => (await shop.admin.get(`/api/stock/balances?q=${word}${query}`)).body.items.map((item: { name: string }) => item.name.slice(word.length + 1));
    expect(await names('')).to.deep.equal(['ceviz', 'Çay', 'ıhlamur']);
    expect(await names('&sort=-name')).to.deep.equal(['ıhlamur', 'Çay', 'ceviz']);
    expect(await names('&below=critical')).to.deep.equal(['Çay', 'ıhlamur']);
    const first = await shop.admin.get(`/api/stock/balances?q=${word}&limit=2`);
    expect((await shop.admin.get(`/api/stock/balances?q=${word}&limit=2&cursor=${first.body.nextCursor}`)).body).to.have.property('items').with.length(1);
  });

  it('books the counted stock of an import, and nothing the second time', async () => {
    const code = anyBarcode();
    const csv = (stock: string) => `barkod,ad,kategori,kdv_orani,satis_fiyati,alis_fiyati,birim,stok\n${code},Ekmek,Genel,1,10.00,8.00,adet,${stock}`;
    const types = async () => (await shop.admin.get(`/api/stock/movements?q=ekmek&sort=createdAt`)).body.items.map((m: { type: string; quantity: number }) => [m.type, m.quantity]);
    await importCsv(shop.admin, csv('40'));
    expect(await types()).to.deep.equal([['opening', 40]]);
    await importCsv(shop.admin, csv('40'));
    expect(await types()).to.deep.equal([['opening', 40]]);
    await importCsv(shop.admin, csv('25.5'));
    expect(await types()).to.deep.equal([['opening', 40], ['opening', -14.5]]);
  });
});
