import { check } from '@sontechsp/sdk';
import { turkishSortKey } from '../sort-key.js';
import { searchKey } from '../text.js';
import { someProducts, strayBarcodes, strayCategories, unindexed } from './store.js';

export const checks = [
  check('katalog.barcodes', 'Every barcode belongs to a product in sale of the same firm.', async db =>
    (await strayBarcodes(db)).map(row => `barcode ${row.code} names product ${row.product_id}`)),

  check('katalog.categories', 'Every product lies in a category of its firm, or in none.', async db =>
    (await strayCategories(db)).map(row => `product ${row.id} names category ${row.category_id}`)),

  check('katalog.keys', 'The search and sort keys of every product follow from its name.', async db => {
    const wrong: string[] = [];
    let last = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await someProducts(db, last);
      if (rows.length === 0) break;
      for (const row of rows) if (row.name_key !== searchKey(row.name) || row.sort_key !== turkishSortKey(row.name)) wrong.push(`product ${row.id} has stale keys`);
      last = rows.at(-1)!.id;
    }
    return [...wrong, ...(await unindexed(db)).map(row => `product ${row.id} is missing in the word index`)];
  }),
];
