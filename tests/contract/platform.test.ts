import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Failure, Outbox, definePlugin, defineSettings, job, object, route, secret, subscribe, t, topic } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood } from '../support/goods.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';

const told = (reply: Reply) => [reply.status, reply.body?.code];
const sleep = (ms: number) => new Promise(done => setTimeout(done, ms));
const CANARY = 'kanarya-7f3a9c51';
const JSON_TYPE = { 'content-type': 'application/json' };

/** What somebody else's plugin brings: settings with a secret, a topic whose receiver fails as it is told to, and a job. */
const rang = topic('kapi.bell.rung', object({ how: t.String(), secretCode: t.String() }));
let runs = 0;
const door = definePlugin({
  id: 'kapi', name: 'Kapı', version: '1.2.3', topics: [rang],
  settings: defineSettings('kapi', 'store', object({ url: t.String({ title: 'settings.url', default: '' }), apiKey: secret({ title: 'settings.apiKey' }) })),
  outbox: [subscribe(rang, 'kapi.open', {}, async ({ how }) => {
    if (how === 'dead') throw new Failure('validation', 'the door says no');
    if (how === 'later') throw new Failure('unavailable', 'nobody answers');
    if (how === 'lost') throw new Failure('unavailable', 'the line went dead', { acted: 'unknown' });
    return { opened: true };
  }, { idempotency: 'none', lane: ({ how }) => `kapi.${how}`, retry: { baseMs: 60_000 } })],
  jobs: [job({ id: 'kapi.oil', schedule: { everyMs: 3_600_000 }, per: 'store' }, async () => { runs++; return { drops: 3 }; })],
  routes: [route({
    method: 'POST', path: '/ring', permission: 'signedIn', body: object({ how: t.String() }), status: 201, reply: t.Object({ how: t.String() }), use: { outbox: Outbox },
    handle: ({ scope, body, once, use: { outbox } }) => once(async tx => {
      await outbox.add(tx, scope, rang, { how: body.how, secretCode: 'x' }, randomUUID());
      return { how: body.how };
    }),
  })],
});

/** Opens the stream of events; `until` resolves with what came under that name. */
async function listen(who: Client, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const reply = await fetch(`${who.url}/api/events`, { headers: { authorization: `Bearer ${who.token}`, ...headers }, signal: leaving.signal });
  expect([reply.status, reply.headers.get('content-type')?.split(';')[0]]).to.eql([200, 'text/event-stream']);
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const pump = (async () => { for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value; })().catch(() => undefined);
  const found = (type: string) => [...text.matchAll(/id: (.+)\nevent: (.+)\ndata: (.+)\n\n/g)].filter(m => m[2] === type).map(m => ({ id: m[1]!, data: JSON.parse(m[3]!) }));
  return {
    found,
    async until(type: string) {
      for (let tries = 0; tries < 100; tries++) {
        const [first] = found(type);
        if (first) return first;
        await sleep(20);
      }
      throw new Error(`No ${type} came: ${text}`);
    },
    leave: async () => { leaving.abort(); await pump; },
  };
}

