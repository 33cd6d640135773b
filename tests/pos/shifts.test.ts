import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openShop, type Shop } from '../support/host.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { makeGood, type Good } from '../support/goods.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];
const cash = (amount: number) => ({ method: 'cash', amount });
const card = (amount: number) => ({ method: 'card', amount });

eachDatabase('A shift', kind => {
  let shop: Shop;
  let admin: Client;
  let cashier: Client;
  let second: Client;
  let good: Good;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    const terminal = await admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' });
    [cashier, second] = [await shop.as('cashier'), await shop.as('cashier', { storeId: shop.storeId, terminalId: terminal.body.id })];
    good = await makeGood(admin, { price: 1000, vatRate: 20, warehouseId: shop.warehouseId, onHand: 10_000 });
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const made = async (reply: Promise<Reply>, status = 201) => {
    const { status: is, body, text } = await reply;
    expect(is, text).to.equal(status);
    return body;
  };
  const open = (openingCash = 50_000, who = cashier) => made(who.post('/api/pos/shifts', { openingCash }));
  const sell = (quantity: number, payments: object[], who = cashier) => made(who.post('/api/pos/sales', { lines: [{ productId: good.id, quantity }], payments }));
  const close = (id: string, body: object, who = cashier) => who.post(`/api/pos/shifts/${id}/close`, body);
  const settings = (values: object) => made(admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, values), 200);

  it('is opened once per till, and is its current one until it is closed', async () => {
    expect(outcome(await cashier.get('/api/pos/shifts/current'))).to.deep.equal([404, 'pos.notFound']);
    const shift = await open();
    expect(shift).to.deep.include({
      storeId: shop.storeId, terminalId: shop.terminalId, cashierName: 'cashier 1', state: 'open', openingCash: 50_000, expectedCash: 50_000,
      closedAt: null, closedBy: null, closedByName: null, countedCash: null, difference: null, reason: null, reasonMissing: false, forced: false, zNo: null,
    });
    expect((await cashier.get('/api/pos/shifts/current')).body).to.deep.equal(shift);
    const refused = await cashier.post('/api/pos/shifts', { openingCash: 0 });
    expect(outcome(refused)).to.deep.equal([409, 'pos.shiftOpen']);
    expect(refused.body.shiftId).to.equal(shift.id);
    const closed = await made(close(shift.id, { countedCash: 50_000 }), 200);
    expect(closed).to.deep.include({
      id: shift.id, state: 'closed', expectedCash: 50_000, countedCash: 50_000, difference: 0, reasonMissing: false, zNo: 1, denominations: null,
      cash: { opening: 50_000, sales: 0, change: 0, refunds: 0, in: 0, out: 0, expected: 50_000 },
    });
    expect(outcome(await close(shift.id, { countedCash: 50_000 }))).to.deep.equal([409, 'pos.shiftClosed']);
    expect(outcome(await cashier.get('/api/pos/shifts/current'))).to.deep.equal([404, 'pos.notFound']);
  });

  it('knows what should be in the drawer: opening + cash sales − change − cash refunds + in − out', async () => {
    const { id } = await open(20_000);
    await sell(3, [cash(5000)]);
    await sell(2, [card(2000)]);
    const split = await sell(4, [card(1500), cash(3000)]);
    expect((await admin.post(`/api/pos/sales/${split.id}/refunds`, { lines: [{ lineId: split.lines[0].id, quantity: 1 }], reason: 'Bozuk', payments: [cash(1000)] })).status).to.equal(201);
    const put = await made(cashier.post(`/api/pos/shifts/${id}/movements`, { type: 'in', amount: 7000, reason: 'Bozuk para' }));
    expect(put).to.include({ shiftId: id, type: 'in', amount: 7000, reason: 'Bozuk para', cashierName: 'cashier 1', balance: 31_500 });
    const out = await made(cashier.post(`/api/pos/shifts/${id}/movements`, { type: 'out', amount: 2500, reason: 'Çay' }));
    expect(out.balance).to.equal(29_000);
    expect((await cashier.get('/api/pos/shifts/current')).body.expectedCash).to.equal(29_000);
    const listed = (await cashier.get(`/api/pos/shifts/${id}/movements`)).body.items;
    expect(listed.map((one: { id: string }) => one.id)).to.deep.equal([put.id, out.id]);

    const x = await made(cashier.get(`/api/pos/shifts/${id}/report?type=x`), 200);
    expect(x).to.deep.include({
      type: 'x', zNo: null, count: null,
      cash: { opening: 20_000, sales: 8000, change: 2500, refunds: 1000, in: 7000, out: 2500, expected: 29_000 },
    });
  });
});
