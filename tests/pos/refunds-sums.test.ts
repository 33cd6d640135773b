import { expect } from 'chai';
import fc from 'fast-check';
import { lineGross, share, type Refusal } from '@sontechsp/sdk';
import type { Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { makeGood, onHand, type Good } from '../support/goods.js';
import { openShop, type Shop } from '../support/host.js';
import { planLines, type GivenBack } from '../../plugins/pos/refunds/rule.js';
import { beyondOf, carryOver, leftOf, less, settleRefund, sumOf, tendersLeft, tendersToGive } from '../../plugins/pos/refunds/tenders.js';
import { leftOver, tendersAsWanted } from '../../plugins/pos/refunds/wanted.js';
import type { StoredSale } from '../../plugins/pos/store.js';
import type { AskedPayment } from '../../plugins/pos/tendering.js';
import { settle } from '../../plugins/pos/tender.js';
import { totalsOf } from '../../plugins/pos/totals.js';

const quantity = fc.integer({ min: 1, max: 20_000 });
const line = fc.record({
  quantity, price: fc.integer({ min: 0, max: 50_000 }), vatRate: fc.constantFrom(0, 1, 10, 20), percent: fc.integer({ min: 0, max: 100 }),
});
const sale = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 5 }), off: fc.integer({ min: 0, max: 100 }), step: fc.constantFrom(0, 5, 10, 25, 100),
  /** Weights of what is paid by card, by credit and in cash, and what is handed over above that. */
  split: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), more: fc.integer({ min: 0, max: 20_000 }),
});
/** Which line, and how much of what is left of it, in percent. */
const parts = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 100 })), { maxLength: 8 });

/** What somebody would like to give back of each tender, in percent of what goes back. */
const wishes = fc.uniqueArray(fc.record({ method: fc.constantFrom('card', 'credit', 'cash'), percent: fc.nat(120) }), { maxLength: 3, selector: wish => wish.method });
const wantedOf = (wish: readonly { method: string; percent: number }[], total: number): AskedPayment[] =>
  wish.map(({ method, percent }) => ({ method, amount: Math.floor((total * percent) / 100) }));
/** Whether the tenders nobody chose first cannot make up the rest. */
const isOutOfReach = (left: ReadonlyMap<string, number>, [first]: readonly AskedPayment[], due: number): boolean => first !== undefined
  && first.amount + [...left.keys()].reduce((sum, method) => sum + (method === 'rounding' || method === first.method ? 0 : leftOf(left, method)), 0) < due;
const someOf = (stored: StoredSale, percents: readonly number[]) =>
  stored.lines.map((one, at) => ({ lineId: one.id, quantity: Math.ceil((one.quantity * percents[at]!) / 100), restock: true }));
const percents = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 5 });

/** A sale as its rows have it, with only what refunds read. */
function sold({ lines, off, step, split, more }: (typeof sale extends fc.Arbitrary<infer S> ? S : never)): StoredSale | undefined {
  const gross = lines.map(({ price, quantity }) => lineGross(price, quantity));
  const totals = totalsOf(lines.map((one, at) => ({ gross: gross[at]!, vatRate: one.vatRate, discount: { percent: one.percent } })), { percent: off })!;
  const [card, credit, cash] = share(totals.total, split.some(weight => weight > 0) ? split : [0, 0, 1]) as [number, number, number];
  const payments = [{ method: 'card', amount: card }, { method: 'credit', amount: credit }, ...(cash > 0 ? [{ method: 'cash', amount: cash + step + more }] : [])];
  const settled = settle(totals.total, payments, step);
  const rows = settled.rounding === 0 ? payments : [...payments, { method: 'rounding', amount: -settled.rounding }];
  return {
    sale: { id: 'sale', total: totals.total, change: settled.change },
    lines: lines.map((one, at) => ({
      id: `line ${at}`, quantity: one.quantity, unit_price: one.price, gross: gross[at]!, vat_rate: one.vatRate,
      discount_amount: totals.lines[at]!.discountAmount, vat_amount: totals.lines[at]!.vatAmount, total: totals.lines[at]!.total,
    })),
    payments: rows,
  } as unknown as StoredSale;
}