eachDatabase('The platform', kind => {
  let shop: Shop;
  let admin: Client;
  let cashier: Client;
  let manager: Client;
  let wanderer: Client;
  let other: { storeId: string; terminalId: string };
  let there: Client;
  before(async () => {
    shop = await openShop(kind, { plugins: [...installed, door] });
    ({ admin } = shop);
    [cashier, manager] = [await shop.as('cashier'), await shop.as('manager')];
    wanderer = await client(shop.url).signIn('admin', PASSWORD);
    other = await shop.anotherStore();
    there = await at(other);
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const at = async (place: { storeId: string; terminalId: string }) => client(shop.url, (await wanderer.post('/api/auth/context', { storeId: place.storeId, terminalId: place.terminalId })).body.accessToken);
  function problem(reply: Reply, status: number, code: string, members: object = {}, title = '') {
    expect(told(reply), `${title} ${reply.text}`).to.eql([status, code]);
    expect(reply.headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(reply.body).to.include.keys('type', 'title', 'status', 'detail', 'code', 'instance');
    expect(reply.body).to.deep.include(members);
    expect(reply.text).not.to.match(/SELECT |INSERT |node_modules|\.ts:|at Object/);
    for (const sentence of [reply.body.title, reply.body.detail]) expect(sentence).to.be.a('string').and.not.match(/^$|^[a-z]+[.:]|\{\{?/);
  }
  const closed = async (who: Client, method: string, path: string) =>
    problem(await who.send(method, path, method === 'GET' ? undefined : '{"nonsense":1}', method === 'GET' ? {} : JSON_TYPE), 403, 'auth.forbidden', {}, `${method} ${path}`);
  const guarded = async (method: string, path: string) => {
    problem(await client(shop.url).send(method, path, method === 'GET' ? undefined : '{"nonsense":1}', method === 'GET' ? {} : JSON_TYPE), 401, 'auth.required', {}, path);
    for (const who of [cashier, manager]) await closed(who, method, path);
  };

  it('every list keeps the habits of lists', async () => {
    const { body: document } = await admin.get('/api/openapi.json');
    const schemaOf = (schema: { $ref?: string; properties?: object }): { properties?: object } => schema.$ref ? schema.$ref.slice(2).split('/').reduce((at: Record<string, never>, key) => at[key]!, document) : schema;
    const lists = Object.entries(document.paths as Record<string, { get?: { responses: Record<string, { content?: Record<string, { schema: object }> }> } }>).flatMap(([path, { get }]) => {
      const schema = get?.responses['200']?.content?.['application/json']?.schema;
      return schema && 'nextCursor' in (schemaOf(schema).properties ?? {}) ? [path] : [];
    });
    expect(lists).to.include.members(['/api/pos/parked', '/api/pos/shifts', '/api/outbox', '/api/jobs', '/api/plugins']);
    const enrolled = await admin.post(`/api/terminals/${shop.terminalId}/enrol`);
    const cookie = enrolled.headers.getSetCookie()[0]!.split(';')[0]!;
    const shift = await admin.post('/api/pos/shifts', { openingCash: 0 });
    const known: Record<string, string> = { '/api/terminals/{id}/devices': shop.terminalId, '/api/pos/shifts/{id}/movements': shift.body.id, '/api/jobs/{id}/runs': (await admin.get('/api/jobs')).body.items[0].id };
    for (const template of lists) {
      const path = template.replace('{id}', known[template] ?? randomUUID());
      const query = template.endsWith('/approvers') ? 'permission=pos.refund&' : template.endsWith('/lookup') ? 'code=nobody&' : '';
      for (const bad of ['limit=201', 'limit=0', 'limit=x', 'limit=1.5', 'surprise=1', 'cursor=bogus', 'sort=hash'])
        expect(told(await admin.get(`${path}?${query}${bad}`, { cookie })), `${template}?${bad}`).to.eql([400, 'request.invalid']);
      if (template.includes('{id}') && !known[template]) continue;
      for (const good of ['limit=200', 'limit=1']) {
        const reply = await admin.get(`${path}?${query}${good}`, { cookie });
        expect(reply.status, `${template}?${good} ${reply.text}`).to.equal(200);
        expect(reply.body).to.include.all.keys('items', 'nextCursor');
        if (good === 'limit=1') expect(reply.body.items.length, template).to.be.at.most(1);
      }
    }
    await admin.post(`/api/pos/shifts/${shift.body.id}/close`, { countedCash: 0 });
  });

  describe('signs in by PIN', () => {
    let userId: string;
    let cookie: string;
    const pin = '482915';
    const enter = (body: object, headers: Record<string, string> = { cookie }) => client(shop.url).post('/api/auth/pin', body, headers);
    before(async () => {
      userId = (await cashier.get('/api/auth/me')).body.user.id;
      const enrolled = await admin.post(`/api/terminals/${shop.terminalId}/enrol`, {});
      expect(enrolled.status, enrolled.text).to.be.oneOf([200, 201]);
      const device = enrolled.headers.getSetCookie().find(c => /device/i.test(c))!;
      expect(device).to.match(/HttpOnly/i).and.match(/SameSite=Strict/i);
      cookie = device.split(';')[0]!;
    });

    it('where an admin enrolled the terminal', async () => {
      await guarded('POST', `/api/terminals/${shop.terminalId}/enrol`);
      expect((await admin.post(`/api/terminals/${randomUUID()}/enrol`)).status).to.equal(404);
      problem(await admin.post(`/api/terminals/${shop.terminalId}/enrol`, { surprise: 1 }), 400, 'request.invalid');
      expect((await admin.post('/api/terminals/x/enrol')).status).to.be.oneOf([400, 404]);
    });

    it('with a PIN of six digits or more, which nobody reads again', async () => {
      for (const bad of [{ pin: '1234' }, { pin: '12345' }, { pin: 'abcdef' }, { pin: 482915 }, { pin: '' }, {}, { pin, surprise: 1 }]) expect((await admin.put(`/api/users/${userId}/pin`, bad)).status, JSON.stringify(bad)).to.be.oneOf([400, 422]);
      problem(await manager.put(`/api/users/${userId}/pin`, { pin }), 403, 'auth.forbidden');
      expect((await admin.put(`/api/users/${randomUUID()}/pin`, { pin })).status).to.equal(404);
      const set = await admin.put(`/api/users/${userId}/pin`, { pin });
      expect(set.status, set.text).to.be.oneOf([200, 204]);
      expect(set.text).not.to.include(pin);
      expect((await admin.get(`/api/users/${userId}`)).text).not.to.include(pin);
      expect((await cashier.put(`/api/users/${userId}/pin`, { pin })).status, 'one’s own').to.be.oneOf([200, 204]);
    });

    it('at the place of the terminal, by the name on a tile', async () => {
      const tiles = await client(shop.url).get('/api/auth/tiles', { cookie });
      expect(tiles.status, tiles.text).to.equal(200);
      const mine = tiles.body.items.find((i: { id: string }) => i.id === userId);
      expect(mine).to.include({ id: userId, fullName: 'cashier 1' });
      expect(tiles.text).not.to.match(/password|hash|username|identityNumber/);
      const reply = await enter({ userId, pin });
      expect(reply.status, reply.text).to.equal(200);
      expect(reply.body).to.include.keys('accessToken', 'expiresIn');
      expect(reply.headers.getSetCookie().join()).to.match(/HttpOnly/i).and.match(/Path=\/api\/auth/);
      const me = client(shop.url, reply.body.accessToken);
      expect((await me.get('/api/auth/me')).body.context).to.deep.include({ storeId: shop.storeId, terminalId: shop.terminalId });
      const refresh = reply.headers.getSetCookie().find(c => /refresh/i.test(c.split('=')[0]!))!.split(';')[0]!;
      const fresh = await client(shop.url).post('/api/auth/refresh', undefined, { cookie: refresh });
      expect(fresh.status, fresh.text).to.equal(200);
      expect((await client(shop.url, fresh.body.accessToken).get('/api/auth/me')).body.context, 'keeps its place').to.deep.include({ storeId: shop.storeId, terminalId: shop.terminalId });
      const some = await makeGood(admin, { warehouseId: shop.warehouseId, onHand: 5 });
      expect((await me.post('/api/pos/sales', cashSale([{ good: some, quantity: 1 }]))).body).to.include({ cashierId: userId, terminalId: shop.terminalId });
    });

    it('and not elsewhere, nor otherwise', async () => {
      expect((await enter({ userId, pin }, {})).status).to.be.oneOf([401, 403]);
      expect((await client(shop.url).get('/api/auth/tiles')).status).to.be.oneOf([401, 403]);
      expect((await enter({ userId, pin }, { cookie: `${cookie}x` })).status).to.be.oneOf([401, 403]);
      problem(await enter({ userId, pin: '482916' }), 401, 'auth.invalid');
      problem(await enter({ userId: randomUUID(), pin }), 401, 'auth.invalid');
      const stranger = (await (await shop.as('cashier', other)).get('/api/auth/me')).body.user.id;
      expect((await admin.put(`/api/users/${stranger}/pin`, { pin: '731904' })).status).to.be.oneOf([200, 204]);
      problem(await enter({ userId: stranger, pin: '731904' }), 401, 'auth.invalid');
      expect((await client(shop.url).get('/api/auth/tiles', { cookie })).body.items.map((i: { id: string }) => i.id)).not.to.include(stranger);
      for (const bad of [{}, { userId }, { pin }, { userId: 'x', pin }, { userId, pin: 1 }, { userId, pin, surprise: 1 }]) problem(await enter(bad), 400, 'request.invalid', {}, JSON.stringify(bad));
      expect((await enter({ userId, pin })).status, 'a failure or two locks nobody out').to.equal(200);
      let refused: Reply | undefined;
      for (let tries = 0; tries < 7 && refused?.status !== 429; tries++) refused = await enter({ userId, pin: '482916' });
      problem(refused!, 429, 'request.tooMany');
      expect(Number(refused!.headers.get('retry-after'))).to.be.above(0);
      expect((await enter({ userId, pin })).status, 'also with the right one').to.equal(429);
      expect((await cashier.get('/api/auth/me')).status, 'who is in stays in').to.equal(200);
    });
  });

  describe('keeps settings', () => {
    const path = (storeId: string) => `/api/plugins/kapi/settings?storeId=${storeId}`;
    it('with secrets that are written and never read', async () => {
      const before = await admin.get(path(shop.storeId));
      expect(before.status, before.text).to.equal(200);
      expect(before.body.values.apiKey).to.eql({ set: false });
      const saved = await admin.put(path(shop.storeId), { url: 'https://a.example', apiKey: CANARY });
      expect(saved.status, saved.text).to.equal(200);
      expect(saved.text).not.to.include(CANARY);
      for (const reply of [saved, await admin.get(path(shop.storeId))]) expect(reply.body.values).to.deep.equal({ url: 'https://a.example', apiKey: { set: true } });
      expect((await admin.put(path(shop.storeId), { url: 'https://b.example', apiKey: { set: true } })).body.values, 'as it was read').to.deep.equal({ url: 'https://b.example', apiKey: { set: true } });
      expect((await admin.put(path(shop.storeId), { url: 'https://c.example' })).body.values.apiKey, 'left out').to.eql({ set: true });
      expect((await admin.get(path(other.storeId))).body.values, 'of the other store').to.deep.equal({ url: '', apiKey: { set: false } });
      for (const table of ['ayarlar', 'denetim_kayitlari']) expect(JSON.stringify(await shop.host.database.query(`SELECT * FROM ${table}`)), table).not.to.include(CANARY);
      expect((await admin.get('/api/audit?limit=200')).text).not.to.include(CANARY);
      const invalid = await admin.put(path(shop.storeId), { url: 5, apiKey: CANARY });
      problem(invalid, 400, 'request.invalid');
      expect(invalid.text).not.to.include(CANARY);
      expect((await admin.put(path(shop.storeId), { url: '', apiKey: '' })).body.values.apiKey, 'emptied').to.eql({ set: false });
    });

    it('for who may, checked by the schema', async () => {
      await guarded('GET', path(shop.storeId));
      await guarded('PUT', path(shop.storeId));
      for (const bad of [{ surprise: 1 }, { url: 1 }, { apiKey: 5 }, { apiKey: { set: true, more: 1 } }]) problem(await admin.put(path(shop.storeId), bad), 400, 'request.invalid', {}, JSON.stringify(bad));
      for (const wrong of [await admin.put(path(randomUUID()), { url: '' }), await admin.get(path(randomUUID())), await admin.get('/api/plugins/yok/settings'), await admin.put('/api/plugins/yok/settings', {})]) expect(wrong.status).to.equal(404);
      problem(await admin.get('/api/plugins/kapi/settings?storeId=x'), 400, 'request.invalid');
      problem(await admin.get(`${path(shop.storeId)}&surprise=1`), 400, 'request.invalid');
    });
  });

  describe('lists and switches plugins', () => {
    it('with their state in each store', async () => {
      const { status, body } = await admin.get('/api/plugins');
      expect(status).to.equal(200);
      for (const item of body.items) expect(item).to.include.all.keys('id', 'name', 'version', 'state', 'requires', 'stores');
      const mine = body.items.find((i: { id: string }) => i.id === 'kapi');
      expect(mine).to.deep.include({ id: 'kapi', name: 'Kapı', version: '1.2.3', requires: [] });
      expect(Object.keys(mine.stores)).to.have.members([shop.storeId, other.storeId]);
      for (const one of Object.values(mine.stores)) expect(one).to.include.all.keys('enabled', 'state');
      expect(body.items.find((i: { id: string }) => i.id === 'stock').requires).to.have.members(['katalog', 'pos']);
      const put = await admin.put(`/api/plugins/kapi/stores/${other.storeId}`, { enabled: false });
      expect([put.status, put.body.id, put.body.stores[other.storeId].enabled, put.body.stores[shop.storeId].enabled]).to.eql([200, 'kapi', false, true]);
      problem(await there.post('/api/kapi/ring', { nonsense: 1 }), 404, 'plugin.disabled');
      problem(await wanderer.post('/api/kapi/ring', { nonsense: 1 }), 409, 'auth.context');
      problem(await client(shop.url).post('/api/kapi/ring', {}), 401, 'auth.required');
      expect((await admin.post('/api/kapi/ring', { how: 'well' })).status).to.equal(201);
      expect((await admin.put(`/api/plugins/kapi/stores/${other.storeId}`, { enabled: true })).status).to.equal(200);
      expect((await there.post('/api/kapi/ring', { how: 'well' })).status).to.equal(201);
      const refused = await admin.put(`/api/plugins/katalog/stores/${shop.storeId}`, { enabled: false });
      problem(refused, 409, 'plugin.required');
      expect(refused.body.by).to.be.an('array').and.include.members(['pos', 'stock']);
      await guarded('PUT', `/api/plugins/kapi/stores/${shop.storeId}`);
      await guarded('GET', '/api/plugins');
    });
  });

  describe('tells what changes', () => {
    it('in the caller’s store, to who listens, and to who comes back', async () => {
      const [here, away] = [await listen(cashier), await listen(there)];
      const some = await makeGood(admin, { warehouseId: shop.warehouseId, onHand: 5 });
      const first = await here.until('stock.changed');
      expect(first.data).to.be.an('object');
      await here.until('catalogue.changed');
      await away.until('catalogue.changed');
      expect((await cashier.post('/api/pos/sales', cashSale([{ good: some, quantity: 1 }]))).status).to.equal(201);
      await admin.put(`/api/plugins/kapi/stores/${shop.storeId}`, { enabled: false });
      expect((await here.until('plugins.changed')).data).to.include({ plugin: 'kapi', enabled: false });
      await here.leave();
      await admin.put(`/api/plugins/kapi/stores/${shop.storeId}`, { enabled: true });
      const again = await listen(cashier, { 'last-event-id': first.id });
      expect((await again.until('stock.changed')).id, 'the sale came after it').not.to.equal(first.id);
      for (let tries = 0; tries < 100 && again.found('plugins.changed').length < 2; tries++) await sleep(20);
      expect(again.found('plugins.changed').map(e => e.data.enabled)).to.eql([false, true]);
      expect(away.found('stock.changed')).to.eql([]);
      expect(away.found('plugins.changed').filter(e => e.data.storeId === shop.storeId)).to.eql([]);
      await Promise.all([again.leave(), away.leave()]);
      problem(await client(shop.url).get('/api/events'), 401, 'auth.required');
      problem(await wanderer.get('/api/events'), 409, 'auth.context');
    });
  });

  describe('keeps an outbox', () => {
    const rows = async (query: string, who = admin) => {
      const reply = await who.get(`/api/outbox?plugin=kapi&${query}`);
      expect(reply.status, reply.text).to.equal(200);
      return reply.body.items as { id: string; state: string; topic: string; createdAt: string; storeId: string }[];
    };
    const ring = async (how: string, state: string) => {
      const before = new Set((await rows('limit=200')).map(row => row.id));
      expect((await admin.post('/api/kapi/ring', { how })).status).to.equal(201);
      for (let tries = 0; tries < 250; tries++) {
        const mine = (await rows('limit=200')).find(row => !before.has(row.id));
        if (mine?.state === state) return mine;
        await sleep(20);
      }
      throw new Error(`No row came to ${state}`);
    };

    it('whose rows are seen by state, tried again and cancelled', async () => {
      const done = await ring('well', 'done');
      expect(done).to.include({ topic: 'kapi.bell.rung', storeId: shop.storeId });
      for (const [how, state] of [['dead', 'dead'], ['later', 'retry'], ['lost', 'uncertain']] as const) {
        const row = await ring(how, state);
        expect((await rows(`state=${state}`)).map(r => r.id), state).to.include(row.id);
        expect((await rows('state=done')).map(r => r.id), state).not.to.include(row.id);
        const again = await admin.post(`/api/outbox/${row.id}/retry`, {});
        expect([again.status, again.body?.id], again.text).to.eql([200, row.id]);
        for (let tries = 0; tries < 250 && (await rows(`state=${state}`)).every(r => r.id !== row.id); tries++) await sleep(20);
        const cancelled = await admin.post(`/api/outbox/${row.id}/cancel`);
        expect([cancelled.status, cancelled.body?.state], cancelled.text).to.eql([200, 'cancelled']);
        expect((await rows(`state=${state}`)).map(r => r.id)).not.to.include(row.id);
        expect((await admin.post(`/api/outbox/${row.id}/cancel`)).status, 'a second time').to.be.oneOf([200, 409, 422]);
      }
      expect((await admin.post(`/api/outbox/${done.id}/retry`)).status, 'what is done stays done').to.be.oneOf([409, 422]);
      expect((await admin.post(`/api/outbox/${done.id}/cancel`)).status, 'what is done stays done').to.be.oneOf([409, 422]);
      expect((await rows('state=done')).map(r => r.id)).to.include(done.id);
      for (const state of ['ready', 'retry', 'uncertain', 'dead', 'held', 'done']) expect((await admin.get(`/api/outbox?state=${state}`)).status, state).to.equal(200);
      problem(await admin.get('/api/outbox?state=gone'), 400, 'request.invalid');
    });

    it('for who may, of a store they may enter', async () => {
      for (const [method, path] of [['GET', '/api/outbox'], ['POST', `/api/outbox/${randomUUID()}/retry`], ['POST', `/api/outbox/${randomUUID()}/cancel`]] as const) await guarded(method, path);
      for (const action of ['retry', 'cancel']) {
        expect((await admin.post(`/api/outbox/${randomUUID()}/${action}`)).status).to.equal(404);
        problem(await admin.post(`/api/outbox/${randomUUID()}/${action}`, { surprise: 1 }), 400, 'request.invalid');
      }
      expect((await admin.get('/api/outbox/x')).status).to.be.oneOf([400, 404]);
      expect((await admin.put(`/api/plugins/kapi/stores/${shop.storeId}`, { enabled: false })).status).to.equal(200);
      expect((await admin.put(`/api/plugins/kapi/stores/${shop.storeId}`, { enabled: true })).status).to.equal(200);
    });
  });

  describe('runs jobs', () => {
    it('also when asked, once per key', async () => {
      const { status, body } = await admin.get('/api/jobs?limit=200');
      expect(status).to.equal(200);
      expect(body).to.include.all.keys('items', 'nextCursor');
      const mine = body.items.find((i: { job: string; storeId: string }) => i.job === 'kapi.oil' && i.storeId === shop.storeId);
      expect(mine).to.include({ plugin: 'kapi', per: 'store' });
      const before = runs;
      const key = { 'idempotency-key': randomUUID() };
      const asked = await admin.post(`/api/jobs/${mine.id}/run`, undefined, key);
      expect(asked.status, asked.text).to.be.oneOf([200, 201, 202]);
      expect((await admin.post(`/api/jobs/${mine.id}/run`, undefined, key)).body).to.eql(asked.body);
      for (let tries = 0; tries < 250 && runs === before; tries++) await sleep(20);
      await sleep(300);
      expect(runs).to.equal(before + 1);
      const { items: [last] } = (await admin.get(`/api/jobs/${mine.id}/runs`)).body;
      expect(last).to.deep.include({ state: 'done', result: { drops: 3 } });
      await guarded('GET', '/api/jobs');
      await guarded('POST', `/api/jobs/${mine.id}/run`);
      expect((await admin.post(`/api/jobs/${randomUUID()}/run`)).status).to.equal(404);
      problem(await admin.post(`/api/jobs/${mine.id}/run`, { surprise: 1 }), 400, 'request.invalid');
    });
  });

  it('says why in the language asked for', async () => {
    const cases: ((headers: Record<string, string>) => Promise<Reply>)[] = [
      h => admin.put(`/api/plugins/katalog/stores/${shop.storeId}`, { enabled: false }, h), h => admin.post(`/api/outbox/${randomUUID()}/retry`, undefined, h),
      h => admin.post(`/api/jobs/${randomUUID()}/run`, undefined, h), h => client(shop.url).get('/api/auth/tiles', h), h => admin.get('/api/plugins/yok/settings', h),
    ];
    for (const ask of cases) {
      const [tr, en, any] = [await ask({ 'accept-language': 'tr' }), await ask({ 'accept-language': 'en' }), await ask({ 'accept-language': '*' })];
      problem(tr, tr.status, tr.body.code);
      problem(en, tr.status, tr.body.code);
      expect(tr.body.detail, tr.body.code).not.to.equal(en.body.detail);
      expect(any.body.detail, tr.body.code).to.equal(tr.body.detail);
    }
  });
});
