import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { checkDigit } from '../../plugins/katalog/ean.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';

const ean = (digits: string): string => digits + checkDigit(digits);
const problem = (reply: Reply) => {
  const { code, status, barcode, productId } = reply.body;
  return { code, status, ...(barcode === undefined ? {} : { barcode }), ...(productId === undefined ? {} : { productId }) };
};

eachDatabase('the catalogue over HTTP', kind => {
  let shop: Shop;
  let admin: Client;
  let next = 0;
  const barcode = () => ean(`8680000${String(++next).padStart(5, '0')}`);
  const card = (more: object = {}) => ({ name: 'Süt', barcodes: [{ code: barcode() }], vatRate: 1, price: 4690, unit: 'piece', ...more });
  const make = async (more: object = {}) => {
    const made = await admin.post('/api/katalog/products', card(more));
    expect(made.status, made.text).to.equal(201);
    return made.body;
  };

  before(async () => {
    shop = await openShop(kind);
    admin = shop.admin;
  });
  after(async () => {
    expect(await shop.doctor()).to.deep.equal([]);
    await shop.stop();
  });

  it('makes a card and shows it again', async () => {
    const code = barcode();
    const made = await admin.post('/api/katalog/products', { name: '  Soda  ', sku: 'S-1', barcodes: [{ code }, { code: 'KOLI-1', quantity: 6 }], vatRate: 10, price: 1500, cost: 900, unit: 'piece' });
    expect(made.status).to.equal(201);
    const { id, createdAt, updatedAt, ...rest } = made.body;
    expect(rest).to.deep.equal({
      name: 'Soda', sku: 'S-1', barcodes: [{ code, quantity: 1 }, { code: 'KOLI-1', quantity: 6 }], categoryId: null, vatRate: 10, price: 1500, cost: 900, unit: 'piece', archivedAt: null,
    });
    expect(createdAt).to.equal(updatedAt);
    expect((await admin.get(`/api/katalog/products/${id}`)).body).to.deep.equal(made.body);
    const found = { product: { id, name: 'Soda', sku: 'S-1', unit: 'piece', price: 1500, vatRate: 10, categoryId: null, cost: 900 }, quantity: 6, price: 1500 };
    expect((await admin.get('/api/katalog/lookup/KOLI-1')).body).to.deep.equal(found);
    expect((await admin.get('/api/katalog/lookup?code=KOLI-1')).body).to.deep.equal({ items: [found], nextCursor: null });
    expect(problem(await admin.get('/api/katalog/lookup')).code).to.equal('request.invalid');
    expect((await admin.get('/api/katalog/lookup/S-1')).body).to.include({ quantity: 1, price: 1500 });
  });

  it('keeps a barcode for one product, and says for which', async () => {
    const { id, barcodes: [{ code }] } = await make();
    expect(problem(await admin.post('/api/katalog/products', card({ barcodes: [{ code }] })))).to.deep.equal({ code: 'katalog.barcodeTaken', status: 409, barcode: code, productId: id });
    const other = await make();
    expect(problem(await admin.patch(`/api/katalog/products/${other.id}`, { barcodes: [{ code }] }))).to.include({ code: 'katalog.barcodeTaken', productId: id });
    expect((await admin.get(`/api/katalog/products/${other.id}`)).body.barcodes).to.deep.equal(other.barcodes);
  });

  it('gives one barcode to one of eight that ask at once', async () => {
    const code = barcode();
    const replies = await Promise.all(Array.from({ length: 8 }, () => admin.post('/api/katalog/products', card({ barcodes: [{ code }] }))));
    expect(replies.map(reply => reply.status).sort()).to.deep.equal([201, 409, 409, 409, 409, 409, 409, 409]);
    const { id } = replies.find(reply => reply.status === 201)!.body;
    for (const reply of replies) if (reply.status === 409) expect(problem(reply)).to.deep.equal({ code: 'katalog.barcodeTaken', status: 409, barcode: code, productId: id });
  });

  it('verifies check digits of 8 and 13 digits only', async () => {
    const good = barcode();
    const bad = good.slice(0, 12) + ((Number(good[12]) + 1) % 10);
    expect(problem(await admin.post('/api/katalog/products', card({ barcodes: [{ code: bad }] })))).to.deep.equal({ code: 'katalog.barcodeInvalid', status: 422, barcode: bad });
    expect(problem(await admin.post('/api/katalog/products', card({ barcodes: [{ code: '12345678' }] })))).to.include({ code: 'katalog.barcodeInvalid' });
    await make({ barcodes: [{ code: '123456789012' }, { code: '2712345' }, { code: 'AB-12' }] });
    expect(problem(await admin.post('/api/katalog/products', card({ barcodes: [{ code: good }, { code: good }] })))).to.include({ code: 'katalog.barcodeRepeated', status: 422 });
  });

  it('refuses what is no card, with nothing written', async () => {
    const before = (await admin.get('/api/katalog/products?limit=200')).body.items.length;
    for (const wrong of [
      { price: -1 }, { price: 1.5 }, { price: '100' }, { price: 1e308 }, { price: 9007199254740993 }, { vatRate: 18 }, { unit: 'koli' }, { name: '' }, { name: '   ' }, { name: 'x'.repeat(201) },
      { barcodes: [{ code: '' }] }, { barcodes: [{ code: 'A', quantity: 0 }] }, { barcodes: [{ code: 'A', quantity: 0.0005 }] }, { barcodes: [{ code: 'x'.repeat(65) }] }, { colour: 'red' }, { cost: -1 },
      { categoryId: 'x' },
    ]) {
      const reply = await admin.post('/api/katalog/products', card(wrong));
      expect({ status: reply.status, code: reply.body.code }, JSON.stringify(wrong)).to.deep.equal({ status: 400, code: 'request.invalid' });
    }
    expect(problem(await admin.post('/api/katalog/products', card({ categoryId: randomUUID() })))).to.deep.equal({ code: 'katalog.notFound', status: 404 });
    expect((await admin.get('/api/katalog/products?limit=200')).body.items).to.have.length(before);
  });

  it('takes a card again with the id the caller made', async () => {
    const body = { id: randomUUID(), ...card() };
    const replies = await Promise.all(Array.from({ length: 4 }, () => admin.post('/api/katalog/products', body)));
    expect(replies.map(reply => [reply.status, reply.body.id])).to.deep.equal(Array.from({ length: 4 }, () => [201, body.id]));
    expect(problem(await admin.post('/api/katalog/products', { ...body, price: 1 }))).to.deep.equal({ code: 'request.reused', status: 409 });
  });

  it('changes what is given and leaves the rest', async () => {
    const made = await make({ sku: 'P-1', cost: 100 });
    const changed = await admin.patch(`/api/katalog/products/${made.id}`, { price: 5000 });
    expect(changed.status).to.equal(200);
    expect(changed.body).to.deep.equal({ ...made, price: 5000, updatedAt: changed.body.updatedAt });
    const [code, other] = [barcode(), barcode()];
    const replaced = await admin.patch(`/api/katalog/products/${made.id}`, { barcodes: [{ code }, { code: other, quantity: 0.5 }], sku: null, name: 'Yarım Süt' });
    expect(replaced.body).to.deep.include({ barcodes: [{ code, quantity: 1 }, { code: other, quantity: 0.5 }], sku: null, name: 'Yarım Süt' });
    expect((await admin.get(`/api/katalog/lookup/${made.barcodes[0].code}`)).status).to.equal(404);
    expect((await admin.get(`/api/katalog/lookup/${other}`)).body).to.include({ quantity: 0.5 });
  });

  it('takes a product out of sale without losing it', async () => {
    const made = await make({ sku: 'OUT' });
    const { code } = made.barcodes[0];
    expect((await admin.delete(`/api/katalog/products/${made.id}`)).status).to.equal(204);
    const kept = await admin.get(`/api/katalog/products/${made.id}`);
    expect(kept.status).to.equal(200);
    expect(kept.body.archivedAt).to.be.a('string');
    expect(problem(await admin.get(`/api/katalog/lookup/${code}`))).to.deep.equal({ code: 'katalog.notFound', status: 404, barcode: code });
    expect((await admin.get(`/api/katalog/lookup?code=${code}`)).body).to.deep.equal({ items: [], nextCursor: null });
    expect((await admin.get('/api/katalog/lookup/OUT')).status).to.equal(404);
    expect((await admin.patch(`/api/katalog/products/${made.id}`, { price: 1 })).status).to.equal(404);
    expect((await admin.delete(`/api/katalog/products/${made.id}`)).status).to.equal(404);
    expect((await admin.get(`/api/katalog/products?barcode=${code}`)).body).to.deep.equal({ items: [], nextCursor: null });
    const again = await make({ barcodes: [{ code }], sku: 'OUT' });
    expect((await admin.get(`/api/katalog/products?barcode=${code}`)).body.items.map((item: { id: string }) => item.id)).to.deep.equal([again.id]);
  });

  it('keeps a stock code for one product', async () => {
    await make({ sku: 'ONE' });
    expect(problem(await admin.post('/api/katalog/products', card({ sku: ' ONE ' })))).to.deep.equal({ code: 'katalog.skuTaken', status: 409 });
    const other = await make({ sku: 'TWO' });
    expect(problem(await admin.patch(`/api/katalog/products/${other.id}`, { sku: 'ONE' }))).to.deep.equal({ code: 'katalog.skuTaken', status: 409 });
  });

  it('reads scale labels: exact barcode first, then weight or money', async () => {
    await make({ name: 'Domates', barcodes: [{ code: '2700021' }, { code: '2900021' }], unit: 'kg', price: 28900 });
    expect((await admin.get(`/api/katalog/lookup/${ean('270002100250')}`)).body).to.deep.include({ quantity: 0.25, price: 28900 });
    const label = (await admin.get(`/api/katalog/lookup/${ean('290002107163')}`)).body;
    expect(label).to.deep.include({ quantity: 0.248, price: 28900, total: 7163 });
    expect((await admin.get('/api/katalog/lookup/2700021')).body).to.deep.include({ quantity: 1 });
    const wrong = ean('270002100250').slice(0, 12) + ((Number(ean('270002100250')[12]) + 1) % 10);
    expect((await admin.get(`/api/katalog/lookup/${wrong}`)).status).to.equal(404);
    const exact = await make({ name: 'Paket', barcodes: [{ code: ean('270002109999') }], price: 777 });
    expect((await admin.get(`/api/katalog/lookup/${ean('270002109999')}`)).body.product.id).to.equal(exact.id);
  });

  it('charges a price label exactly what it prints', async () => {
    await make({ name: 'Peynir', barcodes: [{ code: '2900033' }], unit: 'kg', price: 29900, vatRate: 1 });
    const code = ean('290003310001');
    const { quantity } = (await admin.get(`/api/katalog/lookup/${code}`)).body;
    const quote = await admin.post('/api/pos/quotes', { lines: [{ barcode: code, quantity }] });
    expect(quote.status, quote.text).to.equal(200);
    expect(quote.body).to.include({ total: 10001 });
  });

  it('hides costs from those who may not see them', async () => {
    const made = await make({ cost: 50 });
    const cashier = await shop.as('cashier');
    expect((await cashier.get(`/api/katalog/products/${made.id}`)).body).to.not.have.property('cost');
    expect((await cashier.get('/api/katalog/products')).body.items.some((item: object) => 'cost' in item)).to.equal(false);
    expect((await cashier.get(`/api/katalog/lookup/${made.barcodes[0].code}`)).body.product).to.not.have.property('cost');
    expect((await cashier.post('/api/katalog/products', card())).status).to.equal(403);
  });

  it('keeps categories as a tree of names', async () => {
    const drinks = (await admin.post('/api/katalog/categories', { name: 'İçecek' })).body;
    const tea = await admin.post('/api/katalog/categories', { name: 'Çay', parentId: drinks.id });
    expect({ status: tea.status, parentId: tea.body.parentId }).to.deep.equal({ status: 201, parentId: drinks.id });
    expect(problem(await admin.post('/api/katalog/categories', { name: 'içecek' }))).to.deep.equal({ code: 'katalog.categoryTaken', status: 409 });
    expect((await admin.post('/api/katalog/categories', { name: 'Çay' })).status).to.equal(201);
    expect(problem(await admin.patch(`/api/katalog/categories/${drinks.id}`, { parentId: tea.body.id }))).to.deep.equal({ code: 'katalog.categoryCycle', status: 422 });
    const product = await make({ categoryId: tea.body.id, name: 'Rize Çayı' });
    const inDrinks = (await admin.get(`/api/katalog/products?categoryId=${drinks.id}`)).body.items;
    expect(inDrinks.map((item: { id: string }) => item.id)).to.deep.equal([product.id]);
    expect(problem(await admin.delete(`/api/katalog/categories/${drinks.id}`))).to.deep.equal({ code: 'katalog.categoryInUse', status: 409 });
    expect(problem(await admin.delete(`/api/katalog/categories/${tea.body.id}`))).to.deep.equal({ code: 'katalog.categoryInUse', status: 409 });
    await admin.delete(`/api/katalog/products/${product.id}`);
    expect((await admin.delete(`/api/katalog/categories/${tea.body.id}`)).status).to.equal(204);
    expect((await admin.patch(`/api/katalog/categories/${drinks.id}`, { name: 'İçecekler' })).body).to.include({ name: 'İçecekler', parentId: null });
    expect((await admin.get('/api/katalog/categories?q=icecek')).body.items.map((item: { name: string }) => item.name)).to.deep.equal(['İçecekler']);
  });

  it('imports a file, with its stock, and answers a repeated upload as before', async () => {
    const code = barcode();
    const content = `barkod;ad;kategori;kdv_orani;satis_fiyati;alis_fiyati;birim;stok\n${code};Ayran;İçecek;1;12,50;7,00;adet;24\n;Bozuk;;1;1;1;adet;1\n`;
    const upload = () => {
      const form = new FormData();
      form.append('file', new Blob([content], { type: 'text/csv' }), 'liste.csv');
      return admin.send('POST', '/api/katalog/imports', form, { 'idempotency-key': `import-${code}` });
    };
    const started = await upload();
    expect(started.status, started.text).to.equal(202);
    const report = await finished(admin, started.body.id);
    expect(report).to.deep.include({ state: 'done', read: 2, created: 1, updated: 0, failed: 1, ignored: [], encoding: 'utf-8' });
    expect(report.errors).to.deep.equal([{ line: 3, message: 'Barkod eksik.' }]);
    const { product } = (await admin.get(`/api/katalog/lookup/${code}`)).body;
    expect(product).to.include({ name: 'Ayran', price: 1250, cost: 700 });
    const [balance] = (await admin.get(`/api/stock/balances?productId=${product.id}`)).body.items;
    expect(balance).to.include({ warehouseId: shop.warehouseId, onHand: 24, available: 24 });
    expect((await upload()).body).to.deep.equal(started.body);
    expect((await admin.get(`/api/katalog/imports/${randomUUID()}`)).status).to.equal(404);
  });

  it('does not say that the stock column was ignored when it was the lines that were bad, or none came', async () => {
    for (const lines of [';Bozuk;1;1;5\n', '']) {
      const form = new FormData();
      form.append('file', new Blob([`barkod;ad;kdv_orani;satis_fiyati;stok\n${lines}`]), 'liste.csv');
      const { body } = await admin.send('POST', '/api/katalog/imports', form, {});
      expect(await finished(admin, body.id)).to.deep.include({ state: 'done', created: 0, ignored: [] });
    }
  });

  it('reports the stock column as ignored where no plugin keeps stock', async () => {
    const { storeId, terminalId } = await shop.anotherStore();
    const off = await admin.put(`/api/plugins/stock/stores/${storeId}`, { enabled: false });
    expect(off.status, off.text).to.equal(200);
    const there = await shop.as('manager', { storeId, terminalId });
    const form = new FormData();
    const code = barcode();
    form.append('file', new Blob([`barkod,ad,kdv_orani,satis_fiyati,stok\n${code},Kola,10,30,12\n`]), 'liste.csv');
    const { body } = await there.send('POST', '/api/katalog/imports', form, {});
    expect(await finished(there, body.id)).to.deep.include({ state: 'done', created: 1, ignored: ['stok'] });
    expect((await admin.get('/api/katalog/products?q=kola')).body.items).to.have.length(1);
  });

  it('tells open screens that it changed', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${shop.url}/api/events`, { headers: { authorization: `Bearer ${admin.token}` }, signal: stop.signal });
    const heard = (async () => {
      const decoder = new TextDecoder();
      let text = '';
      for await (const chunk of stream.body!) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        if (text.includes('catalogue.changed')) return true;
      }
      return false;
    })();
    await make();
    expect(await heard).to.equal(true);
    stop.abort();
  });

  it('refuses an upload that is no file', async () => {
    expect((await admin.post('/api/katalog/imports', { file: 'x' })).status).to.equal(415);
    const form = new FormData();
    form.append('text', 'x');
    expect((await admin.send('POST', '/api/katalog/imports', form, {})).status).to.equal(400);
  });
});

async function finished(client: Client, id: string) {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await client.get(`/api/katalog/imports/${id}`);
    if (body.state === 'done' || body.state === 'failed') return body;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error('The import did not end.');
}
