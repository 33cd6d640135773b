import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { anyBarcode, cashSale, makeGood, onHand } from '../support/goods.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';

const told = (reply: Reply) => [reply.status, reply.body?.code];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const HEADER = 'barkod,ad,kategori,kdv_orani,satis_fiyati,alis_fiyati,birim,stok';

/** A code with its check digit (GS1: from the right 3, 1, 3 …). */
function sealed(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return digits + ((10 - (sum % 10)) % 10);
}
let items = Math.floor(Math.random() * 50_000);
const anyItem = () => String(items++).padStart(5, '0');
const anyEan = () => sealed(`869${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}`);

async function imported(who: Client, csv: string | Uint8Array, headers: Record<string, string> = {}) {
  const form = new FormData();
  form.append('file', new Blob([csv as BlobPart], { type: 'text/csv' }), 'urunler.csv');
  const started = await who.send('POST', '/api/katalog/imports', form, {});
  expect(started.status, started.text).to.equal(202);
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await who.get(`/api/katalog/imports/${started.body.id}`, headers);
    if (!['queued', 'running'].includes(body.state)) return body;
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error('The import did not end');
}

/** Every page of a list, by its cursor. */
async function walk(who: Client, path: string, limit: number) {
  const found: { id: string; name: string; receiptNo: string; productId: string }[] = [];
  let cursor: string | null = null;
  do {
    const { status, body, text } = await who.get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    expect(status, text).to.equal(200);
    expect(body).to.have.all.keys('items', 'nextCursor');
    expect(body.items.length).to.be.at.most(limit);
    found.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor);
  return found;
}

