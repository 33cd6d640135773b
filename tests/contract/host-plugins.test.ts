import { expect } from 'chai';
import { createToken, definePlugin, migration, provide, refusals, route, runSql } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { bootAt, openShop, PASSWORD, setupBody, type Shop } from '../support/host.js';

const told = (reply: Reply) => [reply.status, reply.body?.code];
const sleep = (ms: number) => new Promise(done => setTimeout(done, ms));

/** Reads a stream of events until one of a type comes. */
async function listen(url: string, token: string, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const reply = await fetch(`${url}/api/events`, { headers: { authorization: `Bearer ${token}`, ...headers }, signal: leaving.signal });
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    reply,
    async until(type: string): Promise<{ id: string; data: unknown }> {
      const found = () => new RegExp(`id: (.+)\nevent: ${type.replace('.', '\\.')}\ndata: (.+)\n\n`).exec(text);
      const limit = setTimeout(() => leaving.abort(), 5000);
      while (!found()) text += (await reader.read()).value ?? '';
      clearTimeout(limit);
      return { id: found()![1]!, data: JSON.parse(found()![2]!) };
    },
    leave: () => leaving.abort(),
  };
}

eachDatabase('Plugins', kind => {
  let shop: Shop;
  let admin: Client;
  before(async () => { shop = await openShop(kind); ({ admin } = shop); });
  after(() => shop.stop());
  const put = (id: string, body: unknown, storeId = shop.storeId, who = admin) => who.put(`/api/plugins/${id}/stores/${storeId}`, body);

  it('are switched off and on in one store, at once', async () => {
    const other = await shop.anotherStore();
    const cashier = await shop.as('cashier');
    const off = await put('stock', { enabled: false });
    expect([off.status, off.body.stores[shop.storeId].enabled, off.body.stores[other.storeId].enabled]).to.eql([200, false, true]);
    const refused = await cashier.get('/api/stock/balances');
    expect(told(refused)).to.eql([404, 'plugin.disabled']);
    const there = await client(shop.url).signIn('admin', PASSWORD, other);
    expect((await there.get('/api/stock/balances')).status).to.equal(200);
    expect((await put('stock', { enabled: false })).status, 'again').to.equal(200);
    expect((await put('stock', { enabled: true })).body.stores[shop.storeId]).to.eql({ enabled: true, state: 'on' });
    expect((await cashier.get('/api/stock/balances')).status).to.equal(200);
  });

  it('one that others need is 409 plugin.required {by}, and goes with them by cascade', async () => {
    const refused = await put('katalog', { enabled: false });
    expect(told(refused)).to.eql([409, 'plugin.required']);
    expect(refused.body.by).to.include.members(['pos', 'stock']);
    expect((await admin.get('/api/katalog/products')).status).to.equal(200);
    expect((await put('katalog', { enabled: false, cascade: true })).status).to.equal(200);
    for (const path of ['/api/katalog/products', '/api/pos/sales', '/api/stock/balances']) expect(told(await admin.get(path)), path).to.eql([404, 'plugin.disabled']);
    expect((await admin.get('/api/users')).status).to.equal(200);
    expect((await put('pos', { enabled: true, cascade: true })).status).to.equal(200);
    expect((await admin.get('/api/pos/sales')).status).to.equal(200);
    expect((await put('stock', { enabled: true, cascade: true })).status).to.equal(200);
  });

  it('are switched by who holds host.plugins, where there is a plugin and a store', async () => {
    const manager = await shop.as('manager');
    expect(told(await put('stock', { enabled: false }, shop.storeId, manager))).to.eql([403, 'auth.forbidden']);
    expect((await manager.get('/api/plugins')).status).to.equal(403);
    expect((await put('nobody', { enabled: false })).status).to.equal(404);
    expect((await put('host', { enabled: false })).status).to.equal(404);
    expect((await put('stock', { enabled: false }, '0190a000-0000-7000-8000-000000000000')).status).to.equal(404);
    for (const body of [{}, { enabled: 'no' }, { enabled: false, more: 1 }, { enabled: null }]) expect(told(await put('stock', body))).to.eql([400, 'request.invalid']);
    expect((await put('stock', { enabled: false }, 'here')).status).to.equal(400);
  });

  it('settings are checked by the plugin’s schema', async () => {
    const path = `/api/plugins/stock/settings?storeId=${shop.storeId}`;
    const read = await admin.get(path);
    expect(read.status, read.text).to.equal(200);
    const values = read.body.values;
    expect((await admin.put(path, { ...values, surprise: 1 })).status).to.equal(400);
    expect((await admin.put(path, values)).body.values).to.eql(values);
    expect((await admin.get('/api/plugins/nobody/settings')).status).to.equal(404);
    expect((await admin.get('/api/plugins/stock/settings?storeId=0190a000-0000-7000-8000-000000000000')).status).to.equal(404);
    expect((await (await shop.as('manager')).get(path)).status).to.equal(403);
  });

  it('events tell of a switch, and Last-Event-ID resumes', async () => {
    const stream = await listen(shop.url, admin.token!);
    expect([stream.reply.status, stream.reply.headers.get('content-type')]).to.eql([200, 'text/event-stream; charset=utf-8']);
    await put('stock', { enabled: false });
    const { id } = await stream.until('plugins.changed');
    stream.leave();
    await put('stock', { enabled: true });
    await sleep(200);
    const resumed = await listen(shop.url, admin.token!, { 'last-event-id': id });
    const next = await resumed.until('plugins.changed');
    expect(Number(next.id)).to.be.above(Number(id));
    expect(next.data).to.include({ plugin: 'stock', enabled: true });
    resumed.leave();
    expect((await client(shop.url).get('/api/events')).status).to.equal(401);
    expect(told(await (await client(shop.url).signIn('admin', PASSWORD)).get('/api/events'))).to.eql([409, 'auth.context']);
  });

  it('events of another store are not heard', async () => {
    const other = await shop.anotherStore();
    const there = await client(shop.url).signIn('admin', PASSWORD, other);
    const stream = await listen(shop.url, there.token!);
    const made = await admin.post('/api/katalog/products', { name: 'Süt', barcodes: [], vatRate: 10, price: 100, unit: 'piece' });
    await admin.post('/api/stock/movements', { productId: made.body.id, warehouseId: shop.warehouseId, type: 'in', quantity: 5, reason: 'x' });
    expect(await Promise.race([stream.until('stock.changed').then(() => 'heard', () => 'left'), sleep(500).then(() => 'silence')])).to.equal('silence');
    stream.leave();
  });

  if (kind === 'postgres') it('a switch is in force on another host within 250 ms', async () => {
    const second = await bootAt(shop.place);
    try {
      const elsewhere = client(second.url, admin.token);
      expect((await elsewhere.get('/api/stock/balances')).status).to.equal(200);
      const stream = await listen(second.url, admin.token!);
      await put('stock', { enabled: false });
      await sleep(250);
      expect(told(await elsewhere.get('/api/stock/balances'))).to.eql([404, 'plugin.disabled']);
      expect((await stream.until('plugins.changed')).data).to.include({ plugin: 'stock', enabled: false });
      stream.leave();
      await put('stock', { enabled: true });
    } finally {
      await second.host.stop();
    }
  });
});

