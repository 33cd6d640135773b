import { expect } from 'chai';
import { inflateSync } from 'node:zlib';
import { labelsOf, type Label } from '../../plugins/kargo/labels/label.js';
import { labelPdf } from '../../plugins/kargo/labels/pdf.js';
import { zplOf } from '../../plugins/kargo/labels/zpl.js';
import { loadBarcodes } from '../../plugins/kargo/labels/barcodes.js';
import { wrap, widthOf } from '../../plugins/kargo/labels/fit.js';
import type { OpenShipment } from '../../plugins/kargo/recipients/recipients.js';
import { readCode128 } from './code128.js';

const words = { word: (key: string) => key, money: (kurus: number) => `${kurus / 100} TL`, number: (value: number) => String(value).replace('.', ',') };
const shipment = (changes: Partial<OpenShipment> = {}): OpenShipment => ({
  reference: 'S7K2M9QX4B1Z', order_no: 'M1-K1-000042', parcels: [{}, {}, {}], parcel_count: 3, desi: 725, barcodes: null, tracking_url: null, tracking_number: null,
  payer: 'sender', cod_amount: null, cod_by: null,
  sender: { name: 'Deneme A.Ş.', phone: '1', line: 'Çarşı Cad. 1', district: 'Kadıköy', city: 'İstanbul', country: 'TR' },
  recipient: { name: 'Şükrü Iğdır', phone: '+905321112233', line: 'Gül Sok. 4', district: 'Çankaya', city: 'Ankara', country: 'TR' },
  ...changes,
} as OpenShipment);
const labels = (changes: Partial<OpenShipment> = {}): Label[] => labelsOf(shipment(changes), 'Deneme Kargo', words);

/** The fields of ZPL with what each is: text, bars or QR. */
function fieldsOf(zpl: string): { kind: 'text' | 'bars' | 'qr'; x: number; y: number; data: string }[] {
  return zpl.split('\n').flatMap(line => {
    const found = /^\^FO(\d+),(\d+)(.*?)\^FH\^FD(.*)\^FS$/.exec(line);
    if (!found) return [];
    const [, x, y, before, data] = found as unknown as [string, string, string, string, string];
    const plain = Buffer.from(data.replace(/_([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))).toString();
    return [{ kind: before.includes('^BC') ? 'bars' as const : before.includes('^BQ') ? 'qr' as const : 'text' as const, x: Number(x), y: Number(y), data: plain }];
  });
}
/** Page descriptions of a PDF, and the widths of the bars in the widest group of rectangles of one height. */
function pagesOf(pdf: Uint8Array): string[] {
  const text = Buffer.from(pdf).toString('latin1');
  return [...text.matchAll(/\/Length (\d+)\s*\/Filter \/FlateDecode\s*>>\s*stream\r?\n/g)].flatMap(match => {
    const from = match.index + match[0].length;
    const plain = inflateSync(Buffer.from(pdf.subarray(from, from + Number(match[1])))).toString('latin1');
    return / re\b/.test(plain) ? [plain] : [];
  });
}
const barsOf = (page: string, height: number): { x: number; width: number }[] =>
  [...page.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re/g)].map(m => m.slice(1).map(Number)).filter(r => r[3] === height).map(r => ({ x: r[0]!, width: r[2]! }));

