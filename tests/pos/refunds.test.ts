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
});
