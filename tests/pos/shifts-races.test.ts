import { expect } from 'chai';
import fc from 'fast-check';
import { openShop, type Shop } from '../support/host.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { makeGood, type Good } from '../support/goods.js';

const outcome = (reply: Reply) => `${reply.status} ${reply.body?.code ?? ''}`.trim();
const tally = (replies: readonly Reply[]) => {
  const counts: Record<string, number> = {};
  for (const reply of replies) counts[outcome(reply)] = (counts[outcome(reply)] ?? 0) + 1;
  return counts;
};

eachDatabase('Shifts under fire', kind => {
  let shop: Shop;
  let admin: Client;
  let good: Good;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    good = await makeGood(admin, { price: 999, vatRate: 10, warehouseId: shop.warehouseId, onHand: 100_000 });
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
  const open = (openingCash = 0) => made(admin.post('/api/pos/shifts', { openingCash }));
  const close = (id: string, countedCash = 0) => admin.post(`/api/pos/shifts/${id}/close`, { countedCash });
  const sell = () => admin.post('/api/pos/sales', { lines: [{ productId: good.id, quantity: 1 }], payments: [{ method: 'cash', amount: 1000 }] });
  const settings = (values: object) => made(admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, values), 200);

  it('are opened once and closed once, however many ask', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => admin.post('/api/pos/shifts', { openingCash: 5 })));
    expect(tally(opened)).to.deep.equal({ 201: 1, '409 pos.shiftOpen': 19 });
    const { id } = opened.find(reply => reply.status === 201)!.body;
    const closed = await Promise.all(Array.from({ length: 20 }, (_, n) => close(id, n)));
    expect(tally(closed)).to.deep.equal({ 200: 1, '409 pos.shiftClosed': 19 });
    const winner = closed.find(reply => reply.status === 200)!.body;
    expect(await made(admin.get(`/api/pos/shifts/${id}`), 200)).to.deep.include({ countedCash: winner.countedCash, difference: winner.countedCash - 5, zNo: winner.zNo });
  });

  it('have each sale that races with a close in exactly one Z report', async () => {
    await settings({ shiftRequired: true });
    for (let round = 0; round < 3; round++) {
      const first = await open();
      const sold: string[] = [];
      const till = async (): Promise<void> => {
        for (let tries = 0; tries < 200; tries++) {
          const reply = await sell();
          if (reply.status === 201) return void sold.push(reply.body.receiptNo);
          expect(outcome(reply)).to.equal('409 pos.noShift');
        }
      };
      const selling = Array.from({ length: 20 }, till);
      const [closed] = await Promise.all([
        (async () => {
          await Promise.race(selling);
          const reply = await made(close(first.id), 200);
          return { reply, next: await open() };
        })(),
        ...selling,
      ]);
      const last = await made(close(closed.next.id), 200);
      const [one, two] = await Promise.all([first.id, closed.next.id].map(id => made(admin.get(`/api/pos/shifts/${id}/report?type=z`), 200)));
      expect(sold).to.have.length(20);
      expect(one.receipts.stored + two.receipts.stored).to.equal(20);
      expect(one.zNo + 1).to.equal(two.zNo);
      expect(one.sales.total + two.sales.total).to.equal(20 * 999);
      expect([closed.reply.expectedCash, last.expectedCash]).to.deep.equal([one.receipts.stored * 999, two.receipts.stored * 999]);
      const numberOf = (receiptNo: string | null): number => Number(receiptNo?.split('-').at(-1));
      const ends = [one, two].filter(z => z.receipts.stored > 0).map(z => [numberOf(z.receipts.from), numberOf(z.receipts.to), z.receipts.stored]);
      for (const [from, to, stored] of ends) expect(to! - from! + 1).to.equal(stored);
      if (ends.length === 2) expect(ends[1]![0]).to.equal(ends[0]![1]! + 1);
    }
    await settings({});
  });

  it('have each movement that races with a close in the Z report, or refused', async () => {
    const { id } = await open();
    const moves = Array.from({ length: 12 }, () => admin.post(`/api/pos/shifts/${id}/movements`, { type: 'in', amount: 100, reason: 'x' }));
    await Promise.race(moves);
    const [closed, ...replies] = await Promise.all([close(id), ...moves]);
    const taken = replies.filter(reply => reply.status === 201).length;
    expect(closed.status).to.equal(200);
    expect(closed.body.expectedCash).to.equal(taken * 100);
    expect(tally(replies)).to.deep.equal({ 201: taken, ...(taken < 12 ? { '409 pos.shiftClosed': 12 - taken } : {}) });
  });

  it('know what should be in the drawer after whatever was done', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('cash' as const), quantity: fc.integer({ min: 1, max: 9 }), more: fc.integer({ min: 0, max: 5000 }) }),
      fc.record({ do: fc.constant('card' as const), quantity: fc.integer({ min: 1, max: 9 }), more: fc.constant(0) }),
      fc.record({ do: fc.constant('split' as const), quantity: fc.integer({ min: 1, max: 9 }), more: fc.integer({ min: 1, max: 998 }) }),
      fc.record({ do: fc.constant('refund' as const), quantity: fc.constant(1), more: fc.nat() }),
      fc.record({ do: fc.constant('void' as const), quantity: fc.constant(1), more: fc.constant(0) }),
      fc.record({ do: fc.constantFrom('in' as const, 'out' as const), quantity: fc.constant(1), more: fc.integer({ min: 1, max: 100_000 }) }),
    );
    await settings({ cashRounding: 25 });
    let last = '';
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 100_000 }), fc.array(step, { minLength: 5, maxLength: 12 }), async (opening, steps) => {
      // Whatever an attempt before left open when it failed.
      if (last) await close(last);
      const { id } = await open(opening);
      last = id;
      let drawer = opening;
      const sales: { id: string; lines: { id: string; quantity: number }[]; left: number }[] = [];
      const handed = (payments: { method: string; amount: number }[]) => payments.reduce((sum, one) => sum + (one.method === 'cash' ? one.amount : 0), 0);
      for (const { do: what, quantity, more } of steps) {
        const due = quantity * 999;
        if (what === 'in' || what === 'out') {
          const { balance } = await made(admin.post(`/api/pos/shifts/${id}/movements`, { type: what, amount: more, reason: 'x' }));
          drawer += what === 'in' ? more : -more;
          expect(balance).to.equal(drawer);
        } else if (what === 'refund' || what === 'void') {
          const sale = sales.findLast(one => one.left > 0);
          if (!sale) continue;
          const path = `/api/pos/sales/${sale.id}`;
          const lines = [{ lineId: sale.lines[0]!.id, quantity: 1 }];
          if (what === 'void') {
            const reply = await admin.post(`${path}/void`, { reason: 'x' });
            if (reply.status === 409) continue;
            sale.left = 0;
            drawer -= handed(reply.body.payments);
          } else {
            const { payments } = await made(admin.post(`${path}/refunds/quotes`, { lines }), 200);
            const given = await made(admin.post(`${path}/refunds`, { lines, reason: 'x', payments }));
            sale.left--;
            drawer -= handed(given.payments);
          }
        } else {
          const payments = what === 'card' ? [{ method: 'card', amount: due }]
            : what === 'cash' ? [{ method: 'cash', amount: due + 25 + more }] : [{ method: 'card', amount: more }, { method: 'cash', amount: due + 25 }];
          const sale = await made(admin.post('/api/pos/sales', { lines: [{ productId: good.id, quantity }], payments }));
          sales.push({ ...sale, left: quantity });
          drawer += handed(sale.payments) - sale.change;
        }
      }
      const x = await made(admin.get(`/api/pos/shifts/${id}/report?type=x`), 200);
      const { opening: begun, sales: taken, change, refunds, in: put, out, expected } = x.cash;
      expect([expected, begun + taken - change - refunds + put - out]).to.deep.equal([drawer, drawer]);
      expect(x.payments.reduce((sum: number, one: { net: number }) => sum + one.net, 0)).to.equal(x.net.total + x.sales.rounding - x.refunds.rounding);
      const counted = Math.max(0, drawer);
      const closed = await made(close(id, counted), 200);
      expect([closed.expectedCash, closed.difference]).to.deep.equal([drawer, counted - drawer]);
      const z = await made(admin.get(`/api/pos/shifts/${id}/report?type=z`), 200);
      for (const part of ['receipts', 'sales', 'refunds', 'net', 'discounts', 'vat', 'movements', 'payments', 'cash']) expect(z[part], part).to.deep.equal(x[part]);
    }), { numRuns: 8 });
    await settings({});
  });

  it('that lost a receipt, a number or the truth of a report are found by the doctor', async () => {
    const { id } = await open(100);
    const sold = await made(sell());
    await made(close(id, 1), 200);
    const { database } = shop.host;
    const said = async (change: string, back: string, id: string): Promise<string[]> => {
      await database.transaction(tx => tx.run(change, [id]));
      const violations = await shop.doctor();
      await database.transaction(tx => tx.run(back, [id]));
      return violations.map(line => line.split(':')[0]!);
    };
    expect(await shop.doctor()).to.deep.equal([]);
    expect(await said('UPDATE pos_satislar SET shift_id = NULL WHERE id = $1', `UPDATE pos_satislar SET shift_id = '${id}' WHERE id = $1`, sold.id)).to.include('pos.shifts.receipts');
    expect(await said('UPDATE kasa_vardiyalari SET z_no = z_no + 1 WHERE id = $1', 'UPDATE kasa_vardiyalari SET z_no = z_no - 1 WHERE id = $1', id)).to.include('pos.shifts.numbers');
    expect(await said('UPDATE kasa_vardiyalari SET opening_cash = 99 WHERE id = $1', 'UPDATE kasa_vardiyalari SET opening_cash = 100 WHERE id = $1', id)).to.include('pos.shifts.frozen');
    expect(await said('UPDATE pos_sayaclari SET shift_id = terminal_id WHERE terminal_id = $1', 'UPDATE pos_sayaclari SET shift_id = NULL WHERE terminal_id = $1', shop.terminalId)).to.include('pos.shifts.tills');
    expect(await said(`UPDATE kasa_vardiyalari SET closed_at = '2020-01-01T00:00:00.000Z' WHERE id = $1`, `UPDATE kasa_vardiyalari SET closed_at = '${sold.soldAt}' WHERE id = $1`, id), 'closed by a clock that was put back').to.deep.equal([]);
  });
});
