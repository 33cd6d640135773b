import { randomUUID } from 'node:crypto';
import { freshPlace } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { keptClient } from './http.js';
import type { BenchOptions } from './main.js';
import { load } from './measure.js';
import { makeShop } from './shop.js';

const CLIENTS = 16;

/** Long baskets against short ones, and two hosts against one on the same PostgreSQL. */
export async function scale({ table, seconds, products, kinds }: BenchOptions): Promise<void> {
  for (const kind of kinds) {
    const place = await freshPlace(kind);
    const one = await startHost(place);
    const { tills, barcodes } = await makeShop(one.url, products, CLIENTS);
    // Neighbours from a random place on: each product once in a basket.
    const sale = (lines: number): string => {
      const from = Math.floor(Math.random() * products);
      return JSON.stringify({
        id: randomUUID(), payments: [{ method: 'cash', amount: 1_000_000 }],
        lines: Array.from({ length: lines }, (_, at) => ({ barcode: barcodes[(from + at * 331) % products]!, quantity: 1 })),
      });
    };
    const http = keptClient(one.url, CLIENTS);
    const sell = (client: typeof http, lines: number, clients: number) => load(clients, seconds, async c => await client.call('POST', '/api/pos/sales', tills[c]!, sale(lines)) === 201);
    // Until the host has met all goods, and is compiled.
    await sell(http, 30, 8);
    const [short, long] = [await sell(http, 3, 8), await sell(http, 30, 8)];
    table.load(`${kind} baskets of 3 lines, 8 clients`, short);
    table.load(`${kind} baskets of 30 lines, 8 clients`, long);
    table.add({ what: `${kind} sales per second, 30 lines / 3 lines`, unit: '×', value: long.perSecond / short.perSecond, goal: '≥ 0.45' });

    if (kind === 'postgres') {
      const two = await startHost(place);
      const other = keptClient(two.url, CLIENTS);
      await sell(other, 30, CLIENTS);
      const single = await sell(http, 3, CLIENTS);
      const both = await load(CLIENTS, seconds, async c => await (c % 2 ? other : http).call('POST', '/api/pos/sales', tills[c]!, sale(3)) === 201);
      table.load(`${kind} one host, ${CLIENTS} clients`, single);
      table.load(`${kind} two hosts, ${CLIENTS} clients`, both);
      table.add({ what: `${kind} sales per second, two hosts / one`, unit: '×', value: both.perSecond / single.perSecond, goal: '≥ 1.6', note: 'until the database is full; clients and database are on this machine too' });
      other.close();
      await two.stop();
    }
    http.close();
    await one.stop();
  }
}
