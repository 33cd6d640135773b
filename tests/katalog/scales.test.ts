import { expect } from 'chai';
import { checkDigit } from '../../plugins/katalog/ean.js';
import type { Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';

const ean = (digits: string) => digits + checkDigit(digits);
const path = '/api/plugins/katalog/settings';
const rule = (prefix: string, kind: 'weight' | 'price', itemLength: number, decimals: number, verified = true) => ({ prefix, kind, itemLength, decimals, checkDigit: verified });
const usual = [rule('27', 'weight', 5, 3), rule('28', 'weight', 5, 3), rule('29', 'price', 5, 2)];

eachDatabase('Scale labels by the settings of the firm', kind => {
  let shop: Shop;
  let admin: Client;
  const lookup = async (code: string) => {
    const { status, body } = await admin.get(`/api/katalog/lookup/${code}`);
    return status === 200 ? { name: body.product.name, quantity: body.quantity, total: body.total } : [status, body.code, body.barcode];
  };
  const good = async (name: string, code: string, price = 28_900, vatRate = 1) => {
    const made = await admin.post('/api/katalog/products', { name, barcodes: [{ code }], vatRate, price, unit: 'kg' });
    return made.status === 201 ? made.body.id as string : made.body.code as string;
  };
  const setRules = async (scaleRules: unknown) => {
    const { status, body } = await admin.put(path, { scaleRules });
    expect(status, JSON.stringify(body)).to.equal(200);
  };
  before(async () => {
    shop = await openShop(kind);
    admin = shop.admin;
    await good('Beyaz peynir', '2700077');
    await good('Kaşar', '2900077');
  });
  after(() => shop.stop());
  afterEach(() => setRules(usual));

  it('are as they always were until an admin says otherwise', async () => {
    expect((await admin.get(path)).body).to.deep.include({ per: 'firm', values: { scaleRules: usual } });
    expect(await lookup(ean('270007700250'))).to.deep.equal({ name: 'Beyaz peynir', quantity: 0.25, total: undefined });
    expect(await lookup(ean('290007707225'))).to.deep.equal({ name: 'Kaşar', quantity: 0.25, total: 7225 });
    const wrong = ean('270007700250').replace(/.$/, last => String((Number(last) + 1) % 10));
    expect(await lookup(wrong)).to.deep.equal([404, 'katalog.notFound', wrong]);
  });

  it('of another prefix, item length and decimals are read at the next scan, and what has no rule any more is unknown', async () => {
    await good('Zeytin', '211234');
    await setRules([rule('21', 'price', 4, 0), rule('27', 'price', 5, 2)]);
    expect(await lookup(ean('211234000578'))).to.deep.equal({ name: 'Zeytin', quantity: 2, total: 57_800 });
    expect(await lookup(ean('270007700250'))).to.deep.equal({ name: 'Beyaz peynir', quantity: 0.009, total: 250 });
    expect(await lookup(ean('290007707225'))).to.deep.equal([404, 'katalog.notFound', ean('290007707225')]);
  });

  it('of six item digits are carried by products without a check digit of their own', async () => {
    expect(await good('Sucuk', '22123456')).to.equal('katalog.barcodeInvalid');
    await setRules([...usual, rule('22', 'weight', 6, 2)]);
    expect(await good('Sucuk', '22123456')).to.match(/^[0-9a-f-]{36}$/);
    expect(await lookup(ean('221234560125'))).to.deep.equal({ name: 'Sucuk', quantity: 1.25, total: undefined });
    expect(await good('Salam', '96385075')).to.equal('katalog.barcodeInvalid');
  });

  it('without a verified check digit may come without one', async () => {
    await setRules([rule('27', 'weight', 5, 3, false)]);
    for (const code of ['270007701500', '2700077015009', ean('270007701500')]) expect(await lookup(code), code).to.deep.equal({ name: 'Beyaz peynir', quantity: 1.5, total: undefined });
  });

  it('are sold for what they say, with the KDV in it', async () => {
    await setRules([rule('27', 'price', 5, 2), rule('20', 'weight', 5, 3)]);
    await good('Pastırma', '2000077', 119_990, 10);
    const lines = await Promise.all([ean('270007710001'), ean('200007700333')].map(async code => ({ barcode: code, quantity: (await admin.get(`/api/katalog/lookup/${code}`)).body.quantity })));
    const { status, body } = await admin.post('/api/pos/sales', { lines, payments: [{ method: 'card', amount: 10_001 + 39_957 }] });
    expect(status, JSON.stringify(body)).to.equal(201);
    expect(body.lines.map((line: Record<string, number>) => [line['quantity'], line['total'], line['vatAmount']])).to.deep.equal([[0.346, 10_001, 99], [0.333, 39_957, 3632]]);
    expect([body.total, body.vatTotal]).to.deep.equal([49_958, 3731]);
  });

  it('refuse a prefix that stands there twice, and lengths no label has', async () => {
    for (const scaleRules of [[usual[0], usual[0]], [rule('30', 'weight', 5, 3)], [rule('27', 'weight', 7, 3)], [rule('27', 'weight', 5, 4)], [{ ...usual[0], extra: 1 }], 'none']) {
      const { status, body } = await admin.put(path, { scaleRules });
      expect([status, body.code], JSON.stringify(scaleRules)).to.deep.equal([400, 'request.invalid']);
    }
    expect((await admin.put(path, { scaleRules: [usual[0], usual[0]] })).body.errors).to.deep.equal([{ path: '/scaleRules/1/prefix', message: 'Listede zaten var.' }]);
  });
});
