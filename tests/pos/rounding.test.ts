import { expect } from 'chai';
import { definePlugin, tap, type Plugin } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { payment } from '../../plugins/pos/contract.js';
import { settle } from '../../plugins/pos/tender.js';
import { openShop, type Shop } from '../support/host.js';
import type { Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { makeGood, type Good } from '../support/goods.js';

describe('Settling a sale', () => {
  const cash = (amount: number) => ({ method: 'cash', amount });
  const card = (amount: number) => ({ method: 'card', amount });
  const cases: [title: string, due: number, payments: { method: string; amount: number }[], step: number, expected: object | string][] = [
    ['gives change', 990, [cash(1000)], 0, { paid: 1000, change: 10, rounding: 0 }],
    ['rounds cash down', 1002, [cash(1000)], 5, { paid: 1000, change: 0, rounding: -2 }],
    ['rounds cash up at the half', 1005, [cash(2000)], 10, { paid: 2000, change: 990, rounding: 5 }],
    ['rounds the cash part alone', 1002, [card(500), cash(500)], 5, { paid: 1000, change: 0, rounding: -2 }],
    ['never rounds a card', 1002, [card(1002)], 5, { paid: 1002, change: 0, rounding: 0 }],
    ['does not forgive what a card leaves open', 1002, [card(1000)], 5, 'pos.paymentShort'],
    ['asks for what is rounded up', 1003, [cash(1003)], 5, 'pos.paymentShort'],
    ['takes no more than is due from a card', 1002, [card(1003), cash(0)], 5, 'pos.overpaid'],
  ];
  for (const [title, due, payments, step, expected] of cases) it(title, () => {
    if (typeof expected === 'string') expect(() => settle(due, payments, step)).to.throw(expected);
    else expect(settle(due, payments, step)).to.deep.equal(expected);
  });
});

const credit: Plugin = definePlugin({
  id: 'ornek', name: 'Örnek', version: '1.0.0', requires: ['pos'],
  taps: [tap(payment.methods, {}, () => [{ method: 'credit', title: 'ornek:credit', needsCustomer: true }, { method: 'rounding', title: 'x' }, { method: 'cash', title: 'x' }])],
  locales: { tr: { credit: 'Veresiye' }, en: { credit: 'Credit' } },
});

eachDatabase('Cash in steps of five kuruş', kind => {
  let shop: Shop;
  let admin: Client;
  let good: Good;
  const settings = (values: object) => admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, values);
  before(async () => {
    shop = await openShop(kind, { plugins: [...installed, credit] });
    ({ admin } = shop);
    good = await makeGood(admin, { price: 334, warehouseId: shop.warehouseId, onHand: 1000 });
    expect((await settings({ cashRounding: 5 })).status).to.equal(200);
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const sell = (quantity: number, payments: object[]) => admin.post('/api/pos/sales', { lines: [{ productId: good.id, quantity }], payments });
  const cash = (amount: number) => [{ method: 'cash', amount }];

  it('is shown in the sale and on its receipt, and the sums keep', async () => {
    const { status, body, text } = await sell(3, cash(1010));
    expect(status, text).to.equal(201);
    expect(body).to.include({ total: 1002, paid: 1010, change: 10, rounding: -2 });
    expect(body.payments.map(({ method, amount }: { method: string; amount: number }) => [method, amount])).to.deep.equal([['cash', 1010]]);
    expect((await admin.get(`/api/pos/sales/${body.id}`)).body).to.deep.equal(body);
    expect((await admin.get(`/api/pos/sales/${body.id}/receipt?format=text`)).text).to.match(/Nakit yuvarlama +-0,02/);
    const sums = await shop.host.database.first('SELECT CAST(SUM(amount) AS BIGINT) AS paid FROM odeme_kayitlari WHERE sale_id = $1', [body.id]);
    expect(sums).to.deep.equal({ paid: body.total + body.change });
    expect((await sell(3, [{ method: 'card', amount: 1002 }])).body).to.not.have.property('rounding');
    expect((await sell(3, cash(999))).body).to.include({ code: 'pos.paymentShort', due: 1000 });
  });

  it('is in steps as large as the currency of the firm wants: a hundred, five hundred or a thousand soʻm', async () => {
    const som = await makeGood(admin, { price: 1_234_000, warehouseId: shop.warehouseId, onHand: 10 });
    const sold = async (cashRounding: number, amount: number) => {
      expect((await settings({ cashRounding })).status).to.equal(200);
      const reply = await admin.post('/api/pos/sales', { lines: [{ productId: som.id, quantity: 1 }], payments: cash(amount) });
      return [reply.status, reply.body.rounding, reply.body.due];
    };
    expect(await sold(10_000, 1_230_000)).to.deep.equal([201, -4000, undefined]);
    expect(await sold(50_000, 1_250_000)).to.deep.equal([201, 16_000, undefined]);
    expect(await sold(100_000, 1_100_000)).to.deep.equal([422, undefined, 1_200_000]);
    expect(await sold(100_000, 1_200_000)).to.deep.equal([201, -34_000, undefined]);
    expect((await settings({ cashRounding: 30_000 })).status).to.equal(400);
    await settings({ cashRounding: 5 });
  });

  it('goes back to the kuruş: parts are rounded, the last takes what is left', async () => {
    const sold = (await sell(3, cash(1000))).body;
    const lineId = sold.lines[0].id;
    const refund = (quantity: number, payments: object[]) => admin.post(`/api/pos/sales/${sold.id}/refunds`, { reason: 'x', lines: [{ lineId, quantity }], payments });
    expect((await refund(1, cash(334))).body).to.include({ code: 'pos.refundAmount', due: 335 });
    const quote = await admin.post(`/api/pos/sales/${sold.id}/refunds/quotes`, { lines: [{ lineId, quantity: 1 }] });
    expect(quote.body).to.deep.include({ total: 334, payments: cash(335) });
    expect((await refund(1, cash(335))).body).to.include({ total: 334, rounding: 1 });
    expect((await refund(1, cash(335))).body).to.include({ total: 334, rounding: 1 });
    expect((await refund(1, cash(335))).body).to.include({ code: 'pos.refundAmount', due: 330 });
    expect((await refund(1, cash(330))).body).to.include({ total: 334, rounding: -4 });
    const rows = await shop.host.database.query<{ rounding: number; paid: number }>(
      'SELECT CAST(SUM(rounding) AS BIGINT) AS rounding, CAST(SUM(paid - change) AS BIGINT) AS paid FROM pos_satislar WHERE id = $1 OR refund_of = $1', [sold.id]);
    expect(rows).to.deep.equal([{ rounding: 0, paid: 0 }]);
  });

  it('is undone by a void, goes along in an exchange, and is kept when the setting changes', async () => {
    const sold = (await sell(3, cash(1000))).body;
    const made = await admin.post(`/api/pos/sales/${sold.id}/void`, { reason: 'x' });
    expect(made.body).to.include({ total: 1002, rounding: -2 });
    expect(made.body.payments[0]).to.include({ method: 'cash', amount: 1000 });

    const first = (await sell(3, cash(1000))).body;
    const exchanged = await admin.post('/api/pos/exchanges', {
      saleId: first.id, return: { lines: [{ lineId: first.lines[0].id, quantity: 3 }], reason: 'x' }, sale: { lines: [{ productId: good.id, quantity: 4 }] }, payments: cash(335),
    });
    expect(exchanged.status, exchanged.text).to.equal(201);
    expect(exchanged.body.refund).to.include({ total: 1002, rounding: -2 });
    expect(exchanged.body.sale).to.include({ total: 1336, paid: 1335, change: 0, rounding: -1 });

    const kept = (await sell(1, cash(335))).body;
    await settings({ cashRounding: 0 });
    const back = await admin.post(`/api/pos/sales/${kept.id}/refunds`, { reason: 'x', lines: [{ lineId: kept.lines[0].id, quantity: 1 }], payments: cash(335) });
    expect(back.status, back.text).to.equal(201);
    await settings({ cashRounding: 5 });
  });

  it('is told with the ways to pay, of which plugins add theirs', async () => {
    const { body } = await admin.get('/api/pos/payment-methods');
    expect(body).to.deep.equal({ nextCursor: null, items: [
      { method: 'cash', title: 'Nakit', needsCustomer: false, step: 5 }, { method: 'card', title: 'Kart', needsCustomer: false, step: 0 },
      { method: 'credit', title: 'Veresiye', needsCustomer: true, step: 0 },
    ] });
    const sold = await sell(1, [{ method: 'credit', amount: 334 }]);
    expect(sold.status, sold.text).to.equal(201);
    expect((await admin.get(`/api/pos/sales/${sold.body.id}/receipt?format=text`)).text).to.match(/Veresiye +3,34/);
    expect((await sell(1, [{ method: 'rounding', amount: 334 }])).body).to.include({ status: 422, code: 'pos.methodUnknown' });
    await admin.put(`/api/plugins/ornek/stores/${shop.storeId}`, { enabled: false });
    expect((await sell(1, [{ method: 'credit', amount: 334 }])).body).to.include({ status: 422, code: 'pos.methodUnknown' });
    const back = await admin.post(`/api/pos/sales/${sold.body.id}/refunds`, { reason: 'x', lines: [{ lineId: sold.body.lines[0].id, quantity: 1 }], payments: [{ method: 'credit', amount: 334 }] });
    expect(back.status, back.text).to.equal(201);
  });
});
