import { freshPlace, type Kind } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { keptClient } from './http.js';
import type { BenchOptions } from './main.js';
import { load, loadDuring } from './measure.js';
import { importCsv, makeShop } from './shop.js';

/** Tills that sell meanwhile. SQLite has one writer: one shop with few tills is what it is for. */
const CLIENTS: Record<Kind, readonly number[]> = { postgres: [8], sqlite: [1, 4] };
const SHOP = 1000;

/** A file of new goods with all columns of the demonstration catalogue; each `batch` has barcodes of its own. */
function goods(batch: number, rows: number): string {
  const lines = ['barkod,ad,kategori,kdv_orani,satis_fiyati,alis_fiyati,birim,stok'];
  for (let i = 0; i < rows; i++) lines.push(`98${batch}${String(i).padStart(8, '0')},Çeşit ${i} ürün ${(i * 7919) % 1000},Kategori ${i % 40},10,${1 + (i % 500)}.90,0.50,adet,${i % 300}`);
  return lines.join('\n');
}

/** How long a large import takes, alone and beside tills that sell, and what it costs their sales. */
export async function imports({ table, seconds, rows, kinds }: BenchOptions): Promise<void> {
  for (const kind of kinds) {
    const running = await startHost(await freshPlace(kind));
    const shop = await makeShop(running.url, SHOP, Math.max(...CLIENTS[kind]));
    const imported = (note: string, value: number): void => table.add({ what: `${kind} import of ${rows} products, ${note}`, unit: 's', value, samples: rows, goal: '≤ 60 (100,000)' });
    imported('alone', await importCsv(shop.admin, goods(0, rows)));
    for (const [at, clients] of CLIENTS[kind].entries()) {
      const http = keptClient(running.url, clients);
      const sale = async (client: number): Promise<boolean> => {
        const lines = [0, 0, 0].map(() => ({ barcode: shop.barcodes[Math.floor(Math.random() * SHOP)]!, quantity: 1 }));
        return await http.call('POST', '/api/pos/sales', shop.tills[client]!, JSON.stringify({ lines, payments: [{ method: 'cash', amount: 100_000 }] })) === 201;
      };
      const without = await load(clients, seconds, sale);
      table.load(`${kind} sales, ${clients} clients, no import`, without);
      const { measured, result } = await loadDuring(clients, importCsv(shop.admin, goods(at + 1, rows)), sale);
      table.load(`${kind} sales, ${clients} clients, during an import`, measured);
      imported(`${clients} clients selling`, result);
      table.add({ what: `${kind} p95 of a sale, during / without, ${clients} clients`, unit: '×', value: measured.p95 / without.p95, goal: '≤ 2' });
      http.close();
    }
    await running.stop();
  }
}
