import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join as path } from 'node:path';
import { expect } from 'chai';
import { Refusal, type UploadedFile } from '@sontechsp/sdk';
import { demoSource } from '../../plugins/katalog/demo/catalogue.js';
import { checkDigit } from '../../plugins/katalog/ean.js';
import { eachDatabase } from '../support/databases.js';
import { catalogueOn, file, firmId, scope, scopeOf, type Joining, type Rig } from './rig.js';

const HEAD = 'barkod,ad,kategori,kdv_orani,satis_fiyati,alis_fiyati,birim,stok';

eachDatabase('an import', kind => {
  let rig: Rig;
  let join: Joining;
  beforeEach(async () => {
    join = async () => undefined;
    rig = await catalogueOn(kind, (...given) => join(...given));
  });
  afterEach(async () => {
    expect(await rig.doctor()).to.deep.equal([]);
    await rig.close();
  });
  const run = (content: string | Uint8Array, by = scope) => rig.imports.run(by, file(content));
  const all = async () => rig.db.query<{ name: string; price: number; cost: number | null; unit: string; vat_rate: number; category_name: string | null }>(
    'SELECT name, price, cost, unit, vat_rate, category_name FROM katalog_v_products WHERE firm_id = $1 ORDER BY sort_key', [firmId]);

  it('takes the whole demonstration catalogue, and changes nothing the second time', async () => {
    const first = await rig.imports.run(scope, demoSource);
    expect(first).to.deep.include({ state: 'done', read: 2233, created: 2233, updated: 0, failed: 0, errors: [], ignored: ['stok'], encoding: 'utf-8', progress: 1 });
    const before = await rig.db.query('SELECT * FROM urunler ORDER BY id');
    expect(await rig.imports.run(scope, demoSource)).to.deep.include({ state: 'done', read: 2233, created: 0, updated: 2233, failed: 0 });
    expect(await rig.db.query('SELECT * FROM urunler ORDER BY id')).to.deep.equal(before);
    const tomatoes = '27' + '00001' + '01500';
    expect(await rig.catalogue.lookup(scope, tomatoes + checkDigit(tomatoes))).to.include({ name: 'Domates (kg)', unit: 'kg', price: 4990, barcodeQuantity: 1500 });
  });

  it('reports each bad line by its number and takes all the others', async () => {
    const report = await run([
      HEAD,
      '8690504115113,"Süt, 1 lt",Süt,1,46.90,30.01,adet,134',
      '8690504115114,Yanlış Rakam,Süt,1,46.90,30.01,adet,1',
      ',Barkodsuz,Süt,1,46.90,,adet,1',
      'A1,,Süt,1,46.90,,adet,1',
      'A2,Oran,Süt,18,46.90,,adet,1',
      'A3,Fiyat,Süt,1,12abc,,adet,1',
      'A4,Eksi,Süt,1,-5,,adet,1',
      'A5,"Açık kalan,Süt,1,5,,adet,1',
      'A6,Az sütun,Süt',
      '',
      'A7,Birim,Süt,1,5,,koli,1',
      'A8,Stok,Süt,1,5,,adet,çok',
      'A9,Sağlam,Süt,1,5,,kg,0.5',
      'A10,Fiyatsız,Süt,1,,,adet,1',
    ].join('\n'));
    expect(report).to.deep.include({ state: 'done', read: 13, created: 2, updated: 0, failed: 11 });
    expect(report.errors.map(error => error.line)).to.deep.equal([3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15]);
    expect(report.errors[0]!.message).to.equal('The check digit of the barcode 8690504115114 is wrong.');
    expect((await all()).map(row => row.name)).to.deep.equal(['Sağlam', 'Süt, 1 lt']);
    const turkish = await rig.imports.report({ ...scope, language: 'tr' }, report.id);
    expect(turkish.errors[3]!.message).to.equal('18 KDV oranı 0, 1, 10 ya da 20 değil.');
  });

  it('quotes a cell of any bytes', async () => {
    const report = await run(`${HEAD},re\0nk😀\nA1,Süt,Süt,1,1\u00002,,adet,,\nA2,Süt,Süt,${'x'.repeat(39)}😀,1,,adet,,\n${'y'.repeat(19)}😀${'y'.repeat(60)},Süt,Süt,1,1,,adet,,\nA3,Süt,Süt,1,1,,adet,,`);
    expect(report).to.deep.include({ state: 'done', read: 4, created: 1, failed: 3, ignored: ['re_nk😀', 'stok'].sort((a, b) => (a < b ? 1 : -1)) });
    expect(report.errors.map(error => error.message)).to.deep.equal([
      'The price 1 2 is not an amount with at most two decimals.',
      `The VAT rate ${'x'.repeat(39)}… is not one of 0, 1, 10 and 20.`,
      `The barcode ${'y'.repeat(19)}… has more than 64 characters, or some that cannot be printed.`,
    ]);
  });

  it('updates what a barcode names, and leaves what the line does not say', async () => {
    await run(`${HEAD}\nA1,Süt,Süt,1,46.90,30.00,adet,1\nA2,Peynir,Süt,1,200,150,kg,1`);
    const report = await run('barkod;satis_fiyati\nA1;49,90\nA3;10,00');
    expect(report).to.deep.include({ read: 2, created: 0, updated: 1, failed: 1 });
    expect(await all()).to.deep.equal([
      { name: 'Peynir', price: 20000, cost: 15000, unit: 'kg', vat_rate: 1, category_name: 'Süt' },
      { name: 'Süt', price: 4990, cost: 3000, unit: 'piece', vat_rate: 1, category_name: 'Süt' },
    ]);
  });

  it('lets the later of two lines with one barcode win', async () => {
    const rows: unknown[] = [];
    join = async (_scope, value) => void rows.push(...value.rows.map(({ line, created, stock }) => ({ line, created, stock })));
    const report = await run(`${HEAD}\nA1,Süt,,1,46.90,,adet,5\nA1,Yarım Süt,,10,20,,adet,7`);
    expect(report).to.deep.include({ read: 2, created: 1, updated: 1, failed: 0 });
    expect(await all()).to.deep.equal([{ name: 'Yarım Süt', price: 2000, cost: null, unit: 'piece', vat_rate: 10, category_name: null }]);
    expect(rows).to.deep.equal([{ line: 3, created: true, stock: 7000 }]);
  });

  it('reads semicolons, decimal commas and the Turkish code page of Windows', async () => {
    const text = 'barkod;ad;kategori;kdv_orani;satis_fiyati\r\nA1;Þeker;Yiyecek;10;1.234,56\r\n';
    expect(await run(Buffer.from(text, 'latin1'))).to.deep.include({ state: 'done', created: 1, failed: 0, encoding: 'windows-1254' });
    expect(await all()).to.deep.include.members([{ name: 'Şeker', price: 123456, cost: null, unit: 'piece', vat_rate: 10, category_name: 'Yiyecek' }]);
  });

  it('finds a category again however it is written', async () => {
    await run(`${HEAD}\nA1,Bir,SÜT & KAHVALTI,1,1,,adet,\nA2,İki,süt  & kahvaltı,1,1,,adet,`);
    await run(`${HEAD}\nA3,Üç,Sut & Kahvalti,1,1,,adet,`);
    expect(await rig.db.query('SELECT name FROM urun_kategorileri')).to.deep.equal([{ name: 'SÜT & KAHVALTI' }]);
  });

  it('says which columns nobody took', async () => {
    const content = 'barkod,ad,kdv_orani,satis_fiyati,alis_fiyati,renk,stok\nA1,Bir,1,1,1,mavi,5';
    expect((await run(content)).ignored).to.deep.equal(['renk', 'stok']);
    join = async (_scope, value) => void value.takenColumns.add('stok');
    expect((await run(content)).ignored).to.deep.equal(['renk']);
    expect((await run(content, scopeOf(firmId, ['katalog.write']))).ignored).to.deep.equal(['renk', 'alis_fiyati']);
  });

  it('takes no cost from those who may not see costs', async () => {
    await run(`${HEAD}\nA1,Bir,,1,1,5,adet,`);
    await run(`${HEAD}\nA1,Bir,,1,1,9,adet,\nA2,İki,,1,1,9,adet,`, scopeOf(firmId, ['katalog.write']));
    expect((await all()).map(row => row.cost)).to.deep.equal([500, null]);
  });

  it('leaves alone a barcode that stands for a pack', async () => {
    await rig.products.create(scope, { name: 'Soda', barcodes: [{ code: 'TEK' }, { code: 'KOLI', quantity: 6 }], vatRate: 10, price: 500, unit: 'piece' }, work => rig.db.transaction(work));
    const report = await run(`${HEAD}\nKOLI,Soda 6'lı,,10,28,,adet,1\nTEK,Soda,,10,6,,adet,1`);
    expect(report).to.deep.include({ created: 0, updated: 1, failed: 1 });
    expect(report.errors).to.deep.equal([{ line: 2, message: 'The barcode KOLI stands for 6 of Soda. Use the barcode of a single one.' }]);
    expect((await all()).map(row => [row.name, row.price])).to.deep.equal([['Soda', 600]]);
  });

  it('drops only the line another plugin refuses, or fails at', async () => {
    join = async (_scope, value) => {
      for (const row of value.rows) {
        if (row.stock === 13_000) throw new Refusal('katalog.notFound', 404);
        if (row.stock === 14_000) throw Object.assign(new Error('bug'), { pluginFailed: true, plugin: 'stock' });
      }
    };
    const lines = Array.from({ length: 600 }, (_, at) => `A${at},Ürün ${at},,1,1,,adet,${at}`);
    const report = await run([HEAD, ...lines].join('\n'));
    expect(report).to.deep.include({ state: 'done', read: 600, created: 598, failed: 2 });
    expect(report.errors).to.deep.equal([
      { line: 15, message: 'There is no such product or category. Scan the barcode again, or search by name.' }, { line: 16, message: 'The plugin stock could not take this line.' },
    ]);
    expect(await rig.catalogue.resolve(rig.db, scope, [{ barcode: 'A13' }, { barcode: 'A14' }])).to.deep.equal([undefined, undefined]);
  });

  it('gives up when every line fails, keeping what was written', async () => {
    const lines = Array.from({ length: 600 }, (_, at) => `A${at},Ürün ${at},,1,1,,adet,${at}`);
    join = async (_scope, value) => {
      if (value.rows.some(row => row.stock! >= 250_000)) throw new Error('bug');
    };
    const failure = await run([HEAD, ...lines].join('\n')).then(() => undefined, (error: Error) => error.message);
    expect(failure).to.equal('bug');
    const [row] = await rig.db.query<{ state: string; created: number; read: number }>('SELECT state, created, read FROM urun_aktarimlari');
    expect(row).to.deep.include({ state: 'failed', created: 250 });
    expect((await rig.db.first<{ n: number }>('SELECT count(*) AS n FROM urunler'))!.n).to.equal(250);
  });

  it('refuses what is no list of goods', async () => {
    expect(await run('')).to.deep.include({ state: 'failed', read: 0, errors: [{ line: 1, message: 'The file is empty.' }] });
    expect(await run('{"a": 1}\n')).to.deep.include({ state: 'failed', errors: [{ line: 1, message: 'This is not a list of products: the first line must name the column barkod.' }] });
    expect(await run(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]))).to.deep.include({ state: 'failed', created: 0 });
    expect(await run(HEAD)).to.deep.include({ state: 'done', read: 0, errors: [] });
    expect(await run('x'.repeat(3_000_000))).to.deep.include({ state: 'failed' });
  });

  it('keeps the first thousand errors and counts them all', async () => {
    const report = await run([HEAD, ...Array.from({ length: 1100 }, (_, at) => `A${at},x,,7,1,,adet,1`)].join('\n'));
    expect(report).to.deep.include({ state: 'done', read: 1100, failed: 1100 });
    expect(report.errors).to.have.length(1000);
    expect(report.errors.at(-1)!.line).to.equal(1001);
  });

  it('stops between two transactions when the host stops, and says so', async () => {
    join = async () => rig.stopping.abort();
    const lines = Array.from({ length: 600 }, (_, at) => `A${at},Ürün ${at},,1,1,,adet,1`);
    const upload = await uploaded([HEAD, ...lines].join('\n'));
    const { id } = await rig.imports.accept(scope, upload, work => rig.db.transaction(work));
    await rig.idle();
    const report = await rig.imports.report(scope, id);
    // So few go into one transaction that no sale waits long: see `createPace`.
    const created = kind === 'sqlite' ? 25 : 100;
    expect(report).to.deep.include({ state: 'failed', created });
    expect(report.errors).to.deep.equal([{ line: created + 2, message: 'The import was interrupted here. What stands before is kept; upload the file again to go on.' }]);
    expect((await rig.db.first<{ n: number }>('SELECT count(*) AS n FROM urunler'))!.n).to.equal(created);
    expect(existsSync(upload.path)).to.equal(false);
  });

  it('is told as interrupted when its process is gone', async () => {
    const id = '01900000-0000-7000-8000-0000000000ff';
    await rig.db.transaction(tx => tx.run(
      `INSERT INTO urun_aktarimlari (id, firm_id, store_id, user_id, file_name, state, errors, ignored, worker, seen_at, created_at, created)
       VALUES ($1, $2, $2, $2, 'x', 'running', '[]', '[]', 'another process', $3, $3, 7)`, [id, firmId, '2020-01-01T00:00:00.000Z']));
    const report = await rig.imports.report(scope, id);
    expect(report).to.deep.include({ state: 'failed', created: 7 });
    expect(report.errors).to.deep.equal([{ line: 1, message: 'The import was interrupted here. What stands before is kept; upload the file again to go on.' }]);
  });

  it('answers a repeated upload as before, and imports it once', async () => {
    const [first, second] = [await uploaded(`${HEAD}\nA1,Bir,,1,1,,adet,1`), await uploaded(`${HEAD}\nA1,Bir,,1,1,,adet,1`)];
    const { id } = await rig.imports.accept(scope, first, work => rig.db.transaction(work));
    expect(await rig.imports.accept(scope, second, async () => ({ id }) as never)).to.deep.equal({ id });
    await rig.idle();
    expect(await rig.imports.report(scope, id)).to.deep.include({ state: 'done', read: 1, created: 1 });
    expect([first, second].map(upload => existsSync(upload.path))).to.deep.equal([false, false]);
  });
});

/** A file as the host hands it to a route. */
async function uploaded(content: string): Promise<UploadedFile> {
  const file = path(await mkdtemp(path(tmpdir(), 'sontechsp-upload-')), 'upload');
  await writeFile(file, content);
  return { path: file, name: 'goods.csv', bytes: content.length, sha256: '', dispose: () => rm(dirname(file), { recursive: true, force: true }) };
}
