import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { dithered, fitted, packed, shadesOf, trimmed, unpacked, type Dots } from '../../plugins/pos/logo/dots.js';
import { pngOf, readPicture } from '../../plugins/pos/logo/picture-file.js';
import { openSlipWriter } from '../../plugins/pos/receipt/escpos.js';
import { commonPaper } from '../../plugins/pos/receipt/code-pages.js';
import { decode } from '../support/escpos.js';

/** A picture of `#` (black), `.` (white) and ` ` (nothing there). */
function png(rows: readonly string[], options: object = {}): Buffer {
  const picture = new PNG({ width: rows[0]!.length, height: rows.length });
  rows.join('').split('').forEach((sign, at) => picture.data.set(sign === '#' ? [0, 0, 0, 255] : sign === '.' ? [255, 255, 255, 255] : [0, 0, 0, 0], at * 4));
  return PNG.sync.write(picture, options);
}
const shown = ({ width, height, dots }: Dots): string[] => Array.from({ length: height }, (_, y) => [...dots.subarray(y * width, (y + 1) * width)].map(dot => (dot ? '#' : '.')).join(''));
const made = async (file: Uint8Array, width = 576, height = 200): Promise<string[]> => shown(dithered(fitted(trimmed(shadesOf(await readPicture(file)))!, { width, height })));
const refused = (file: Uint8Array): Promise<string> => readPicture(file).then(() => 'taken', (error: { code: string }) => error.code);

describe('The picture of a logo', () => {
  it('is black where it is dark, and without its margins, be they white or transparent', async () => {
    expect(await made(png(['......', '  ##..', ' #..#.', '  ##  ', '      ']))).to.deep.equal(['.##.', '#..#', '.##.']);
  });

  it('is read from a JPEG as well', async () => {
    const data = Buffer.alloc(16 * 16 * 4, 255);
    for (let y = 0; y < 16; y++) for (let x = 0; x < 8; x++) data.fill(0, (y * 16 + x) * 4, (y * 16 + x) * 4 + 3);
    expect(await made(jpeg.encode({ data, width: 16, height: 16 }, 95).data)).to.deep.equal(Array.from({ length: 16 }, () => '#'.repeat(8)));
  });

  it('is made smaller in its proportions, never larger', () => {
    const square = (side: number) => ({ width: side, height: side, shades: new Float32Array(side * side) });
    expect(fitted(square(40), { width: 576, height: 200 })).to.include({ width: 40, height: 40 });
    expect(fitted(square(800), { width: 576, height: 200 })).to.include({ width: 200, height: 200 });
    expect(fitted({ width: 1152, height: 10, shades: new Float32Array(11_520) }, { width: 576, height: 200 })).to.include({ width: 576, height: 5 });
    expect(fitted({ width: 5000, height: 1, shades: new Float32Array(5000) }, { width: 384, height: 200 })).to.include({ width: 384, height: 1 });
  });

  it('has as much black as the shade was dark; plain dark colours are black, light ones paper', () => {
    const black = (shade: number) => dithered({ width: 80, height: 80, shades: new Float32Array(6400).fill(shade) }).dots.reduce((sum, dot) => sum + dot, 0) / 6400;
    expect([black(0), black(80), black(215), black(255)]).to.deep.equal([1, 1, 0, 0]);
    for (const [shade, share] of [[114, 0.75], [148, 0.5], [181, 0.25]] as const) expect(black(shade), String(shade)).to.be.closeTo(share, 0.13);
  });

  it('comes out of its bits as it went in', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.boolean()), (width, height, stream) => {
      const dots = Uint8Array.from({ length: width * height }, () => (stream.next().value ? 1 : 0));
      expect(unpacked(width, height, packed({ width, height, dots }))).to.deep.equal({ width, height, dots });
    }));
  });

  it('is shown as it is printed', async () => {
    const dots = dithered(shadesOf(await readPicture(png(['#.#', '.#.']))));
    const back = PNG.sync.read(Buffer.from(await pngOf(dots)));
    expect([back.width, back.height, [...back.data.filter((_, at) => at % 4 === 0)]]).to.deep.equal([3, 2, [0, 255, 0, 255, 0, 255]]);
  });

  it('is refused when it is no picture, cut off, damaged, or of a kind that is not read', async () => {
    const good = png(['#.', '.#']);
    const damaged = Buffer.from(good);
    damaged.fill(0x55, 45, 60);
    for (const bad of [Buffer.from(''), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), Buffer.from('GIF89a'), good.subarray(0, 40), damaged, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), good.subarray(0, 8)])
      expect(await refused(bad), bad.toString('latin1').slice(0, 12)).to.equal('pos.logoUnreadable');
    expect(await refused(good)).to.equal('taken');
  });

  it('is refused when it is too large, before it is unpacked', async () => {
    expect(await refused(Buffer.concat([png(['#']), Buffer.alloc(600_000)]))).to.equal('pos.logoTooLarge');
    // Says it has a hundred million pixels.
    const huge = png(['#']);
    huge.writeUInt32BE(10_000, 16);
    huge.writeUInt32BE(10_000, 20);
    expect(await refused(huge)).to.equal('pos.logoTooLarge');
    // Says it is small, interlaced, and unpacks to a hundred megabytes.
    const bomb = deflateSync(Buffer.alloc(100_000_000));
    const chunk = (type: string, content: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, 0]).fill(0), Buffer.from(type, 'latin1'), content, Buffer.alloc(4)]).map((byte, at) => (at < 4 ? (content.length >>> (24 - 8 * at)) & 255 : byte));
    const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 6, 0, 0, 1]);
    expect(await refused(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', bomb), chunk('IEND', Buffer.alloc(0))]))).to.equal('pos.logoTooLarge');
  });

  it('is empty when nothing of it is dark', async () => {
    expect([trimmed(shadesOf(await readPicture(png(['..', '..'])))), trimmed(shadesOf(await readPicture(png(['  ', '  ']))))]).to.deep.equal([undefined, undefined]);
  });
});

describe('A slip with a logo', () => {
  for (const columns of [48, 32] as const) it(`has it in the middle at its head, dot for dot, on ${columns} columns`, async () => {
    const width = columns === 48 ? 576 : 384;
    // Higher than what a printer takes at once.
    const dots: Dots = { width, height: 300, dots: Uint8Array.from({ length: width * 300 }, (_, at) => ((at % 7 === 0 || at % width === width - 1) ? 1 : 0)) };
    const decoder = decode((await openSlipWriter({ ...commonPaper, columns })).rows([{ text: 'Merkez' }, { text: 'Süt' }], dots));
    const [slip] = decoder.slips;
    expect([decoder.strange, decoder.slips.length, slip!.cut, slip!.lines.filter(Boolean)]).to.deep.equal([[], 1, true, ['Merkez', 'Süt']]);
    expect(slip!.pictures.map(({ align, after }) => [align, after])).to.deep.equal(slip!.pictures.map(() => ['center', 0]));
    expect(slip!.pictures.flatMap(picture => picture.rows).slice(0, 300)).to.deep.equal(shown(dots));
  });

  it('is printed on papers of any width: what is no multiple of eight dots is white at its right', async () => {
    const decoder = decode((await openSlipWriter(commonPaper)).rows([{ text: 'x' }], { width: 3, height: 2, dots: Uint8Array.from([1, 0, 1, 0, 1, 0]) }));
    expect(decoder.slips[0]!.pictures[0]!.rows.slice(0, 2)).to.deep.equal(['#.#.....', '.#......']);
  });
});
