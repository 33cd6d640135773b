import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { movableClock } from '../identity/browser.js';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';
import { openShop, type Shop } from '../support/host.js';

const PIN = '731904';
const cash = (amount: number) => [{ method: 'cash', amount }];
const outcome = (reply: Reply) => [reply.status, reply.body?.code];
interface Sold { id: string; total: number; lines: { id: string }[] }

eachDatabase('A cashier without the right to refund', kind => {
  const clock = movableClock();
  let shop: Shop;
  let till: Client;
  let manager: string;
  let good: Good;
  const approve = async (facts: Record<string, unknown>, at = till): Promise<string> => {
    const given = await at.post('/api/auth/approvals', { userId: manager, pin: PIN, ...facts });
    expect(given.status, given.text).to.equal(201);
    return given.body.id;
  };
  const sell = async (quantity = 2, payments?: object[]): Promise<Sold> => {
    const reply = await till.post('/api/pos/sales', cashSale([{ good, quantity }], payments ? { payments } : {}));
    expect(reply.status, reply.text).to.equal(201);
    return reply.body;
  };
  const back = (sold: Sold, quantity: number, extra: object = {}) => ({ lines: [{ lineId: sold.lines[0]!.id, quantity }], reason: 'iade', payments: cash(1000 * quantity), ...extra });
  const refund = (sold: Sold, quantity: number, approvals: string[], who = till) => who.post(`/api/pos/sales/${sold.id}/refunds`, back(sold, quantity, { approvals }));
  const counted = async (): Promise<unknown[]> => Promise.all(['pos_satislar', 'stok_hareketleri', 'cikis_kutusu', 'denetim_kayitlari', 'onaylar WHERE used_at IS NOT NULL'].map(async table =>
    (await shop.host.database.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))!.n));
  const refusedAlike = async (work: () => Promise<Reply>, expected: unknown[]): Promise<void> => {
    const before = await counted();
    expect(outcome(await work())).to.deep.equal(expected);
    expect(await counted()).to.deep.equal(before);
  };

  before(async () => {
    shop = await openShop(kind, { boot: { clock } });
    till = await shop.as('cashier');
    const user = await shop.admin.post('/api/users', { username: 'mudur', password: 'kedi-merdiven-7', fullName: 'Müdür', roles: ['manager'], storeIds: [shop.storeId] });
    manager = user.body.id;
    await shop.admin.put(`/api/users/${manager}/pin`, { pin: PIN });
    good = await makeGood(shop.admin, { price: 1000, warehouseId: shop.warehouseId, onHand: 100 });
  });
  after(async () => {
    expect(await shop.doctor()).to.deep.equal([]);
    await shop.stop();
  });

  it('refunds with leave given in place, once, for this sale and up to this sum, and it is on record who gave it', async () => {
    const [sold, other] = [await sell(), await sell()];
    const quoted = await till.post(`/api/pos/sales/${sold.id}/refunds/quotes`, { lines: [{ lineId: sold.lines[0]!.id, quantity: 1 }] });
    const need = { permission: 'pos.refund', amount: 1000, subject: sold.id };
    expect(quoted.body.needs).to.deep.equal([need]);
    const before = (await onHand(shop.admin, good))!;
    const approval = await approve(need);
    await refusedAlike(() => refund(sold, 2, [approval]), [403, 'approval.invalid']);
    await refusedAlike(() => refund(other, 1, [approval]), [403, 'approval.invalid']);
    const made = await refund(sold, 1, [approval]);
    expect(made.status, made.text).to.equal(201);
    expect(made.body).to.have.all.keys('id', 'saleId', 'receiptNo', 'sequence', 'lines', 'total', 'payments');
    await refusedAlike(() => refund(sold, 1, [approval]), [403, 'approval.invalid']);
    expect(await onHand(shop.admin, good)).to.equal(before + 1);
    const audited = async (action: string) => (await shop.admin.get(`/api/audit?action=${action}`)).body.items[0];
    expect((await audited('pos.refund.create')).details.approvedBy).to.deep.equal([manager]);
    expect((await audited('host.approval.used')).details).to.deep.equal({ approverId: manager, permission: 'pos.refund', amount: 1000 });
  });

  it('is refused as before without one, and with one for something else, somebody else, another till or over a minute old', async () => {
    const sold = await sell();
    const need = { permission: 'pos.refund', amount: 2000, subject: sold.id };
    const terminal = await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' });
    const elsewhere = await shop.as('cashier', { storeId: shop.storeId, terminalId: terminal.body.id });
    const colleague = await shop.as('cashier');
    await refusedAlike(() => till.post(`/api/pos/sales/${sold.id}/refunds`, back(sold, 1)), [403, 'auth.forbidden']);
    await refusedAlike(() => till.post(`/api/pos/sales/${sold.id}/refunds`, { nonsense: true }), [403, 'auth.forbidden']);
    await refusedAlike(() => refund(sold, 1, [randomUUID()]), [403, 'approval.invalid']);
    const voidOnly = await approve({ ...need, permission: 'pos.void' });
    await refusedAlike(() => refund(sold, 1, [voidOnly]), [403, 'approval.invalid']);
    const approval = await approve(need);
    await refusedAlike(() => refund(sold, 1, [approval], elsewhere), [403, 'approval.invalid']);
    await refusedAlike(() => refund(sold, 1, [approval], colleague), [403, 'approval.invalid']);
    expect(outcome(await refund(sold, 3, [approval]))).to.deep.equal([409, 'pos.refundExceeds']);
    clock.forward(61);
    await refusedAlike(() => refund(sold, 1, [approval]), [403, 'approval.invalid']);
  });

  it('refunds once however many requests bring the same approval at once', async () => {
    const sold = await sell(6);
    const approval = await approve({ permission: 'pos.refund', amount: 2000, subject: sold.id });
    const replies = await Promise.all(Array.from({ length: 5 }, () => refund(sold, 1, [approval])));
    expect(replies.map(reply => reply.status).sort()).to.deep.equal([201, 403, 403, 403, 403]);
    const body = back(sold, 1, { id: randomUUID(), approvals: [await approve({ permission: 'pos.refund', amount: 1000, subject: sold.id })] });
    const same = await Promise.all(Array.from({ length: 4 }, () => till.post(`/api/pos/sales/${sold.id}/refunds`, body)));
    for (const reply of same) expect([reply.status, reply.body]).to.deep.equal([201, same[0]!.body]);
  });

  it('gives another tender back only with leave of somebody who holds that right too', async () => {
    const sold = await sell(2, [{ method: 'card', amount: 2000 }]);
    const quoted = await till.post(`/api/pos/sales/${sold.id}/refunds/quotes`, { lines: [{ lineId: sold.lines[0]!.id, quantity: 2 }], payments: cash(500) });
    expect(quoted.body).to.deep.include({ payments: [{ method: 'card', amount: 1500 }, { method: 'cash', amount: 500 }], due: 2000 });
    const [right, tender] = [{ permission: 'pos.refund', amount: 2000, subject: sold.id }, { permission: 'pos.refund.tender', amount: 500, subject: sold.id }];
    expect(quoted.body.needs).to.deep.equal([right, tender]);
    const body = back(sold, 2, { payments: quoted.body.payments });
    const first = await approve(right);
    await refusedAlike(() => till.post(`/api/pos/sales/${sold.id}/refunds`, { ...body, approvals: [first] }), [409, 'pos.refundTender']);
    expect(outcome(await till.post('/api/auth/approvals', { userId: manager, pin: PIN, ...tender }))).to.deep.equal([403, 'auth.forbidden']);
    const role = (await shop.admin.post('/api/roles', { name: 'İade şefi', permissions: ['pos.refund', 'pos.refund.tender'].map(id => ({ id })) })).body;
    const chief = (await shop.admin.post('/api/users', { username: 'sef', password: 'kedi-merdiven-7', fullName: 'Şef', roles: [role.code], storeIds: [shop.storeId] })).body.id;
    await shop.admin.put(`/api/users/${chief}/pin`, { pin: '924681' });
    const second = (await till.post('/api/auth/approvals', { userId: chief, pin: '924681', ...tender })).body.id;
    const made = await till.post(`/api/pos/sales/${sold.id}/refunds`, { ...body, approvals: [second, first] });
    expect(made.status, made.text).to.equal(201);
  });

  it('takes the last sale back with leave for that sale, and is told beforehand when it is not the last', async () => {
    const [first, last] = [await sell(), await sell()];
    const seen = async (sold: Sold) => (await till.get(`/api/pos/sales/${sold.id}/void`)).body;
    expect(await seen(first)).to.deep.equal({ possible: false, code: 'pos.voidNotLast' });
    const need = { permission: 'pos.void', amount: 2000, subject: last.id };
    expect(await seen(last)).to.deep.equal({ possible: true, total: 2000, payments: cash(2000), needs: [need] });
    await refusedAlike(() => till.post(`/api/pos/sales/${last.id}/void`, { reason: 'x' }), [403, 'auth.forbidden']);
    const refunding = await approve({ ...need, permission: 'pos.refund' });
    await refusedAlike(() => till.post(`/api/pos/sales/${last.id}/void`, { reason: 'x', approvals: [refunding] }), [403, 'approval.invalid']);
    const made = await till.post(`/api/pos/sales/${last.id}/void`, { reason: 'x', approvals: [await approve(need)] });
    expect(made.status, made.text).to.equal(201);
    expect(await seen(last)).to.deep.equal({ possible: false, code: 'pos.voidRefunded' });
    expect(outcome(await till.get(`/api/pos/sales/${made.body.id}/void`))).to.deep.equal([409, 'pos.refundOfRefund']);
    expect(outcome(await till.get(`/api/pos/sales/${randomUUID()}/void`))).to.deep.equal([404, 'pos.notFound']);
  });

  describe('without a receipt', () => {
    const take = (quantity: number, extra: object = {}, who = till) => who.post('/api/pos/returns', { lines: [{ productId: good.id, quantity }], reason: 'Fişsiz', payments: cash(1000 * quantity), ...extra });
    const limit = (freeReturnLimit: number) => shop.admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, { freeReturnLimit });
    after(() => limit(100_000));

    it('takes goods back with leave for their sum', async () => {
      const need = { permission: 'pos.return.free', amount: 2000 };
      const quoted = await till.post('/api/pos/returns/quotes', { lines: [{ productId: good.id, quantity: 2 }] });
      expect([quoted.status, quoted.body.total, quoted.body.due, quoted.body.payments, quoted.body.needs]).to.deep.equal([200, 2000, 2000, cash(2000), [need]]);
      await refusedAlike(() => take(2), [403, 'auth.forbidden']);
      const approval = await approve(need);
      await refusedAlike(() => take(3, { approvals: [approval] }), [403, 'approval.invalid']);
      const made = await take(2, { approvals: [approval] });
      expect(made.status, made.text).to.equal(201);
    });

    it('goes above the store\'s limit only with leave for that as well, which even a manager gives by PIN each time', async () => {
      await limit(1999);
      const needs = [{ permission: 'pos.return.free', amount: 2000 }, { permission: 'pos.return.above', amount: 2000 }];
      expect((await till.post('/api/pos/returns/quotes', { lines: [{ productId: good.id, quantity: 2 }] })).body.needs).to.deep.equal(needs);
      const first = await approve(needs[0]!);
      await refusedAlike(() => take(2, { approvals: [first] }), [403, 'pos.returnLimit']);
      expect((await take(2, { approvals: [await approve(needs[1]!), first] })).status).to.equal(201);
      const chief = await shop.as('manager');
      await refusedAlike(() => take(2, {}, chief), [403, 'pos.returnLimit']);
      expect((await take(2, { approvals: [await approve(needs[1]!, chief)] }, chief)).status).to.equal(201);
      expect((await take(1, { approvals: [] }, chief)).status).to.equal(201);
    });

    it('is limited for each cashier and business day, so that it cannot be split, and what a manager gave leave for does not count', async () => {
      await limit(3000);
      const [asker, other] = [await shop.as('manager'), await shop.as('manager')];
      expect((await take(2, {}, asker)).status).to.equal(201);
      const refused = await take(2, {}, asker);
      expect(refused.body).to.include({ status: 403, code: 'pos.returnLimit', limit: 3000, left: 1000, total: 2000 });
      const quoted = await asker.post('/api/pos/returns/quotes', { lines: [{ productId: good.id, quantity: 2 }] });
      expect(quoted.body.needs).to.deep.equal([{ permission: 'pos.return.above', amount: 2000 }]);
      expect((await take(2, { approvals: [await approve(quoted.body.needs[0], asker)] }, asker)).status).to.equal(201);
      const id = randomUUID();
      const last = await take(1, { id }, asker);
      expect(last.status, last.text).to.equal(201);
      expect((await take(1, { id }, asker)).body).to.deep.equal(last.body);
      await refusedAlike(() => take(1, {}, asker), [403, 'pos.returnLimit']);
      expect((await take(3, {}, other)).status).to.equal(201);
      const hurried = await shop.as('manager');
      const atOnce = await Promise.all(Array.from({ length: 5 }, () => take(1, {}, hurried)));
      expect(atOnce.map(({ status }) => status).sort()).to.deep.equal([201, 201, 201, 403, 403]);
      expect(atOnce.find(({ status }) => status === 403)!.body.left).to.equal(0);
    });

    it('sets another price with leave for the price', async () => {
      await limit(100_000);
      const lines = [{ productId: good.id, quantity: 1, unitPrice: 700 }];
      const { needs } = (await till.post('/api/pos/returns/quotes', { lines })).body;
      expect(needs).to.deep.equal([{ permission: 'pos.return.free', amount: 700 }, { permission: 'pos.price.override', amount: 700, subject: `${good.id} 700` }]);
      const approvals = [await approve(needs[0]), await approve(needs[1])];
      await refusedAlike(() => take(1, { lines, payments: cash(700), approvals: approvals.slice(0, 1) }), [403, 'approval.invalid']);
      expect((await take(1, { lines, payments: cash(700), approvals })).body.total).to.equal(700);
    });

    it('is limited anew on the next business day', async () => {
      await limit(1000);
      const signIn = () => client(shop.url).signIn('mudur', 'kedi-merdiven-7', { storeId: shop.storeId, terminalId: shop.terminalId });
      const before = await signIn();
      expect((await take(1, {}, before)).status).to.equal(201);
      await refusedAlike(() => take(1, {}, before), [403, 'pos.returnLimit']);
      clock.forward(24 * 3600);
      expect((await take(1, {}, await signIn())).status).to.equal(201);
    });
  });

  it('exchanges with leave for the refund, and for prices and discounts of the new goods as in a sale', async () => {
    const sold = await sell(2);
    const body = {
      saleId: sold.id, return: { lines: [{ lineId: sold.lines[0]!.id, quantity: 1 }], reason: 'Beden' },
      sale: { lines: [{ productId: good.id, quantity: 1, unitPrice: 3000 }, { productId: good.id, quantity: 2, discount: { percent: 30 } }], discount: { percent: 5 } },
    };
    const quoted = await till.post('/api/pos/exchanges/quotes', body);
    expect(quoted.status, quoted.text).to.equal(200);
    expect(quoted.body).to.deep.include({ balance: 3180, due: 3180, dueInCash: 3180 });
    const needs = quoted.body.needs as { permission: string }[];
    expect(needs).to.deep.equal([{ permission: 'pos.refund', amount: 1000, subject: sold.id }, { permission: 'pos.price.override', amount: 3000, subject: `${good.id} 3000` }, { permission: 'pos.discount', amount: 30, worth: 820 }]);
    await refusedAlike(() => till.post('/api/pos/exchanges', { ...body, payments: cash(3180) }), [403, 'auth.forbidden']);
    const approvals: string[] = [];
    for (const need of needs) approvals.push(await approve(need as Record<string, unknown>));
    for (const missing of approvals) await refusedAlike(() => till.post('/api/pos/exchanges', { ...body, payments: cash(3180), approvals: approvals.filter(one => one !== missing) }), [403, 'approval.invalid']);
    const before = (await onHand(shop.admin, good))!;
    const made = await till.post('/api/pos/exchanges', { ...body, payments: cash(3180), approvals });
    expect(made.status, made.text).to.equal(201);
    expect([made.body.balance, await onHand(shop.admin, good)]).to.deep.equal([3180, before - 2]);
    await refusedAlike(() => till.post('/api/pos/exchanges', { ...body, payments: cash(3180), approvals }), [403, 'approval.invalid']);

    const chief = await shop.as('manager');
    const far = { ...body, sale: { lines: [{ productId: good.id, quantity: 1, discount: { percent: 60 } }] }, payments: [] };
    expect(outcome(await chief.post('/api/pos/exchanges', { ...far, refundPayments: cash(600) }))).to.deep.equal([403, 'pos.discountLimit']);
    expect((await chief.post('/api/pos/exchanges/quotes', { ...body, sale: { lines: [{ productId: good.id, quantity: 1, discount: { percent: 50 } }] } })).body).to.not.have.property('needs');
  });
});
