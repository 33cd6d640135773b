import { randomUUID } from 'node:crypto';
import { Outbox, definePlugin, job, joinHook, object, shapeHook, subscribe, t, tap, topic, type JoinHook, type Plugin, type Scope, type ShapeHook, type Tx } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { createFaultRecord } from '../../host/kernel/fault-record.js';
import { createHooks } from '../../host/kernel/hooks.js';
import { basket, sale } from '../../plugins/pos/contract.js';
import { client } from '../support/client.js';
import { freshPlace, type Kind } from '../support/databases.js';
import { bootAt, PASSWORD } from '../support/host.js';
import { keptClient } from './http.js';
import type { BenchOptions } from './main.js';
import { load, summary, type Measured } from './measure.js';
import { makeShop } from './shop.js';

const GUESTS = 20;
const LINES = 20;
const guestIds = Array.from({ length: GUESTS }, (_, at) => `konuk${String.fromCharCode(97 + at)}`);

/** What the plugin machinery costs: a tap that does nothing, twenty of them on a sale, and how soon a switch is in force. */
export async function pluginCosts(options: BenchOptions): Promise<void> {
  await idleTaps(options);
  for (const kind of options.kinds) {
    await guests(options, kind);
    await toggles(options, kind);
    await flips(options, kind);
  }
}

/** Microseconds of one call of a hook more with a tap that returns at once than without it. */
async function idleTaps({ table }: BenchOptions): Promise<void> {
  const price = shapeHook<object>('ev.price');
  const join = joinHook<object>('ev.join');
  const owner = definePlugin({ id: 'ev', name: 'Ev', version: '1.0.0', hooks: [price, join] });
  const value = { lines: Array.from({ length: LINES }, (_, at) => ({ productId: randomUUID(), name: `Ürün ${at}`, quantity: 1000, unitPrice: 1050, discount: null })) };
  const on: Scope = { firmId: 'f', storeId: 's', terminalId: 't', userId: 'u', language: 'tr', requestId: 'r', plugins: { version: 1, has: () => true }, can: () => true, limit: () => 100 };
  const off: Scope = { ...on, plugins: { version: 1, has: () => false } };
  const tx = { dialect: 'sqlite' } as Tx;

  async function callsPerSecond(taps: number, scope: Scope): Promise<{ join: number; shape: number }> {
    const hooks = createHooks(createFaultRecord(() => '', { warn: () => undefined }));
    hooks.declare(owner);
    const plugins = guestIds.slice(0, taps).map(id => definePlugin({ id, name: id, version: '1.0.0', requires: ['ev'], taps: [tap(join, {}, () => undefined), tap(price, {}, v => v)] }));
    hooks.tapAll([owner, ...plugins], () => () => ({}));
    const late = (hooks.caller(join) as JoinHook<object>['call']).late;
    const shape = hooks.caller(price) as ShapeHook<object>['call'];
    const time = async (call: (own: Scope) => Promise<unknown>): Promise<number> => {
      for (let n = 0; n < 2000; n++) await call({ ...scope });
      const begin = performance.now();
      for (let n = 0; n < 10_000; n++) await call({ ...scope });
      return (performance.now() - begin) / 10;
    };
    return { join: await time(own => late(own, value, tx)), shape: await time(own => shape(own, value)) };
  }
  const [none, idle, gated] = [await callsPerSecond(0, on), await callsPerSecond(GUESTS, on), await callsPerSecond(GUESTS, off)];
  table.add({ what: 'hook cost per idle tap, join', unit: 'µs', value: (idle.join - none.join) / GUESTS });
  table.add({ what: `hook cost per idle tap, shape (a copy of ${LINES} lines each)`, unit: 'µs', value: (idle.shape - none.shape) / GUESTS });
  table.add({ what: 'hook cost per tap of a plugin that is off', unit: 'µs', value: (gated.join - none.join) / GUESTS });
}

const guest = (id: string): Plugin => definePlugin({
  id, name: id, version: '1.0.0', requires: ['pos'],
  taps: [tap(sale.price, {}, v => v), tap(sale.allowed, {}, () => undefined), tap(sale.join, {}, () => undefined), tap(basket.warnings, {}, () => [])],
});

