import { expect } from 'chai';
import fc from 'fast-check';
import { readHeader, readLine } from '../../plugins/katalog/imports/line.js';
import { decimalMark, parseDecimal } from '../../plugins/katalog/imports/numbers.js';

describe('a number of a file', () => {
  const kurus = (text: string, mark?: '.' | ',') => parseDecimal(text, 2, mark);

  it('has a decimal point or comma, whichever it is', () => {
    expect(['46.90', '46,90', '46', '46,9', '.5', '0.500', '1.234,56', '1,234.56', '12.345.678', '46.9000', '₺46,90', '46,90 TL', '1 234,50'].map(text => kurus(text)))
      .to.deep.equal([4690, 4690, 4600, 4690, 50, 50, 123456, 123456, 1234567800, 4690, 4690, 4690, 123450]);
  });
  it('is refused when it could mean two things, unless its line tells', () => {
    expect([kurus('1.234'), kurus('1,234')]).to.deep.equal([undefined, undefined]);
    expect([kurus('1.234', ','), kurus('1.234,5', ','), kurus('1,234', '.')]).to.deep.equal([123400, 123450, 123400]);
    expect([decimalMark('46,90'), decimalMark('1.234'), decimalMark('46.9'), decimalMark('12')]).to.deep.equal([',', undefined, '.', undefined]);
  });
  it('is refused when it is none', () => {
    for (const text of ['12abc', '1e3', '', ' ', '-', '.', '1.2.3', '1,2,3', 'NaN', 'Infinity', '0x10', '12.3456', '9'.repeat(20), '1.23,456', '--1'])
      expect(kurus(text), text).to.equal(undefined);
  });
  it('has at most three decimals when it counts', () => {
    expect(['0.043', '1,5', '134', '-3', '0.0005', '1.234'].map(text => parseDecimal(text, 3, undefined))).to.deep.equal([43, 1500, 134000, -3000, undefined, 1234]);
  });
  it('comes back from every way of writing an amount', () => fc.assert(fc.property(fc.nat(10_000_000_00), amount => {
    const plain = (amount / 100).toFixed(2);
    const turkish = new Intl.NumberFormat('tr-TR', { minimumFractionDigits: 2 }).format(amount / 100);
    const english = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 }).format(amount / 100);
    expect([plain, plain.replace('.', ','), turkish, english].map(text => kurus(text))).to.deep.equal([amount, amount, amount, amount]);
  })));
});

const header = ['barkod', 'ad', 'kategori', 'kdv_orani', 'satis_fiyati', 'alis_fiyati', 'birim', 'stok'];
const columns = readHeader(header);
const line = (changes: Partial<Record<string, string>> = {}) => {
  const cells: Record<string, string> = { barkod: '8690504115113', ad: 'Süt', kategori: 'Süt', kdv_orani: '1', satis_fiyati: '46.90', alis_fiyati: '30.01', birim: 'adet', stok: '134', ...changes };
  return readLine({ line: 7, fields: header.map(name => cells[name]!), unclosed: false }, columns);
};

describe('a line of a file', () => {
  it('is read with its header, whatever the header\'s case, accents and order', () => {
    const read = readHeader(['\ufeffSATIŞ FİYATI', 'Barkod', 'renk', 'STOK', '']);
    expect(read).to.deep.equal({ at: { satis_fiyati: 0, barkod: 1, stok: 3 }, width: 5, foreign: ['renk', 'stok'] });
  });
  it('becomes whole numbers and words', () => {
    expect(line()).to.deep.equal({ line: 7, barcode: '8690504115113', name: 'Süt', category: 'Süt', vatRate: 1, price: 4690, cost: 3001, unit: 'piece', stock: 134000 });
    expect(line({ birim: 'KG', kdv_orani: '%10', kategori: '', alis_fiyati: '', stok: '' })).to.include({ unit: 'kg', vatRate: 10, category: undefined, cost: undefined, stock: undefined });
    expect(line({ barkod: '="8690504115113"' })).to.include({ barcode: '8690504115113' });
    expect(line({ satis_fiyati: '46,90', stok: '1.000' })).to.include({ price: 4690, stock: 1_000_000 });
  });
  it('is left out with its reason', () => {
    const reasons: [Partial<Record<string, string>>, string][] = [
      [{ barkod: '' }, 'barcodeMissing'], [{ barkod: '8690504115114' }, 'barcodeInvalid'], [{ barkod: '8,69E+12' }, 'barcodeSpoilt'], [{ barkod: '1'.repeat(65) }, 'barcodeLong'],
      [{ ad: 'x'.repeat(201) }, 'nameLong'], [{ ad: 'S\ufffdt' }, 'unreadable'], [{ kategori: 'x'.repeat(101) }, 'categoryLong'],
      [{ kdv_orani: '18' }, 'vatInvalid'], [{ kdv_orani: 'x' }, 'vatInvalid'], [{ satis_fiyati: '-1' }, 'priceInvalid'], [{ satis_fiyati: '12abc' }, 'priceInvalid'],
      [{ satis_fiyati: '9007199254740993' }, 'priceInvalid'], [{ alis_fiyati: 'yok' }, 'costInvalid'], [{ birim: 'koli' }, 'unitInvalid'], [{ stok: 'çok' }, 'stockInvalid'],
      [{ stok: '1e308' }, 'stockInvalid'],
    ];
    for (const [cells, code] of reasons) expect(line(cells), code).to.include({ line: 7, code });
    expect(readLine({ line: 3, fields: ['1', '2'], unclosed: false }, columns)).to.deep.equal({ line: 3, code: 'columns', values: { expected: 8, found: 2 } });
    expect(readLine({ line: 3, fields: [], unclosed: true }, columns)).to.include({ line: 3, code: 'unclosed' });
  });
});
