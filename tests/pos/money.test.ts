import { expect } from 'chai';
import fc from 'fast-check';
import { MAX_MONEY, lineGross, mulDiv, percentOf, share, vatIn } from '@sontechsp/sdk';

const money = fc.integer({ min: 0, max: MAX_MONEY });

describe('The money engine', () => {
  it('rounds half up, exactly, also past what a double holds', () => fc.assert(fc.property(
    fc.integer({ min: -MAX_MONEY, max: MAX_MONEY }), fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 1, max: 100_000 }),
    (a, b, c) => {
      const [n, d] = [2n * BigInt(a) * BigInt(b) + BigInt(c), 2n * BigInt(c)];
      const floor = n / d - (n % d < 0n ? 1n : 0n);
      expect(BigInt(mulDiv(a, b, c))).to.equal(floor);
    })));

  it('prices a quantity in thousandths', () => {
    expect(lineGross(28900, 250)).to.equal(7225);
    expect(lineGross(1999, 43)).to.equal(86);
    expect(lineGross(1, 500)).to.equal(1);
    expect(lineGross(1, 499)).to.equal(0);
  });

  it('takes a percentage with two decimals', () => {
    expect(percentOf(5000, 10)).to.equal(500);
    expect(percentOf(5, 10)).to.equal(1);
    expect(percentOf(10_000, 0.07)).to.equal(7);
    expect(percentOf(MAX_MONEY, 100)).to.equal(MAX_MONEY);
  });

  it('finds the KDV inside a total', () => {
    expect([vatIn(4462, 10), vatIn(7163, 1), vatIn(12_000, 20), vatIn(999, 0)]).to.deep.equal([406, 71, 2000, 0]);
  });

  it('shares an amount so that the shares add up and none exceeds its weight', () => fc.assert(fc.property(
    fc.array(money, { minLength: 1, maxLength: 60 }).filter(w => w.some(x => x > 0)), fc.double({ min: 0, max: 1, noNaN: true }),
    (weights, part) => {
      const sum = weights.reduce((a, b) => a + b, 0);
      const amount = Math.floor(sum * part);
      const shares = share(amount, weights);
      expect(shares.reduce((a, b) => a + b, 0)).to.equal(amount);
      shares.forEach((one, at) => expect(one).to.be.within(0, weights[at]!));
    })));
});
