import { expect } from 'chai';
import { isUnmet } from '@sontechsp/sdk';
import type { ItemRequest } from '../../plugins/katalog/contract.js';
import { createCatalogue } from '../../plugins/katalog/lookup/catalogue.js';
import { eachDatabase } from '../support/databases.js';
import { catalogueOn, file, firmId, labels, scope, scopeOf, type Rig } from './rig.js';

const HEAD = 'barkod,ad,kategori,kdv_orani,satis_fiyati';
const items: ItemRequest[] = [{ barcode: 'A1' }, { barcode: 'B2' }];

eachDatabase('what a process remembers of the catalogue', kind => {
  let rig: Rig;
  const idOf = async (barcode: string): Promise<string> => (await rig.catalogue.lookup(scope, barcode))!.productId;

  beforeEach(async () => {
    rig = await catalogueOn(kind);
    await rig.imports.run(scope, file(`${HEAD}\nA1,Ayran,İçecek,10,15\nB2,Börek,Unlu,1,45\n`));
    await rig.catalogue.resolve(rig.db, scope, items);
  });
  afterEach(() => rig.close());

  /** Whether it is remembered, and still so when the database is asked. */
  async function holds(): Promise<'holds' | 'out of date' | 'forgotten'> {
    const known = rig.catalogue.remembered(scope, items);
    if (!known) return 'forgotten';
    try {
      await rig.db.transaction(async tx => rig.catalogue.expect(tx, scope, known));
      return 'holds';
    } catch (error) {
      if (!isUnmet(error)) throw error;
      return 'out of date';
    }
  }

  if (kind === 'sqlite') {
    it('is nothing, for there nobody would wait', async () => {
      expect(await holds()).to.equal('forgotten');
    });
    return;
  }

  it('holds while other goods are added, and other firms change theirs', async () => {
    expect(rig.catalogue.remembered(scope, items)!.items.map(item => item.price)).to.deep.equal([1500, 4500]);
    await rig.imports.run(scope, file(`${HEAD}\nC3,Cips,Atıştırmalık,10,25\n`));
    const other = scopeOf('01900000-0000-7000-8000-000000000002');
    const { id } = await rig.products.create(other, { name: 'Elma', barcodes: [{ code: 'A1' }], vatRate: 1, price: 900, unit: 'kg' }, work => rig.db.transaction(work));
    await rig.products.change(other, id, { price: 950 });
    expect(await holds()).to.equal('holds');
  });

  const changes: Record<string, () => Promise<unknown>> = {
    'a price is changed': async () => rig.products.change(scope, await idOf('A1'), { price: 1600 }),
    'barcodes are taken away': async () => rig.products.change(scope, await idOf('B2'), { barcodes: [] }),
    'a barcode means another quantity': async () => rig.products.change(scope, await idOf('B2'), { barcodes: [{ code: 'B2', quantity: 6 }] }),
    'goods go out of sale': async () => rig.products.archive(scope, await idOf('B2')),
    'an import changes goods': () => rig.imports.run(scope, file(`${HEAD}\nB2,Börek,Unlu,1,48\n`)),
    'somebody changes the table by hand': () => rig.db.transaction(tx => tx.run('UPDATE urunler SET price = price + 1 WHERE firm_id = $1', [firmId])),
    'somebody deletes a barcode by hand': () => rig.db.transaction(tx => tx.run("DELETE FROM urun_barkodlari WHERE code = 'A1'")),
    'a barcode is given to other goods by hand': async () => {
      const id = await idOf('A1');
      await rig.db.transaction(tx => tx.run("UPDATE urun_barkodlari SET product_id = $1 WHERE code = 'B2'", [id]));
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`is out of date once ${what}`, async () => {
      await change();
      expect(await holds()).to.equal('out of date');
    });
  }

  it('is forgotten whole once one of the goods was read in a later edition, and holds again when all were', async () => {
    await rig.products.change(scope, await idOf('A1'), { price: 1600 });
    await rig.catalogue.lookup(scope, 'A1');
    expect(await holds()).to.equal('forgotten');
    await rig.catalogue.lookup(scope, 'B2');
    expect(await holds()).to.equal('holds');
  });

  it('is not what a transaction saw that was undone', async () => {
    const id = await idOf('A1');
    await rig.db.transaction(async tx => {
      await tx.run('UPDATE urunler SET price = 1 WHERE id = $1', [id]);
      await rig.catalogue.resolve(tx, scope, items);
      throw new Error('undone');
    }).catch(() => undefined);
    await rig.products.change(scope, id, { price: 1700 });
    expect(await holds()).to.equal('out of date');
  });

  it('is not what an answer brings that was overtaken by a later one', async () => {
    const late = createCatalogue({ labels, db: rig.db });
    const slow = { ...rig.db, dialect: rig.db.dialect, query: async (...given: Parameters<typeof rig.db.query>) => {
      const rows = await rig.db.query(...given);
      await rig.products.change(scope, await idOf('A1'), { price: 1800 });
      await late.resolve(rig.db, scope, items);
      return rows;
    } } as typeof rig.db;
    await late.resolve(slow, scope, items);
    expect(late.remembered(scope, items)!.items.map(item => item.price)).to.deep.equal([1800, 4500]);
  });
});