eachDatabase('The shop', kind => {
  let shop: Shop;
  let admin: Client;
  let cashier: Client;
  let manager: Client;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    cashier = await shop.as('cashier');
    manager = await shop.as('manager');
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const good = (extra: Parameters<typeof makeGood>[1] = {}) => makeGood(admin, { warehouseId: shop.warehouseId, onHand: 1000, ...extra });
  const sell = (body: unknown, who = admin, headers = {}) => who.post('/api/pos/sales', body, headers);
  const quote = (body: unknown, who = admin) => who.post('/api/pos/quotes', body);
  const card = (extra: object = {}) => ({ name: 'Kart', barcodes: [], vatRate: 10, price: 100, unit: 'piece', ...extra });
  const sales = async () => (await walk(admin, '/api/pos/sales', 200)).length;
  /** A problem has its members and gives nothing of the inside away. */
  function problem(reply: Reply, status: number, code: string, members: object = {}, title = '') {
    expect(told(reply), `${title} ${reply.text}`).to.eql([status, code]);
    expect(reply.headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(reply.body).to.include.keys('type', 'title', 'status', 'detail', 'code', 'instance');
    expect(reply.body).to.deep.include(members);
    expect(reply.text).not.to.match(/SELECT |INSERT |node_modules|\.ts:|at Object/);
  }

  describe('sells', () => {
    it('and answers exactly what the contract says', async () => {
      const [milk, cheese] = [await good({ price: 2500, vatRate: 10 }), await good({ price: 28900, vatRate: 1, unit: 'kg' })];
      const id = randomUUID();
      const { status, body, text } = await sell({
        id, customerId: null, note: '', expectedTotal: 11625,
        lines: [{ barcode: milk.barcode, quantity: 2, discount: { percent: 10 } }, { productId: cheese.id, quantity: 0.25 }],
        discount: { amount: 100 }, payments: [{ method: 'cash', amount: 12000 }, { method: 'card', amount: 1625, reference: 'slip 17' }],
      });
      expect(status, text).to.equal(201);
      expect(body).to.have.all.keys('id', 'receiptNo', 'sequence', 'soldAt', 'storeId', 'terminalId', 'cashierId', 'customerId', 'lines', 'subtotal',
        'discountTotal', 'vatTotal', 'total', 'paid', 'change', 'payments', 'warnings', 'state');
      expect(body).to.include({ id, storeId: shop.storeId, terminalId: shop.terminalId, customerId: null, subtotal: 12225, discountTotal: 600, vatTotal: 477, total: 11625, paid: 13625, change: 2000, state: 'completed' });
      expect(body.receiptNo).to.equal(`M1-K1-${String(body.sequence).padStart(6, '0')}`);
      expect(body.soldAt).to.match(INSTANT);
      expect(body.cashierId).to.match(UUID);
      expect(body.warnings).to.eql([]);
      const name = (g: typeof milk) => `Ürün ${g.barcode}`;
      expect(body.lines.map(({ id: lineId, ...line }: { id: string }) => (expect(lineId).to.match(UUID), line))).to.eql([
        { productId: milk.id, barcode: milk.barcode, name: name(milk), quantity: 2, unitPrice: 2500, discountAmount: 538, vatRate: 10, vatAmount: 406, total: 4462 },
        { productId: cheese.id, barcode: null, name: name(cheese), quantity: 0.25, unitPrice: 28900, discountAmount: 62, vatRate: 1, vatAmount: 71, total: 7163 }]);
      expect(body.payments.map(({ id: paymentId, ...rest }: { id: string }) => (expect(paymentId).to.match(UUID), rest)))
        .to.eql([{ method: 'cash', amount: 12000 }, { method: 'card', amount: 1625, reference: 'slip 17' }]);
      expect((await admin.get(`/api/pos/sales/${id}`)).body).to.eql(body);
      expect((await admin.get(`/api/pos/sales/${id.toUpperCase()}`)).body).to.eql(body);
      const again = await sell({
        id, customerId: null, note: '', expectedTotal: 11625,
        lines: [{ barcode: milk.barcode, quantity: 2, discount: { percent: 10 } }, { productId: cheese.id, quantity: 0.25 }],
        discount: { amount: 100 }, payments: [{ method: 'cash', amount: 12000 }, { method: 'card', amount: 1625, reference: 'slip 17' }],
      });
      expect([again.status, again.body]).to.eql([201, body]);
      const shouted = await sell({
        id: id.toUpperCase(), customerId: null, note: '', expectedTotal: 11625,
        lines: [{ barcode: milk.barcode, quantity: 2, discount: { percent: 10 } }, { productId: cheese.id, quantity: 0.25 }],
        discount: { amount: 100 }, payments: [{ method: 'cash', amount: 12000 }, { method: 'card', amount: 1625, reference: 'slip 17' }],
      });
      expect([shouted.status, shouted.body]).to.eql([201, body]);
      problem(await sell({ id, lines: [{ productId: milk.id, quantity: 1 }], payments: [{ method: 'cash', amount: 2500 }] }), 409, 'request.reused');
    });

    it('not what its rules forbid, with nothing written', async () => {
      const some = await good({ price: 1000, onHand: 10 });
      const before = await sales();
      const line = { productId: some.id, quantity: 2 };
      const cash = (amount: number) => [{ method: 'cash', amount }];
      const none = randomUUID();
      const cases: [title: string, body: object, status: number, code: string, members?: object, who?: Client][] = [
        ['no lines', { lines: [], payments: [] }, 422, 'pos.empty'],
        ['no lines, some money', { lines: [], payments: cash(5) }, 422, 'pos.empty'],
        ['no payments', { lines: [line], payments: [] }, 422, 'pos.paymentShort', { due: 2000, paid: 0 }],
        ['short', { lines: [line], payments: cash(1999) }, 422, 'pos.paymentShort', { due: 2000, paid: 1999 }],
        ['short over two', { lines: [line], payments: [...cash(500), { method: 'card', amount: 500 }] }, 422, 'pos.paymentShort', { due: 2000, paid: 1000 }],
        ['card above', { lines: [line], payments: [{ method: 'card', amount: 2001 }] }, 422, 'pos.overpaid'],
        ['two cards above, with cash', { lines: [line], payments: [...cash(1), { method: 'card', amount: 1001 }, { method: 'card', amount: 1000 }] }, 422, 'pos.overpaid'],
        ['unknown method', { lines: [line], payments: [{ method: 'gold', amount: 2000 }] }, 422, 'pos.methodUnknown'],
        ['method of Object', { lines: [line], payments: [{ method: '__proto__', amount: 2000 }] }, 422, 'pos.methodUnknown'],
        ['credit without crm', { lines: [line], payments: [{ method: 'credit', amount: 2000 }] }, 422, 'pos.methodUnknown'],
        ['line discount', { lines: [{ ...line, discount: { amount: 2001 } }], payments: cash(2000) }, 422, 'pos.discountTooLarge'],
        ['basket discount', { lines: [line], discount: { amount: 2001 }, payments: cash(2000) }, 422, 'pos.discountTooLarge'],
        ['both discounts', { lines: [{ ...line, discount: { percent: 100 } }], discount: { amount: 1 }, payments: cash(2000) }, 422, 'pos.discountTooLarge'],
        ['unknown barcode', { lines: [{ barcode: 'YOK-42', quantity: 1 }], payments: cash(1) }, 404, 'katalog.notFound', { barcode: 'YOK-42' }],
        ['unknown product', { lines: [{ productId: none, quantity: 1 }], payments: cash(1) }, 404, 'katalog.notFound'],
        ['customer without crm', { lines: [line], customerId: none, payments: cash(2000) }, 404, 'crm.notFound'],
        ['another price', { lines: [line], expectedTotal: 1999, payments: cash(2000) }, 409, 'pos.priceChanged', { total: 2000 }],
        ['below the floor', { lines: [{ ...line, quantity: 16 }], payments: cash(16000) }, 409, 'stock.insufficient', { productId: some.id, onHand: 10, requested: 16, floor: -5 }],
        ['below the floor on two lines', { lines: [{ ...line, quantity: 8 }, { barcode: some.barcode, quantity: 7.001 }], payments: cash(20000) }, 409, 'stock.insufficient', { productId: some.id, onHand: 10, requested: 15.001, floor: -5 }],
        ['11 % by a cashier', { lines: [{ ...line, discount: { percent: 11 } }], payments: cash(2000) }, 403, 'pos.discountLimit', {}, cashier],
        ['201 of 2000 by a cashier', { lines: [line], discount: { amount: 201 }, payments: cash(2000) }, 403, 'pos.discountLimit', {}, cashier],
        ['51 % by a manager', { lines: [line], discount: { percent: 51 }, payments: cash(2000) }, 403, 'pos.discountLimit', {}, manager],
        ['a price by a cashier', { lines: [{ ...line, unitPrice: 1000 }], payments: cash(2000) }, 403, 'auth.forbidden', {}, cashier],
      ];
      for (const [title, body, status, code, members, who] of cases) {
        problem(await sell(body, who), status, code, members, title);
        if (!/payment|method|cash|card|stock|floor/.test(`${title} ${code}`) && code !== 'pos.overpaid') {
          const { payments: _, ...basket } = body as { payments: unknown };
          problem(await quote(basket, who), status, code, members, `quote: ${title}`);
        }
      }
      expect(await sales()).to.equal(before);
      expect(await onHand(admin, some)).to.equal(10);
      expect((await sell({ lines: [{ ...line, discount: { percent: 10 } }], payments: cash(1800) }, cashier)).status).to.equal(201);
      expect((await sell({ lines: [{ ...line, unitPrice: 0 }], payments: [] }, manager)).body).to.include({ total: 0, paid: 0, change: 0 });
    });

    it('nothing that is malformed', async () => {
      const some = await good({ price: 1000 });
      const before = await sales();
      const line = { productId: some.id, quantity: 1 };
      const raw = (quantity: string) => admin.send('POST', '/api/pos/sales', `{"lines":[{"productId":"${some.id}","quantity":${quantity}}],"payments":[{"method":"cash","amount":1000000}]}`, { 'content-type': 'application/json' });
      for (const quantity of ['-1', '0', '-0', '0.0005', '1e308', '"12abc"', '"NaN"', 'NaN', '9007199254740993', '1e999', 'null', '[]', '{}', 'true', '"1"', '1000000.001', '1.0000001'])
        expect(told(await raw(quantity)), quantity).to.eql([400, 'request.invalid']);
      const cash = [{ method: 'cash', amount: 1000 }];
      const bad: [string, unknown][] = [
        ['negative price', { lines: [{ ...line, unitPrice: -1 }], payments: cash }], ['broken price', { lines: [{ ...line, unitPrice: 10.5 }], payments: cash }],
        ['text price', { lines: [{ ...line, unitPrice: '10' }], payments: cash }], ['huge price', { lines: [{ ...line, unitPrice: 9007199254740993 }], payments: cash }],
        ['float amount', { lines: [line], payments: [{ method: 'cash', amount: 1000.5 }] }], ['negative amount', { lines: [line], payments: [{ method: 'cash', amount: -1000 }] }],
        ['text amount', { lines: [line], payments: [{ method: 'cash', amount: '1000' }] }], ['amount 1e308', { lines: [line], payments: [{ method: 'cash', amount: 1e308 }] }],
        ['no amount', { lines: [line], payments: [{ method: 'cash' }] }], ['no method', { lines: [line], payments: [{ amount: 1 }] }],
        ['field in sale', { lines: [line], payments: cash, total: 1 }], ['field in line', { lines: [{ ...line, name: 'x' }], payments: cash }],
        ['field in payment', { lines: [line], payments: [{ ...cash[0], change: 1 }] }], ['field in discount', { lines: [{ ...line, discount: { percent: 1, reason: 'x' } }], payments: cash }],
        ['both names', { lines: [{ ...line, barcode: some.barcode }], payments: cash }], ['no name', { lines: [{ quantity: 1 }], payments: cash }],
        ['empty barcode', { lines: [{ barcode: '', quantity: 1 }], payments: cash }], ['long barcode', { lines: [{ barcode: '9'.repeat(5000), quantity: 1 }], payments: cash }],
        ['productId no id', { lines: [{ productId: '1 OR 1=1', quantity: 1 }], payments: cash }], ['id no id', { id: 'abc', lines: [line], payments: cash }],
        ['both discounts', { lines: [{ ...line, discount: { percent: 1, amount: 1 } }], payments: cash }], ['empty discount', { lines: [line], discount: {}, payments: cash }],
        ['percent 101', { lines: [line], discount: { percent: 100.01 }, payments: cash }], ['percent -1', { lines: [line], discount: { percent: -1 }, payments: cash }],
        ['percent 1.005', { lines: [line], discount: { percent: 1.005 }, payments: cash }], ['amount -1', { lines: [line], discount: { amount: -1 }, payments: cash }],
        ['501 lines', { lines: Array.from({ length: 501 }, () => line), payments: cash }], ['long note', { lines: [line], payments: cash, note: 'x'.repeat(100_000) }],
        ['long reference', { lines: [line], payments: [{ ...cash[0], reference: 'x'.repeat(10_000) }] }], ['lines as object', { lines: { 0: line }, payments: cash }],
        ['no payments', { lines: [line] }], ['no lines', { payments: cash }], ['null', null], ['list', []], ['text', 'x'], ['float expected', { lines: [line], payments: cash, expectedTotal: 1.5 }],
      ];
      for (const [title, body] of bad) {
        const reply = await sell(body);
        problem(reply, 400, 'request.invalid', {}, title);
        expect(reply.body.errors, title).to.be.an('array').and.not.empty;
        for (const error of reply.body.errors) expect(error, title).to.include.keys('path', 'message');
      }
      expect(told(await quote({ lines: [line], payments: cash }))).to.eql([400, 'request.invalid']);
      expect(told(await admin.send('POST', '/api/pos/sales', '{"lines":', { 'content-type': 'application/json' }))).to.eql([400, 'request.invalid']);
      expect(told(await admin.send('POST', '/api/pos/sales', 'lines=1', { 'content-type': 'text/plain' }))).to.eql([415, 'request.mediaType']);
      expect(await sales()).to.equal(before);
      const grams = await sell({ lines: [{ ...line, quantity: 0.043 }], payments: cash });
      expect([grams.status, grams.body.lines[0].quantity, grams.body.total]).to.eql([201, 0.043, 43]);
      for (const quantity of [0.001, 1.005, 0.29, 4.35, 64.123]) expect((await quote({ lines: [{ ...line, quantity }] })).body.lines[0].quantity).to.equal(quantity);
      expect((await quote({ lines: Array.from({ length: 500 }, () => line) })).body.total).to.equal(500_000);
      expect((await sell({ ...cashSale([{ good: { ...some, price: 0 }, quantity: 1 }]), lines: [{ ...line, discount: { percent: 100 } }] })).status).to.equal(201);
    });

    it('no sum that is out of range, and once what is asked twice', async () => {
      const some = await good({ price: 100 });
      const huge = { productId: some.id, quantity: 1_000_000, unitPrice: 100_000_000_000 };
      expect((await quote({ lines: [huge] })).status).to.equal(422);
      expect((await sell({ lines: Array.from({ length: 500 }, () => huge), payments: [{ method: 'card', amount: 1 }] })).status).to.equal(422);
      expect((await quote({ lines: [{ productId: some.id, quantity: 1 }], discount: { amount: 100_000_000_000 } })).body.code).to.equal('pos.discountTooLarge');
      const key = { 'idempotency-key': randomUUID() };
      const body = cashSale([{ good: some, quantity: 1 }]);
      expect((await sell({ ...body, expectedTotal: 1 }, admin, key)).status).to.equal(409);
      const [first, twin] = await Promise.all([sell(body, admin, key), sell(body, admin, key)]);
      expect([first.status, twin.status, twin.body]).to.eql([201, 201, first.body]);
      problem(await sell({ ...body, note: 'x' }, admin, key), 409, 'request.reused');
      expect(await onHand(admin, some)).to.equal(999);
      const cash = await sell({ ...body, payments: [{ method: 'card', amount: 100 }, { method: 'cash', amount: 50 }] });
      expect(cash.body).to.include({ total: 100, paid: 150, change: 50 });
    });

    it('quotes without writing: lines, sums and warnings', async () => {
      const some = await good({ price: 1050, onHand: 2 });
      const { status, body } = await quote({ lines: [{ barcode: some.barcode, quantity: 2 }] }, cashier);
      expect(status).to.equal(200);
      expect(body).to.deep.include({ subtotal: 2100, discountTotal: 0, vatTotal: 191, total: 2100, warnings: [{ code: 'stock.zero', productId: some.id, onHand: 0 }] });
      expect(body.lines[0]).to.include({ productId: some.id, barcode: some.barcode, quantity: 2, unitPrice: 1050, discountAmount: 0, vatRate: 10, vatAmount: 191, total: 2100 });
      expect((await quote({ lines: [{ barcode: some.barcode, quantity: 3 }] })).body.warnings).to.eql([{ code: 'stock.negative', productId: some.id, onHand: -1 }]);
      expect(await onHand(admin, some)).to.equal(2);
    });

    it('lists by page without a gap, and by each filter', async () => {
      const some = await good();
      const made: { id: string; soldAt: string; receiptNo: string; cashierId: string }[] = [];
      for (let i = 0; i < 5; i++) made.push((await sell(cashSale([{ good: some, quantity: 1 }]), cashier)).body);
      const cashierId = made[0]!.cashierId;
      const path = `/api/pos/sales?cashierId=${cashierId}&from=${made[0]!.soldAt}`;
      expect((await walk(admin, path, 2)).map(s => s.id)).to.eql(made.map(s => s.id).reverse());
      const ids = async (query: string) => (await walk(admin, `/api/pos/sales?${query}`, 200)).map(s => s.id);
      expect(await ids(`receiptNo=${made[1]!.receiptNo}`)).to.eql([made[1]!.id]);
      expect(await ids(`cashierId=${cashierId}&to=${made[0]!.soldAt}`)).not.to.include(made[0]!.id);
      expect(await ids(`terminalId=${shop.terminalId}&state=completed`)).to.include(made[2]!.id);
      expect(await ids(`terminalId=${randomUUID()}`)).to.eql([]);
      expect(await ids(`customerId=${randomUUID()}`)).to.eql([]);
      for (const query of ['limit=201', 'limit=0', 'limit=-1', 'limit=x', 'cursor=bogus', 'cursor=%00', 'sort=hash', 'state=gone', 'from=yesterday', 'wrong=1', 'terminalId=1', 'limit=1.5'])
        expect(told(await admin.get(`/api/pos/sales?${query}`)), query).to.eql([400, 'request.invalid']);
      expect((await admin.get('/api/pos/sales?limit=200')).status).to.equal(200);
      problem(await admin.get(`/api/pos/sales/${randomUUID()}`), 404, 'pos.notFound');
      expect((await admin.get('/api/pos/sales/1')).status).to.be.oneOf([400, 404]);
    });

    it('prints receipts whatever stands in a name', async () => {
      const nasty = `<script>alert(1)</script> '; DROP TABLE urunler;-- \u001b@\u001bp\u202eters\u2066 & "Süt" 😀`;
      const some = await good({ name: nasty, price: 1234 });
      const sold = await sell({ ...cashSale([{ good: some, quantity: 1 }]), note: '<b>\u001b@not\u202e</b>' });
      expect(sold.status, sold.text).to.equal(201);
      const of = (format: string, who = admin) => who.get(`/api/pos/sales/${sold.body.id}/receipt${format}`);
      const html = await of('?format=html');
      expect([html.status, html.headers.get('content-type')!.split(';')[0]]).to.eql([200, 'text/html']);
      expect(html.text).not.to.match(/<script|<style|style=|<b>| on\w+=/);
      expect(html.text).to.include('&lt;script&gt;').and.to.match(/<link rel="stylesheet" href="[^"]+"/).and.include(sold.body.receiptNo).and.include('lang="tr"');
      expect(html.headers.get('content-security-policy') ?? '').not.to.include('unsafe-inline');
      const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(html.text)![1]!;
      expect(sheet).to.match(/^\//);
      const text = await of('?format=text', cashier);
      expect([text.status, text.headers.get('content-type')!.split(';')[0]]).to.eql([200, 'text/plain']);
      // eslint-disable-next-line no-control-regex -- control bytes are what it looks for
      for (const reply of [html, text]) expect(reply.text).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
      expect(text.text).to.include('12,34').and.include(sold.body.receiptNo);
      expect((await of('')).status).to.equal(200);
      expect(told(await of('?format=pdf'))).to.eql([400, 'request.invalid']);
      expect((await admin.get(`/api/pos/sales/${randomUUID()}/receipt?format=text`)).status).to.equal(404);
    });

    it('prints receipts whose lines come to the subtotal, each as quantity times price', async () => {
      const [milk, tea] = [await good({ price: 2500 }), await good({ price: 999 })];
      const sold = await sell({
        lines: [{ productId: milk.id, quantity: 2, discount: { percent: 10 } }, { productId: tea.id, quantity: 1 }],
        discount: { amount: 100 }, payments: [{ method: 'cash', amount: 5399 }],
      });
      expect(sold.body, sold.text).to.include({ subtotal: 5999, discountTotal: 600, total: 5399 });
      const { text } = await admin.get(`/api/pos/sales/${sold.body.id}/receipt?format=text`);
      for (const row of [/2 × 25,00 +%10 +50,00$/m, /1 × 9,99 +%10 +9,99$/m, /ARA TOPLAM +59,99$/m, /İNDİRİM +-6,00$/m, /TOPLAM +53,99 TL$/m]) expect(text).to.match(row);
    });

    it('keeps another store apart', async () => {
      const some = await good({ onHand: 5 });
      const sold = await sell(cashSale([{ good: some, quantity: 1 }]));
      const other = await shop.anotherStore();
      const there = await client(shop.url).signIn('admin', PASSWORD, other);
      problem(await there.get(`/api/pos/sales/${sold.body.id}`), 404, 'pos.notFound');
      problem(await there.get(`/api/pos/sales/${sold.body.id}/receipt?format=text`), 404, 'pos.notFound');
      expect((await there.get('/api/pos/sales')).body.items).to.eql([]);
      const known = cashSale([{ good: some, quantity: 1 }], { id: randomUUID() });
      expect((await sell(known)).status).to.equal(201);
      problem(await sell(known, there), 409, 'request.reused');
      expect((await there.get('/api/stock/movements')).body.items).to.eql([]);
      const first = await sell(cashSale([{ good: some, quantity: 1 }]), there);
      expect(first.body.sequence).to.equal(1);
      expect(first.body.warnings).to.eql([{ code: 'stock.negative', productId: some.id, onHand: -1 }]);
      expect(await onHand(admin, some)).to.equal(3);
      problem(await there.post('/api/stock/movements', { productId: some.id, warehouseId: shop.warehouseId, type: 'in', quantity: 1, reason: 'x' }), 404, 'stock.notFound');
      expect((await there.get(`/api/stock/balances?warehouseId=${shop.warehouseId}`)).body.items).to.eql([]);
      const off = await admin.put(`/api/plugins/stock/stores/${other.storeId}`, { enabled: false });
      expect(off.status).to.equal(200);
      const without = await sell(cashSale([{ good: some, quantity: 40 }]), there);
      expect([without.status, without.body.warnings]).to.eql([201, []]);
      problem(await there.get('/api/stock/balances'), 404, 'plugin.disabled');
      problem(await sell(cashSale([{ good: some, quantity: 40 }])), 409, 'stock.insufficient');
    });

    it('needs a sign-in, a context and a permission, in this order', async () => {
      problem(await client(shop.url).post('/api/pos/sales', { nonsense: 1 }), 401, 'auth.required');
      const login = await client(shop.url).post('/api/auth/login', { username: 'admin', password: PASSWORD });
      const loose = client(shop.url, login.body.accessToken);
      problem(await loose.post('/api/pos/sales', { nonsense: 1 }), 409, 'auth.context');
      problem(await loose.get('/api/katalog/products'), 409, 'auth.context');
      problem(await cashier.post('/api/katalog/products', { nonsense: 1 }), 403, 'auth.forbidden');
      problem(await cashier.post('/api/stock/movements', { nonsense: 1 }), 403, 'auth.forbidden');
      problem(await cashier.delete(`/api/katalog/products/${randomUUID()}`), 403, 'auth.forbidden');
      problem(await admin.post('/api/pos/nothing', {}), 404, 'route.notFound');
      problem(await client(shop.url).get('/api/pos/nothing'), 404, 'route.notFound');
    });

    it('tells why in the language asked for', async () => {
      const tell = async (language?: string) => (await sell({ lines: [], payments: [] }, admin, language === undefined ? {} : { 'accept-language': language })).body;
      const [tr, en] = [await tell('tr'), await tell('en')];
      expect(tr.detail).not.to.equal(en.detail);
      for (const { title, detail } of [tr, en]) for (const sentence of [title, detail]) expect(sentence).to.be.a('string').and.not.match(/^$|pos[.:]|errors\.|\{\{?/);
      for (const same of [undefined, '*', 'de', 'xx;q=abc', 'tr-TR,en;q=0.5']) expect((await tell(same)).detail, same).to.equal(tr.detail);
      for (const same of ['en-US', 'en-GB,tr;q=0.5', 'de, en;q=0.8']) expect((await tell(same)).detail, same).to.equal(en.detail);
      const invalid = async (language: string) => (await sell({ lines: [{ barcode: 'x', quantity: -1 }], payments: [] }, admin, { 'accept-language': language })).body;
      expect((await invalid('tr')).errors[0].message).not.to.equal((await invalid('en')).errors[0].message);
      expect((await invalid('en')).errors[0].path).to.match(/lines.0.quantity/);
    });
  });

  describe('has a catalogue', () => {
    it('of cards with exactly these fields', async () => {
      const code = anyEan();
      const category = (await admin.post('/api/katalog/categories', { name: `Süt ${code}` })).body;
      const made = await admin.post('/api/katalog/products', card({ name: 'Ayran', sku: `AY-${code}`, barcodes: [{ code }, { code: `P${code}`, quantity: 6 }], categoryId: category.id, cost: 70 }));
      expect(made.status, made.text).to.equal(201);
      expect(made.body).to.deep.include({ name: 'Ayran', sku: `AY-${code}`, barcodes: [{ code, quantity: 1 }, { code: `P${code}`, quantity: 6 }], categoryId: category.id, vatRate: 10, price: 100, cost: 70, unit: 'piece' });
      const { id } = made.body;
      expect((await admin.get(`/api/katalog/products/${id}`)).body).to.eql(made.body);
      expect((await cashier.get(`/api/katalog/products/${id}`)).body).not.to.have.property('cost');
      for (const query of [`barcode=${code}`, `barcode=P${code}`, `categoryId=${category.id}`]) expect((await admin.get(`/api/katalog/products?${query}`)).body.items.map((p: { id: string }) => p.id), query).to.eql([id]);
      expect((await admin.get('/api/katalog/products?barcode=nobody')).body).to.eql({ items: [], nextCursor: null });

      const found = await cashier.get(`/api/katalog/lookup/${code}`);
      expect(found.body).to.deep.include({ quantity: 1, price: 100 }).and.not.have.property('total');
      expect(found.body.product).to.include({ id, name: 'Ayran', unit: 'piece', price: 100, vatRate: 10 }).and.not.have.property('cost');
      expect((await cashier.get(`/api/katalog/lookup/P${code}`)).body).to.include({ quantity: 6, price: 100 });
      expect((await cashier.get(`/api/katalog/lookup/AY-${code}`)).body).to.include({ quantity: 1, price: 100 });
      for (const lost of ['nobody', '%1b@', 'a%2Fb', '%25', '%27%20OR%201=1--', '8690000000000']) problem(await cashier.get(`/api/katalog/lookup/${lost}`), 404, 'katalog.notFound', {}, lost);
      problem(await admin.get(`/api/katalog/products/${randomUUID()}`), 404, 'katalog.notFound');
      problem(await cashier.get('/api/katalog/lookup/%00'), 400, 'request.invalid');

      problem(await admin.post('/api/katalog/products', card({ barcodes: [{ code }] })), 409, 'katalog.barcodeTaken');
      const free = anyEan();
      const patched = await admin.patch(`/api/katalog/products/${id}`, { barcodes: [{ code: free }], price: 250 });
      expect([patched.status, patched.body.price, patched.body.name, patched.body.barcodes]).to.eql([200, 250, 'Ayran', [{ code: free, quantity: 1 }]]);
      problem(await admin.get(`/api/katalog/lookup/${code}`), 404, 'katalog.notFound');
      const second = await admin.post('/api/katalog/products', card({ barcodes: [{ code }] }));
      expect(second.status).to.equal(201);
      problem(await admin.patch(`/api/katalog/products/${id}`, { barcodes: [{ code: free }, { code }] }), 409, 'katalog.barcodeTaken');
      expect((await admin.get(`/api/katalog/products/${id}`)).body.barcodes).to.eql([{ code: free, quantity: 1 }]);

      const sold = await sell({ lines: [{ barcode: free, quantity: 1 }], payments: [{ method: 'cash', amount: 250 }] });
      expect(sold.status, sold.text).to.equal(201);
      expect((await admin.delete(`/api/katalog/products/${id}`)).status).to.equal(204);
      problem(await admin.get(`/api/katalog/lookup/${free}`), 404, 'katalog.notFound');
      problem(await sell({ lines: [{ productId: id, quantity: 1 }], payments: [{ method: 'cash', amount: 250 }] }), 404, 'katalog.notFound');
      expect((await admin.get(`/api/katalog/products?categoryId=${category.id}`)).body.items).to.eql([]);
      expect((await admin.get(`/api/katalog/products/${id}`)).body.name).to.equal('Ayran');
      expect((await admin.get(`/api/pos/sales/${sold.body.id}`)).body.lines[0].name).to.equal('Ayran');
      expect((await admin.post('/api/katalog/products', card({ barcodes: [{ code: free }] }))).status).to.equal(201);
      problem(await admin.delete(`/api/katalog/products/${id}`), 404, 'katalog.notFound');
    });

    it('that takes no bad card', async () => {
      for (const [title, body] of Object.entries({
        'no name': { name: undefined }, 'empty name': { name: '' }, 'blank name': { name: ' \u001b\u202e ' }, 'NUL in a name': { name: 'a\u0000b' }, 'half a character': { name: 'a\ud800' }, 'long name': { name: 'x'.repeat(5000) }, 'number name': { name: 1 },
        'negative price': { price: -1 }, 'float price': { price: 1.5 }, 'text price': { price: '100' }, 'huge price': { price: 9007199254740993 }, 'no price': { price: undefined },
        'vat 18': { vatRate: 18 }, 'vat 1.5': { vatRate: 1.5 }, 'unit': { unit: 'litre' }, 'field': { stock: 5 }, 'barcode text': { barcodes: ['x'] }, 'barcode null': { barcodes: null },
        'empty code': { barcodes: [{ code: '' }] }, 'long code': { barcodes: [{ code: '9'.repeat(300) }] }, 'pack 0': { barcodes: [{ code: anyBarcode(), quantity: 0 }] }, 'pack 0.0001': { barcodes: [{ code: anyBarcode(), quantity: 0.0001 }] },
        'category': { categoryId: 'x' }, 'negative cost': { cost: -1 }, 'prototype': JSON.parse('{"__proto__":{"a":1}}'),
      })) problem(await admin.post('/api/katalog/products', title === 'prototype' ? JSON.parse(`{"__proto__":1,${JSON.stringify(card()).slice(1)}`) : card(body)), 400, 'request.invalid', {}, title);
      for (const code of ['12345678', '8690504115114', '2700001002509']) problem(await admin.post('/api/katalog/products', card({ barcodes: [{ code }] })), 422, 'katalog.barcodeInvalid', {}, code);
      for (const code of [sealed(String(1_000_000 + items++)), anyEan(), `1${anyItem()}`, `123456${anyItem()}`, `12345678${anyItem()}1`, `ABC-${anyItem()}`])
        expect((await admin.post('/api/katalog/products', card({ barcodes: [{ code }] }))).status, code).to.equal(201);
      problem(await admin.post('/api/katalog/products', card({ categoryId: randomUUID() })), 404, 'katalog.notFound');
      problem(await admin.patch(`/api/katalog/products/${randomUUID()}`, { price: 1 }), 404, 'katalog.notFound');
    });

    it('found however it is written, in Turkish order, page by page', async () => {
      const word = anyBarcode();
      const names = ['Zeytin', 'çilek', 'Ceviz', 'ırmak', 'İncir', 'Isırgan', 'şeker', 'Sade', 'öd', 'Oya', 'ğ', 'Göl', 'ürün', 'Un', '1 su', 'İçim Süt', "Ali'nin Sütü"];
      for (const name of names) expect((await admin.post('/api/katalog/products', card({ name: `${name} ${word}` }))).status).to.equal(201);
      const ask = async (q: string) => (await walk(admin, `/api/katalog/products?q=${encodeURIComponent(`${q} ${word}`)}`, 200)).map(p => p.name.slice(0, -word.length - 1));
      for (const q of ['SUT', 'süt', 'Süt', 'SÜT', 'su\u0308t', 'ut']) expect(await ask(q), q).to.include.members(['İçim Süt', "Ali'nin Sütü"]);
      for (const q of ['ıcım sut', 'ICIM SUT', 'İÇİM SÜT', 'sut icim', 'çim üt']) expect(await ask(q), q).to.eql(['İçim Süt']);
      expect(await ask('alinin')).to.eql(["Ali'nin Sütü"]);
      expect(await ask("ali'nin")).to.eql(["Ali'nin Sütü"]);
      for (const q of ['%', '_', '!', '"', '*', "' OR 1=1", 'NEAR(', 'a AND', '\\']) expect((await admin.get(`/api/katalog/products?q=${encodeURIComponent(q)}`)).status, q).to.equal(200);
      const order = ['1 su', "Ali'nin Sütü", 'Ceviz', 'çilek', 'Göl', 'ğ', 'ırmak', 'Isırgan', 'İçim Süt', 'İncir', 'Oya', 'öd', 'Sade', 'şeker', 'Un', 'ürün', 'Zeytin'];
      for (const limit of [1, 4, 200]) for (const [sort, wanted] of [['name', order], ['-name', [...order].reverse()]] as const) {
        const got = await walk(admin, `/api/katalog/products?q=${word}&sort=${sort}`, limit);
        expect(got.map(p => p.name.slice(0, -word.length - 1)), `${sort} ${limit}`).to.eql(wanted);
      }
      expect(await walk(admin, `/api/katalog/products?q=${word}&sort=name,-createdAt`, 5)).to.have.length(names.length);
      for (const query of ['limit=201', 'limit=0', 'sort=cost', 'sort=name;drop', 'cursor=x', 'what=1', `q=${'x'.repeat(3000)}`]) expect(told(await admin.get(`/api/katalog/products?${query}`)), query.slice(0, 20)).to.eql([400, 'request.invalid']);
    });

    it('that reads labels of scales', async () => {
      for (const [prefix, quantity, total] of [['27', 1.25, undefined], ['28', 1.25, undefined], ['29', 0.312, 1250]] as const) {
        const item = prefix + anyItem();
        const made = await admin.post('/api/katalog/products', card({ name: `Tulum ${item}`, barcodes: [{ code: item }], price: 4007, unit: 'kg' }));
        const label = sealed(`${item}01250`);
        const { body } = await cashier.get(`/api/katalog/lookup/${label}`);
        expect(body, label).to.include({ quantity, price: 4007 });
        expect(body.total).to.equal(total);
        expect(body.product.id).to.equal(made.body.id);
        const due = total ?? 5009;
        const sold = await sell({ lines: [{ barcode: label, quantity }], payments: [{ method: 'card', amount: due }] });
        expect(sold.status, sold.text).to.equal(201);
        expect(sold.body.lines[0]).to.include({ barcode: label, quantity, unitPrice: 4007, total: due });
        const wrong = label.slice(0, 12) + ((Number(label[12]) + 1) % 10);
        problem(await cashier.get(`/api/katalog/lookup/${wrong}`), 404, 'katalog.notFound');
      }
      problem(await cashier.get(`/api/katalog/lookup/${sealed('279999900100')}`), 404, 'katalog.notFound');
    });

    it('that takes dirty lists', async () => {
      const codes = Array.from({ length: 7 }, anyBarcode);
      const csv = [HEADER.replaceAll(',', ';'), `${codes[0]};Şekerli Ğöçük;Genel;10;1.234,50;8,00;adet;4,5`, `${codes[1]};"Tulum; ""köy""";Peynir;%1;12,5;;kg;1`,
        `${codes[2]};Bozuk;Genel;10;on lira;;adet;`, `;Kodsuz;Genel;10;1,00;;adet;`, `${codes[3]};Oran;Genel;18;1,00;;adet;`, `8690504115114;Hane;Genel;10;1,00;;adet;`, 'yalnız',
        `${codes[4]};Eksi;Genel;10;-1,00;;adet;`, `${codes[5]};Son;;20;3;;;`].join('\r\n');
      const cp1254: Record<string, number> = { Ş: 0xde, ş: 0xfe, Ğ: 0xd0, ğ: 0xf0, İ: 0xdd, ı: 0xfd, ö: 0xf6, ç: 0xe7, ü: 0xfc };
      const bytes = Uint8Array.from(csv, letter => cp1254[letter] ?? letter.charCodeAt(0));
      const report = await imported(admin, bytes, { 'accept-language': 'en' });
      expect(report, JSON.stringify(report)).to.include({ state: 'done', read: 9, created: 3, updated: 0, failed: 6 });
      expect(report.errors.map((e: { line: number }) => e.line)).to.eql([4, 5, 6, 7, 8, 9]);
      for (const { message } of report.errors) expect(message).to.be.a('string').and.match(/ /).and.not.match(/import\.|katalog:|\{\{/);
      const of = async (code: string) => (await admin.get(`/api/katalog/lookup/${code}`)).body;
      expect((await of(codes[0]!)).product).to.include({ name: 'Şekerli Ğöçük', price: 123450, vatRate: 10, unit: 'piece' });
      expect((await of(codes[1]!)).product).to.include({ name: 'Tulum; "köy"', price: 1250, vatRate: 1, unit: 'kg' });
      expect((await of(codes[5]!)).product).to.include({ name: 'Son', price: 300, vatRate: 20, unit: 'piece' });
      expect((await admin.get(`/api/stock/balances?productId=${(await of(codes[0]!)).product.id}`)).body.items[0].onHand).to.equal(4.5);
      const again = await imported(admin, `\ufeff${HEADER}\n${codes[0]},Şekerli Ğöçük,Genel,10,9.90,,adet,\n${codes[6]},=1+1,Genel,1,"1,50",,adet,2`);
      expect(again).to.include({ state: 'done', read: 2, created: 1, updated: 1, failed: 0 });
      expect((await of(codes[0]!)).price).to.equal(990);
      expect((await admin.get(`/api/stock/balances?productId=${(await of(codes[0]!)).product.id}`)).body.items[0].onHand).to.equal(4.5);

      expect((await cashier.send('POST', '/api/katalog/imports', new FormData(), {})).status).to.equal(403);
      expect(told(await admin.send('POST', '/api/katalog/imports', '{}', { 'content-type': 'application/json' }))).to.eql([415, 'request.mediaType']);
      problem(await admin.get(`/api/katalog/imports/${randomUUID()}`), 404, 'katalog.notFound');
    });

    it('whose stock column is ignored, and said to be, where stock is off', async () => {
      const other = await shop.anotherStore();
      await admin.put(`/api/plugins/stock/stores/${other.storeId}`, { enabled: false });
      const there = await client(shop.url).signIn('admin', PASSWORD, other);
      const code = anyBarcode();
      const report = await imported(there, `${HEADER}\n${code},Ekmek,Genel,1,10.00,8.00,adet,40`);
      expect(report).to.include({ state: 'done', created: 1, failed: 0 });
      expect(JSON.stringify(report)).to.match(/stok/);
      const { product } = (await admin.get(`/api/katalog/lookup/${code}`)).body;
      expect((await admin.get(`/api/stock/balances?productId=${product.id}`)).body.items).to.eql([]);
    });

    it('in categories', async () => {
      const name = `Bakliyat ${anyBarcode()}`;
      const made = await admin.post('/api/katalog/categories', { name });
      expect([made.status, made.body.name]).to.eql([201, name]);
      const changed = await admin.patch(`/api/katalog/categories/${made.body.id}`, { name: `${name} 2` });
      expect([changed.status, changed.body.name]).to.eql([200, `${name} 2`]);
      expect((await walk(cashier, '/api/katalog/categories', 200)).map(c => c.id)).to.include(made.body.id);
      expect((await admin.delete(`/api/katalog/categories/${made.body.id}`)).status).to.equal(204);
      expect((await admin.delete(`/api/katalog/categories/${made.body.id}`)).status).to.equal(404);
      expect(told(await admin.get('/api/katalog/categories?limit=201'))).to.eql([400, 'request.invalid']);
      expect((await cashier.post('/api/katalog/categories', { name })).status).to.equal(403);
    });
  });

  describe('keeps stock', () => {
    const move = (body: object, who = admin) => who.post('/api/stock/movements', { warehouseId: shop.warehouseId, reason: 'sayım', ...body });

    it('of balances and movements with these fields', async () => {
      const some = await good({ onHand: 0 });
      const made = await move({ productId: some.id, type: 'in', quantity: 3.5, unitCost: 90 });
      expect(made.status, made.text).to.equal(201);
      expect(made.body).to.include({ productId: some.id, warehouseId: shop.warehouseId, type: 'in', quantity: 3.5, reason: 'sayım', unitCost: 90 });
      expect(made.body.id).to.match(UUID);
      const { body } = await cashier.get(`/api/stock/balances?productId=${some.id}`);
      expect(body.items).to.have.length(1);
      expect(body.items[0]).to.include({ productId: some.id, warehouseId: shop.warehouseId, onHand: 3.5, reserved: 0, available: 3.5 });
      expect((await move({ productId: some.id, type: 'out', quantity: 100 }, manager)).status).to.equal(201);
      expect((await admin.get(`/api/stock/balances?productId=${some.id}&below=critical`)).body.items[0]).to.include({ onHand: -96.5, available: -96.5 });
      expect((await move({ productId: some.id, type: 'adjust', quantity: 96.5 })).status).to.equal(201);
      expect(await onHand(admin, some)).to.equal(0);
      const moved = await walk(admin, `/api/stock/movements?productId=${some.id}`, 1);
      expect(moved.map(m => (m as unknown as { quantity: number }).quantity)).to.eql([96.5, -100, 3.5]);
    });

    it('and takes no bad movement', async () => {
      const some = await good({ onHand: 1 });
      const bad = [{ quantity: -1 }, { quantity: 0 }, { quantity: 0.0005 }, { quantity: 1e308 }, { quantity: '12abc' }, { quantity: 9007199254740993 }, { quantity: 'NaN' }, { quantity: null },
        { quantity: 1, unitCost: -1 }, { quantity: 1, unitCost: 1.5 }, { quantity: 1, extra: 1 }, { quantity: 1, reason: 'x'.repeat(5000) }, { quantity: 1, type: 'sale' }, { quantity: 1, type: 'opening' },
        { quantity: 0, type: 'adjust' }, { quantity: 0.0005, type: 'adjust' }, { quantity: 1, warehouseId: 'x' }, { quantity: 1, productId: 'x' }, { quantity: 1, type: undefined }];
      for (const body of bad) problem(await move({ productId: some.id, type: 'in', ...body }), 400, 'request.invalid', {}, JSON.stringify(body).slice(0, 60));
      problem(await move({ productId: randomUUID(), type: 'in', quantity: 1 }), 404, 'katalog.notFound');
      problem(await move({ productId: some.id, warehouseId: randomUUID(), type: 'in', quantity: 1 }), 404, 'stock.notFound');
      expect(await onHand(admin, some)).to.equal(1);
      expect((await move({ productId: some.id, type: 'in', quantity: 0.043 })).body.quantity).to.equal(0.043);
      for (const path of ['balances', 'movements']) for (const query of ['limit=201', 'cursor=zz', 'sort=hash', 'productId=1', 'below=zero', 'x=1'])
        expect(told(await admin.get(`/api/stock/${path}?${query}`)), `${path} ${query}`).to.eql([400, 'request.invalid']);
      expect(await walk(admin, '/api/stock/balances', 3)).to.have.length((await walk(admin, '/api/stock/balances', 200)).length);
    });

    it('books a movement once per key', async () => {
      const some = await good({ onHand: 1 });
      const key = { 'idempotency-key': randomUUID() };
      const body = { productId: some.id, warehouseId: shop.warehouseId, type: 'in', quantity: 2, reason: 'mal' };
      const [first, twin] = await Promise.all([admin.post('/api/stock/movements', body, key), admin.post('/api/stock/movements', body, key)]);
      expect([first.status, twin.status, twin.body]).to.eql([201, 201, first.body]);
      problem(await admin.post('/api/stock/movements', { ...body, quantity: 3 }, key), 409, 'request.reused');
      expect(await onHand(admin, some)).to.equal(3);
    });
  });
});
