import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { definePlugin, tap, type Plugin } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { payment, sale } from '../../plugins/pos/contract.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { makeGood, onHand, type Good } from '../support/goods.js';
import { openShop, type Shop } from '../support/host.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];
const cash = (amount: number) => ({ method: 'cash', amount });
const card = (amount: number) => ({ method: 'card', amount });
const credit = (amount: number) => ({ method: 'credit', amount });
interface Money { method: string; amount: number }

/** A third way to pay, and a campaign: while it is on, goods at 2,500 cost 400 less. */
const campaign = { on: false };
const sample: Plugin = definePlugin({
  id: 'ornek', name: 'Örnek', version: '1.0.0', requires: ['pos'],
  taps: [
    tap(payment.methods, {}, () => [{ method: 'credit', title: 'ornek:credit' }]),
    tap(sale.price, {}, basket => {
      if (campaign.on) for (const line of basket.lines) if (line.unitPrice === 2500) line.unitPrice -= 400;
      return basket;
    }),
  ],
});

eachDatabase('An exchange', kind => {
  let shop: Shop;
  let admin: Client;
  let second: Client;
  let good: Good;
  let dear: Good;
  let rare: Good;
  let weighed: Good[];
  before(async () => {
    shop = await openShop(kind, { plugins: [...installed, sample] });
    ({ admin } = shop);
    const terminal = await admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' });
    second = await shop.as('manager', { storeId: shop.storeId, terminalId: terminal.body.id });
    const stock = (onHand: number) => ({ warehouseId: shop.warehouseId, onHand });
    good = await makeGood(admin, { price: 1000, ...stock(1000) });
    dear = await makeGood(admin, { price: 2500, vatRate: 20, ...stock(1000) });
    rare = await makeGood(admin, { price: 1500, ...stock(1) });
    weighed = await Promise.all([[333, 1], [1299, 10], [4999, 20]].map(([price, vatRate]) => makeGood(admin, { price: price!, vatRate: vatRate!, unit: 'kg', ...stock(100_000) })));
  });
  afterEach(() => { campaign.on = false; });
  after(async () => {
    expect(await shop.doctor()).to.deep.equal([]);
    await shop.stop();
  });

  const sell = async (lines: { good: Good; quantity: number }[], payments: Money[]) => {
    const reply = await admin.post('/api/pos/sales', { lines: lines.map(one => ({ productId: one.good.id, quantity: one.quantity })), payments });
    expect(reply.status, reply.text).to.equal(201);
    return reply.body as { id: string; receiptNo: string; total: number; lines: { id: string }[] };
  };
  const swap = (sold: { id: string; lines: { id: string }[] }, quantity: number, news: { good: Good; quantity: number }[]) => ({
    saleId: sold.id, return: { lines: [{ lineId: sold.lines[0]!.id, quantity }], reason: 'Beden' },
    sale: { lines: news.map(one => ({ productId: one.good.id, quantity: one.quantity })) },
  });
  const quote = (body: object, who = admin) => who.post('/api/pos/exchanges/quotes', body);
  const exchange = (body: object, who = admin) => who.post('/api/pos/exchanges', body);
  const rounding = (cashRounding: number) => admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, { cashRounding });
  /** What stays of each tender over several receipts. */
  const sumOf = async (ids: string[]) => {
    const marks = ids.map((_, at) => `$${at + 1}`).join();
    const rows = await shop.host.database.query<{ method: string; amount: number }>(
      `SELECT method, CAST(SUM(amount) AS BIGINT) AS amount FROM (
         SELECT p.method, p.amount FROM odeme_kayitlari p WHERE p.sale_id IN (${marks})
         UNION ALL SELECT 'cash', -s.change FROM pos_satislar s WHERE s.id IN (${marks})) x GROUP BY method`, ids);
    return Object.fromEntries(rows.filter(row => row.amount !== 0).map(row => [row.method, row.amount]));
  };
  const written = async () => (await shop.host.database.first<{ n: number }>('SELECT COUNT(*) AS n FROM pos_satislar'))!.n;

  it('is quoted before anything is written: what the customer pays, by campaigns and cash rounding, with warnings', async () => {
    await rounding(25);
    const sold = await sell([{ good, quantity: 1 }], [card(1000)]);
    campaign.on = true;
    const before = await written();
    const { status, body, text } = await quote(swap(sold, 1, [{ good: dear, quantity: 1 }, { good: rare, quantity: 1 }, { good: weighed[0]!, quantity: 0.01 }]));
    expect(status, text).to.equal(200);
    expect(body).to.deep.include({ balance: 2603, due: 2603, dueInCash: 2600, refundPayments: [], refundDue: 0 });
    expect(body.refund).to.deep.equal({ lines: [{ lineId: sold.lines[0]!.id, quantity: 1, discountAmount: 0, vatAmount: 91, total: 1000 }], total: 1000, left: [card(1000)] });
    expect(body.sale).to.deep.include({ total: 3603, warnings: [{ code: 'stock.zero', productId: rare.id, onHand: 0 }] });
    expect(body.sale.lines[0]).to.include({ unitPrice: 2100, total: 2100 });
    expect(body).to.not.have.property('needs');
    expect(await written()).to.equal(before);
    await rounding(0);
  });

  it('is warned of no stock that comes back with it', async () => {
    const sold = await sell([{ good: rare, quantity: 1 }], [cash(1500)]);
    expect((await quote(swap(sold, 1, [{ good: rare, quantity: 1 }]))).body.sale.warnings).to.deep.equal([]);
    const broken = swap(sold, 1, [{ good: rare, quantity: 1 }]);
    const { warnings } = (await quote({ ...broken, return: { ...broken.return, restock: false } })).body.sale;
    expect(warnings).to.deep.equal([{ code: 'stock.negative', productId: rare.id, onHand: -1 }]);
    const made = await exchange({ ...broken, payments: [], refundPayments: [] });
    expect([made.status, made.body.balance, made.body.sale.warnings], made.text).to.deep.equal([201, 0, [{ code: 'stock.zero', productId: rare.id, onHand: 0 }]]);
  });

  it('is paid in any number of tenders, cash in steps and with change', async () => {
    await rounding(5);
    const sold = await sell([{ good, quantity: 1 }], [card(400), cash(600)]);
    const body = swap(sold, 1, [{ good: dear, quantity: 1 }, { good: weighed[0]!, quantity: 0.009 }]);
    const { due } = (await quote(body)).body;
    expect(due).to.equal(1503);
    expect((await exchange({ ...body, payments: [card(300), credit(200), cash(1000)] })).body).to.include({ code: 'pos.paymentShort', due: 1505, paid: 1500 });
    expect((await exchange({ ...body, payments: [card(1000), credit(504)] })).body).to.include({ code: 'pos.overpaid' });
    const made = await exchange({ ...body, payments: [card(300), credit(200), cash(500), cash(1000)] });
    expect(made.status, made.text).to.equal(201);
    expect(made.body.sale).to.include({ total: 2503, paid: 3000, change: 495, rounding: 2 });
    expect(await sumOf([sold.id, made.body.refund.id, made.body.sale.id])).to.deep.equal({ card: 700, credit: 200, cash: 1605, rounding: -2 });
    await rounding(0);
  });

  it('gives back in any number of tenders, never more of one than was paid with it', async () => {
    const sold = await sell([{ good: dear, quantity: 2 }], [card(2000), credit(1000), cash(2000)]);
    const body = swap(sold, 2, [{ good, quantity: 2 }]);
    expect((await quote(body)).body).to.deep.include({ balance: -3000, due: 0, refundPayments: [card(1000), cash(2000)], refundDue: 3000 });
    const chosen = (await quote({ ...body, refundPayments: [credit(700), cash(500)] })).body;
    expect(chosen).to.deep.include({ refundPayments: [credit(700), card(1800), cash(500)], refundDue: 3000 });
    expect(outcome(await exchange({ ...body, payments: [], refundPayments: [card(2001), cash(999)] }))).to.deep.equal([409, 'pos.refundTender']);
    expect((await exchange({ ...body, payments: [], refundPayments: [card(1800), credit(700)] })).body).to.include({ code: 'pos.refundAmount', due: 3000 });
    const made = await exchange({ ...body, payments: [], refundPayments: chosen.refundPayments });
    expect(made.status, made.text).to.equal(201);
    expect(await sumOf([sold.id, made.body.refund.id, made.body.sale.id])).to.deep.equal({ card: 200, credit: 300, cash: 1500 });
    expect((await admin.get(`/api/pos/sales/${made.body.sale.id}`)).body).to.deep.include({ total: 2000, paid: 2000, change: 0 });
  });

  it('is refused by its lines first, quoted or not, and leaves nothing behind', async () => {
    const sold = await sell([{ good, quantity: 2 }], [cash(2000)]);
    const there = await shop.as('manager', await shop.anotherStore());
    const before = await written();
    const line = sold.lines[0]!.id;
    const back = (quantity: unknown, lineId = line) => ({ ...swap(sold, 1, [{ good, quantity: 1 }]), return: { lines: [{ lineId, quantity }], reason: 'x' } });
    const cases: [body: object, expected: [number, string], who?: Client][] = [
      ...[0, -1, 0.0005, 1e12, '1', null].map((quantity): [object, [number, string]] => [back(quantity), [400, 'request.invalid']]),
      ...[0, -1, 0.0005, 1e12].map((quantity): [object, [number, string]] => [swap(sold, 1, [{ good, quantity }]), [400, 'request.invalid']]),
      [back(2.001), [409, 'pos.refundExceeds']],
      [back(1_000_000), [409, 'pos.refundExceeds']],
      [back(1, randomUUID()), [404, 'pos.notFound']],
      [{ ...back(1), saleId: randomUUID() }, [404, 'pos.notFound']],
      [back(1), [404, 'pos.notFound'], there],
      [{ ...back(1), return: { lines: [], reason: 'x' } }, [422, 'pos.empty']],
      [{ ...back(1), sale: { lines: [] } }, [422, 'pos.empty']],
      [{ ...back(1), sale: { lines: [{ productId: randomUUID(), quantity: 1 }] } }, [404, 'katalog.notFound']],
      [{ ...back(1), sale: { lines: [{ productId: good.id, quantity: 1_000_000_000 / 1000 }] }, customerId: 'x' }, [400, 'request.invalid']],
      [{ ...back(1), sale: { lines: [{ productId: good.id, quantity: 1 }], discount: { amount: 1001 } } }, [422, 'pos.discountTooLarge']],
    ];
    for (const [body, expected, who] of cases) {
      expect(outcome(await quote(body, who)), JSON.stringify(body)).to.deep.equal(expected);
      expect(outcome(await exchange({ ...body, payments: [cash(10_000)] }, who)), JSON.stringify(body)).to.deep.equal(expected);
    }
    expect(outcome(await quote({ ...swap(sold, 2, [{ good, quantity: 1 }]), refundPayments: [{ method: 'rounding', amount: 1 }] }))).to.deep.equal([422, 'pos.methodUnknown']);
    expect(await written()).to.equal(before);
  });

  it('raced from two tills takes back no more than was sold', async () => {
    for (let round = 0; round < 5; round++) {
      const sold = await sell([{ good, quantity: 3 }], [cash(3000)]);
      const before = [(await onHand(admin, good))!, (await onHand(admin, dear))!];
      const body = { ...swap(sold, 1, [{ good: dear, quantity: 1 }]), payments: [cash(1500)] };
      const replies = await Promise.all(Array.from({ length: 8 }, (_, at) => exchange(body, at % 2 ? second : admin)));
      expect(replies.map(outcome).sort()).to.deep.equal([...Array(3).fill([201, undefined]), ...Array(5).fill([409, 'pos.refundExceeds'])]);
      expect([await onHand(admin, good), await onHand(admin, dear)]).to.deep.equal([before[0]! + 3, before[1]! - 3]);
    }
  });

  it('stays right in every tender for random goods, splits and steps, and sums to zero once all of it has come back', () => fc.assert(fc.asyncProperty(
    fc.record({
      lines: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 4000 })), { minLength: 1, maxLength: 3 }), news: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 4000 })), { minLength: 1, maxLength: 3 }),
      percents: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 }), step: fc.constantFrom(0, 5, 25, 100),
      paid: fc.tuple(fc.nat(100), fc.nat(100)), then: fc.tuple(fc.nat(100), fc.nat(100)), wish: fc.option(fc.tuple(fc.constantFrom('card', 'credit', 'cash'), fc.nat(100))),
    }), async ({ lines, news, percents, step, paid, then, wish }) => {
      await rounding(step);
      const goods = (asked: [number, number][]) => asked.map(([at, quantity]) => ({ productId: weighed[at]!.id, quantity: quantity / 1000 }));
      const split = (total: number, [a, b]: [number, number]): Money[] => {
        const [byCard, byCredit] = [Math.floor((total * a) / 200), Math.floor((total * b) / 200)];
        return [card(byCard), credit(byCredit), ...(total > byCard + byCredit ? [cash(total - byCard - byCredit + 100)] : [])];
      };
      const { total } = (await admin.post('/api/pos/quotes', { lines: goods(lines) })).body;
      const first = (await admin.post('/api/pos/sales', { lines: goods(lines), payments: split(total, paid) })).body;
      const body = {
        saleId: first.id, return: { lines: first.lines.map((line: { id: string; quantity: number }, at: number) => ({ lineId: line.id, quantity: Math.ceil((Math.round(line.quantity * 1000) * percents[at]!) / 100) / 1000 })), reason: 'x' },
        sale: { lines: goods(news) },
      };
      const plain = await quote(body);
      expect(plain.status, plain.text).to.equal(200);
      const most = (method: string): number => plain.body.refund.left.find((one: Money) => one.method === method)?.amount ?? 0;
      const chosen = wish ? [{ method: wish[0], amount: Math.min(most(wish[0]), Math.floor((Math.max(0, -plain.body.balance) * wish[1]) / 100)) }] : undefined;
      const asWanted = (await quote({ ...body, refundPayments: chosen ?? [] })).body;
      // So much in one tender may be more than the others leave to it.
      const quoted = asWanted.refundPayments.reduce((sum: number, one: Money) => sum + one.amount, 0) === asWanted.refundDue ? asWanted : plain.body;
      const made = await exchange({ ...body, payments: quoted.due > 0 ? split(quoted.due, then) : [], ...(quoted.balance < 0 ? { refundPayments: quoted.refundPayments } : {}) });
      expect(made.status, made.text).to.equal(201);
      expect(made.body).to.deep.include({ balance: quoted.balance });

      const ids = [first.id, made.body.refund.id, made.body.sale.id];
      for (const sold of [(await admin.get(`/api/pos/sales/${first.id}`)).body, (await admin.get(`/api/pos/sales/${made.body.sale.id}`)).body]) {
        const rest = sold.lines.map((line: { id: string; quantity: number; refunded?: number }) => ({ lineId: line.id, quantity: Math.round((line.quantity - (line.refunded ?? 0)) * 1000) / 1000 })).filter((line: { quantity: number }) => line.quantity > 0);
        if (rest.length === 0) continue;
        const { payments } = (await admin.post(`/api/pos/sales/${sold.id}/refunds/quotes`, { lines: rest })).body;
        const reply = await admin.post(`/api/pos/sales/${sold.id}/refunds`, { lines: rest, reason: 'x', payments });
        expect(reply.status, reply.text).to.equal(201);
        ids.push(reply.body.id);
      }
      expect(await sumOf(ids)).to.deep.equal({});
    }), { numRuns: 15 }));
});
