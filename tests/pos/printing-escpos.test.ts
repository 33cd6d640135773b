import { expect } from 'chai';
import type { Paper } from '../../plugins/pos/receipt/code-pages.js';
import { openSlipWriter } from '../../plugins/pos/receipt/escpos.js';
import type { Receipt } from '../../plugins/pos/receipt/receipt.js';
import { openShop, type Shop } from '../support/host.js';
import type { Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { decode, type Decoder } from '../support/escpos.js';
import { makeGood } from '../support/goods.js';

const paper: Paper = { columns: 48, codePages: [{ page: 'cp857', number: 13 }, { page: 'cp866', number: 17 }], cut: 'partial', drawer: 'pin2' };
const lines = async (texts: readonly string[], on: Partial<Paper> = {}): Promise<string[]> => {
  const decoder = decode((await openSlipWriter({ ...paper, ...on })).rows(texts.map(text => ({ text }))));
  expect(decoder.strange).to.deep.equal([]);
  return decoder.slips[0]!.lines.slice(0, texts.length);
};
const TURKISH = ['PİJAMALI HASTA YAĞIZ ŞOFÖRE', 'pijamalı hasta yağız şoföre çabucak güvendi', 'âîû İIıi ĞğŞşÇçÖöÜü'];

describe('Slips for printers', () => {
  for (const [page, number] of [['cp857', 13], ['windows1254', 48]] as const) it(`have every Turkish letter in ${page}`, async () => {
    expect(await lines(TURKISH, { codePages: [{ page, number }] })).to.deep.equal(TURKISH);
  });

  it('have Cyrillic beside Turkish, in a code page of its own', async () => {
    const texts = ['Съешь ещё этих мягких французских булок, Ў', 'Ёлка и YAĞIZ ŞOFÖR'];
    expect(await lines(texts)).to.deep.equal(texts);
    expect(await lines(texts, { codePages: [{ page: 'cp866', number: 17 }] })).to.deep.equal([texts[0], 'Ёлка и YAGIZ SOFOR']);
  });

  it('have the letters of other Cyrillic alphabets as the nearest Russian ones, never Latin amid a word', async () => {
    expect(await lines(['Ўзбекистон қаймоғи, Ҳар кун', 'Қазақ тілі: өнім'])).to.deep.equal(['Ўзбекистон каймоги, Хар кун', 'Казак тили: оним']);
    expect(await lines(['Қаймоғи'], { codePages: [{ page: 'cp857', number: 13 }] })).to.deep.equal(["Qaymog'i"]);
  });

  it('have Uzbek in Latin letters, its apostrophes as every printer knows them', async () => {
    expect(await lines(['Oʻzbekiston, gʻisht, maʼno, O‘zbek'])).to.deep.equal(["O'zbekiston, g'isht, ma'no, O'zbek"]);
  });

  it('spell what the printer has not, and never ask with question marks for a letter', async () => {
    const only857 = { codePages: [{ page: 'cp857', number: 13 }] } as const;
    expect(await lines(['Молоко Ўзбек Щука', 'Ə ə 5 € − 3 № 4…'], only857)).to.deep.equal(["Moloko O'zbek Shchuka", 'E e 5 EUR - 3 No 4...']);
    expect(await lines(TURKISH, { codePages: [{ page: 'cp437', number: 0 }] })).to.deep.equal([
      'PIJAMALI HASTA YAGIZ SOFÖRE', 'pijamali hasta yagiz soföre çabucak güvendi', 'âîû IIii GgSsÇçÖöÜü']);
    expect(await lines(['I\u0307stanbul g\u0306'])).to.deep.equal(['İstanbul ğ']);
  });

  it('let no control byte through, not even dressed as a picture', async () => {
    expect(await lines(['a\u001bp\u0000\u0019b •§◄c', '漢'])).to.deep.equal(['apb *par.c', '?']);
  });

  const receipt: Receipt = {
    language: 'tr', logo: undefined, number: 'M1-K1-000042', heading: ['BİLGİ FİŞİ - MALİ DEĞERİ YOKTUR'], seller: ['Yağız Ticaret'], facts: [], discounts: [],
    lines: [{ name: 'Молоко', detail: '2 × 25,00', vat: '%10', gross: '50,00', discount: undefined }],
    vat: { head: ['KDV', 'Matrah', 'KDV tutarı', 'Tutar'], rows: [['%10', '45,45', '4,55', '50,00']] }, total: { label: 'TOPLAM', value: '50,00 TL' }, payments: [], notes: [],
  };
  it('are as wide as the paper, with the total at twice the height and the number as a barcode', async () => {
    for (const columns of [48, 32] as const) {
      const decoder = decode((await openSlipWriter({ ...paper, columns })).receipt(receipt));
      const [slip] = decoder.slips;
      expect(decoder.strange).to.deep.equal([]);
      expect(Math.max(...slip!.lines.map(line => line.length))).to.equal(columns);
      expect(slip!.large).to.deep.equal([`TOPLAM${' '.repeat(columns - 14)}50,00 TL`]);
      expect(slip!.bold[0]!.trim()).to.equal('BİLGİ FİŞİ - MALİ DEĞERİ YOKTUR');
      expect(slip!.barcodes).to.deep.equal([{ kind: 73, data: '{BM1-K1-000042' }]);
      expect(slip!.lines).to.include(`  2 × 25,00  %10${' '.repeat(columns - 21)}50,00`);
      expect(slip!.cut).to.equal(true);
    }
  });

  it('keep their columns where a letter is spelled with several', async () => {
    const decoder = decode((await openSlipWriter({ ...paper, codePages: [{ page: 'cp857', number: 13 }] })).receipt({ ...receipt, facts: [{ label: 'Щ', value: '₺' }] }));
    expect(decoder.slips[0]!.lines).to.include(`Shch${' '.repeat(42)}TL`);
  });

  it('open the drawer before anything is printed, on the pin that was set', async () => {
    const writer = await openSlipWriter({ ...paper, drawer: 'pin5' });
    expect(decode(writer.receipt(receipt, { drawer: true })).pulses).to.deep.equal([5]);
    expect(decode(writer.receipt(receipt, { drawer: true })).slips).to.deep.equal(decode(writer.receipt(receipt)).slips);
    expect(decode(writer.receipt(receipt)).slips).to.have.length(1);
    expect(Buffer.from(writer.receipt(receipt, { drawer: true })).indexOf('\x1bp')).to.be.below(20);
    expect(decode(writer.receipt(receipt)).pulses).to.deep.equal([]);
    expect(decode(writer.drawer())).to.deep.include({ pulses: [5], slips: [] });
  });
});

eachDatabase('The receipt of a sale, for a printer', kind => {
  let shop: Shop;
  let admin: Client;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
  });
  after(() => shop.stop());
  const printed = async (path: string): Promise<Decoder> => {
    const reply = await fetch(shop.url + path, { headers: { authorization: `Bearer ${admin.token}` } });
    expect(reply.status).to.equal(200);
    expect(reply.headers.get('content-type')).to.equal('application/octet-stream');
    const decoder = decode(new Uint8Array(await reply.arrayBuffer()));
    expect(decoder.strange).to.deep.equal([]);
    return decoder;
  };

  it('says what the text says, row by row, at both widths', async () => {
    const good = await makeGood(admin, { name: 'Yağlı Şöbiyet ıİ \u001bp0', price: 12345, warehouseId: shop.warehouseId, onHand: 10 });
    const sold = (await admin.post('/api/pos/sales', {
      lines: [{ productId: good.id, quantity: 2, discount: { percent: 10 } }], payments: [{ method: 'card', amount: 20000 }, { method: 'cash', amount: 3000 }],
    })).body;
    const path = `/api/pos/sales/${sold.id}/receipt`;
    for (const columns of [48, 32]) {
      const text = (await admin.get(`${path}?format=text&columns=${columns}`)).text.trimEnd().split('\n');
      const { slips: [slip], pulses } = await printed(`${path}?format=escpos&columns=${columns}`);
      expect(slip!.lines.map(line => line.trimEnd()).slice(0, text.length - 1)).to.deep.equal(text.slice(0, -1));
      expect(slip!.barcodes).to.deep.equal([{ kind: 73, data: `{B${sold.receiptNo}` }]);
      expect(slip!.large).to.have.length(1);
      expect(pulses).to.deep.equal([]);
    }
    expect((await printed(`${path}?format=escpos&copy=true`)).slips[0]!.lines.map(line => line.trim())).to.include('KOPYA');
    const refund = await admin.post(`/api/pos/sales/${sold.id}/refunds`, { reason: 'x', lines: [{ lineId: sold.lines[0].id, quantity: 1 }], payments: [{ method: 'card', amount: 11111 }] });
    expect(refund.status, refund.text).to.equal(201);
    expect((await printed(`/api/pos/sales/${refund.body.id}/receipt?format=escpos`)).slips[0]!.lines.map(line => line.trim())).to.include('İADE FİŞİ');
    expect((await admin.get(`${path}?format=pdf`)).status).to.equal(400);
    expect((await shop.admin.get(`/api/pos/sales/${shop.storeId}/receipt?format=escpos`)).body.code).to.equal('pos.notFound');
  });
});
