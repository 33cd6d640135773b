import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openShop, type Shop } from '../support/host.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];
interface SaleReply { id: string; receiptNo: string; lines: { id: string; total: number; vatAmount: number }[]; total: number }

eachDatabase('A refund', kind => {
  let shop: Shop;
  let admin: Client;
  let cashier: Client;
  let good: Good;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    cashier = await shop.as('cashier');
    good = await makeGood(admin, { price: 1000, warehouseId: shop.warehouseId, onHand: 1000 });
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const sell = async (body: unknown): Promise<SaleReply> => {
    const reply = await cashier.post('/api/pos/sales', body);
    expect(reply.status, reply.text).to.equal(201);
    return reply.body;
  };
  const refund = (saleId: string, body: object, who = admin, headers = {}) => who.post(`/api/pos/sales/${saleId}/refunds`, { reason: 'iade', ...body }, headers);
  const cash = (amount: number) => [{ method: 'cash', amount }];
  const written = async (): Promise<unknown[]> => Promise.all(['pos_satislar', 'pos_satis_satirlari', 'odeme_kayitlari', 'stok_hareketleri', 'cikis_kutusu'].map(async table =>
    (await shop.host.database.first<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`))!.count));

  it('gives back part of a sale and then the rest, with the values of the sale', async () => {
    const sold = await sell({ lines: [{ productId: good.id, quantity: 3, discount: { amount: 1 } }], payments: [{ method: 'cash', amount: 5000 }] });
    const [line] = sold.lines;
    expect(line!.total).to.equal(2999);
    const before = (await onHand(admin, good))!;
    const first = await refund(sold.id, { lines: [{ lineId: line!.id, quantity: 1 }], payments: cash(1000) });
    expect(first.status, first.text).to.equal(201);
    expect(first.body).to.have.all.keys('id', 'saleId', 'receiptNo', 'sequence', 'lines', 'total', 'payments');
    expect(first.body).to.include({ saleId: sold.id, total: 1000 });
    expect(first.body.lines[0]).to.include({ lineId: line!.id, productId: good.id, quantity: 1, unitPrice: 1000, total: 1000, vatAmount: 91, discountAmount: 0, restock: true });
    expect((await admin.get(`/api/pos/sales/${sold.id}`)).body.state).to.equal('partlyRefunded');
    const second = await refund(sold.id, { lines: [{ lineId: line!.id, quantity: 2 }], payments: cash(1999) });
    expect(second.body.lines[0]).to.include({ quantity: 2, total: 1999, vatAmount: line!.vatAmount - 91, discountAmount: 1 });
    expect(await onHand(admin, good)).to.equal(before + 3);
    expect((await admin.get(`/api/pos/sales/${sold.id}`)).body.state).to.equal('refunded');
    const sums = await shop.host.database.first(
      `SELECT SUM(quantity) AS quantity, SUM(total) AS total, SUM(vat_amount) AS vat, SUM(gross) AS gross, SUM(discount_amount) AS discount
         FROM pos_v_sale_lines WHERE sale_id = $1 OR refund_of = $1`, [sold.id]);
    expect(Object.values(sums!).map(Number)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('is refused by its lines first, then by its money, with nothing written', async () => {
    const sold = await sell({ lines: [{ productId: good.id, quantity: 2 }], payments: [{ method: 'cash', amount: 1500 }, { method: 'card', amount: 1000 }] });
    const line = { lineId: sold.lines[0]!.id, quantity: 1 };
    const before = await written();
    const cases: [body: object, expected: object, who?: Client][] = [
      [{ lines: [line], payments: cash(1000) }, { status: 403, code: 'auth.forbidden' }, cashier],
      [{ lines: [], payments: [] }, { status: 422, code: 'pos.empty' }],
      [{ lines: [{ ...line, lineId: randomUUID() }], payments: cash(1) }, { status: 404, code: 'pos.notFound' }],
      [{ lines: [{ ...line, quantity: 2.001 }], payments: cash(1) }, { status: 409, code: 'pos.refundExceeds', sold: 2, refunded: 0, requested: 2.001 }],
      [{ lines: [line, { ...line, quantity: 1.5 }], payments: cash(1) }, { status: 409, code: 'pos.refundExceeds' }],
      [{ lines: [line], payments: [{ method: 'gold', amount: 1 }] }, { status: 422, code: 'pos.methodUnknown' }],
      [{ lines: [line], payments: cash(999) }, { status: 422, code: 'pos.refundAmount', due: 1000 }],
      [{ lines: [line], payments: [] }, { status: 422, code: 'pos.refundAmount', due: 1000 }],
      [{ lines: [{ ...line, quantity: 2 }], payments: cash(2000) }, { status: 409, code: 'pos.refundTender', method: 'cash', left: 1000 }],
      [{ lines: [{ ...line, quantity: 2 }], payments: [{ method: 'card', amount: 2000 }] }, { status: 409, code: 'pos.refundTender', method: 'card', left: 1000 }],
    ];
    for (const [body, expected, who] of cases) {
      const reply = await refund(sold.id, body, who);
      expect(reply.body, reply.text).to.deep.include(expected);
    }
    expect((await refund(sold.id, { lines: [line], payments: cash(1000), reason: '' })).status).to.equal(400);
    expect(outcome(await refund(randomUUID(), { lines: [line], payments: cash(1000) }))).to.deep.equal([404, 'pos.notFound']);
    expect(await written()).to.deep.equal(before);
    expect((await refund(sold.id, { lines: [{ ...line, quantity: 2 }], payments: [...cash(1000), { method: 'card', amount: 1000 }] })).status).to.equal(201);
  });

  it('answers the same again under its id, for ever, and refuses another', async () => {
    const sold = await sell(cashSale([{ good, quantity: 2 }]));
    const body = { id: randomUUID(), lines: [{ lineId: sold.lines[0]!.id, quantity: 2 }], payments: cash(2000) };
    const first = await refund(sold.id, body);
    expect(first.status, first.text).to.equal(201);
    const again = await refund(sold.id, body);
    expect([again.status, again.body]).to.deep.equal([201, first.body]);
    expect(outcome(await refund(sold.id, { ...body, reason: 'başka' }))).to.deep.equal([409, 'request.reused']);
    expect(outcome(await refund(first.body.id, { lines: [{ lineId: first.body.lines[0].id, quantity: 1 }], payments: cash(1000) }))).to.deep.equal([409, 'pos.refundOfRefund']);
    const repeatedSale = await cashier.post('/api/pos/sales', cashSale([{ good, quantity: 1 }], { id: body.id }));
    expect(outcome(repeatedSale)).to.deep.equal([409, 'request.reused']);
  });

  it('is shown with its sale, and quoted before it is made', async () => {
    const sold = await sell({ lines: [{ productId: good.id, quantity: 3 }], payments: [{ method: 'card', amount: 1000 }, { method: 'cash', amount: 5000 }] });
    const untouched = (await admin.get(`/api/pos/sales/${sold.id}`)).body;
    expect(untouched).to.not.have.any.keys('refunds', 'left', 'kind', 'refundOf', 'rounding');
    const quoted = await admin.post(`/api/pos/sales/${sold.id}/refunds/quotes`, { lines: [{ lineId: sold.lines[0]!.id, quantity: 2 }] });
    expect(quoted.status, quoted.text).to.equal(200);
    expect(quoted.body).to.deep.equal({
      lines: [{ lineId: sold.lines[0]!.id, quantity: 2, discountAmount: 0, vatAmount: 182, total: 2000 }], total: 2000,
      payments: [{ method: 'card', amount: 1000 }, { method: 'cash', amount: 1000 }], left: [{ method: 'card', amount: 1000 }, { method: 'cash', amount: 2000 }],
    });
    const made = (await refund(sold.id, { lines: [{ lineId: sold.lines[0]!.id, quantity: 2 }], payments: quoted.body.payments })).body;
    const { body } = await admin.get(`/api/pos/sales/${sold.id}`);
    expect(body).to.deep.equal({
      ...untouched, state: 'partlyRefunded', lines: [{ ...untouched.lines[0], refunded: 2 }], left: [{ method: 'card', amount: 0 }, { method: 'cash', amount: 1000 }],
      refunds: [{ id: made.id, receiptNo: made.receiptNo, kind: 'refund', refundedAt: body.refunds[0].refundedAt, total: 2000, reason: 'iade' }],
    });
    const itself = (await admin.get(`/api/pos/sales/${made.id}`)).body;
    expect(itself).to.include({ kind: 'refund', refundOf: sold.id, reason: 'iade', total: 2000, paid: 2000, change: 0, vatTotal: 182 });
    const found = (await admin.get(`/api/pos/sales?receiptNo=${made.receiptNo}`)).body.items;
    expect(found.map((item: { id: string }) => item.id)).to.deep.equal([made.id]);
    const listed = (await admin.get('/api/pos/sales?limit=200')).body.items;
    expect(listed.filter((item: { id: string; kind?: string }) => item.kind !== undefined)).to.deep.equal([]);
    expect((await admin.get('/api/pos/sales?kind=refund&limit=1')).body.items[0].id).to.equal(made.id);
  });

  it('puts on the shelf only what is said to go there', async () => {
    const [a, b] = [await makeGood(admin, { warehouseId: shop.warehouseId, onHand: 10 }), await makeGood(admin, { warehouseId: shop.warehouseId, onHand: 10 })];
    const sold = await sell(cashSale([{ good: a, quantity: 4 }, { good: b, quantity: 4 }]));
    const [x, y] = sold.lines;
    await refund(sold.id, { lines: [{ lineId: x!.id, quantity: 1 }, { lineId: y!.id, quantity: 1 }], payments: cash(2000), restock: false });
    expect([await onHand(admin, a), await onHand(admin, b)]).to.deep.equal([6, 6]);
    await refund(sold.id, { lines: [{ lineId: x!.id, quantity: 1, restock: true }, { lineId: y!.id, quantity: 1 }], payments: cash(2000), restock: false });
    expect([await onHand(admin, a), await onHand(admin, b)]).to.deep.equal([7, 6]);
    await refund(sold.id, { lines: [{ lineId: x!.id, quantity: 2 }, { lineId: y!.id, quantity: 2, restock: false }], payments: cash(4000) });
    expect([await onHand(admin, a), await onHand(admin, b)]).to.deep.equal([9, 6]);
    const moves = (await admin.get(`/api/stock/movements?productId=${a.id}&type=refund`)).body.items;
    expect(moves.map((move: { quantity: number; refType: string }) => [move.quantity, move.refType])).to.deep.equal([[2, 'pos.refund'], [1, 'pos.refund']]);
  });

  it('in another tender needs a right that nobody has until it is granted', async () => {
    const sold = await sell({ lines: [{ productId: good.id, quantity: 1 }], payments: [{ method: 'card', amount: 1000 }] });
    const body = { lines: [{ lineId: sold.lines[0]!.id, quantity: 1 }], payments: cash(1000) };
    expect(outcome(await refund(sold.id, body))).to.deep.equal([409, 'pos.refundTender']);
    const role = (await admin.post('/api/roles', { name: 'İade şefi', permissions: ['pos.sell', 'pos.refund', 'pos.refund.tender'].map(id => ({ id })) })).body;
    const user = await admin.post('/api/users', { username: 'sef', password: 'kedi-merdiven-7', fullName: 'Şef', roles: [role.code], storeIds: [shop.storeId] });
    expect(user.status, user.text).to.equal(201);
    const chief = await admin.signIn('sef', 'kedi-merdiven-7', { storeId: shop.storeId, terminalId: shop.terminalId });
    const made = await refund(sold.id, body, chief);
    expect(made.status, made.text).to.equal(201);
  });

  it('of a sale of another store is unknown', async () => {
    const there = await shop.as('manager', await shop.anotherStore());
    const sold = await sell(cashSale([{ good, quantity: 1 }]));
    const body = { lines: [{ lineId: sold.lines[0]!.id, quantity: 1 }], payments: cash(1000) };
    expect(outcome(await refund(sold.id, body, there))).to.deep.equal([404, 'pos.notFound']);
    expect((await admin.get(`/api/pos/sales/${sold.id}`)).body.state).to.equal('completed');
  });

  it('is refused, quoted or not, for quantities that are none, ids of nobody and what was not asked for', async () => {
    const sold = await sell(cashSale([{ good, quantity: 2 }]));
    const there = await shop.as('manager', await shop.anotherStore());
    const [path, line] = [`/api/pos/sales/${sold.id}/refunds`, { lineId: sold.lines[0]!.id, quantity: 1 }];
    const before = await written();
    const free = { lines: [{ productId: good.id, quantity: 1 }] };
    const bad: [path: string, body: object][] = [
      ...[0, -1, 0.0005, 1e12, 1e400, '1', null].flatMap((quantity): [string, object][] => [[path, { lines: [{ ...line, quantity }] }], ['/api/pos/returns', { lines: [{ ...free.lines[0], quantity }] }]]),
      [path, { lines: [{ ...line, lineId: 'x' }] }], [path, { lines: [line], price: 1 }], [path, { lines: [line], approvals: ['x'] }],
      [path, { lines: [line], approvals: Array.from({ length: 51 }, () => randomUUID()) }], ['/api/pos/returns', { lines: [{ ...free.lines[0], discount: { percent: 1 } }] }],
    ];
    for (const [at, body] of bad) {
      expect(outcome(await admin.post(`${at}/quotes`, body)), JSON.stringify(body)).to.deep.equal([400, 'request.invalid']);
      expect(outcome(await admin.post(at, { reason: 'x', payments: cash(1000), ...body })), JSON.stringify(body)).to.deep.equal([400, 'request.invalid']);
    }
    for (const amount of [-1, 0.5, 1e15]) expect(outcome(await refund(sold.id, { lines: [line], payments: cash(amount) }))).to.deep.equal([400, 'request.invalid']);
    const quotes: [reply: Promise<Reply>, expected: [number, string]][] = [
      [there.post(`${path}/quotes`, { lines: [line] }), [404, 'pos.notFound']], [there.get(`/api/pos/sales/${sold.id}/void`), [404, 'pos.notFound']],
      [there.post(`/api/pos/sales/${sold.id}/void`, { reason: 'x' }), [404, 'pos.notFound']],
      [admin.post(`${path}/quotes`, { lines: [{ ...line, lineId: randomUUID() }] }), [404, 'pos.notFound']], [admin.post(`${path}/quotes`, { lines: [{ ...line, quantity: 3 }] }), [409, 'pos.refundExceeds']],
      [admin.post(`${path}/quotes`, { lines: [line], payments: [{ method: 'gold', amount: 1 }] }), [422, 'pos.methodUnknown']],
      [admin.post('/api/pos/returns/quotes', { lines: [{ productId: randomUUID(), quantity: 1 }] }), [404, 'katalog.notFound']], [admin.post('/api/pos/returns/quotes', { lines: [] }), [422, 'pos.empty']],
    ];
    for (const [reply, expected] of quotes) expect(outcome(await reply)).to.deep.equal(expected);
    expect(await written()).to.deep.equal(before);
  });

  it('raced from two tills gives back no more than was sold, each receipt in its till\'s row', async () => {
    const terminal = await admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' });
    const second = await shop.as('manager', { storeId: shop.storeId, terminalId: terminal.body.id });
    for (let round = 0; round < 4; round++) {
      const sold = await sell(cashSale([{ good, quantity: 3 }]));
      const before = (await onHand(admin, good))!;
      const body = { lines: [{ lineId: sold.lines[0]!.id, quantity: 1 }], payments: cash(1000) };
      const replies = await Promise.all(Array.from({ length: 6 }, (_, at) => refund(sold.id, body, at % 2 ? second : admin)));
      expect(replies.map(reply => reply.status).sort()).to.deep.equal([201, 201, 201, 409, 409, 409]);
      expect(replies.filter(reply => reply.status === 409).map(reply => reply.body.code)).to.deep.equal(Array(3).fill('pos.refundExceeds'));
      expect(await onHand(admin, good)).to.equal(before + 3);
    }
    const sold = await sell(cashSale([{ good, quantity: 3 }]));
    const same = { id: randomUUID(), lines: [{ lineId: sold.lines[0]!.id, quantity: 2 }], payments: cash(2000) };
    const replies = await Promise.all(Array.from({ length: 6 }, (_, at) => refund(sold.id, same, at % 2 ? second : admin)));
    for (const reply of replies) expect([reply.status, reply.body]).to.deep.equal([201, replies[0]!.body]);
    expect(outcome(await refund(sold.id, { lines: same.lines, payments: cash(2000) }))).to.deep.equal([409, 'pos.refundExceeds']);
  });

  it('under an Idempotency-Key answers the same, also when nothing is left', async () => {
    const sold = await sell(cashSale([{ good, quantity: 1 }]));
    const body = { lines: [{ lineId: sold.lines[0]!.id, quantity: 1 }], payments: cash(1000) };
    const key = { 'idempotency-key': randomUUID() };
    const replies = await Promise.all([1, 2, 3].map(() => refund(sold.id, body, admin, key)));
    for (const reply of replies) expect([reply.status, reply.body]).to.deep.equal([201, replies[0]!.body]);
  });

  it('is printed as what it is, a reprint as a copy', async () => {
    const sold = await sell(cashSale([{ good, quantity: 1 }]));
    const made = (await refund(sold.id, { lines: [{ lineId: sold.lines[0]!.id, quantity: 1 }], payments: cash(1000), reason: 'Bozuk çıktı' })).body;
    const { text } = await admin.get(`/api/pos/sales/${made.id}/receipt?format=text`);
    expect(text).to.contain('İADE FİŞİ').and.to.contain(made.receiptNo).and.to.contain('Neden: Bozuk çıktı');
    expect(text).to.match(new RegExp(`Satış fişi +${sold.receiptNo}`)).and.to.match(/İADE TOPLAMI +10,00 TL/).and.to.match(/Geri verilen +10,00/).and.to.not.contain('-10,00');
    expect(text).to.not.contain('KOPYA');
    expect((await admin.get(`/api/pos/sales/${sold.id}/receipt?format=text&copy=true`)).text).to.contain('KOPYA');
    expect((await admin.get(`/api/pos/sales/${made.id}/receipt?format=html&copy=true`)).text).to.match(/KOPYA[\s\S]*İADE FİŞİ/);
  });
});
