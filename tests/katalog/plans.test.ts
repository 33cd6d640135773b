import { expect } from 'chai';
import type { Param, Queries } from '@sontechsp/sdk';
import { createCatalogue } from '../../plugins/katalog/lookup/catalogue.js';
import { listProducts } from '../../plugins/katalog/products/store.js';
import { eachDatabase } from '../support/databases.js';
import { catalogueOn, file, firmId, labels, scope, type Rig } from './rig.js';

eachDatabase('with many products', kind => {
  let rig: Rig;
  const asked: { sql: string; params: readonly Param[] }[] = [];
  let db: Queries;

  before(async () => {
    rig = await catalogueOn(kind);
    const lines = Array.from({ length: 6000 }, (_, at) => `P${at},Ürün ${at} ${(at * 7919).toString(36)},Grup ${at % 12},10,${at + 1}`);
    await rig.imports.run(scope, file(['barkod,ad,kategori,kdv_orani,satis_fiyati', ...lines].join('\n')));
    db = { ...rig.db, dialect: rig.db.dialect, query: (sql: string, params: readonly Param[] = []) => { asked.push({ sql, params }); return rig.db.query(sql, params) as never; } };
  });
  after(() => rig.close());
  beforeEach(() => { asked.length = 0; });

  /** What reads a whole table, of all statements asked. */
  async function wholeReads(): Promise<string[]> {
    const steps: string[] = [];
    for (const { sql, params } of asked) {
      const rows = await rig.db.query<Record<string, string>>(`${kind === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} ${sql}`, params);
      steps.push(...rows.map(row => (kind === 'sqlite' ? row.detail! : Object.values(row)[0]!)));
    }
    return steps.filter(step => /^SCAN (p|b|s|urun\w+)\b(?! LEFT-JOIN)|Seq Scan on urun/.test(step));
  }

  it('codes and ids are resolved by index, in one statement', async () => {
    const catalogue = createCatalogue({ db: rig.db, labels });
    const [some] = await catalogue.resolve(rig.db, scope, [{ barcode: 'P77' }]);
    const found = await catalogue.resolve(db, scope, [{ barcode: 'P1' }, { barcode: 'P2' }, { productId: some!.productId }, { barcode: 'P5999' }, { barcode: 'P1' }]);
    expect(found.map(item => item?.price)).to.deep.equal([200, 300, 7800, 600000, 200]);
    expect(asked).to.have.length(1);
    expect(await wholeReads()).to.deep.equal([]);
  });
  it('a code nobody knows costs one statement more', async () => {
    const found = await createCatalogue({ db: rig.db, labels }).resolve(db, scope, [{ barcode: 'nobody' }, { barcode: 'P1' }]);
    expect(found.map(item => item?.name.slice(0, 6))).to.deep.equal([undefined, 'Ürün 1']);
    expect(asked).to.have.length(2);
    expect(await wholeReads()).to.deep.equal([]);
  });
  it('lists and searches walk an index', async () => {
    const { id } = (await rig.db.first<{ id: string }>('SELECT id FROM urun_kategorileri ORDER BY sort_key LIMIT 1'))!;
    for (const [query, categories] of [[{}, undefined], [{ sort: '-createdAt' }, undefined], [{ sort: 'price' }, undefined], [{ q: 'urun 123' }, undefined], [{ barcode: 'P9' }, undefined], [{}, [id]]] as const) {
      asked.length = 0;
      await listProducts(db, firmId, { limit: 50, ...query }, categories);
      expect(await wholeReads(), JSON.stringify(query)).to.deep.equal([]);
    }
  });
});