describe('A sale and the refunds of all of it', () => {
  it('sum to zero in money, KDV, discount and each tender, whatever the parts and the tenders somebody chose for them', () => fc.assert(fc.property(sale, parts, wishes, (made, taken, wish) => {
    const stored = sold(made)!;
    const lines = new Map<string, GivenBack>();
    const tenders = new Map<string, number>();
    const give = (asked: { lineId: string; quantity: number; restock: boolean }[], chosen: typeof wish): void => {
      const planned = planLines(stored, lines, asked);
      const total = planned.lines.reduce((sum, one) => sum + one.total, 0);
      const back = { total, left: tendersLeft(stored, tenders), completes: planned.completes, step: made.step };
      const wanted = planned.completes ? [] : wantedOf(chosen, total);
      const asWanted = tendersAsWanted(back, wanted);
      const possible = wanted.length > 0 && sumOf(asWanted.payments) === asWanted.due && !beyondOf(back.left, asWanted.payments) && wanted.every(({ method, amount }) => amount <= leftOf(back.left, method));
      const payments = possible ? asWanted.payments : tendersToGive(back);
      const rounding = settleRefund(back, payments);
      expect(beyondOf(back.left, payments)).to.equal(undefined);
      for (const one of planned.lines) {
        expect([one.total, one.vatAmount, one.discountAmount, one.gross].every(amount => amount >= 0)).to.equal(true);
        const before = lines.get(one.saleLineId!);
        lines.set(one.saleLineId!, {
          quantity: one.quantity + (before?.quantity ?? 0), total: one.total + (before?.total ?? 0),
          vatAmount: one.vatAmount + (before?.vatAmount ?? 0), discountAmount: one.discountAmount + (before?.discountAmount ?? 0),
        });
      }
      for (const { method, amount } of [...payments, { method: 'rounding', amount: -rounding }]) tenders.set(method, (tenders.get(method) ?? 0) - amount);
      const [left, soFar] = [tendersLeft(stored, tenders), [...lines.values()].reduce((sum, one) => sum + one.total, 0)];
      for (const [method, amount] of left) if (method !== 'rounding') expect(amount, method).to.be.at.least(0);
      expect([...left.values()].reduce((sum, amount) => sum + amount, 0)).to.equal(stored.sale.total - soFar);
    };
    const restOf = (at: number): number => stored.lines[at]!.quantity - (lines.get(`line ${at}`)?.quantity ?? 0);
    for (const [which, percent] of taken) {
      const at = which % stored.lines.length;
      const quantity = Math.ceil((restOf(at) * percent) / 100);
      if (quantity > 0) give([{ lineId: `line ${at}`, quantity, restock: true }], wish);
    }
    const rest = stored.lines.map((_, at) => ({ lineId: `line ${at}`, quantity: restOf(at), restock: true })).filter(one => one.quantity > 0);
    if (rest.length > 0) give(rest, []);
    for (const one of stored.lines) {
      expect(lines.get(one.id)).to.deep.equal({ quantity: one.quantity, total: one.total, vatAmount: one.vat_amount, discountAmount: one.discount_amount });
    }
    expect([...tendersLeft(stored, tenders).values()].filter(amount => amount !== 0)).to.deep.equal([]);
  }), {
    numRuns: 500,
    // Many refunds, each rounded up by most of a step, once asked for more cash than was left.
    examples: [[
      { lines: [{ quantity: 18_007, price: 8902, vatRate: 0, percent: 0 }], off: 4, step: 100, split: [0, 0, 0], more: 0 },
      [[0, 86], [0, 42], [0, 56], [0, 41], [0, 85], [0, 31], [0, 14], [0, 35]], [],
    ]],
  }));
});

