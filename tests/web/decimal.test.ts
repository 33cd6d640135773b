import { expect } from 'chai';
import fc from 'fast-check';
import { decimalText, parseDecimal } from '../../sdk/ui/decimal.js';

describe('a typed amount', () => {
  it('is read with either decimal mark, in every language', () => {
    for (const mark of [',', '.'] as const) {
      expect(parseDecimal('10,50', 2, mark), `10,50 with ${mark}`).to.equal(1050);
      expect(parseDecimal('10.50', 2, mark), `10.50 with ${mark}`).to.equal(1050);
      expect(parseDecimal('10.5', 2, mark)).to.equal(1050);
      expect(parseDecimal('10', 2, mark)).to.equal(1000);
      expect(parseDecimal('1.234,50', 2, mark)).to.equal(123450);
      expect(parseDecimal('1,234.50', 2, mark)).to.equal(123450);
    }
  });
  it('may group its thousands', () => {
    expect(parseDecimal('1.234', 2, ',')).to.equal(123400);
    expect(parseDecimal('1.234.567', 2, ',')).to.equal(123456700);
    expect(parseDecimal('1,234', 2, '.')).to.equal(123400);
    expect(parseDecimal('1 234,5', 2, ',')).to.equal(123450);
  });
  it('is a weight when three decimals are allowed', () => {
    expect(parseDecimal('1.250', 3, ',')).to.equal(1250);
    expect(parseDecimal('0,250', 3, ',')).to.equal(250);
  });
  it('is refused when it is finer than allowed, or no number', () => {
    for (const text of ['', '-', ',', 'abc', '1,234', '10,505', '1e3', '1,2,3,4', '12x']) expect(parseDecimal(text, 2, ','), text).to.equal(undefined);
    expect(parseDecimal('2,5', 0, ',')).to.equal(undefined);
    expect(parseDecimal('-3', 0, ',')).to.equal(-3);
  });
  it('comes back from what was written', () => fc.assert(fc.property(
    fc.integer({ min: -1_000_000_000, max: 100_000_000_000 }), fc.constantFrom(',', '.' as const), fc.constantFrom(0, 2, 3), fc.boolean(),
    (units, mark, decimals, short) => parseDecimal(decimalText(units, decimals, mark as ',', short), decimals, mark as ',') === units,
  )));
});
