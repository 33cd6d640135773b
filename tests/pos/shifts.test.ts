import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Outbox } from '@sontechsp/sdk';
import type { ShiftClosed } from '../../plugins/pos/contract.js';
import { openShop, type Shop } from '../support/host.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { makeGood, type Good } from '../support/goods.js';
import { openPrinter } from '../support/printer.js';

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

  it('freezes its Z report at the close, and prints it again as a copy', async () => {
    const [{ id }] = (await cashier.get('/api/pos/shifts?state=open')).body.items;
    const refused = await cashier.get(`/api/pos/shifts/${id}/report?type=z`);
    expect(outcome(refused)).to.deep.equal([409, 'pos.shiftNotClosed']);
    const denominations = [{ value: 20_000, count: 1 }, { value: 1000, count: 8 }, { value: 25, count: 0 }];
    expect(outcome(await close(id, { countedCash: 28_001, denominations }))).to.deep.equal([422, 'pos.denominations']);
    expect(outcome(await close(id, { countedCash: 28_001, denominations: { 20000: 1, 1000: 8 } }))).to.deep.equal([422, 'pos.denominations']);
    const closed = await made(close(id, { countedCash: 28_000, denominations }), 200);
    expect(closed).to.deep.include({
      expectedCash: 29_000, countedCash: 28_000, difference: -1000, reason: null, reasonMissing: true, zNo: 2, denominations,
      cash: { opening: 20_000, sales: 8000, change: 2500, refunds: 1000, in: 7000, out: 2500, expected: 29_000 },
    });
    const z = await made(cashier.get(`/api/pos/shifts/${id}/report?type=z`), 200);
    const numbers = (await admin.get('/api/pos/sales?kind=all&sort=sequence')).body.items.map((one: { receiptNo: string }) => one.receiptNo);
    expect(z).to.deep.include({
      type: 'z', zNo: 2, shiftId: id, forced: false, printed: null, unprinted: [],
      names: { firm: 'Deneme Ticaret', store: 'Merkez', terminal: 'Kasa 1', cashier: 'cashier 1', closedBy: 'cashier 1' },
      receipts: { from: numbers[0], to: numbers[3], stored: 4 },
      sales: { count: 3, subtotal: 9000, discountTotal: 0, vatTotal: 1500, total: 9000, rounding: 0 },
      net: { vatTotal: 1333, total: 8000 },
      discounts: { count: 0, total: 0 },
      vat: [{ rate: 20, base: 6667, vat: 1333, total: 8000 }],
      payments: [{ method: 'card', count: 2, sales: 3500, refunds: 0, net: 3500 }, { method: 'cash', count: 3, sales: 5500, refunds: 1000, net: 4500 }],
      movements: { in: { count: 1, total: 7000 }, out: { count: 1, total: 2500 }, drawer: 0 },
      count: { expected: 29_000, counted: 28_000, difference: -1000, reason: null, reasonMissing: true, denominations },
    });
    expect(z.refunds).to.deep.include({ count: 1, total: 1000, refund: { count: 1, total: 1000 }, void: { count: 0, total: 0 } });

    await open(0);
    await sell(1, [cash(1000)]);
    expect((await cashier.get(`/api/pos/shifts/${id}/report?type=z`)).body).to.deep.equal(z);
    for (const columns of [48, 32]) {
      const { text } = await cashier.get(`/api/pos/shifts/${id}/report?type=z&format=text&columns=${columns}`);
      expect(text).to.contain('Z RAPORU 2').and.contain('MALİ DEĞERİ YOKTUR').and.contain('açıklanmadı').and.not.contain('KOPYA');
      expect(Math.max(...text.split('\n').map(row => [...row].length))).to.equal(columns);
      expect(text).to.match(/= Olması gereken +290,00 TL/).and.match(/Fark +-10,00/).and.match(/%20 +66,67 +13,33/);
      expect((await cashier.get(`/api/pos/shifts/${id}/report?type=z&format=text&columns=${columns}&copy=true`)).text).to.contain('KOPYA');
    }
    const { id: next } = (await cashier.get('/api/pos/shifts/current')).body;
    expect((await cashier.get(`/api/pos/shifts/${next}/report?format=text`)).text).to.contain('X RAPORU').and.match(/Alınan nakit +10,00/);
    await made(close(next, { countedCash: 1000 }), 200);
  });

  it('is opened, moved and closed once by a repeated request', async () => {
    const key = () => ({ 'idempotency-key': randomUUID() });
    const id = randomUUID();
    const twins = await Promise.all([1, 2, 3].map(() => cashier.post('/api/pos/shifts', { id, openingCash: 100 })));
    for (const twin of twins) expect([twin.status, twin.body]).to.deep.equal([201, twins[0]!.body]);
    expect(twins[0]!.body.id).to.equal(id);
    expect(outcome(await cashier.post('/api/pos/shifts', { id, openingCash: 200 }))).to.deep.equal([409, 'request.reused']);
    const movement = { type: 'in', amount: 50, reason: 'x' };
    const moveKey = key();
    const [first, again] = [await cashier.post(`/api/pos/shifts/${id}/movements`, movement, moveKey), await cashier.post(`/api/pos/shifts/${id}/movements`, movement, moveKey)];
    expect([again.status, again.body]).to.deep.equal([201, first.body]);
    const closeKey = key();
    const [closed, repeated] = [await cashier.post(`/api/pos/shifts/${id}/close`, { countedCash: 149 }, closeKey), await cashier.post(`/api/pos/shifts/${id}/close`, { countedCash: 149 }, closeKey)];
    expect(closed.body).to.include({ expectedCash: 150, difference: -1 });
    expect([repeated.status, repeated.body]).to.deep.equal([200, closed.body]);
    expect(outcome(await cashier.post(`/api/pos/shifts/${id}/movements`, movement))).to.deep.equal([409, 'pos.shiftClosed']);
  });

  it('refuses what makes no sense, and writes nothing', async () => {
    const { id } = await open(100);
    const moves = (body: object) => cashier.post(`/api/pos/shifts/${id}/movements`, body);
    const cases: [Reply, [number, string]][] = [
      [await cashier.post('/api/pos/shifts', { openingCash: -1 }), [400, 'request.invalid']],
      [await cashier.post('/api/pos/shifts', {}), [400, 'request.invalid']],
      [await moves({ type: 'in', amount: 0, reason: 'x' }), [400, 'request.invalid']],
      [await moves({ type: 'in', amount: 1.5, reason: 'x' }), [400, 'request.invalid']],
      [await moves({ type: 'sideways', amount: 1, reason: 'x' }), [400, 'request.invalid']],
      [await moves({ type: 'out', amount: 1, reason: '  ' }), [400, 'request.invalid']],
      [await moves({ type: 'out', amount: 1 }), [400, 'request.invalid']],
      [await close(id, {}), [400, 'request.invalid']],
      [await close(id, { countedCash: -1 }), [400, 'request.invalid']],
      [await close(id, { countedCash: 1, denominations: [{ value: 0, count: 1 }] }), [400, 'request.invalid']],
      [await close(id, { countedCash: 1, denominations: [] }), [422, 'pos.denominations']],
      [await close(randomUUID(), { countedCash: 1 }), [404, 'pos.notFound']],
      [await cashier.get(`/api/pos/shifts/${id}/report?type=y`), [400, 'request.invalid']],
      [await cashier.get(`/api/pos/shifts/${id}/explain`), [409, 'pos.shiftNotClosed']],
    ];
    for (const [reply, expected] of cases) expect(outcome(reply), reply.text).to.deep.equal(expected);
    const closed = await made(close(id, { countedCash: 90, reason: 'Çay parası' }), 200);
    expect(closed).to.include({ expectedCash: 100, difference: -10, reason: 'Çay parası', reasonMissing: false });
  });

  it('of another till needs the right, of another store is unknown, and a manager closes one by force', async () => {
    const { id } = await open(700);
    const manager = await shop.as('manager');
    const elsewhere = await shop.as('manager', await shop.anotherStore());
    const routes: [string, object?][] = [
      [''], ['/report'], ['/report?type=z'], ['/pending'], ['/explain'], ['/movements'], ['/movements', { type: 'in', amount: 1, reason: 'x' }], ['/drawer', { reason: 'x' }],
      ['/close', { countedCash: 1 }],
    ];
    const ask = (who: Client, path: string, body?: object) => body ? who.post(`/api/pos/shifts/${id}${path}`, body) : who.get(`/api/pos/shifts/${id}${path}`);
    for (const [path, body] of routes) {
      expect(outcome(await ask(elsewhere, path, body)), path).to.deep.equal([404, 'pos.notFound']);
      expect(outcome(await ask(second, path, body)), path).to.deep.equal([403, 'auth.forbidden']);
    }
    expect(outcome(await ask(elsewhere, '/force-close', { reason: 'x' }))).to.deep.equal([404, 'pos.notFound']);
    expect(outcome(await ask(cashier, '/force-close', { reason: 'x' }))).to.deep.equal([403, 'auth.forbidden']);
    expect((await elsewhere.get('/api/pos/shifts')).body.items).to.deep.equal([]);
    expect((await second.get('/api/pos/shifts')).body.items).to.deep.equal([]);
    expect(outcome(await second.get(`/api/pos/shifts?terminalId=${shop.terminalId}`))).to.deep.equal([403, 'auth.forbidden']);

    expect((await ask(cashier, '/drawer', { reason: 'Bozuk para' })).body).to.include({ type: 'drawer', amount: 0, balance: 700 });
    expect(outcome(await ask(manager, '/force-close', {}))).to.deep.equal([400, 'request.invalid']);
    const closed = await made(ask(manager, '/force-close', { reason: 'Kasiyer gitti' }), 200);
    expect(closed).to.include({ forced: true, expectedCash: 700, countedCash: null, difference: null, reason: 'Kasiyer gitti', reasonMissing: false });
    expect((await ask(manager, '/report?type=z&format=text')).text).to.contain('YÖNETİCİ KAPATTI').and.contain('sayılmadı');
    expect(outcome(await ask(manager, '/force-close', { reason: 'x' }))).to.deep.equal([409, 'pos.shiftClosed']);
    const audited = (await admin.get('/api/audit?limit=20')).body.items.map((one: { action: string }) => one.action);
    expect(audited).to.include.members(['pos.shift.force', 'pos.cash.drawer', 'pos.shift.open']);
  });

  it('is listed by till, cashier, state and time', async () => {
    const other = await open(1, second);
    const all = (await admin.get('/api/pos/shifts?limit=200')).body.items;
    expect(all[0].id).to.equal(other.id);
    const ids = async (query: string) => (await admin.get(`/api/pos/shifts?${query}`)).body.items.map((one: { id: string }) => one.id);
    const expected = (keep: (one: Record<string, string>) => boolean) => all.filter(keep).map((one: { id: string }) => one.id);
    expect(await ids('state=open')).to.deep.equal([other.id]);
    expect(await ids(`terminalId=${shop.terminalId}`)).to.deep.equal(expected(one => one.terminalId === shop.terminalId));
    expect(await ids(`cashierId=${other.cashierId}`)).to.deep.equal([other.id]);
    expect(await ids(`to=${other.openedAt}`)).to.deep.equal(expected(one => one.id !== other.id));
    expect(await ids(`from=${other.openedAt}&sort=openedAt`)).to.deep.equal([other.id]);
    const pages: string[] = [];
    for (let cursor = ''; ;) {
      const page = (await admin.get(`/api/pos/shifts?limit=2${cursor && `&cursor=${cursor}`}`)).body;
      pages.push(...page.items.map((one: { id: string }) => one.id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(pages).to.deep.equal(all.map((one: { id: string }) => one.id));
    const closed = await made(close(other.id, { countedCash: 1 }, second), 200);
    expect(closed.zNo, 'each till counts its own').to.equal(1);
  });

  it('is told what waits before it is closed, and closes all the same', async () => {
    const { id } = await open(0);
    const parked = await made(cashier.post('/api/pos/parked', { name: 'Mavi ceketli', lines: [{ productId: good.id, quantity: 2 }] }));
    await made(second.post('/api/pos/parked', { name: 'Başka kasa', lines: [{ productId: good.id, quantity: 1 }] }));
    const pending = await made(cashier.get(`/api/pos/shifts/${id}/pending`), 200);
    expect(pending).to.deep.equal({
      unprinted: [],
      parked: [{ id: parked.id, name: 'Mavi ceketli', total: 2000, parkedAt: parked.parkedAt, cashierName: 'cashier 1' }], others: [],
    });
    await made(close(id, { countedCash: 0 }), 200);
    expect((await cashier.delete(`/api/pos/parked/${parked.id}`)).status, 'it outlives the shift').to.equal(200);
  });

  it('says how many of its receipts were printed, and which were not', async () => {
    const printer = await openPrinter();
    const { id: printerId } = await made(admin.post('/api/pos/printers', { name: 'Fiş', kind: 'tcp', host: '127.0.0.1', port: printer.port, terminalId: shop.terminalId }));
    const { id } = await open(0);
    const printed = await sell(1, [card(1000)]);
    await printer.until(1);
    const pending = async (): Promise<string[]> => (await made(cashier.get(`/api/pos/shifts/${id}/pending`), 200)).unprinted;
    for (let tries = 0; tries < 100 && (await pending()).includes(printed.receiptNo); tries++) await new Promise(done => setTimeout(done, 30));
    await printer.off();
    const lost = await sell(1, [card(1000)]);
    expect(await pending()).to.deep.equal([lost.receiptNo]);
    const closed = await made(close(id, { countedCash: 0 }), 200);
    expect(closed.receipts).to.deep.equal({ stored: 2, printed: 1, unprinted: [lost.receiptNo] });
    expect((await cashier.get(`/api/pos/shifts/${id}/report?type=z&format=text`)).text).to.match(/Basılan fiş +1\n/).and.match(/Basılmayan fiş +1\n/).and.contain(lost.receiptNo);
    expect((await admin.delete(`/api/pos/printers/${printerId}`)).status).to.equal(204);
    await printer.close();
  });

  it('is told in the outbox when it is closed', async () => {
    const { id } = await open(0);
    await sell(2, [card(2000)]);
    const told: ShiftClosed[] = [];
    const outbox = shop.host.resolve(Outbox) as { add: (tx: unknown, scope: unknown, topic: { id: string }, payload: unknown, aggregate: string) => void };
    const real = outbox.add;
    outbox.add = (tx, scope, topic, payload, aggregate) => {
      if (topic.id === 'pos.shift.closed' && aggregate === id) told.push(payload as ShiftClosed);
      real.call(outbox, tx, scope, topic, payload, aggregate);
    };
    await made(close(id, { countedCash: 5 }), 200);
    outbox.add = real;
    expect(told).to.have.length(1);
    expect(told[0]).to.deep.include({
      id, storeId: shop.storeId, terminalId: shop.terminalId, expectedCash: 0, countedCash: 5, difference: 5, receipts: 1, salesTotal: 2000, netTotal: 2000,
      payments: [{ method: 'card', sales: 2000, refunds: 0, net: 2000 }],
    });
  });

  it('where the store wants one, is needed to sell and to refund', async () => {
    const outside = await sell(1, [cash(1000)]);
    await settings({ shiftRequired: true });
    const sale = { lines: [{ productId: good.id, quantity: 1 }], payments: [cash(1000)] };
    const back = { lines: [{ lineId: outside.lines[0].id, quantity: 1 }], reason: 'x', payments: [cash(1000)] };
    expect(outcome(await cashier.post('/api/pos/sales', sale))).to.deep.equal([409, 'pos.noShift']);
    expect(outcome(await admin.post(`/api/pos/sales/${outside.id}/refunds`, back))).to.deep.equal([409, 'pos.noShift']);
    expect(outcome(await admin.post(`/api/pos/sales/${outside.id}/void`, { reason: 'x' }))).to.deep.equal([409, 'pos.noShift']);
    const { id } = await open(0);
    const sold = await made(cashier.post('/api/pos/sales', { ...sale, id: randomUUID() }));
    await made(admin.post(`/api/pos/sales/${outside.id}/refunds`, back));
    const closed = await made(close(id, { countedCash: 0 }), 200);
    expect(closed.cash).to.include({ sales: 1000, refunds: 1000, expected: 0 });
    const again = await cashier.post('/api/pos/sales', { ...sale, id: sold.id });
    expect(outcome(again), 'a repeated sale is answered as before').to.deep.equal([201, undefined]);
    await settings({});
    await sell(1, [cash(1000)]);
  });

  it('of a cashier alone keeps others from selling in it', async () => {
    await settings({ shiftPerCashier: true });
    const { id } = await open(0);
    const colleague = await shop.as('cashier');
    const sale = { lines: [{ productId: good.id, quantity: 1 }], payments: [cash(1000)] };
    expect(outcome(await colleague.post('/api/pos/sales', sale))).to.deep.equal([409, 'pos.shiftOther']);
    expect(outcome(await close(id, { countedCash: 0 }, colleague))).to.deep.equal([403, 'auth.forbidden']);
    await settings({});
    expect((await colleague.post('/api/pos/sales', sale)).status).to.equal(201);
    expect(await made(close(id, { countedCash: 1000 }, colleague), 200)).to.include({ difference: 0, closedByName: (await colleague.get('/api/auth/me')).body.user.fullName });
  });

  it('counted blind does not say what should be in the drawer before it is closed', async () => {
    await settings({ blindCount: true });
    const shift = await open(300);
    await sell(1, [cash(1000)]);
    expect([shift.expectedCash, (await cashier.get('/api/pos/shifts/current')).body.expectedCash]).to.deep.equal([null, null]);
    const moved = await made(cashier.post(`/api/pos/shifts/${shift.id}/movements`, { type: 'in', amount: 1, reason: 'x' }));
    expect(moved.balance).to.equal(null);
    const x = await made(cashier.get(`/api/pos/shifts/${shift.id}/report`), 200);
    expect([x.cash, x.payments]).to.deep.equal([null, null]);
    const none = { count: 0, total: null };
    expect(x.sales).to.deep.equal({ count: 1, subtotal: null, discountTotal: null, vatTotal: null, total: null, rounding: null });
    expect(x.refunds).to.deep.equal({ count: 0, vatTotal: null, total: null, rounding: null, refund: none, void: none, return: none, exchange: none });
    expect([x.net, x.discounts, x.movements]).to.deep.equal([{ vatTotal: null, total: null }, none, { in: { count: 1, total: null }, out: none, drawer: 0 }]);
    expect(x.vat.map((rate: { total: unknown }) => rate.total)).to.deep.equal([null]);
    expect([x.receipts.stored, x.openingCash]).to.deep.equal([1, 300]);
    const paper = (await cashier.get(`/api/pos/shifts/${shift.id}/report?format=text`)).text;
    expect(paper).to.not.match(/Olması gereken|Nakit/);
    expect(paper).to.match(/Satış +1\n/).and.not.match(/\d,\d\d/);
    expect((await admin.get(`/api/pos/shifts/${shift.id}/report?format=text`)).text).to.match(/Satış \(1\) +10,00/).and.match(/NET +10,00/);
    expect((await admin.get('/api/pos/shifts/current')).body.expectedCash).to.equal(1301);
    expect((await admin.get(`/api/pos/shifts/${shift.id}/report`)).body.cash.expected).to.equal(1301);
    expect(await made(close(shift.id, { countedCash: 1300 }), 200)).to.include({ expectedCash: 1301, difference: -1 });
    await settings({});
  });

  it('closed with a difference is told what may be behind it', async () => {
    const { id } = await open(10_000);
    await sell(7, [cash(7000)]);
    const keyed = await sell(3, [card(3000)]);
    await made(cashier.post(`/api/pos/shifts/${id}/movements`, { type: 'in', amount: 2500, reason: 'Bozuk para' }));
    const closed = await made(close(id, { countedCash: 22_500 }), 200);
    expect(closed).to.include({ expectedCash: 19_500, difference: 3000 });
    expect(closed.explanations[0].steps).to.deep.equal([{
      code: 'cashKeyedAsCard', effect: 3000, count: 1, text: `${keyed.receiptNo}: nakit alınan 30,00 başka ödeme olarak girilmiş olabilir.`,
      events: [{ type: 'sale', id: keyed.id, name: keyed.receiptNo, at: keyed.soldAt }],
    }]);
    expect((await cashier.get(`/api/pos/shifts/${id}/explain`)).body).to.deep.equal({ items: closed.explanations });
    const english = (await cashier.get(`/api/pos/shifts/${id}/explain`, { 'accept-language': 'en' })).body.items;
    expect(english[0].steps[0].text).to.equal(`${keyed.receiptNo}: 30.00 taken in cash may have been entered as another payment.`);
  });
});