describe('A refund in tenders somebody chose', () => {
  it('comes to what is due, in what was wanted as far as it goes, and beyond what was paid only where that was wanted', () => fc.assert(fc.property(sale, percents, wishes, (made, some, wish) => {
    const stored = sold(made)!;
    const planned = planLines(stored, new Map(), someOf(stored, some));
    const total = planned.lines.reduce((sum, one) => sum + one.total, 0);
    const back = { total, left: tendersLeft(stored, new Map()), completes: planned.completes, step: made.step };
    const wanted = wantedOf(wish, total);
    const { payments, due } = tendersAsWanted(back, wanted);
    const tooMuch = wanted.some(({ method, amount }) => amount > leftOf(back.left, method));
    expect(payments.every(({ amount }) => amount >= 0)).to.equal(true);
    if (sumOf(payments) === due) expect(settleRefund(back, payments)).to.equal(due - total);
    else expect(isOutOfReach(back.left, wanted, due + made.step), 'falls short').to.equal(true);
    if (beyondOf(back.left, payments)) expect(tooMuch, 'goes beyond').to.equal(true);
    const [first] = wanted;
    const given = first && payments.find(({ method }) => method === first.method)?.amount;
    if (first && first.method !== 'cash' && first.amount <= Math.min(total, due)) expect(given ?? 0).to.equal(first.amount);
  }), { numRuns: 500 }));
});

describe('An exchange', () => {
  it('gives back what is left over in any tenders, by a quote that its booking accepts', () => fc.assert(fc.property(sale, percents, fc.nat(99), fc.option(wishes), (made, some, share, wish) => {
    const stored = sold(made)!;
    const planned = planLines(stored, new Map(), someOf(stored, some));
    const total = planned.lines.reduce((sum, one) => sum + one.total, 0);
    const open = Math.floor((total * share) / 100);
    if (open >= total) return;
    const back = { total, left: tendersLeft(stored, new Map()), completes: planned.completes, step: made.step };
    const wanted = wish ? wantedOf(wish, total - open) : undefined;
    if (wanted?.some(({ method, amount }) => amount > leftOf(back.left, method))) return;
    const { payments, due } = leftOver(back, open, wanted);
    if (wanted && isOutOfReach(back.left, wanted, due + made.step)) return;
    expect(sumOf(payments)).to.equal(due);
    const carried = carryOver(back, open, payments, 'M1-K1-000001');
    const rest = { ...back, total: total - sumOf(carried), left: less(back.left, carried) };
    expect([rest.total + settleRefund(rest, payments), beyondOf(rest.left, payments)]).to.deep.equal([due, undefined]);
    if (!wanted) expect(payments.find(({ method }) => method === 'cash')?.amount ?? 0).to.be.at.least(Math.min(due, leftOf(back.left, 'cash')) - made.step);
  }), { numRuns: 500 }));

  it('and the refund of what is left of its sale sum to zero in each tender', () => fc.assert(fc.property(sale, percents, fc.nat(150), (made, some, share) => {
    const stored = sold(made)!;
    const planned = planLines(stored, new Map(), someOf(stored, some));
    const total = planned.lines.reduce((sum, one) => sum + one.total, 0);
    const open = Math.floor((total * share) / 100);
    const back = { total, left: tendersLeft(stored, new Map()), completes: planned.completes, step: made.step };
    const { payments } = open < total ? leftOver(back, open) : { payments: [] };
    const carried = carryOver(back, open, payments, 'M1-K1-000001');
    const rounding = settleRefund({ ...back, total: total - sumOf(carried), left: less(back.left, carried) }, payments);
    const left = less(back.left, [...carried, ...payments, { method: 'rounding', amount: -rounding }]);
    const rest = { ...back, total: stored.sale.total - total, left, completes: true };
    const given = planned.completes ? [] : tendersToGive(rest);
    const last = planned.completes ? left : less(left, [...given, { method: 'rounding', amount: -settleRefund(rest, given) }]);
    expect([...last.values()].filter(amount => amount !== 0)).to.deep.equal([]);
  }), {
    numRuns: 500,
    // The cash had rounded up and gone back first: what was left as rounding then was owed by the other tender.
    examples: [[{ lines: [{ quantity: 287, price: 333, vatRate: 0, percent: 0 }], off: 0, step: 100, split: [0, 1, 1], more: 0 }, [53, 1, 1, 1, 1], 0]],
  }));

  it('moves what comes back to the new sale, to the kuruş, and leaves each tender with no less than nothing', () => fc.assert(fc.property(
    sale, percents, fc.nat(2_000_000), (made, parts, open) => {
      const stored = sold(made)!;
      const planned = planLines(stored, new Map(), someOf(stored, parts));
      const total = planned.lines.reduce((sum, one) => sum + one.total, 0);
      const back = { total, left: tendersLeft(stored, new Map()), completes: planned.completes, step: made.step };
      const settleWith = (given: { method: string; amount: number }[]) => {
        const carried = carryOver(back, open, given, 'M1-K1-000001');
        const rest = { ...back, total: total - sumOf(carried), left: less(back.left, carried) };
        return { given, carried, rounding: settleRefund(rest, given), beyond: beyondOf(rest.left, given) };
      };
      /** As a till does: it offers the difference in cash, and gives what it is told is due. */
      const exchanged = (() => {
        const rest = Math.max(0, total - open);
        if (rest === 0) return settleWith([]);
        try {
          return settleWith([{ method: 'cash', amount: rest }]);
        } catch (error) {
          expect(error).to.have.property('code', 'pos.refundAmount');
          return settleWith([{ method: 'cash', amount: (error as Refusal).facts['due'] as number }]);
        }
      })();
      const { given, carried, rounding } = exchanged;
      expect(sumOf(carried)).to.equal(Math.min(open, total));
      expect(sumOf(given) + sumOf(carried) - rounding).to.equal(total);
      const due = open - sumOf(carried);
      const paid = due === 0 ? [] : [{ method: 'cash', amount: due + made.step }];
      const settled = settle(open, paid, made.step, carried);
      expect(settled.paid - settled.change).to.equal(open + settled.rounding);
      const left = less(back.left, [...carried, ...given, { method: 'rounding', amount: -rounding }]);
      if (!exchanged.beyond) for (const [method, amount] of left) if (method !== 'rounding') expect(amount, method).to.be.at.least(0);
      if (planned.completes) expect([...left.values()].reduce((sum, amount) => sum + amount, 0)).to.equal(0);
    }), { numRuns: 500 }));
});

