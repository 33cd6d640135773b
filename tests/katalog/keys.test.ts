import { expect } from 'chai';
import fc from 'fast-check';
import { turkishSortKey } from '../../plugins/katalog/sort-key.js';
import { cleanName, searchKey } from '../../plugins/katalog/text.js';

const byKey = (names: readonly string[]): string[] => [...names].sort((a, b) => {
  const [x, y] = [Buffer.from(turkishSortKey(a)), Buffer.from(turkishSortKey(b))];
  return x.compare(y);
});

describe('the Turkish sort key', () => {
  it('orders by the Turkish alphabet, whatever the case', () => {
    const right = ['Ay', 'BAL', 'cam', 'Çay', 'dana', 'Gül', 'Ğ', 'Hamsi', 'Irmak', 'IŞIK', 'İnci', 'ip', 'Jambon', 'Ot', 'ödül', 'Öz', 'Pul', 'Quinoa', 'Su', 'Şeker', 'Un', 'Üzüm', 'Vişne', 'Waffle', 'Xylit', 'Yağ', 'Zeytin'];
    expect(byKey([...right].reverse())).to.deep.equal(right);
    expect(byKey([...right].sort(() => 0.5 - Math.random()))).to.deep.equal([...right].sort(new Intl.Collator('tr').compare));
  });
  it('puts spaces and digits before letters, and other scripts after them', () => {
    const right = ['Su Böreği', 'Sucuk', 'Suşi', 'Б', '水'];
    expect(byKey([...right].reverse())).to.deep.equal(right);
    expect(byKey(['Zeytin', '7 Up', 'Ayran'])).to.deep.equal(['7 Up', 'Ayran', 'Zeytin']);
  });
  it('agrees with the collation of Turkish for words of Turkish letters', () => {
    const collator = new Intl.Collator('tr', { sensitivity: 'base' });
    const word = fc.array(fc.constantFrom(...'abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ'), { maxLength: 8 }).map(letters => letters.join(''));
    fc.assert(fc.property(word, word, (a, b) => {
      const ours = Buffer.from(turkishSortKey(a)).compare(Buffer.from(turkishSortKey(b)));
      expect(Math.sign(ours)).to.equal(Math.sign(collator.compare(a, b)));
    }));
  });
  it('fits an index whatever the name unfolds to', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), name => {
      expect(Buffer.byteLength(turkishSortKey(name)) + Buffer.byteLength(searchKey(name))).to.be.below(2400);
    }));
    expect(Buffer.byteLength(searchKey('ﷺ'.repeat(200)))).to.be.below(1000);
  });
});

describe('a name', () => {
  it('is kept without what a printer obeys', () => {
    expect(cleanName('  \u001b@Süt\u0000\n\t 1 lt  ')).to.equal('@Süt 1 lt');
    expect(cleanName('yarım \ud83d karakter')).to.equal('yarım karakter');
  });
});
