import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Outbox, definePlugin, object, subscribe, t, topic, type Plugin } from '@sontechsp/sdk';
import { saleCompleted } from '../../plugins/pos/contract.js';
import { installed } from '../../host/installed.js';
import { bootAt } from '../support/host.js';
import { freshPlace, type Kind } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { scopeAt } from '../outbox/rig.js';
import { keptClient } from './http.js';
import type { BenchOptions } from './main.js';
import { load, summary, type Measured } from './measure.js';
import { makeShop, type BenchShop } from './shop.js';

const ROWS = 10_000;
const CLIENTS = 8;
const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms));
const basket = (shop: BenchShop) => ({
  id: randomUUID(), lines: [0, 0, 0].map(() => ({ barcode: shop.barcodes[Math.floor(Math.random() * shop.barcodes.length)]!, quantity: 1 })), payments: [{ method: 'cash', amount: 100_000 }],
});

/** How fast rows leave, how soon the first does, and what that costs a sale. */
export async function outbox({ table, seconds, products, kinds }: BenchOptions): Promise<void> {
  for (const kind of kinds) {
    const drained = await drain(kind);
    table.add({ what: `${kind} outbox, ${ROWS} rows to a local HTTP stub`, unit: 'rows/s', value: ROWS / drained.seconds, samples: ROWS, note: `${drained.seconds.toFixed(1)} s, ${drained.twice} sent twice` });
    await soon(kind, Math.min(products, 2000), seconds, table);
    await cost(kind, Math.min(products, 2000), seconds, table);
  }
}

async function drain(kind: Kind): Promise<{ seconds: number; twice: number }> {
  const heard = new Map<string, number>();
  const stub = createServer((incoming, reply) => {
    const key = String(incoming.headers['idempotency-key']);
    heard.set(key, (heard.get(key) ?? 0) + 1);
    incoming.resume().on('end', () => reply.end('{"ok":true}'));
  });
  await new Promise<void>(done => stub.listen(0, '127.0.0.1', done));
  const { port } = stub.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const send = (key: string, body: string): Promise<void> => new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', agent, method: 'POST', headers: { 'idempotency-key': key, 'content-type': 'application/json' } }, reply => reply.resume().on('end', resolve));
    call.on('error', reject);
    call.end(body);
  });
  const told = topic('olcum.thing.told', object({ n: t.Integer(), text: t.String() }));
  const plugin = definePlugin({
    id: 'olcum', name: 'Ölçüm', version: '1.0.0', topics: [told],
    outbox: [subscribe(told, 'olcum.send', {}, (payload, { delivery }) => send(delivery.id, JSON.stringify(payload)))],
  });
  const place = await freshPlace(kind);
  const quiet = await bootAt(place, [plugin], { jobs: false });
  for (let n = 0; n < ROWS; n += 500) {
    await quiet.host.database.transaction(async tx => {
      for (let i = n; i < n + 500; i++) quiet.host.resolve(Outbox).add(tx, scopeAt(''), told, { n: i, text: 'x'.repeat(400) }, randomUUID());
    });
  }
  const begin = performance.now();
  const worker = await bootAt(place, [plugin], { jobs: true });
  const left = () => worker.host.database.first("SELECT 1 AS one FROM cikis_kutusu WHERE state <> 'done' LIMIT 1");
  while (heard.size < ROWS || await left()) await pause(20);
  const took = (performance.now() - begin) / 1000;
  await worker.host.stop();
  await quiet.host.stop();
  agent.destroy();
  stub.close();
  return { seconds: took, twice: [...heard.values()].filter(times => times > 1).length };
}

/** Milliseconds from the row, made just before its commit, to its subscriber; the time stands in its id (RFC 9562). */
function watcher(): { plugin: Plugin; waits: number[] } {
  const waits: number[] = [];
  const plugin = definePlugin({
    id: 'olcum', name: 'Ölçüm', version: '1.0.0', requires: ['pos'],
    outbox: [subscribe(saleCompleted, 'olcum.watch', {}, async (_, { delivery }) => void waits.push(Date.now() - parseInt(delivery.id.replace('-', '').slice(0, 12), 16)))],
  });
  return { plugin, waits };
}
async function soon(kind: Kind, products: number, seconds: number, table: BenchOptions['table']): Promise<void> {
  const { plugin, waits } = watcher();
  const { host, url } = await bootAt(await freshPlace(kind), [...installed, plugin], { jobs: true });
  const shop = await makeShop(url, products, CLIENTS);
  const http = keptClient(url, CLIENTS);
  const sell = async (c: number): Promise<boolean> => (await http.call('POST', '/api/pos/sales', shop.tills[c]!, JSON.stringify(basket(shop)))) === 201;
  for (let n = 0; n < 20; n++) {
    await sell(0);
    await pause(100);
  }
  await note('one sale now and then', waits.splice(0));
  await load(CLIENTS, seconds / 2, sell);
  await pause(1000);
  await note(`${CLIENTS} clients`, waits.splice(0));
  http.close();
  await host.stop();

  async function note(name: string, times: number[]): Promise<void> {
    const sorted = times.sort((a, b) => a - b);
    table.add({ what: `${kind} outbox, commit → first send p95, ${name}`, unit: 'ms', value: sorted[Math.floor(sorted.length * 0.95)], p50: summary(sorted, 1).p50, p99: summary(sorted, 1).p99, samples: sorted.length });
  }
}

/**
 * Sales per second over HTTP with and without somebody who hears of each: two hosts on two databases, sold to in short turns, so
 * that a machine's moods fall on both alike. The ratio is the median of the turns.
 */
async function cost(kind: Kind, products: number, seconds: number, table: BenchOptions['table']): Promise<void> {
  const sides = { without: await side(), with: await side(process.env.SONTECHSP_LISTENING_HOST) };
  const turns = 8;
  for (let turn = 0; turn < turns; turn++) {
    for (const name of turn % 2 ? ['with', 'without'] as const : ['without', 'with'] as const) await sides[name].sell();
  }
  for (const name of ['without', 'with'] as const) {
    const rates = sides[name].measured.map(m => m.perSecond);
    table.add({ what: `${kind} checkout over HTTP, ${CLIENTS} clients, ${name} a subscriber`, unit: '/s', value: median(rates), samples: sides[name].measured.reduce((sum, m) => sum + m.samples, 0) });
    await sides[name].stop();
  }
  table.add({ what: `${kind} checkout, with / without a subscriber`, unit: '×', value: median(sides.with.measured.map((m, turn) => m.perSecond / sides.without.measured[turn]!.perSecond)), samples: turns, note: 'its row is written, leased, handed over and closed' });

  async function side(script?: string) {
    const running = await startHost(await freshPlace(kind), {}, script);
    const shop = await makeShop(running.url, products, CLIENTS);
    const http = keptClient(running.url, CLIENTS);
    const measured: Measured[] = [];
    return {
      measured,
      async sell() {
        measured.push(await load(CLIENTS, seconds / 4, async c => (await http.call('POST', '/api/pos/sales', shop.tills[c]!, JSON.stringify(basket(shop)))) === 201));
      },
      async stop() {
        http.close();
        await running.stop();
      },
    };
  }
}
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
