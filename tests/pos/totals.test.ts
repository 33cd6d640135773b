import { expect } from 'chai';
import fc from 'fast-check';
import { discountOn, totalsOf, type GrossLine } from '../../plugins/pos/totals.js';

const rate = fc.constantFrom(0, 1, 10, 20);
const percent = fc.integer({ min: 0, max: 10_000 }).map(hundredths => ({ percent: hundredths / 100 }));
const line: fc.Arbitrary<GrossLine> = fc.integer({ min: 0, max: 10_000_000 }).chain(gross => fc.record({
  gross: fc.constant(gross), vatRate: rate,
  discount: fc.oneof(fc.constant(null), percent, fc.integer({ min: 0, max: gross }).map(amount => ({ amount }))),
}));
const lines = fc.array(line, { minLength: 1, maxLength: 40 });
const left = (all: readonly GrossLine[]): number => all.reduce((sum, l) => sum + l.gross - discountOn(l.gross, l.discount), 0);
const basket = lines.chain(all => fc.record({
  lines: fc.constant(all),
  discount: fc.oneof(fc.constant(null), percent, fc.integer({ min: 0, max: left(all) }).map(amount => ({ amount }))),
}));
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('The money of a basket', () => {
  it('is that of the worked example', () => {
    const totals = totalsOf([
      { gross: 5000, vatRate: 10, discount: { percent: 10 } },
      { gross: 7225, vatRate: 1, discount: null },
    ], { amount: 100 });
    expect(totals).to.deep.equal({
      lines: [{ discountAmount: 538, total: 4462, vatAmount: 406 }, { discountAmount: 62, total: 7163, vatAmount: 71 }],
      subtotal: 12225, discountTotal: 600, vatTotal: 477, total: 11625,
    });
  });

  it('adds up: lines, discounts and KDV', () => fc.assert(fc.property(basket, ({ lines, discount }) => {
    const totals = totalsOf(lines, discount)!;
    expect(sum(totals.lines.map(l => l.total))).to.equal(totals.total);
    expect(sum(totals.lines.map(l => l.discountAmount))).to.equal(totals.discountTotal);
    expect(sum(totals.lines.map(l => l.vatAmount))).to.equal(totals.vatTotal);
    expect(totals.subtotal - totals.discountTotal).to.equal(totals.total);
    expect(totals.subtotal).to.equal(sum(lines.map(l => l.gross)));
  })));

  it('never makes a line negative, nor its KDV more than the rate says', () => fc.assert(fc.property(basket, ({ lines, discount }) => {
    totalsOf(lines, discount)!.lines.forEach(({ total, discountAmount, vatAmount }, at) => {
      expect(total).to.be.at.least(0);
      expect(discountAmount).to.be.within(0, lines[at]!.gross);
      const exact = total * lines[at]!.vatRate / (100 + lines[at]!.vatRate);
      expect(Math.abs(vatAmount - exact)).to.be.at.most(0.5 + 1e-6);
    });
  })));

  it('shares the basket discount in proportion, no share a whole kuruş off', () => fc.assert(fc.property(basket, ({ lines, discount }) => {
    const rest = lines.map(l => l.gross - discountOn(l.gross, l.discount));
    const taken = discountOn(sum(rest), discount);
    totalsOf(lines, discount)!.lines.forEach(({ discountAmount }, at) => {
      const share = discountAmount - (lines[at]!.gross - rest[at]!);
      const exact = sum(rest) === 0 ? 0 : taken * rest[at]! / sum(rest);
      expect(Math.abs(share - exact)).to.be.below(1);
    });
  })));

  it('gives equal lines their odd kuruş from the first on', () => {
    const equal = Array.from({ length: 3 }, () => ({ gross: 1000, vatRate: 10, discount: null }));
    expect(totalsOf(equal, { amount: 200 })!.lines.map(l => l.discountAmount)).to.deep.equal([67, 67, 66]);
  });

  it('is undefined when a discount is more than what it is taken from', () => {
    expect(totalsOf([{ gross: 100, vatRate: 10, discount: { amount: 101 } }], null)).to.equal(undefined);
    expect(totalsOf([{ gross: 100, vatRate: 10, discount: { amount: 60 } }], { amount: 41 })).to.equal(undefined);
    expect(totalsOf([{ gross: 100, vatRate: 10, discount: { amount: 60 } }], { amount: 40 })!.total).to.equal(0);
  });
});
