import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openShop, type Shop } from '../support/host.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';

const without = (object: Record<string, unknown>, ...names: string[]) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
const outcome = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('A sale', kind => {
  let shop: Shop;
  let cashier: Client;
  before(async () => {
    shop = await openShop(kind);
    cashier = await shop.as('cashier');
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const sell = (body: unknown, who = shop.admin) => who.post('/api/pos/sales', body);
  const written = async (): Promise<unknown[]> => Promise.all(['pos_satislar', 'pos_satis_satirlari', 'odeme_kayitlari', 'stok_hareketleri'].map(async table =>
    (await shop.host.database.first<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`))!.count));

  it('answers as the worked example of the contract', async () => {
    const tea = await makeGood(shop.admin, { price: 2500, vatRate: 10, warehouseId: shop.warehouseId, onHand: 2, name: 'Çay' });
    const cheese = await makeGood(shop.admin, { price: 28900, vatRate: 1, unit: 'kg', warehouseId: shop.warehouseId, onHand: 9 });
    const id = randomUUID();
    const { status, body } = await sell({
      id, customerId: null, note: '', expectedTotal: 11625,
      lines: [{ barcode: tea.barcode, quantity: 2, discount: { percent: 10 } }, { productId: cheese.id, quantity: 0.25 }],
      discount: { amount: 100 },
      payments: [{ method: 'cash', amount: 12000 }, { method: 'card', amount: 1625, reference: 'slip 17' }],
    }, cashier);
    expect(status).to.equal(201);
    expect(body).to.include({
      id, storeId: shop.storeId, terminalId: shop.terminalId, sequence: 1, receiptNo: 'M1-K1-000001',
    });
    expect(Object.keys(body)).to.have.members([
      'id', 'receiptNo', 'sequence', 'soldAt', 'storeId', 'terminalId', 'cashierId', 'customerId', 'lines', 'subtotal', 'discountTotal',
      'vatTotal', 'total', 'paid', 'change', 'payments', 'warnings', 'state',
    ]);
    expect(without(body, 'id', 'receiptNo', 'sequence', 'soldAt', 'storeId', 'terminalId', 'cashierId', 'lines', 'payments')).to.deep.equal({
      customerId: null, subtotal: 12225, discountTotal: 600, vatTotal: 477, total: 11625, paid: 13625, change: 2000,
      warnings: [{ code: 'stock.zero', productId: tea.id, onHand: 0 }], state: 'completed',
    });
    expect(body.lines.map((line: Record<string, unknown>) => without(line, 'id', 'name'))).to.deep.equal([
      { productId: tea.id, barcode: tea.barcode, quantity: 2, unitPrice: 2500, discountAmount: 538, vatRate: 10, vatAmount: 406, total: 4462 },
      { productId: cheese.id, barcode: null, quantity: 0.25, unitPrice: 28900, discountAmount: 62, vatRate: 1, vatAmount: 71, total: 7163 },
    ]);
    expect(body.payments.map((payment: Record<string, unknown>) => without(payment, 'id'))).to.deep.equal([
      { method: 'cash', amount: 12000 }, { method: 'card', amount: 1625, reference: 'slip 17' },
    ]);
    expect((await cashier.get(`/api/pos/sales/${id}`)).body).to.deep.equal(body);
  });

  it('numbers the receipts of a till one after the other, each with the hash of the one before', async () => {
    const good = await makeGood(shop.admin);
    const first = (await sell(cashSale([{ good, quantity: 1 }]))).body;
    const second = (await sell(cashSale([{ good, quantity: 1 }]))).body;
    expect(second.sequence).to.equal(first.sequence + 1);
    const rows = await shop.host.database.query<{ previous_hash: string; hash: string }>(
      'SELECT previous_hash, hash FROM pos_satislar WHERE id IN ($1, $2) ORDER BY sequence', [first.id, second.id]);
    expect(rows[1]!.previous_hash).to.equal(rows[0]!.hash).and.match(/^[0-9a-f]{64}$/);
  });

  describe('is refused, with nothing written,', () => {
    let good: Good;
    before(async () => { good = await makeGood(shop.admin, { price: 1000, warehouseId: shop.warehouseId, onHand: 100 }); });
    const line = (extra: object = {}) => ({ productId: good.id, quantity: 1, ...extra });
    const cash = (amount: number) => [{ method: 'cash', amount }];

    const cases: [title: string, body: () => object, expected: object, who?: 'cashier'][] = [
      ['without lines', () => ({ lines: [], payments: [] }), { status: 422, code: 'pos.empty' }],
      ['when what is paid is not enough', () => ({ lines: [line()], payments: cash(999) }), { status: 422, code: 'pos.paymentShort', due: 1000, paid: 999 }],
      ['when a card pays more than is due', () => ({ lines: [line()], payments: [{ method: 'card', amount: 1001 }] }), { status: 422, code: 'pos.overpaid' }],
      ['when a line\'s discount is more than the line', () => ({ lines: [line({ discount: { amount: 1001 } })], payments: cash(0) }), { status: 422, code: 'pos.discountTooLarge' }],
      ['when the basket\'s discount is more than is left', () => ({ lines: [line({ discount: { amount: 600 } })], discount: { amount: 401 }, payments: cash(0) }), { status: 422, code: 'pos.discountTooLarge' }],
      ['for a method nobody knows', () => ({ lines: [line()], payments: [{ method: 'credit', amount: 1000 }] }), { status: 422, code: 'pos.methodUnknown' }],
      ['for an unknown barcode', () => ({ lines: [{ barcode: '000', quantity: 1 }], payments: [] }), { status: 404, code: 'katalog.notFound', barcode: '000' }],
      ['for an unknown product', () => ({ lines: [{ productId: randomUUID(), quantity: 1 }], payments: [] }), { status: 404, code: 'katalog.notFound' }],
      ['for a customer, without crm', () => ({ customerId: randomUUID(), lines: [line()], payments: cash(1000) }), { status: 404, code: 'crm.notFound' }],
      ['when the total is another than expected', () => ({ expectedTotal: 999, lines: [line()], payments: cash(1000) }), { status: 409, code: 'pos.priceChanged', total: 1000 }],
      ['below the floor', () => ({ lines: [line({ quantity: 53 }), line({ quantity: 53 })], payments: cash(106_000) }), { status: 409, code: 'stock.insufficient', onHand: 100, requested: 106, floor: -5 }],
      ['with a discount above the cashier\'s limit', () => ({ lines: [line({ discount: { percent: 10.01 } })], payments: cash(1000) }), { status: 403, code: 'pos.discountLimit' }, 'cashier'],
      ['with an amount above the cashier\'s limit', () => ({ lines: [line({ discount: { amount: 101 } })], payments: cash(1000) }), { status: 403, code: 'pos.discountLimit' }, 'cashier'],
      ['with discounts that are above the cashier\'s limit together', () => ({ lines: [line({ discount: { percent: 10 } })], discount: { percent: 1 }, payments: cash(1000) }), { status: 403, code: 'pos.discountLimit' }, 'cashier'],
      ['with a price of the cashier\'s own', () => ({ lines: [line({ unitPrice: 1 })], payments: cash(1000) }), { status: 403, code: 'auth.forbidden' }, 'cashier'],
      ['when a sum is beyond all money', () => ({ lines: [line({ unitPrice: 100_000_000_000, quantity: 1_000_000 })], payments: cash(0) }), { status: 422, code: 'pos.amountTooLarge' }],
    ];
    for (const [title, body, expected, who] of cases) it(title, async () => {
      const before = await written();
      const reply = await sell(body(), who ? cashier : shop.admin);
      expect(reply.body, reply.text).to.include(expected);
      expect(reply.headers.get('content-type')).to.contain('application/problem+json');
      expect(await written()).to.deep.equal(before);
    });

    const malformed: [title: string, body: () => object][] = [
      ['a quantity of zero', () => ({ lines: [line({ quantity: 0 })], payments: [] })],
      ['a negative quantity', () => ({ lines: [line({ quantity: -1 })], payments: [] })],
      ['a quantity finer than a thousandth', () => ({ lines: [line({ quantity: 0.0005 })], payments: [] })],
      ['a quantity as text', () => ({ lines: [line({ quantity: '12abc' })], payments: [] })],
      ['a quantity beyond all goods', () => ({ lines: [line({ quantity: 1e308 })], payments: [] })],
      ['a negative payment', () => ({ lines: [line()], payments: cash(-1) })],
      ['half a kuruş', () => ({ lines: [line()], payments: cash(0.5) })],
      ['a field nobody knows', () => ({ lines: [line({ colour: 'red' })], payments: [] })],
      ['a line with barcode and product', () => ({ lines: [line({ barcode: good.barcode })], payments: [] })],
      ['a line with neither', () => ({ lines: [{ quantity: 1 }], payments: [] })],
      ['a discount in percent and amount', () => ({ lines: [line({ discount: { percent: 1, amount: 1 } })], payments: [] })],
      ['a discount over 100 %', () => ({ lines: [line({ discount: { percent: 100.01 } })], payments: [] })],
      ['no payments', () => ({ lines: [line()] })],
      ['an id that is none', () => ({ id: 'x', lines: [line()], payments: [] })],
      ['more than 500 lines', () => ({ lines: Array(501).fill(line()), payments: [] })],
    ];
    for (const [title, body] of malformed) it(`with ${title}: 400`, async () => {
      const before = await written();
      expect(outcome(await sell(body()))).to.deep.equal([400, 'request.invalid']);
      expect(await written()).to.deep.equal(before);
    });
  });

  it('lets a cashier give what the role allows, and a manager set a price', async () => {
    const good = await makeGood(shop.admin, { price: 5 });
    const small = await sell({ lines: [{ productId: good.id, quantity: 1, discount: { percent: 10 } }], payments: [{ method: 'cash', amount: 4 }] }, cashier);
    expect([small.status, small.body.total], 'half up, one kuruş of five is still ten percent').to.deep.equal([201, 4]);
    const priced = await sell({ lines: [{ productId: good.id, quantity: 3, unitPrice: 700 }], payments: [{ method: 'card', amount: 2100 }] }, await shop.as('manager'));
    expect([priced.status, priced.body.total]).to.deep.equal([201, 2100]);
  });

  it('may come to nothing, and then takes no payment', async () => {
    const good = await makeGood(shop.admin);
    const reply = await sell({ lines: [{ productId: good.id, quantity: 1 }], discount: { percent: 100 }, payments: [] });
    expect(reply.status, reply.text).to.equal(201);
    expect(reply.body).to.include({ total: 0, paid: 0, change: 0 });
  });

  it('charges a price label exactly, whatever its weight comes to', async () => {
    const labelled = await shop.admin.post('/api/katalog/products', { name: 'Kıyma', barcodes: [{ code: '2900042' }], vatRate: 1, price: 34_567, unit: 'kg' });
    const code = withCheckDigit('290004212345');
    const found = await shop.admin.get(`/api/katalog/lookup/${code}`);
    expect(found.body).to.include({ total: 12_345 });
    const exact = await sell({ lines: [{ barcode: code, quantity: found.body.quantity }], payments: [{ method: 'card', amount: 12_345 }] });
    expect(exact.status, exact.text).to.equal(201);
    expect(exact.body.lines[0]).to.include({ productId: labelled.body.id, quantity: found.body.quantity, total: 12_345 });
    const other = await shop.admin.post('/api/pos/quotes', { lines: [{ barcode: code, quantity: 1 }] });
    expect(other.body.total).to.equal(34_567);
  });

  describe('sent again', () => {
    it('under its id answers the same, also when the product is gone, the price is another and stock has run out', async () => {
      const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 1 });
      const body = cashSale([{ good, quantity: 6 }], { id: randomUUID(), expectedTotal: 6000 });
      const first = await sell(body);
      expect(first.status, first.text).to.equal(201);
      expect(outcome(await sell(cashSale([{ good, quantity: 1 }])))).to.deep.equal([409, 'stock.insufficient']);
      expect((await sell(body)).body, 'out of stock').to.deep.equal(first.body);
      await shop.admin.patch(`/api/katalog/products/${good.id}`, { price: 2000 });
      expect((await sell(body)).body, 'another price').to.deep.equal(first.body);
      await shop.admin.delete(`/api/katalog/products/${good.id}`);
      const last = await sell(body);
      expect([last.status, last.body]).to.deep.equal([201, first.body]);
      expect(outcome(await sell({ ...body, note: 'another' }))).to.deep.equal([409, 'request.reused']);
    });

    it('under an Idempotency-Key answers the same, also when it would be refused now', async () => {
      const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 5 });
      const body = cashSale([{ good, quantity: 1 }]);
      const key = { 'idempotency-key': randomUUID() };
      const first = await shop.admin.post('/api/pos/sales', body, key);
      await shop.admin.delete(`/api/katalog/products/${good.id}`);
      const again = await shop.admin.post('/api/pos/sales', body, key);
      expect([again.status, again.body]).to.deep.equal([201, first.body]);
      expect(outcome(await shop.admin.post('/api/pos/sales', { ...body, note: 'x' }, key))).to.deep.equal([409, 'request.reused']);
    });

    it('after a refusal may succeed under the same id', async () => {
      const good = await makeGood(shop.admin);
      const id = randomUUID();
      expect(outcome(await sell({ ...cashSale([{ good, quantity: 1 }], { id }), payments: [] }))).to.deep.equal([422, 'pos.paymentShort']);
      expect((await sell(cashSale([{ good, quantity: 1 }], { id }))).status).to.equal(201);
    });

    it('from two tills at once is one sale', async () => {
      const terminal = await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' });
      const second = await shop.as('cashier', { storeId: shop.storeId, terminalId: terminal.body.id });
      const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 1 });
      const body = cashSale([{ good, quantity: 6 }], { id: randomUUID() });
      const replies = await Promise.all(Array.from({ length: 8 }, (_, at) => sell(body, at % 2 ? second : cashier)));
      for (const reply of replies) expect([reply.status, reply.body]).to.deep.equal([201, replies[0]!.body]);
      expect(await onHand(shop.admin, good)).to.equal(-5);
    });
  });

  it('sells on in a store where stock is off, and counts again when it is on', async () => {
    const { storeId, terminalId, warehouseId } = await shop.anotherStore();
    const there = await shop.as('manager', { storeId, terminalId });
    const good = await makeGood(shop.admin);
    expect(outcome(await sell(cashSale([{ good, quantity: 6 }]), there))).to.deep.equal([409, 'stock.insufficient']);
    expect((await shop.admin.put(`/api/plugins/stock/stores/${storeId}`, { enabled: false })).status).to.equal(200);
    const sold = await sell(cashSale([{ good, quantity: 6 }]), there);
    expect([sold.status, sold.body.warnings]).to.deep.equal([201, []]);
    expect(outcome(await sell(cashSale([{ good, quantity: 6 }])))).to.deep.equal([409, 'stock.insufficient']);
    await shop.admin.put(`/api/plugins/stock/stores/${storeId}`, { enabled: true });
    const again = await sell(cashSale([{ good, quantity: 1 }]), there);
    expect(again.body.warnings).to.deep.equal([{ code: 'stock.negative', productId: good.id, onHand: -1 }]);
    expect((await there.get(`/api/stock/balances?productId=${good.id}`)).body.items).to.have.length(1).and.to.have.nested.property('[0].warehouseId', warehouseId);
  });
});

function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 1 : 3), 0);
  return digits + String((10 - sum % 10) % 10);
}
