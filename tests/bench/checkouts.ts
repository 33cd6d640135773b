import { randomUUID } from 'node:crypto';
import { createToken, type Scope } from '@sontechsp/sdk';
import { bootAt } from '../support/host.js';
import { freshPlace } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { PluginStates } from '../../host/tokens.js';
import type { BenchOptions } from './main.js';
import { keptClient } from './http.js';
import { load, type Measured } from './measure.js';
import { rawCheckouts } from './raw.js';
import { makeShop, type BenchShop } from './shop.js';

const CLIENTS = 8;
/** Baskets of three goods each: all different, or all sharing the first product. */
const pickers = (products: number) => ({
  uniform: () => [0, 0, 0].map(() => Math.floor(Math.random() * products)),
  hot: () => [0, 1 + Math.floor(Math.random() * (products - 1)), 1 + Math.floor(Math.random() * (products - 1))],
});
const basket = (shop: BenchShop, picks: readonly number[]) => ({
  id: randomUUID(), lines: picks.map(i => ({ barcode: shop.barcodes[i]!, quantity: 1 })), payments: [{ method: 'cash', amount: 100_000 }],
});

/** What the pos plugin provides under this id, asked for as the route does. */
interface Checkout { complete(scope: Scope, body: unknown, request: { bodyHash: string; once: undefined }): Promise<unknown> }
const Checkout = createToken<Checkout>('pos.checkout');

/** (a) the statements alone, (b) in process, (c) over HTTP with authentication; uniform and hot; 1 and 8 clients. */
export async function checkouts({ table, seconds, products, kinds }: BenchOptions): Promise<void> {
  for (const kind of kinds) {
    const place = await freshPlace(kind);
    const results = new Map<string, Measured>();
    const note = (name: string, m: Measured): void => {
      results.set(name, m);
      table.load(`${kind} checkout ${name}`, m);
    };
    const running = await startHost(place);
    const shop = await makeShop(running.url, products, CLIENTS);
    const picks = pickers(products);
    for (const [shape, pick] of Object.entries(picks)) {
      for (const clients of [1, CLIENTS]) {
        const http = keptClient(running.url, clients);
        note(`(c) over HTTP, ${shape}, ${clients} clients`, await load(clients, seconds, async c => (await http.call('POST', '/api/pos/sales', shop.tills[c]!, JSON.stringify(basket(shop, pick())))) === 201));
        http.close();
      }
    }
    await running.stop();

    const { host } = await bootAt(place, undefined, { jobs: true });
    const terminals = await host.database.query<{ id: string; store_id: string; firm_id: string }>('SELECT id, store_id, firm_id FROM terminaller ORDER BY code', []);
    const users = await host.database.query<{ id: string }>('SELECT id FROM kullanicilar', []);
    const scopes = await Promise.all(terminals.map(async (t): Promise<Scope> => ({
      firmId: t.firm_id, storeId: t.store_id, terminalId: t.id, userId: users[0]!.id, language: 'tr', requestId: 'bench',
      plugins: await host.resolve(PluginStates).setFor(t.store_id), can: () => true, limit: () => 100,
    })));
    const checkout = host.resolve(Checkout);
    for (const [shape, pick] of Object.entries(picks)) {
      for (const clients of [1, CLIENTS]) {
        note(`(b) in process, ${shape}, ${clients} clients`, await load(clients, seconds, c => checkout.complete(scopes[c]!, basket(shop, pick()), { bodyHash: '', once: undefined }).then(() => true, () => false)));
      }
    }
    await host.stop();

    if (place.databaseUrl) {
      for (const [shape, pick] of Object.entries(picks)) {
        for (const clients of [1, CLIENTS]) note(`(a) statements through pg, ${shape}, ${clients} clients`, await rawCheckouts(place.databaseUrl, clients, seconds, pick));
      }
    }
    const of = (letter: string, shape: string, clients: number): Measured | undefined => [...results].find(([name]) => name.startsWith(`(${letter})`) && name.endsWith(`${shape}, ${clients} clients`))?.[1];
    for (const shape of ['uniform', 'hot']) {
      for (const clients of [1, CLIENTS]) {
        if (kind === 'postgres') table.ratio(`${kind} (c)/(a), ${shape}, ${clients} clients`, of('c', shape, clients), of('a', shape, clients));
        table.ratio(`${kind} (c)/(b), ${shape}, ${clients} clients`, of('c', shape, clients), of('b', shape, clients));
      }
    }
  }
}
