import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { makeGood, type Good } from '../support/goods.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('A parked basket', kind => {
  let shop: Shop;
  let cashier: Client;
  let second: Client;
  let good: Good;
  before(async () => {
    shop = await openShop(kind);
    const terminal = await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' });
    [cashier, second] = [await shop.as('cashier'), await shop.as('cashier', { storeId: shop.storeId, terminalId: terminal.body.id })];
    good = await makeGood(shop.admin, { price: 1000 });
  });
  after(() => shop.stop());
  const basket = (extra: Record<string, unknown> = {}) => ({
    name: 'Mavi ceketli', lines: [{ barcode: good.barcode, quantity: 2, discount: { percent: 5 } }, { productId: good.id, quantity: 0.5 }], discount: { amount: 100 }, ...extra,
  });
  const waiting = async (who: Client): Promise<string[]> => (await who.get('/api/pos/parked')).body.items.map((item: { id: string }) => item.id);

  it('waits under its name, and comes back as it was, fit to be sold', async () => {
    const made = await cashier.post('/api/pos/parked', basket());
    expect(made.status, made.text).to.equal(201);
    expect(made.body).to.have.all.keys('id', 'name', 'lines', 'customerId', 'discount', 'parkedAt', 'cashierId', 'total');
    expect(made.body).to.deep.include({ name: 'Mavi ceketli', lines: basket().lines, customerId: null, discount: { amount: 100 }, total: 2300 });
    const [listed] = (await cashier.get('/api/pos/parked')).body.items;
    expect(listed).to.deep.include(made.body).and.to.include({ cashierName: 'cashier 1', terminalId: shop.terminalId });
    const back = await cashier.delete(`/api/pos/parked/${made.body.id}`);
    expect([back.status, back.body]).to.deep.equal([200, made.body]);
    expect(await waiting(cashier)).to.deep.equal([]);
    expect(outcome(await cashier.delete(`/api/pos/parked/${made.body.id}`))).to.deep.equal([404, 'pos.notFound']);
    const sold = await cashier.post('/api/pos/sales', { lines: back.body.lines, discount: back.body.discount, payments: [{ method: 'cash', amount: 2300 }] });
    expect(sold.status, sold.text).to.equal(201);
    const row = await shop.host.database.first<{ state: string }>('SELECT state FROM bekleyen_satislar WHERE id = $1', [made.body.id]);
    expect(row!.state).to.equal('recalled');
  });

  it('is given to one of two tills that call it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = (await cashier.post('/api/pos/parked', basket())).body;
      const replies = await Promise.all([cashier, second, cashier, second].map(till => till.delete(`/api/pos/parked/${id}`)));
      expect(replies.map(reply => reply.status).sort()).to.deep.equal([200, 404, 404, 404]);
    }
  });

  it('is given again to who repeats the same request', async () => {
    const { id } = (await cashier.post('/api/pos/parked', basket())).body;
    const key = { 'idempotency-key': randomUUID() };
    const first = await second.delete(`/api/pos/parked/${id}`, key);
    const again = await second.delete(`/api/pos/parked/${id}`, key);
    expect([again.status, again.body]).to.deep.equal([200, first.body]);
    expect(outcome(await cashier.delete(`/api/pos/parked/${id}`))).to.deep.equal([404, 'pos.notFound']);
  });

  it('is parked once under its id', async () => {
    const id = randomUUID();
    const body = basket({ id });
    const replies = await Promise.all([1, 2, 3].map(() => cashier.post('/api/pos/parked', body)));
    for (const reply of replies) expect([reply.status, reply.body]).to.deep.equal([201, replies[0]!.body]);
    expect(outcome(await cashier.post('/api/pos/parked', { ...body, name: 'Başka' }))).to.deep.equal([409, 'request.reused']);
    await cashier.delete(`/api/pos/parked/${id}`);
  });

  it('is refused as a sale of it would be', async () => {
    const cases: [body: object, expected: [number, string]][] = [
      [basket({ lines: [] }), [422, 'pos.empty']],
      [basket({ name: ' ' }), [400, 'request.invalid']],
      [basket({ lines: [{ barcode: 'YOK', quantity: 1 }] }), [404, 'katalog.notFound']],
      [basket({ discount: { percent: 11 } }), [403, 'pos.discountLimit']],
      [basket({ colour: 'red' }), [400, 'request.invalid']],
    ];
    for (const [body, expected] of cases) expect(outcome(await cashier.post('/api/pos/parked', body))).to.deep.equal(expected);
    expect(await waiting(cashier)).to.deep.equal([]);
  });

  it('of another till needs the right, of another store is unknown', async () => {
    const { id } = (await cashier.post('/api/pos/parked', basket())).body;
    const there = await shop.anotherStore();
    const elsewhere = await shop.as('manager', there);
    expect(await waiting(elsewhere)).to.deep.equal([]);
    expect(outcome(await elsewhere.delete(`/api/pos/parked/${id}`))).to.deep.equal([404, 'pos.notFound']);

    const roles = (await shop.admin.get('/api/roles')).body.items;
    const role = roles.find((one: { code: string }) => one.code === 'cashier');
    await shop.admin.patch(`/api/roles/${role.id}`, { permissions: role.permissions.filter((one: { id: string }) => one.id !== 'pos.parked.any') });
    expect(await waiting(second)).to.deep.equal([]);
    expect(outcome(await second.delete(`/api/pos/parked/${id}`))).to.deep.equal([403, 'auth.forbidden']);
    await shop.admin.patch(`/api/roles/${role.id}`, { permissions: role.permissions });
    expect((await second.delete(`/api/pos/parked/${id}`)).status).to.equal(200);
  });

  it('is still there when the host comes back', async () => {
    const { id } = (await cashier.post('/api/pos/parked', basket())).body;
    await shop.host.stop();
    const { host, url } = await bootAt(shop.place);
    const admin = await client(url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
    const back = await admin.delete(`/api/pos/parked/${id}`);
    await host.stop();
    expect([back.status, back.body.total]).to.deep.equal([200, 2300]);
  });
});