eachDatabase('A plugin that cannot run', kind => {
  const ping = (id: string) => route({ method: 'GET', path: '/ping', permission: 'signedIn', handle: async () => ({ pong: id }) });
  const plugins = {
    'whose migration fails': definePlugin({ id: 'kirik', name: 'Kırık', version: '1.0.0', migrations: [migration('001', [runSql('CREATE TABLE kirik_a (id INTEGER)'), runSql('THIS IS NO SQL')])], routes: [ping('kirik')] }),
    'that lacks another': definePlugin({ id: 'kirik', name: 'Kırık', version: '1.0.0', requires: ['yok'], routes: [ping('kirik')] }),
    'whose provider throws': definePlugin({ id: 'kirik', name: 'Kırık', version: '1.0.0', provides: [provide(createToken('kirik.x'), {}, () => { throw new Error('geheim'); })], routes: [ping('kirik')] }),
    'whose route is declared twice': definePlugin({ id: 'kirik', name: 'Kırık', version: '1.0.0', routes: [ping('kirik'), ping('kirik')] }),
    'that declares what is another’s': definePlugin({ id: 'kirik', name: 'Kırık', version: '1.0.0', routes: [ping('kirik')], errors: [refusals({ 'pos.stolen': 409 })] }),
  };
  for (const [title, broken] of Object.entries(plugins)) it(`${title} is off with its reason, and the host is up`, async () => {
    const needs = definePlugin({ id: 'ister', name: 'İster', version: '1.0.0', requires: ['kirik'], routes: [ping('ister')] });
    const whole = definePlugin({ id: 'saglam', name: 'Sağlam', version: '1.0.0', routes: [ping('saglam')] });
    const { host, url } = await bootAt(await freshPlace(kind), [...installed, broken, needs, whole]);
    try {
      const made = await client(url).post('/api/setup', setupBody());
      expect(made.status, made.text).to.equal(201);
      const admin = await client(url).signIn('admin', PASSWORD, made.body);
      const { items } = (await admin.get('/api/plugins')).body;
      const state = (id: string) => items.find((i: { id: string }) => i.id === id);
      expect(state('kirik').state).to.equal('failed');
      expect(state('kirik').reason).to.be.a('string').and.not.empty;
      expect(state('ister').state).to.equal('failed');
      expect(state('saglam').state).to.equal('active');
      expect((await admin.get('/api/saglam/ping')).body).to.eql({ pong: 'saglam' });
      expect((await admin.get('/api/kirik/ping')).status).to.equal(404);
      expect((await admin.get('/api/katalog/products')).status).to.equal(200);
      expect((await client(url).get('/readyz')).status).to.equal(200);
      expect((await admin.put(`/api/plugins/kirik/stores/${made.body.storeId}`, { enabled: true })).status).to.equal(409);
      expect((await admin.put(`/api/plugins/kirik/stores/${made.body.storeId}`, { enabled: false, cascade: true })).status).to.equal(200);
    } finally {
      await host.stop();
    }
  });
});

