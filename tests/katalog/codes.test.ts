import { expect } from 'chai';
import fc from 'fast-check';
import { checkDigit, hasCheckDigit, isSoundBarcode } from '../../plugins/katalog/ean.js';
import { readScaleBarcode, scaleReader, type ScaleRule } from '../../plugins/katalog/scale-barcode.js';

const label = (prefix: string, item: string, value: string): string => {
  const digits = prefix + item + value;
  return digits + checkDigit(digits);
};

describe('a check digit', () => {
  it('is that of printed codes', () => {
    for (const code of ['8690504115113', '4006381333931', '96385074', '73513537']) expect(hasCheckDigit(code), code).to.equal(true);
  });
  it('finds every single wrong digit', () => fc.assert(fc.property(
    fc.stringMatching(/^\d{12}$/), fc.nat(12), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const code = digits + checkDigit(digits);
      const wrong = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
      expect(hasCheckDigit(wrong)).to.equal(false);
    })));
  it('is asked only of 8 and 13 digits', () => {
    expect(['8690504115114', '96385075'].map(isSoundBarcode)).to.deep.equal([false, false]);
    expect(['8690504115113', '2700001', '123456789012', 'ABCDEFGH', '86905041151134', '1'].map(isSoundBarcode)).to.deep.equal([true, true, true, true, true, true]);
  });
});

describe('a scale label', () => {
  const usual = (prefix: string, kind: ScaleRule['kind'] = 'weight'): ScaleRule => ({ prefix, kind, itemLength: 5, decimals: kind === 'weight' ? 3 : 2, checkDigit: true });
  const parseScaleBarcode = (code: string) => scaleReader([usual('27'), usual('28'), usual('29', 'price')]).parse(code);
  it('carries item and grams after 27 and 28', () => {
    expect(parseScaleBarcode(label('27', '00004', '00250'))).to.deep.equal({ itemCode: '2700004', kind: 'grams', value: 250 });
    expect(parseScaleBarcode(label('28', '12345', '99999'))).to.deep.equal({ itemCode: '2812345', kind: 'grams', value: 99999 });
  });
  it('carries item and kuruş after 29', () => {
    expect(parseScaleBarcode(label('29', '00004', '07225'))).to.deep.equal({ itemCode: '2900004', kind: 'total', value: 7225 });
  });
  it('is none with another prefix, another length or a wrong check digit', () => {
    const good = label('27', '00004', '00250');
    const wrong = good.slice(0, 12) + ((Number(good[12]) + 1) % 10);
    expect([label('26', '00004', '00250'), good.slice(0, 12), wrong, '270000400250X'].map(code => parseScaleBarcode(code))).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
  it('means grams as thousandths, and a total as total ÷ price', () => {
    expect(readScaleBarcode({ itemCode: '2700004', kind: 'grams', value: 250 }, 28900)).to.deep.equal({ quantity: 250, total: undefined });
    expect(readScaleBarcode({ itemCode: '2900004', kind: 'total', value: 7225 }, 28900)).to.deep.equal({ quantity: 250, total: 7225 });
    // 100 ÷ 299 = 0.33444…
    expect(readScaleBarcode({ itemCode: '2900004', kind: 'total', value: 100 }, 299)).to.deep.equal({ quantity: 334, total: 100 });
    expect(readScaleBarcode({ itemCode: '2900004', kind: 'total', value: 1 }, 1_000_000)).to.deep.equal({ quantity: 1, total: 1 });
  });
  it('means nothing without weight, money or price', () => {
    expect(readScaleBarcode({ itemCode: '2700004', kind: 'grams', value: 0 }, 100)).to.equal(undefined);
    expect(readScaleBarcode({ itemCode: '2900004', kind: 'total', value: 0 }, 100)).to.equal(undefined);
    expect(readScaleBarcode({ itemCode: '2900004', kind: 'total', value: 500 }, 0)).to.equal(undefined);
  });

  const rules = fc.record({
    prefix: fc.integer({ min: 20, max: 29 }).map(String), kind: fc.constantFrom('weight' as const, 'price' as const), itemLength: fc.constantFrom(4, 5, 6),
    decimals: fc.integer({ min: 0, max: 3 }), checkDigit: fc.boolean(),
  });
  const digits = fc.stringMatching(/^\d{10}$/);
  it('is read by the rule of its prefix, whatever the rule', () => fc.assert(fc.property(rules, digits, (rule, body) => {
    const code = label(rule.prefix, body.slice(0, rule.itemLength), body.slice(rule.itemLength));
    const read = scaleReader([rule]).parse(code)!;
    expect([read.itemCode, read.kind]).to.deep.equal([rule.prefix + body.slice(0, rule.itemLength), rule.kind === 'weight' ? 'grams' : 'total']);
    // Of the value as it is written, with its decimal point: kilograms or lira.
    const written = Number(body.slice(rule.itemLength)) / 10 ** rule.decimals;
    expect(read.value).to.equal(Math.floor(written * (rule.kind === 'weight' ? 1000 : 100) + 0.5 + 1e-6));
    expect(scaleReader([rule]).isItemCode(read.itemCode)).to.equal(true);
  })));
  it('with one digit wrong is none where the digit is verified, and is read where it is not', () => fc.assert(fc.property(
    rules, digits, fc.integer({ min: 1, max: 9 }), (rule, body, by) => {
      const good = label(rule.prefix, body, '');
      const wrong = good.slice(0, 12) + ((Number(good[12]) + by) % 10);
      const { parse } = scaleReader([rule]);
      expect(parse(wrong)).to.deep.equal(rule.checkDigit ? undefined : parse(good));
      expect(parse(good.slice(0, 12))).to.deep.equal(rule.checkDigit ? undefined : parse(good));
    })));
  it('of a prefix without a rule is none', () => fc.assert(fc.property(rules, fc.integer({ min: 20, max: 29 }).map(String), digits, (rule, prefix, body) => {
    fc.pre(prefix !== rule.prefix);
    expect(scaleReader([rule]).parse(label(prefix, body, ''))).to.equal(undefined);
  })));
});
