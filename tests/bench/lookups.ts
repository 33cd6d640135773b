import { freshPlace } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { keptClient } from './http.js';
import type { BenchOptions } from './main.js';
import { load } from './measure.js';
import { importCsv, makeShop } from './shop.js';

const PRODUCTS = 100_000;

/** An import of 100,000 rows with a till that sells meanwhile, then lookups by barcode and searches by name among them. */
export async function lookups({ table, seconds, kinds }: BenchOptions): Promise<void> {
  for (const kind of kinds) {
    const running = await startHost(await freshPlace(kind));
    const shop = await makeShop(running.url, 100, 1);
    const sell = keptClient(running.url, 1);
    const body = () => JSON.stringify({ lines: [{ barcode: shop.barcodes[Math.floor(Math.random() * 100)]!, quantity: 1 }], payments: [{ method: 'cash', amount: 100_000 }] });
    const sale = async () => (await sell.call('POST', '/api/pos/sales', shop.admin.token!, body())) === 201;
    table.load(`${kind} one till selling, nothing else going on`, await load(1, 3, sale));
    const csv = ['barkod,ad,kategori,kdv_orani,satis_fiyati,alis_fiyati,birim,stok',
      ...Array.from({ length: PRODUCTS }, (_, i) => `98${String(i).padStart(9, '0')},Çeşit ${i} ürün ${(i * 7919) % 1000},Kategori ${i % 40},10,${1 + (i % 500)}.90,0.50,adet,${i % 300}`)].join('\n');
    let importing = true;
    const took = importCsv(shop.admin, csv).finally(() => { importing = false; });
    const during = load(1, 10, sale);
    table.load(`${kind} the same while 100,000 products are imported`, await during);
    const finishedEarly = !importing;
    table.add({ what: `${kind} import of 100,000 products`, unit: 's', value: await took, ...(finishedEarly ? { note: 'ended before the till stopped' } : {}) });

    const http = keptClient(running.url, 8);
    for (const clients of [1, 8]) {
      table.load(`${kind} lookup by barcode, 100,000 products, ${clients} clients`, await load(clients, seconds, async () => (await http.call('GET', `/api/katalog/lookup/98${String(Math.floor(Math.random() * PRODUCTS)).padStart(9, '0')}`, shop.admin.token!)) === 200));
    }
    table.load(`${kind} search by two words, 100,000 products, 1 client`, await load(1, seconds, async () => (await http.call('GET', `/api/katalog/products?limit=20&q=${encodeURIComponent(`urun çeşit ${Math.floor(Math.random() * 1000)}`)}`, shop.admin.token!)) === 200));
    sell.close();
    http.close();
    await running.stop();
  }
}