describe('The OpenAPI document', function () {
  this.timeout(30_000);
  it('is 3.1, has every route of the contract, and hangs together', async () => {
    const shop = await openShop('sqlite');
    const { status, body } = await client(shop.url).get('/api/openapi.json');
    await shop.stop();
    expect([status, body.openapi]).to.eql([200, '3.1.0']);
    const has = (text: string) => { const [method, path] = text.split(' ') as [string, string]; expect(body.paths[path]?.[method.toLowerCase()], text).to.be.an('object'); };
    for (const wanted of [
      'GET /api/setup', 'POST /api/setup', 'POST /api/auth/login', 'POST /api/auth/context', 'POST /api/auth/refresh', 'POST /api/auth/logout', 'GET /api/auth/me',
      'GET /api/users', 'POST /api/users', 'GET /api/users/{id}', 'PATCH /api/users/{id}', 'DELETE /api/users/{id}', 'GET /api/roles', 'POST /api/roles', 'PATCH /api/roles/{id}', 'GET /api/permissions',
      ...['stores', 'terminals', 'warehouses'].flatMap(p => [`GET /api/${p}`, `POST /api/${p}`, `PATCH /api/${p}/{id}`]), 'GET /api/audit', 'GET /api/plugins', 'PUT /api/plugins/{id}/stores/{storeId}',
      'GET /api/plugins/{id}/settings', 'PUT /api/plugins/{id}/settings', 'GET /api/events', 'GET /api/openapi.json', 'GET /healthz', 'GET /readyz',
    ]) has(wanted);
    const operations = Object.entries(body.paths as Record<string, Record<string, Record<string, unknown>>>).flatMap(([path, methods]) => Object.values(methods).map(operation => ({ path, operation })));
    const ids = operations.map(o => o.operation['operationId']);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { path, operation } of operations) {
      const parameters = operation['parameters'] as { name: string; in: string; required: boolean }[];
      expect(parameters.filter(p => p.in === 'path').map(p => p.name).sort(), path).to.eql([...path.matchAll(/\{(\w+)\}/g)].map(m => m[1]).sort());
      expect(new Set(parameters.map(p => `${p.in} ${p.name}`)).size, path).to.equal(parameters.length);
      const responses = Object.entries(operation['responses'] as Record<string, Record<string, unknown>>);
      for (const [, response] of responses) expect('description' in response || '$ref' in response).to.equal(true);
      for (const [status, response] of responses) if (/^2/.test(status) && status !== '204') expect(response, `${path} ${status}`).to.have.property('content');
    }
    const text = JSON.stringify(body);
    for (const [, name] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) expect(name!.split('/').reduce((at: Record<string, unknown> | undefined, key) => at?.[key] as never, body), name).to.be.an('object');
  });
});
