import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { makeGood, type Good } from '../support/goods.js';
import { openShop, type Shop } from '../support/host.js';
import { movableClock } from '../identity/browser.js';

eachDatabase('A sale with an approval', kind => {
  const clock = movableClock();
  let shop: Shop;
  let till: Client;
  let manager: string;
  let good: Good;
  const PIN = '731904';
  const approve = async (facts: Record<string, unknown>, at = till): Promise<string> => {
    const given = await at.post('/api/auth/approvals', { userId: manager, pin: PIN, ...facts });
    expect(given.status, given.text).to.equal(201);
    return given.body.id;
  };
  const discounted = (percent: number, extra: Record<string, unknown> = {}) =>
    ({ lines: [{ productId: good.id, quantity: 1, discount: { percent } }], payments: [{ method: 'cash', amount: good.price }], ...extra });
  /** Leave for a discount on one of the good, unless it may come to more. */
  const discounting = (amount: number, worth = good.price * amount / 100) => ({ permission: 'pos.discount', amount, worth });
  /** Leave for the good at a price, so many of it. */
  const overriding = (unitPrice: number, quantity = 1) => ({ permission: 'pos.price.override', amount: unitPrice * quantity, subject: `${good.id} ${unitPrice}` });
  const sold = async (): Promise<number> => (await shop.host.database.query<{ n: number }>('SELECT COUNT(*) AS n FROM pos_satislar'))[0]!.n;

  before(async () => {
    shop = await openShop(kind, { boot: { clock } });
    till = await shop.as('cashier');
    const user = await shop.admin.post('/api/users', { username: 'mudur', password: 'kedi-merdiven-7', fullName: 'Müdür', roles: ['manager'], storeIds: [shop.storeId] });
    manager = user.body.id;
    await shop.admin.put(`/api/users/${manager}/pin`, { pin: PIN });
    good = await makeGood(shop.admin, { price: 10_000, warehouseId: shop.warehouseId, onHand: 100 });
  });
  after(async () => {
    expect(await shop.doctor()).to.deep.equal([]);
    await shop.stop();
  });

  it('goes above the limit of the role, once, up to the percent that was approved', async () => {
    expect((await till.post('/api/pos/sales', discounted(30))).body.code).to.equal('pos.discountLimit');
    const approval = await approve(discounting(30));
    const above = await till.post('/api/pos/sales', discounted(30.5, { approvals: [approval] }));
    expect([above.status, above.body.code]).to.deep.equal([403, 'approval.invalid']);
    const sale = await till.post('/api/pos/sales', discounted(29.5, { approvals: [approval] }));
    expect([sale.status, sale.body.discountTotal, sale.body.change]).to.deep.equal([201, 2950, 2950]);
    const before = await sold();
    const again = await till.post('/api/pos/sales', discounted(30, { approvals: [approval] }));
    expect([again.status, again.body.code, await sold()]).to.deep.equal([403, 'approval.invalid', before]);
    const [{ n }] = await shop.host.database.query<{ n: number }>("SELECT COUNT(*) AS n FROM denetim_kayitlari WHERE action = 'host.approval.used'") as [{ n: number }];
    expect(n).to.equal(1);
  });

  it('answers the same to the same request, though the approval is used up and over', async () => {
    const body = discounted(40, { id: randomUUID(), approvals: [await approve(discounting(40))] });
    const first = await till.post('/api/pos/sales', body);
    expect(first.status).to.equal(201);
    const again = await till.post('/api/pos/sales', body);
    expect([again.status, again.body]).to.deep.equal([201, first.body]);
  });

  it('sets a price of its own, with a discount as well, by one approval for each', async () => {
    const lines = [{ productId: good.id, quantity: 1, unitPrice: 8000, discount: { amount: 4000 } }];
    const sale = { lines, payments: [{ method: 'cash', amount: 4000 }] };
    expect((await till.post('/api/pos/sales', sale)).body.permission).to.equal('pos.price.override');
    const price = await approve(overriding(8000));
    expect((await till.post('/api/pos/sales', { ...sale, approvals: [price] })).body.code).to.equal('approval.invalid');
    const percent = await approve(discounting(50, 4000));
    const done = await till.post('/api/pos/sales', { ...sale, approvals: [percent, price] });
    expect([done.status, done.body.total]).to.deep.equal([201, 4000]);
  });

  it('of a price is for these goods at this price and so many of them, and for nothing else', async () => {
    const other = await makeGood(shop.admin, { price: 10_000, warehouseId: shop.warehouseId, onHand: 100 });
    const price = await approve(overriding(8000, 2));
    const sell = (lines: object[]) => till.post('/api/pos/sales', { lines, payments: [{ method: 'cash', amount: 50_000 }], approvals: [price] });
    const at = (unitPrice: number, quantity: number, productId = good.id) => ({ productId, unitPrice, quantity });
    const before = await sold();
    for (const lines of [[at(7999, 1)], [at(1, 1)], [at(8001, 1)], [at(8000, 3)], [at(8000, 1), at(8000, 2)], [at(8000, 1, other.id)], [at(8000, 1), at(8000, 1, other.id)]]) {
      const refused = await sell(lines);
      expect([refused.status, refused.body.code], JSON.stringify(lines)).to.deep.equal([403, 'approval.invalid']);
    }
    const anyPrice = await approve({ permission: 'pos.price.override' });
    expect((await till.post('/api/pos/sales', { lines: [at(8000, 1)], payments: [{ method: 'cash', amount: 8000 }], approvals: [anyPrice] })).body.code).to.equal('approval.invalid');
    expect(await sold()).to.equal(before);
    const done = await sell([at(8000, 1), at(8000, 1), { productId: other.id, quantity: 1 }]);
    expect([done.status, done.body.total]).to.deep.equal([201, 26_000]);
  });

  it('of a discount is for so many kuruş as well: goods that come later, or another basket, do not stay under it', async () => {
    const sell = (lines: object[], approval: string, extra: object = {}) => till.post('/api/pos/sales', { lines, payments: [{ method: 'cash', amount: 100_000 }], approvals: [approval], ...extra });
    const line = (quantity: number, discount?: object) => ({ productId: good.id, quantity, ...(discount ? { discount } : {}) });
    const third = { percent: 30 };
    const before = await sold();
    const one = await approve(discounting(30));
    for (const [lines, extra] of [
      [[line(2, third)], {}], [[line(1, third), line(1, third)], {}], [[line(1), line(1)], { discount: third }], [[line(1, { amount: 3001 })], {}], [[line(1, third)], { discount: { percent: 1 } }],
    ] as const) {
      const refused = await sell([...lines], one, extra);
      expect([refused.status, refused.body.code], JSON.stringify(lines)).to.deep.equal([403, 'approval.invalid']);
    }
    expect((await sell([line(1, third)], await approve({ permission: 'pos.discount', amount: 30 }))).body.code).to.equal('approval.invalid');
    expect(await sold()).to.equal(before);
    const beside = await sell([line(1, third), line(3, { percent: 10 }), line(1)], one);
    expect([beside.status, beside.body.discountTotal]).to.deep.equal([201, 6000]);
    const basket = await approve(discounting(30, 6000));
    expect((await sell([line(3)], basket, { discount: third })).body.code).to.equal('approval.invalid');
    expect((await sell([line(2)], basket, { discount: third })).body.discountTotal).to.equal(6000);
    const { items: [used] } = (await shop.admin.get('/api/audit?action=host.approval.used')).body;
    expect(used.details).to.deep.equal({ approverId: manager, ...discounting(30, 6000) });
  });

  it('is bound to its till and to sixty seconds', async () => {
    const made = await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' });
    const approval = await approve(discounting(30));
    const other = await shop.as('cashier', { storeId: shop.storeId, terminalId: made.body.id });
    expect((await other.post('/api/pos/sales', discounted(30, { approvals: [approval] }))).body.code).to.equal('approval.invalid');
    clock.forward(61);
    expect((await till.post('/api/pos/sales', discounted(30, { approvals: [approval] }))).body.code).to.equal('approval.invalid');
    expect((await till.post('/api/pos/sales', discounted(30, { approvals: [randomUUID()] }))).body.code).to.equal('approval.invalid');
  });

  it('is not used up by a quote, by parking, or by a sale within the own limit', async () => {
    const approval = await approve(discounting(30));
    const { payments: _, ...basket } = discounted(30, { approvals: [approval] });
    expect((await till.post('/api/pos/quotes', basket)).body.total).to.equal(7000);
    expect((await till.post('/api/pos/parked', { name: 'Ayşe', ...basket })).body.total).to.equal(7000);
    expect((await till.post('/api/pos/sales', discounted(5, { approvals: [approval] }))).status).to.equal(201);
    expect((await till.post('/api/pos/sales', discounted(30, { approvals: [approval] }))).status).to.equal(201);
  });

  it('names those who may approve, and only those', async () => {
    const names = async (query: string) => (await till.get(`/api/auth/approvers?${query}`)).body.items.map((one: { fullName: string }) => one.fullName);
    expect(await names('permission=pos.discount&amount=30')).to.deep.equal(['Müdür']);
    expect(await names('permission=pos.discount&amount=60')).to.deep.equal([]);
    const [{ id: admin }] = (await shop.admin.get('/api/users?q=Ay%C5%9Fe')).body.items as [{ id: string }];
    await shop.admin.put(`/api/users/${admin}/pin`, { pin: '924681' });
    expect(await names('permission=pos.discount&amount=60')).to.deep.equal(['Ayşe Yönetici']);
    expect(await names('permission=host.nothing')).to.deep.equal([]);
  });
});
