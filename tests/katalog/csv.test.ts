import { expect } from 'chai';
import { csvRecords, type CsvRecord } from '../../plugins/katalog/imports/csv.js';
import { decode, sniffEncoding } from '../../plugins/katalog/imports/encoding.js';

async function* pieces<T extends string | Uint8Array>(all: T, size: number): AsyncGenerator<T> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size) as T;
}
async function read(text: string, size = 7): Promise<(readonly [number, ...string[]] | readonly [number, undefined])[]> {
  const records: CsvRecord[] = [];
  for await (const some of csvRecords(pieces(text, size))) records.push(...some);
  return records.map(({ line, fields, unclosed }) => (unclosed ? [line, undefined] as const : [line, ...fields] as const));
}

describe('CSV', () => {
  it('is split at commas, semicolons or tabs, as the header says', async () => {
    expect(await read('a,b\n1,"x;y"\n')).to.deep.equal([[1, 'a', 'b'], [2, '1', 'x;y']]);
    expect(await read('a;b\r\n1;2,5\r\n')).to.deep.equal([[1, 'a', 'b'], [2, '1', '2,5']]);
    expect(await read('a\tb\n1\t2')).to.deep.equal([[1, 'a', 'b'], [2, '1', '2']]);
    expect(await read('sep=;\r\na;b\r\n1;2\r\n')).to.deep.equal([[2, 'a', 'b'], [3, '1', '2']]);
  });
  it('keeps quoted delimiters, doubled marks and line ends', async () => {
    expect(await read('a,b\n"x, ""y""","1\n2"\n3,4')).to.deep.equal([[1, 'a', 'b'], [2, 'x, "y"', '1\n2'], [4, '3', '4']]);
  });
  it('takes marks in the middle of a field as text', async () => {
    expect(await read('a,b\n5" boru,1\n"3" boru",2\n')).to.deep.equal([[1, 'a', 'b'], [2, '5" boru', '1'], [3, '3" boru', '2']]);
  });
  it('counts empty lines and skips them, with every kind of line end', async () => {
    for (const end of ['\n', '\r\n', '\r']) for (const size of [1, 2, 3, 1000])
      expect(await read(['a,b', '', '1,2', '  ', '3,4', ''].join(end), size), JSON.stringify([end, size])).to.deep.equal([[1, 'a', 'b'], [3, '1', '2'], [5, '3', '4']]);
  });
  it('loses one line to a mark that never closes', async () => {
    expect(await read('a,b\n"x,1\ny,2\nz,3\n')).to.deep.equal([[1, 'a', 'b'], [2, undefined], [3, 'y', '2'], [4, 'z', '3']]);
  });
  it('loses one line to a mark that would close in a later record', async () => {
    expect(await read('a,b\n"x,1\ny,2\n"Vanille, Kakao",3\nz,4\n')).to.deep.equal([[1, 'a', 'b'], [2, undefined], [3, 'y', '2'], [4, 'Vanille, Kakao', '3'], [5, 'z', '4']]);
  });
});

const encoded = async (bytes: Uint8Array): Promise<{ encoding: string; text: string }> => {
  const { encoding } = await sniffEncoding(pieces(bytes, 3));
  let text = '';
  for await (const piece of decode(pieces(bytes, 3), encoding)) text += piece;
  return { encoding, text };
};
const cp1254 = (text: string): Uint8Array => {
  const special: Record<string, number> = { 'ş': 0xfe, 'Ş': 0xde, 'ğ': 0xf0, 'Ğ': 0xd0, 'ı': 0xfd, 'İ': 0xdd };
  return Uint8Array.from(Array.from(text, c => special[c] ?? c.charCodeAt(0)));
};

describe('the encoding of a file', () => {
  it('is UTF-8 when it reads as that, with and without a mark', async () => {
    expect(await encoded(Buffer.from('ad\nŞeker Çığ'))).to.deep.equal({ encoding: 'utf-8', text: 'ad\nŞeker Çığ' });
    expect(await encoded(Buffer.from('\ufeffad\nŞeker'))).to.deep.equal({ encoding: 'utf-8', text: 'ad\nŞeker' });
    expect(await encoded(Buffer.from('plain'))).to.deep.equal({ encoding: 'utf-8', text: 'plain' });
  });
  it('is the Turkish code page of Windows otherwise', async () => {
    expect(await encoded(cp1254('ad\nŞeker Çığ İçim süt'))).to.deep.equal({ encoding: 'windows-1254', text: 'ad\nŞeker Çığ İçim süt' });
    expect(await encoded(cp1254('süt ş'))).to.deep.equal({ encoding: 'windows-1254', text: 'süt ş' });
  });
  it('is that of a spreadsheet\'s Unicode text', async () => {
    expect(await encoded(Buffer.from('\ufeffad\nŞeker', 'utf16le'))).to.deep.equal({ encoding: 'utf-16le', text: 'ad\nŞeker' });
  });
  it('stays UTF-8 when a few bytes of a long file are spoilt', async () => {
    const bytes = Buffer.concat([Buffer.from('Şeker Çığ üzüm\n'.repeat(20)), Buffer.from([0xfe, 0x0a])]);
    const { encoding, text } = await encoded(bytes);
    expect(encoding).to.equal('utf-8');
    expect(text.endsWith('üzüm\n\ufffd\n')).to.equal(true);
  });
});