/** A basket of twenty lines over HTTP, with and without twenty plugins that tap every hook of a sale. */
async function guests({ table, seconds }: BenchOptions, kind: Kind): Promise<void> {
  const results: Measured[] = [];
  for (const plugins of [installed, [...installed, ...guestIds.map(guest)]]) {
    const { host, url } = await bootAt(await freshPlace(kind), plugins, { jobs: true });
    const shop = await makeShop(url, 200, 1);
    const http = keptClient(url, 1);
    const measured = await load(1, seconds, async () => await http.call('POST', '/api/pos/sales', shop.tills[0]!, JSON.stringify({
      id: randomUUID(), lines: shop.barcodes.slice(0, LINES).map(barcode => ({ barcode, quantity: 1 })), payments: [{ method: 'cash', amount: 1_000_000 }],
    })) === 201);
    http.close();
    await host.stop();
    results.push(measured);
    table.load(`${kind} sale of ${LINES} lines, ${plugins.length - installed.length} plugins beside the built-in ones`, measured);
  }
  table.add({ what: `${kind} cost of ${GUESTS} plugins on a sale of ${LINES} lines (p50)`, unit: 'ms', value: results[1]!.p50 - results[0]!.p50 });
}

/** From the moment an admin's request is sent until a request is answered accordingly: here, and on another host of the database. */
async function toggles({ table }: BenchOptions, kind: Kind): Promise<void> {
  const place = await freshPlace(kind);
  const first = await bootAt(place, installed, { jobs: false });
  const shop = await makeShop(first.url, 1, 1);
  const second = await bootAt(place, installed, { jobs: false });
  const there = client(second.url, shop.admin.token);
  const times = { answer: [] as number[], here: [] as number[], there: [] as number[] };
  const until = async (at: typeof there, status: number): Promise<void> => { while ((await at.get('/api/stock/balances')).status !== status) { /* asked again at once */ } };
  await until(there, 200);
  for (let n = 0; n < 60; n++) {
    const enabled = n % 2 === 1;
    const begin = performance.now();
    const far = until(there, enabled ? 200 : 404).then(() => times.there.push(performance.now() - begin));
    await shop.admin.put(`/api/plugins/stock/stores/${shop.storeId}`, { enabled });
    times.answer.push(performance.now() - begin);
    await until(shop.admin, enabled ? 200 : 404);
    times.here.push(performance.now() - begin);
    await far;
  }
  await second.host.stop();
  await first.host.stop();
  const add = (what: string, list: number[]): void => {
    const { p50, p99, samples } = summary(list, 1);
    table.add({ what: `${kind} toggle: ${what}`, unit: 'ms', value: p50, p50, p99, samples });
  };
  add('the reply', times.answer);
  add('in force on the same host', times.here);
  add('in force on another host', times.there);
}

const told = topic('cevir.told', object({ id: t.String() }));
/** A thousand flips of a plugin with a tap, a subscriber and a job while a till sells. */
async function flips({ table }: BenchOptions, kind: Kind): Promise<void> {
  const plugin = definePlugin({
    id: 'cevir', name: 'Çevir', version: '1.0.0', requires: ['pos'], topics: [told],
    taps: [tap(sale.join, { use: { outbox: Outbox } }, (value, { tx, scope, outbox }) => outbox.add(tx, scope, told, { id: value.id }, value.id))],
    outbox: [subscribe(told, 'cevir.hear', {}, async () => undefined)],
    jobs: [job({ id: 'cevir.tick', schedule: { everyMs: 1000 }, per: 'store' }, async () => undefined)],
  });
  const { host, url } = await bootAt(await freshPlace(kind), [...installed, plugin], { jobs: true });
  const shop = await makeShop(url, 10, 1);
  const admin = await client(url).signIn('admin', PASSWORD);
  let selling = true;
  let sold = 0;
  let refused = 0;
  const till = (async () => {
    const http = keptClient(url, 1);
    while (selling) {
      const status = await http.call('POST', '/api/pos/sales', shop.tills[0]!, JSON.stringify({ id: randomUUID(), lines: [{ barcode: shop.barcodes[0]!, quantity: 1 }], payments: [{ method: 'cash', amount: 100_000 }] }));
      if (status === 201) sold++;
      else refused++;
    }
    http.close();
  })();
  const times: number[] = [];
  for (let n = 0; n < 1000; n++) {
    const begin = performance.now();
    await admin.put(`/api/plugins/cevir/stores/${shop.storeId}`, { enabled: n % 2 === 1 });
    times.push(performance.now() - begin);
  }
  selling = false;
  await till;
  const [twice] = await host.database.query<{ rows: number }>("SELECT COUNT(*) AS rows FROM (SELECT aggregate FROM cikis_kutusu WHERE subscriber = 'cevir.hear' GROUP BY aggregate HAVING COUNT(*) > 1) AS t");
  const [sales] = await host.database.query<{ rows: number }>('SELECT COUNT(*) AS rows FROM pos_satislar');
  await host.stop();
  const { p50, p99, samples } = summary(times, 1);
  table.add({ what: `${kind} 1,000 flips under load, the reply`, unit: 'ms', value: p50, p50, p99, samples, note: `${sold} sold, ${refused} refused, ${sales!.rows - sold} lost or doubled, ${twice!.rows} told twice` });
}
