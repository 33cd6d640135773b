import { randomUUID } from 'node:crypto';
import { createToken, type Scope } from '@sontechsp/sdk';
import { bootAt } from '../support/host.js';
import { freshPlace } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { PluginStates } from '../../host/tokens.js';
import type { BenchOptions } from './main.js';
import { keptClient } from './http.js';
import { load, type Measured } from './measure.js';
import { makeFloors, type Shape } from './pgbench.js';
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

const overHttp = (http: ReturnType<typeof keptClient>, shop: BenchShop) => async (client: number, picks: readonly number[]): Promise<boolean> =>
  (await http.call('POST', '/api/pos/sales', shop.tills[client]!, JSON.stringify(basket(shop, picks)))) === 201;

/** What the pos plugin provides under this id, asked for as the route does. */
interface Checkout { complete(scope: Scope, body: unknown, request: { bodyHash: string; once: undefined }): Promise<unknown> }
const Checkout = createToken<Checkout>('pos.checkout');

/** Sells every good once, three at a time, so that what is measured has met all of them. */
async function meetAll(products: number, sell: (client: number, picks: readonly number[]) => Promise<boolean>): Promise<void> {
  let met = 0;
  while (met < products) await load(CLIENTS, 0.5, client => sell(client, [met++, met++, met++].map(at => at % products)));
}

const ROUNDS = 5;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** (a) the statements alone, (b) in process, (c) over HTTP with authentication; uniform and hot; 1 and 8 clients. */
export async function checkouts(options: BenchOptions): Promise<void> {
  if (options.kinds.includes('postgres')) await againstFloors(options);
  await besideEachOther(options);
}

/** (c) between two runs of each floor, round after round, because the speed of a shared machine drifts: the ratio is the median of the rounds. */
async function againstFloors({ table, seconds, products }: BenchOptions): Promise<void> {
  const floors = await makeFloors();
  if (!floors) return void table.add({ what: 'postgres (c) / floor', unit: '×', value: undefined, note: 'pgbench was not found on this machine' });
  const running = await startHost(await freshPlace('postgres'));
  const shop = await makeShop(running.url, products, CLIENTS);
  const http = keptClient(running.url, CLIENTS);
  const picks = pickers(products);
  const sell = overHttp(http, shop);
  await meetAll(products, sell);
  for (const shape of ['uniform', 'hot'] as const) {
    const rounds: { narrow: number; own: number; spread: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const measure = () => ({ narrow: floors.narrow(shape, CLIENTS, seconds / 2), own: floors.own(shape, CLIENTS, seconds / 2) });
      const before = measure();
      const sold = await load(CLIENTS, seconds / 2, c => sell(c, picks[shape]()));
      const after = measure();
      rounds.push({ narrow: 2 * sold.perSecond / (before.narrow + after.narrow), own: 2 * sold.perSecond / (before.own + after.own), spread: sold.p99 / sold.p50 });
    }
    const of = (what: keyof typeof rounds[number]): number => median(rounds.map(round => round[what]));
    table.add({ what: `postgres (c) / floor, three multi-row statements, ${shape}`, unit: '×', value: of('narrow'), samples: ROUNDS, goal: shape === 'hot' ? '≥ 1.0' : '≥ 0.60' });
    table.add({ what: `postgres (c) / floor, on the product's own tables, ${shape}`, unit: '×', value: of('own'), samples: ROUNDS });
    table.add({ what: `postgres (c) p99 / p50, ${shape}`, unit: '×', value: of('spread'), samples: ROUNDS, goal: '≤ 5' });
  }
  http.close();
  await running.stop();
}

async function besideEachOther({ table, seconds, products, kinds }: BenchOptions): Promise<void> {
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
    const http = keptClient(running.url, CLIENTS);
    const sell = overHttp(http, shop);
    await meetAll(products, sell);
    for (const [shape, pick] of Object.entries(picks)) {
      for (const clients of [1, CLIENTS]) note(`(c) over HTTP, ${shape}, ${clients} clients`, await load(clients, seconds, c => sell(c, pick())));
    }
    http.close();
    await running.stop();

    const { host } = await bootAt(place, undefined, { jobs: true });
    const terminals = await host.database.query<{ id: string; store_id: string; firm_id: string }>('SELECT id, store_id, firm_id FROM terminaller ORDER BY code', []);
    const users = await host.database.query<{ id: string }>('SELECT id FROM kullanicilar', []);
    const scopes = await Promise.all(terminals.map(async (t): Promise<Scope> => ({
      firmId: t.firm_id, storeId: t.store_id, terminalId: t.id, userId: users[0]!.id, language: 'tr', requestId: 'bench',
      plugins: await host.resolve(PluginStates).setFor(t.store_id), can: () => true, limit: () => 100,
    })));
    const checkout = host.resolve(Checkout);
    const inProcess = (client: number, at: readonly number[]): Promise<boolean> => checkout.complete(scopes[client]!, basket(shop, at), { bodyHash: '', once: undefined }).then(() => true, () => false);
    await meetAll(products, inProcess);
    for (const [shape, pick] of Object.entries(picks)) {
      for (const clients of [1, CLIENTS]) note(`(b) in process, ${shape}, ${clients} clients`, await load(clients, seconds, c => inProcess(c, pick())));
    }
    await host.stop();

    if (place.databaseUrl) {
      for (const [shape, pick] of Object.entries(picks)) {
        for (const clients of [1, CLIENTS]) note(`(a) statements through pg, ${shape}, ${clients} clients`, await rawCheckouts(place, clients, seconds, pick));
      }
    }
    const of = (letter: string, shape: string, clients: number): Measured | undefined => [...results].find(([name]) => name.startsWith(`(${letter})`) && name.endsWith(`${shape}, ${clients} clients`))?.[1];
    for (const shape of ['uniform', 'hot']) {
      for (const clients of [1, CLIENTS]) {
        if (kind === 'postgres') {
          table.ratio(`${kind} (c)/(a), ${shape}, ${clients} clients`, of('c', shape, clients), of('a', shape, clients));
          table.ratio(`${kind} (b)/(a), ${shape}, ${clients} clients`, of('b', shape, clients), of('a', shape, clients));
        }
        table.ratio(`${kind} (c)/(b), ${shape}, ${clients} clients`, of('c', shape, clients), of('b', shape, clients));
      }
    }
  }
}