describe('A label', () => {
  it('is one for each parcel, with all that a driver and a recipient look for', () => {
    const zpl = zplOf(labels({ barcodes: ['AA11', 'AA12', 'AA13'], tracking_url: 'https://kargo.example/?n=Ş1', tracking_number: 'TN-1', cod_amount: 12500, cod_by: 'card' }), '100x100');
    const pages = zpl.split('^XA').slice(1);
    expect(pages).to.have.length(3);
    pages.forEach((page, at) => {
      expect(page).to.include('^CI28').and.to.include('^PW800').and.to.include('^LL800').and.to.match(/\^XZ\s*$/);
      const fields = fieldsOf(page);
      expect(fields.filter(f => f.kind === 'bars').map(f => f.data)).to.deep.equal([`AA1${at + 1}`]);
      expect(fields.filter(f => f.kind === 'qr').map(f => f.data)).to.deep.equal(['MA,https://kargo.example/?n=%C5%9E1']);
      expect(fields.filter(f => f.kind === 'text').map(f => f.data)).to.deep.equal([
        'Deneme Kargo', `${at + 1}/3`, 'sender: Deneme A.Ş.', 'Çarşı Cad. 1 Kadıköy / İstanbul', 'recipient', 'Şükrü Iğdır', 'Gül Sok. 4', 'Çankaya / Ankara', 'phone +905321112233',
        `AA1${at + 1}`, 'order: M1-K1-000042', `desi: 7,25   parcel: ${at + 1}/3`, 'payer: payerSender', 'TN-1', 'cod 125 TL (card)',
      ]);
    });
  });

  it('carries our reference where the carrier gave no barcodes, in bars and in the QR code', () => {
    const fields = fieldsOf(zplOf(labels(), '100x150'));
    expect(fields.filter(f => f.kind === 'bars').map(f => f.data)).to.deep.equal(Array(3).fill('S7K2M9QX4B1Z'));
    expect(fields.filter(f => f.kind === 'qr').map(f => f.data)).to.deep.equal(Array(3).fill('MA,S7K2M9QX4B1Z'));
    expect(zplOf(labels(), '100x150')).to.include('^LL1200');
  });

  it('lets no name give the printer a command', () => {
    const evil = 'A^XZ^XA~JR_5E\\&\nB';
    const zpl = zplOf(labels({ parcels: [{} as never], parcel_count: 1, recipient: { ...shipment().recipient, name: evil } }), '100x100');
    expect(zpl.match(/\^XA/g)).to.have.length(1);
    expect(zpl).not.to.match(/~JR|\\&/);
    expect(fieldsOf(zpl).map(f => f.data)).to.include('A^XZ^XA~JR_5E\\& B');
  });

  for (const size of ['100x100', '100x150'] as const) it(`keeps long words inside ${size} mm`, () => {
    const long = 'Uzun '.repeat(80);
    const all = labels({
      recipient: { ...shipment().recipient, name: `Ad ${long}`, line: long, district: long }, order_no: 'X'.repeat(40), barcodes: ['A'.repeat(30)],
      tracking_url: `https://kargo.example/${'y'.repeat(150)}`, cod_amount: 99_999_999, cod_by: 'cash',
    });
    const fields = fieldsOf(zplOf(all, size));
    for (const { x, y, data, kind } of fields) {
      expect(x, data).to.be.within(0, 780);
      expect(y, data).to.be.within(0, size === '100x100' ? 780 : 1180);
      if (kind === 'text') expect(x + widthOf(data, 20), data).to.be.below(800);
    }
    const rows = fields.filter(f => f.kind === 'text').slice(0, fields.filter(f => f.kind === 'text').length / 3).map(f => f.y).sort((a, b) => a - b);
    expect(new Set(rows).size, 'no two rows on one line but the head').to.be.at.least(rows.length - 1);
  });

  it('breaks an address at spaces and cuts what is left over', () => {
    expect(wrap('bir iki üç', 20, 60, 3)).to.deep.equal(['bir iki', 'üç']);
    const rows = wrap('bir iki üç dört beş altı', 20, 60, 2);
    expect(rows).to.have.length(2);
    expect(rows[1]).to.match(/\.\.\.$/);
  });

  for (const [size, points, height] of [['100x100', 283.46, 130], ['100x150', 425.2, 240]] as const) it(`as PDF of ${size} mm has a page for each parcel whose bars say the code`, async () => {
    const pdf = await labelPdf(labels({ barcodes: ['S7K2M9QX4B1Z', '123456789012', 'YK-0042/3'] }), size);
    const text = Buffer.from(pdf).toString('latin1');
    const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(m => [Number(m[1]), Number(m[2])]);
    expect(boxes).to.have.length(3);
    for (const [width, tall] of boxes) {
      expect(width).to.be.closeTo(283.46, 0.1);
      expect(tall).to.be.closeTo(points, 0.1);
    }
    expect(text.match(/\/FontFile2/g), 'the fonts are in it').to.have.length.at.least(2);
    const pages = pagesOf(pdf);
    expect(pages.map(page => readCode128(barsOf(page, height)))).to.deep.equal(['S7K2M9QX4B1Z', '123456789012', 'YK-0042/3']);
    for (const page of pages) expect(page.match(/Tj|TJ/g), 'words').to.have.length.at.least(10);
  });

  it('has a QR code with its three eyes', async () => {
    const square = (await loadBarcodes()).qr('https://kargo.example/123');
    const eye = (x: number, y: number): string => square.slice(y, y + 7).map(row => row.slice(x, x + 7).map(dark => (dark ? '#' : '.')).join('')).join('\n');
    const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'].join('\n');
    expect([eye(0, 0), eye(square.length - 7, 0), eye(0, square.length - 7)]).to.deep.equal([finder, finder, finder]);
  });
});
