import { expect } from 'chai';
import { eachDatabase } from '../support/databases.js';
import { catalogueOn, file, scope, scopeOf, type Rig } from './rig.js';

eachDatabase('a search among the products', kind => {
  let rig: Rig;
  const names = ['İçim Süt 1 lt', 'Sütaş Süt', 'SÜTLÜ ÇİKOLATA', 'Eti Burçak', 'Islak Mendil', 'Şeker %100', 'Ali\'nin Balı', 'Su', 'Un', 'Çay', '_alt çizgi', 'ﬁndık', 'Молоко', 'Zeytin "Gemlik"'];
  const ids = new Map<string, string>();

  before(async () => {
    rig = await catalogueOn(kind);
    for (const [at, name] of names.entries()) {
      const card = { name, sku: `K-${at}`, barcodes: [{ code: `X${at}` }], vatRate: 10 as const, price: 100 + at, unit: 'piece' as const };
      ids.set(name, (await rig.products.create(scope, card, work => rig.db.transaction(work))).id);
    }
    const gone = await rig.products.create(scope, { name: 'Eski Süt', barcodes: [{ code: '8690504115113' }], vatRate: 1, price: 1, unit: 'piece' }, work => rig.db.transaction(work));
    await rig.products.archive(scope, gone.id);
  });
  after(() => rig.close());

  const find = async (q: string, more: object = {}): Promise<string[]> => (await rig.products.list(scope, { q, ...more })).items.map(item => item.name);

  it('finds words however they are written', async () => {
    for (const q of ['SUT', 'süt', 'Süt', 'sÜt']) expect(await find(q), q).to.deep.equal(['İçim Süt 1 lt', 'Sütaş Süt', 'SÜTLÜ ÇİKOLATA']);
    expect(await find('ıcım sut')).to.deep.equal(['İçim Süt 1 lt']);
    expect(await find('sut ıcım')).to.deep.equal(['İçim Süt 1 lt']);
    expect(await find('ISLAK')).to.deep.equal(['Islak Mendil']);
    expect(await find('alinin bali')).to.deep.equal(['Ali\'nin Balı']);
    expect(await find('МОЛОКО')).to.deep.equal(['Молоко']);
    expect(await find('findik')).to.deep.equal(['ﬁndık']);
  });
  it('finds the middle of words and words of one or two letters', async () => {
    expect(await find('ikola')).to.deep.equal(['SÜTLÜ ÇİKOLATA']);
    expect(await find('un')).to.deep.equal(['Un']);
    expect(await find('u ç')).to.deep.equal(['Eti Burçak', 'İçim Süt 1 lt', 'SÜTLÜ ÇİKOLATA']);
    expect(await find('su')).to.deep.equal(['İçim Süt 1 lt', 'Su', 'Sütaş Süt', 'SÜTLÜ ÇİKOLATA']);
    expect(await find('lt sut')).to.deep.equal(['İçim Süt 1 lt']);
  });
  it('takes signs as they are', async () => {
    expect(await find('%100')).to.deep.equal(['Şeker %100']);
    expect(await find('%')).to.deep.equal(['Şeker %100']);
    expect(await find('_')).to.deep.equal(['_alt çizgi']);
    expect(await find('"gemlik"')).to.deep.equal(['Zeytin "Gemlik"']);
    expect(await find('\'; DROP TABLE urunler; --')).to.deep.equal([]);
    expect(await find('sut\0')).to.have.length(3);
    expect(await find('NEAR(sut eti)')).to.deep.equal([]);
    expect(await find('\\')).to.deep.equal([]);
  });
  it('finds by stock code and by the beginning of a barcode, but nothing out of sale', async () => {
    expect(await find('K-3')).to.deep.equal(['Eti Burçak']);
    expect(await find('K-')).to.deep.equal([]);
    const card = { name: 'Maden Suyu', barcodes: [{ code: '8690504115113' }], vatRate: 10 as const, price: 1, unit: 'piece' as const };
    const made = await rig.products.create(scope, card, work => rig.db.transaction(work));
    expect(await find('869050')).to.deep.equal(['Maden Suyu']);
    expect(await find('8690504115113')).to.deep.equal(['Maden Suyu']);
    expect((await rig.products.list(scope, { barcode: '8690504115113' })).items.map(item => item.id)).to.deep.equal([made.id]);
    await rig.products.archive(scope, made.id);
    expect(await find('869050')).to.deep.equal([]);
    expect(await find('eski')).to.deep.equal([]);
  });
  it('gives the same ids to other plugins', async () => {
    for (const q of ['sut', 'su', 'K-3', 'lt sut', 'nothing']) {
      const listed = (await rig.products.list(scope, { q })).items.map(item => item.id);
      expect((await rig.catalogue.search(scope, q)).sort(), q).to.deep.equal(listed.sort());
    }
    expect(await rig.catalogue.search(scope, 'sut', 2)).to.have.length(2);
    expect(await rig.catalogue.search(scope, ' ')).to.deep.equal([]);
  });
  it('sees a new name at once, and the old one no longer', async () => {
    await rig.products.change(scope, ids.get('Un')!, { name: 'Tam Buğday Unu' });
    expect(await find('bugday')).to.deep.equal(['Tam Buğday Unu']);
    await rig.products.change(scope, ids.get('Un')!, { name: 'Un' });
    expect(await find('bugday')).to.deep.equal([]);
    expect(await rig.doctor()).to.deep.equal([]);
  });
  it('stays within the firm', async () => {
    const other = scopeOf('01900000-0000-7000-8000-000000000002');
    expect((await rig.products.list(other, { q: 'sut' })).items).to.deep.equal([]);
    expect((await rig.products.list(other, {})).items).to.deep.equal([]);
    expect(await rig.catalogue.lookup(other, 'X1')).to.equal(undefined);
  });
  it('pages in Turkish order without a gap or a repetition, whatever the order', async () => {
    for (const [sort, right] of [
      ['name', ['_alt çizgi', 'Ali\'nin Balı', 'Çay', 'Eti Burçak', 'ﬁndık', 'Islak Mendil', 'İçim Süt 1 lt', 'Su', 'Sütaş Süt', 'SÜTLÜ ÇİKOLATA', 'Şeker %100', 'Un', 'Zeytin "Gemlik"', 'Молоко']],
      ['-price', [...names].reverse()], ['createdAt', names],
    ] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await rig.products.list(scope, { sort, limit: 3, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map(item => item.name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen, sort).to.deep.equal([...right]);
    }
  });
});

eachDatabase('a search with very many matches', kind => {
  it('pages through all of them in order', async function () {
    const rig = await catalogueOn(kind);
    const rows = Array.from({ length: 1500 }, (_, at) => `C${at},Kalem ${String(at).padStart(4, '0')},20,${at + 1}`);
    await rig.imports.run(scope, file(['barkod,ad,kdv_orani,satis_fiyati', ...rows].join('\n')));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.products.list(scope, { q: 'kalem', limit: 200, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(item => item.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).to.deep.equal(rows.map(row => row.split(',')[1]));
    await rig.close();
  });
});