eachDatabase('A sale and the refunds of all of it', kind => {
  let shop: Shop;
  let admin: Client;
  let goods: Good[];
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    goods = [];
    for (const [price, vatRate] of [[333, 1], [1299, 10], [4999, 20]] as const) goods.push(await makeGood(admin, { price, vatRate, unit: 'kg', warehouseId: shop.warehouseId, onHand: 1000 }));
    await admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, { cashRounding: 5 });
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });

  const basket = fc.record({
    lines: fc.array(fc.record({ good: fc.nat(2), quantity: fc.integer({ min: 1, max: 3000 }), percent: fc.nat(60) }), { minLength: 1, maxLength: 4 }),
    off: fc.nat(30), byCard: fc.nat(100), parts,
  });
  it('leave stock, lines and tenders as they were', () => fc.assert(fc.asyncProperty(basket, async ({ lines, off, byCard, parts: taken }) => {
    const before = await Promise.all(goods.map(good => onHand(admin, good)));
    const body = {
      lines: lines.map(one => ({ productId: goods[one.good]!.id, quantity: one.quantity / 1000, discount: { percent: one.percent } })), discount: { percent: off },
    };
    const { total } = (await admin.post('/api/pos/quotes', body)).body;
    const card = Math.floor((total * byCard) / 100);
    const made = await admin.post('/api/pos/sales', { ...body, payments: [{ method: 'card', amount: card }, ...(total > card ? [{ method: 'cash', amount: total - card + 100 }] : [])] });
    expect(made.status, made.text).to.equal(201);
    const path = `/api/pos/sales/${made.body.id}/refunds`;
    const left: number[] = lines.map(one => one.quantity);
    const give = async (asked: { at: number; quantity: number }[]): Promise<void> => {
      const wanted = asked.filter(one => one.quantity > 0).map(one => ({ lineId: made.body.lines[one.at].id, quantity: one.quantity / 1000 }));
      if (wanted.length === 0) return;
      const quoted = await admin.post(`${path}/quotes`, { lines: wanted });
      const reply = await admin.post(path, { lines: wanted, reason: 'x', payments: quoted.body.payments });
      expect(reply.status, reply.text).to.equal(201);
      for (const one of asked) left[one.at]! -= one.quantity;
    };
    for (const [which, percent] of taken.slice(0, 3)) await give([{ at: which % lines.length, quantity: Math.ceil((left[which % lines.length]! * percent) / 100) }]);
    await give(left.map((quantity, at) => ({ at, quantity })));

    const ids = [made.body.id];
    const sums = await shop.host.database.query<{ what: string; amount: number }>(`
      SELECT 'total' AS what, CAST(SUM(total) AS BIGINT) AS amount FROM pos_v_sale_lines WHERE sale_id = $1 OR refund_of = $1
      UNION ALL SELECT 'vat', CAST(SUM(vat_amount) AS BIGINT) FROM pos_v_sale_lines WHERE sale_id = $1 OR refund_of = $1
      UNION ALL SELECT 'quantity', CAST(SUM(quantity) AS BIGINT) FROM pos_v_sale_lines WHERE sale_id = $1 OR refund_of = $1
      UNION ALL SELECT 'paid', CAST(SUM(paid - change) AS BIGINT) FROM pos_satislar WHERE id = $1 OR refund_of = $1
      UNION ALL SELECT 'rounding', CAST(SUM(rounding) AS BIGINT) FROM pos_satislar WHERE id = $1 OR refund_of = $1
      UNION ALL SELECT p.method, CAST(SUM(p.amount) AS BIGINT) FROM odeme_kayitlari p JOIN pos_satislar s ON s.id = p.sale_id
                 WHERE p.method = 'card' AND (s.id = $1 OR s.refund_of = $1) GROUP BY p.method`, ids);
    expect(sums.filter(row => row.amount !== 0)).to.deep.equal([]);
    expect((await admin.get(`/api/pos/sales/${made.body.id}`)).body.state).to.equal('refunded');
    expect(await Promise.all(goods.map(good => onHand(admin, good)))).to.deep.equal(before);
  }), { numRuns: 10 }));

  it('are told by the doctor when they do not', async () => {
    const own = await openShop(kind);
    const good = await makeGood(own.admin, { price: 1000 });
    const made = (await own.admin.post('/api/pos/sales', { lines: [{ productId: good.id, quantity: 1 }], payments: [{ method: 'cash', amount: 1000 }] })).body;
    await own.admin.post(`/api/pos/sales/${made.id}/refunds`, { lines: [{ lineId: made.lines[0].id, quantity: 1 }], reason: 'x', payments: [{ method: 'cash', amount: 1000 }] });
    expect(await own.doctor()).to.deep.equal([]);
    const tampered: [sql: string, says: RegExp][] = [
      [`UPDATE pos_satis_satirlari SET quantity = quantity - 1000000 WHERE refund_of_line IS NOT NULL`, /above what was sold/],
      [`UPDATE odeme_kayitlari SET method = 'gold' WHERE amount < 0`, /gave back more than was paid \(gold\)/],
      [`UPDATE pos_satislar SET state = 'completed' WHERE state = 'refunded'`, /says completed, which its refunds do not/],
    ];
    for (const [sql, says] of tampered) {
      await own.host.database.transaction(async tx => void await tx.run(sql));
      expect((await own.doctor()).join('\n')).to.match(says);
    }
    await own.stop();
  });
});
