import { expect } from 'chai';
import fc from 'fast-check';
import { changeFor, quickAmounts, restOf, startPayment, tender, withoutPart } from '../../../plugins/pos/screens/payment.js';
import { settle } from '../../../plugins/pos/tender.js';

describe('Taking a payment', () => {
  it('is exact when nothing was typed, in cash or by card', () => {
    expect(tender(startPayment('cash'), 11_625, undefined)).to.deep.equal({ kind: 'complete', parts: [{ method: 'cash', amount: 11_625 }], change: 0 });
    expect(tender(startPayment('card'), 11_625, undefined)).to.deep.equal({ kind: 'complete', parts: [{ method: 'card', amount: 11_625 }], change: 0 });
  });

  it('gives change for cash, and never for a card', () => {
    expect(changeFor(startPayment('cash'), 11_625, 20_000)).to.equal(8375);
    expect(tender(startPayment('card'), 11_625, 20_000)).to.deep.equal({ kind: 'refused', why: 'cardAbove' });
  });

  it('takes less as a part, and asks for the rest', () => {
    const first = tender(startPayment('cash'), 10_000, 4000);
    expect(first).to.deep.equal({ kind: 'part', payment: { method: 'cash', split: false, parts: [{ method: 'cash', amount: 4000 }] } });
    if (first.kind !== 'part') throw new Error();
    expect(tender(first.payment, 10_000, 10_000)).to.deep.equal({ kind: 'complete', change: 4000, parts: [{ method: 'cash', amount: 4000 }, { method: 'cash', amount: 10_000 }] });
  });

  it('goes on to the card after the cash of a split payment', () => {
    const first = tender(startPayment('cash', true), 10_000, 4000);
    if (first.kind !== 'part') throw new Error();
    expect(first.payment.method).to.equal('card');
    expect(tender(first.payment, 10_000, undefined)).to.deep.equal({ kind: 'complete', change: 0, parts: [{ method: 'cash', amount: 4000 }, { method: 'card', amount: 6000 }] });
    expect(withoutPart(first.payment, 0).parts).to.deep.equal([]);
  });

  it('follows a basket that changes meanwhile', () => {
    const paid = { method: 'cash', split: false, parts: [{ method: 'cash', amount: 4000 }] } as const;
    expect(tender(paid, 3000, undefined)).to.deep.equal({ kind: 'complete', parts: paid.parts, change: 1000 });
    const byCard = { method: 'cash', split: true, parts: [{ method: 'card', amount: 4000 }] } as const;
    expect(tender(byCard, 3000, undefined)).to.deep.equal({ kind: 'refused', why: 'cardAbove' });
  });

  it('needs no payment for what costs nothing, and refuses a part of zero', () => {
    expect(tender(startPayment('cash'), 0, undefined)).to.deep.equal({ kind: 'complete', parts: [], change: 0 });
    expect(tender(startPayment('cash'), 500, 0)).to.deep.equal({ kind: 'refused', why: 'nothing' });
  });

  it('rounds the part paid in cash to the steps of the store, and nothing else', () => {
    expect(restOf(startPayment('cash'), 11_623, 5)).to.deep.equal({ left: 11_625, rounding: 2 });
    expect(restOf(startPayment('card'), 11_623, 5)).to.deep.equal({ left: 11_623, rounding: 0 });
    expect(tender(startPayment('cash'), 11_623, 12_000, 5)).to.deep.equal({ kind: 'complete', parts: [{ method: 'cash', amount: 12_000 }], change: 375 });
    const byCard = { method: 'cash', split: true, parts: [{ method: 'card', amount: 1000 }] } as const;
    expect(restOf(byCard, 11_622, 5)).to.deep.equal({ left: 10_620, rounding: -2 });
    expect(tender(startPayment('cash', true), 11_623, 1003, 5)).to.deep.equal({ kind: 'refused', why: 'cashStep' });
  });

  it('comes to what the host will settle, however it is split and rounded', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(0, 1, 5, 10, 25, 50, 100), fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 500_000 })), { maxLength: 6 }), (due, step, given) => {
      let payment = startPayment('cash', true);
      for (const [byCard, amount] of given) {
        const next = tender({ ...payment, method: byCard ? 'card' : 'cash' }, due, amount, step);
        if (next.kind === 'part') payment = next.payment;
        if (next.kind === 'complete') return settle(due, next.parts, step).change === next.change;
      }
      const last = tender(payment, due, undefined, step);
      return last.kind === 'complete' && settle(due, last.parts, step).change === last.change;
    }));
  });

  it('proposes the next notes above what is due', () => {
    expect(quickAmounts(11_625, 'TRY')).to.deep.equal([12_000, 15_000, 20_000]);
    expect(quickAmounts(320, 'TRY')).to.deep.equal([500, 1000, 2000, 5000, 10_000, 20_000]);
    expect(quickAmounts(20_000, 'TRY')).to.deep.equal([20_500, 21_000, 22_000, 25_000, 30_000, 40_000]);
    expect(quickAmounts(0, 'TRY')).to.deep.equal([]);
    // 15.400 soʻm, 320 ₽
    expect(quickAmounts(1_540_000, 'UZS')).to.deep.equal([2_000_000, 5_000_000, 10_000_000, 20_000_000]);
    expect(quickAmounts(32_000, 'RUB')).to.deep.equal([40_000, 50_000, 100_000, 200_000, 500_000]);
  });

  it('always covers what is due, whatever is handed over', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 5_000_000 })), { maxLength: 6 }), (due, given) => {
      let payment = startPayment('cash');
      for (const [byCard, amount] of given) {
        const next = tender({ ...payment, method: byCard ? 'card' : 'cash' }, due, amount);
        if (next.kind === 'part') payment = next.payment;
        if (next.kind !== 'complete') continue;
        const paid = next.parts.reduce((sum, part) => sum + part.amount, 0);
        const cards = next.parts.filter(part => part.method === 'card').reduce((sum, part) => sum + part.amount, 0);
        return paid - next.change === due && next.change >= 0 && cards <= due;
      }
      return payment.parts.reduce((sum, part) => sum + part.amount, 0) < due;
    }));
  });
});
