import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Clock } from '@sontechsp/sdk';
import { openShop, type Shop } from '../support/host.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('Goods that come back', kind => {
  let shop: Shop;
  let admin: Client;
  let cashier: Client;
  let second: Client;
  let good: Good;
  let dear: Good;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    cashier = await shop.as('cashier');
    const terminal = await admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' });
    second = await shop.as('manager', { storeId: shop.storeId, terminalId: terminal.body.id });
    good = await makeGood(admin, { price: 1000, warehouseId: shop.warehouseId, onHand: 1000 });
    dear = await makeGood(admin, { price: 2500, vatRate: 20, warehouseId: shop.warehouseId, onHand: 1000 });
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const sell = async (body: unknown, who = admin) => {
    const reply = await who.post('/api/pos/sales', body);
    expect(reply.status, reply.text).to.equal(201);
    return reply.body;
  };
  const cash = (amount: number) => [{ method: 'cash', amount }];
  const card = (amount: number) => [{ method: 'card', amount }];
  const sumOf = async (ids: string[]) => {
    const marks = ids.map((_, at) => `$${at + 1}`).join();
    const rows = await shop.host.database.query<{ method: string; amount: number }>(
      `SELECT method, CAST(SUM(amount) AS BIGINT) AS amount FROM (
         SELECT p.method, p.amount FROM odeme_kayitlari p WHERE p.sale_id IN (${marks})
         UNION ALL SELECT 'cash', -s.change FROM pos_satislar s WHERE s.id IN (${marks})) x GROUP BY method`, ids);
    return Object.fromEntries(rows.filter(row => row.amount !== 0).map(row => [row.method, row.amount]));
  };

  describe('by a void', () => {
    const cancel = (id: string, who = admin, body: object = { reason: 'Yanlış ürün' }) => who.post(`/api/pos/sales/${id}/void`, body);

    it('are the whole last sale, in the tenders it was paid with', async () => {
      const before = (await onHand(admin, good))!;
      const sold = await sell({ lines: [{ productId: good.id, quantity: 3 }], discount: { amount: 1 }, payments: [...cash(3000), ...card(999)] });
      expect(outcome(await cancel(sold.id, cashier))).to.deep.equal([403, 'auth.forbidden']);
      const body = { id: randomUUID(), reason: 'Yanlış ürün' };
      const { status, body: made, text } = await cancel(sold.id, admin, body);
      expect(status, text).to.equal(201);
      expect(made).to.include({ id: body.id, saleId: sold.id, total: 2999 });
      expect(made.payments.map(({ method, amount }: { method: string; amount: number }) => ({ method, amount }))).to.deep.equal([...card(999), ...cash(2000)]);
      expect((await admin.get(`/api/pos/sales/${sold.id}`)).body).to.include({ state: 'voided' });
      expect((await admin.get(`/api/pos/sales/${made.id}`)).body).to.include({ kind: 'void' });
      expect(await onHand(admin, good)).to.equal(before);
      expect(await sumOf([sold.id, made.id])).to.deep.equal({});
      expect((await cancel(sold.id, admin, body)).body).to.deep.equal(made);
      expect(outcome(await cancel(sold.id))).to.deep.equal([409, 'pos.voidRefunded']);
      expect(outcome(await cancel(made.id))).to.deep.equal([409, 'pos.refundOfRefund']);
      expect((await admin.get(`/api/pos/sales/${sold.id}/receipt?format=text`)).text).to.contain('İPTAL EDİLDİ');
      expect((await admin.get(`/api/pos/sales/${made.id}/receipt?format=text`)).text).to.contain('İADE FİŞİ (İPTAL)');
    });

    it('are refused once another receipt follows, at another till, after a refund, and the day after', async () => {
      const first = await sell(cashSale([{ good, quantity: 1 }]));
      const last = await sell(cashSale([{ good, quantity: 2 }]));
      expect(outcome(await cancel(first.id))).to.deep.equal([409, 'pos.voidNotLast']);
      expect(outcome(await cancel(last.id, second))).to.deep.equal([409, 'pos.voidNotLast']);
      expect(outcome(await cancel(randomUUID()))).to.deep.equal([404, 'pos.notFound']);
      const clock = shop.host.resolve(Clock) as { now(): string };
      const real = clock.now;
      clock.now = () => new Date(Date.now() - 26 * 3600_000).toISOString();
      const old = await sell(cashSale([{ good, quantity: 1 }]));
      clock.now = real;
      expect(outcome(await cancel(old.id))).to.deep.equal([409, 'pos.voidTooLate']);
      await second.post(`/api/pos/sales/${last.id}/refunds`, { lines: [{ lineId: last.lines[0].id, quantity: 1 }], reason: 'x', payments: cash(1000) });
      expect(outcome(await cancel(last.id))).to.deep.equal([409, 'pos.voidRefunded']);
    });

    it('happen once, however many ask at once', async () => {
      const sold = await sell(cashSale([{ good, quantity: 1 }]));
      const replies = await Promise.all(Array.from({ length: 5 }, () => cancel(sold.id)));
      expect(replies.map(reply => reply.status).sort()).to.deep.equal([201, 409, 409, 409, 409]);
    });
  });

  describe('without a receipt', () => {
    const take = (body: object, who = admin) => who.post('/api/pos/returns', { reason: 'Fişsiz', ...body });

    it('are paid at today\'s price, up to the limit', async () => {
      const before = (await onHand(admin, good))!;
      const body = { id: randomUUID(), lines: [{ barcode: good.barcode, quantity: 2 }], payments: cash(2000) };
      expect(outcome(await take(body, cashier))).to.deep.equal([403, 'auth.forbidden']);
      const made = await take(body);
      expect(made.status, made.text).to.equal(201);
      expect(made.body).to.include({ saleId: null, total: 2000 });
      expect(made.body.lines[0]).to.include({ lineId: null, productId: good.id, quantity: 2, unitPrice: 1000, vatAmount: 182, total: 2000 });
      expect((await take(body)).body).to.deep.equal(made.body);
      expect(await onHand(admin, good)).to.equal(before + 2);
      expect((await admin.get(`/api/pos/sales/${made.body.id}/receipt?format=text`)).text).to.contain('İADE FİŞİ (FİŞSİZ)');

      expect((await admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, { freeReturnLimit: 1999 })).status).to.equal(200);
      const above = await take({ lines: [{ barcode: good.barcode, quantity: 2 }], payments: cash(2000) });
      expect(above.body).to.include({ status: 403, code: 'pos.returnLimit', limit: 1999 });
      await admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, {});
    });

    it('are refused like a sale of them, and when the money does not fit', async () => {
      expect(outcome(await take({ lines: [{ barcode: 'YOK', quantity: 1 }], payments: [] }))).to.deep.equal([404, 'katalog.notFound']);
      expect(outcome(await take({ lines: [], payments: [] }))).to.deep.equal([422, 'pos.empty']);
      expect(outcome(await take({ lines: [{ productId: good.id, quantity: 1 }], payments: cash(999) }))).to.deep.equal([422, 'pos.refundAmount']);
      expect(outcome(await take({ lines: [{ productId: good.id, quantity: 1 }], payments: [{ method: 'gold', amount: 1000 }] }))).to.deep.equal([422, 'pos.methodUnknown']);
    });
  });

  describe('in an exchange', () => {
    const exchange = (body: object, who = admin) => who.post('/api/pos/exchanges', body);
    const back = (sold: { id: string; lines: { id: string }[] }, quantity: number) =>
      ({ saleId: sold.id, return: { lines: [{ lineId: sold.lines[0]!.id, quantity }], reason: 'Beden' } });

    it('pay for dearer goods: one balance, two receipts, and each tender right by itself', async () => {
      const sold = await sell({ lines: [{ productId: good.id, quantity: 3 }], payments: card(3000) });
      const [a, b] = [(await onHand(admin, good))!, (await onHand(admin, dear))!];
      const body = { id: randomUUID(), ...back(sold, 2), sale: { lines: [{ productId: dear.id, quantity: 1 }] }, payments: cash(1000) };
      expect(outcome(await exchange(body, cashier))).to.deep.equal([403, 'auth.forbidden']);
      const { status, body: made, text } = await exchange(body);
      expect(status, text).to.equal(201);
      expect(made).to.include({ id: body.id, balance: 500 });
      expect(made.refund).to.include({ id: body.id, saleId: sold.id, total: 2000 });
      expect(made.sale).to.include({ total: 2500, paid: 3000, change: 500, exchangeOf: body.id, sequence: made.refund.sequence + 1 });
      const paid = (of: { payments: object[] }) => of.payments.map(({ id: _, ...payment }: { id?: string }) => payment);
      expect(paid(made.refund)).to.deep.equal([{ method: 'card', amount: 2000, reference: sold.receiptNo }]);
      expect(paid(made.sale)).to.deep.equal([{ method: 'card', amount: 2000, reference: sold.receiptNo }, { method: 'cash', amount: 1000 }]);
      expect([await onHand(admin, good), await onHand(admin, dear)]).to.deep.equal([a + 2, b - 1]);
      expect(await sumOf([sold.id, made.refund.id, made.sale.id])).to.deep.equal({ card: 3000, cash: 500 });
      expect((await exchange(body)).body).to.deep.equal(made);
      expect((await admin.get(`/api/pos/sales/${sold.id}`)).body.state).to.equal('partlyRefunded');
      expect((await admin.get(`/api/pos/sales/${made.sale.id}/receipt?format=text`)).text).to.match(new RegExp(`Değişim iade fişi +${made.refund.receiptNo}`));

      const whole = await admin.post(`/api/pos/sales/${made.sale.id}/refunds`, { reason: 'x', lines: [{ lineId: made.sale.lines[0].id, quantity: 1 }], payments: [...card(2000), ...cash(500)] });
      expect(whole.status, whole.text).to.equal(201);
    });

    it('leave something to give back where the new goods are cheaper, also of the same product', async () => {
      const sold = await sell({ lines: [{ productId: dear.id, quantity: 2 }], payments: [...card(3000), ...cash(2000)] });
      const body = { ...back(sold, 2), sale: { lines: [{ productId: dear.id, quantity: 1 }, { productId: good.id, quantity: 1 }] }, payments: [] };
      expect((await exchange({ ...body, refundPayments: cash(1000) })).body).to.include({ code: 'pos.refundAmount', due: 1500 });
      expect((await exchange({ ...body, refundPayments: [...cash(1), ...card(1500)] })).body).to.include({ code: 'pos.refundAmount', due: 1500 });
      const made = await exchange({ ...body, refundPayments: cash(1500) });
      expect(made.status, made.text).to.equal(201);
      expect(made.body.balance).to.equal(-1500);
      expect(await sumOf([sold.id, made.body.refund.id, made.body.sale.id])).to.deep.equal({ card: 3000, cash: 500 });
      expect((await admin.get(`/api/pos/sales/${sold.id}`)).body.state).to.equal('refunded');
    });

    it('leave nothing behind when one half is refused', async () => {
      const sold = await sell(cashSale([{ good, quantity: 1 }]));
      const count = async () => (await shop.host.database.first<{ n: number }>('SELECT COUNT(*) AS n FROM pos_satislar'))!.n;
      const before = await count();
      const cases: [object, [number, string]][] = [
        [{ ...back(sold, 2), sale: { lines: [{ productId: dear.id, quantity: 1 }] }, payments: cash(2500) }, [409, 'pos.refundExceeds']],
        [{ ...back(sold, 1), sale: { lines: [{ productId: dear.id, quantity: 1 }] }, payments: cash(1499) }, [422, 'pos.paymentShort']],
        [{ ...back(sold, 1), sale: { lines: [{ productId: dear.id, quantity: 2000 }] }, payments: cash(5_000_000) }, [409, 'stock.insufficient']],
        [{ ...back(sold, 1), sale: { lines: [] }, payments: [] }, [422, 'pos.empty']],
        [{ ...back({ ...sold, id: randomUUID() }, 1), sale: { lines: [{ productId: dear.id, quantity: 1 }] }, payments: cash(1500) }, [404, 'pos.notFound']],
      ];
      for (const [body, expected] of cases) expect(outcome(await exchange(body))).to.deep.equal(expected);
      expect(await count()).to.equal(before);
      expect((await admin.get(`/api/pos/sales/${sold.id}`)).body.state).to.equal('completed');
    });
  });
});
