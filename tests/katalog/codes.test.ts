import { expect } from 'chai';
import fc from 'fast-check';
import { checkDigit, hasCheckDigit, isSoundBarcode } from '../../plugins/katalog/ean.js';
import { parseScaleBarcode, readScaleBarcode } from '../../plugins/katalog/scale-barcode.js';

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
    expect([label('26', '00004', '00250'), good.slice(0, 12), wrong, '270000400250X'].map(parseScaleBarcode)).to.deep.equal([undefined, undefined, undefined, undefined]);
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
});
