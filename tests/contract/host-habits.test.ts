import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { decodeCursor, encodeCursor } from '@sontechsp/sdk';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { anyBarcode } from '../support/goods.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';

const json = { 'content-type': 'application/json' };
const told = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('The habits of the contract', kind => {
  let shop: Shop;
  let admin: Client;
  let cashier: Client;
  let guest: Client;
  let wanderer: Client;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    cashier = await shop.as('cashier');
    guest = client(shop.url);
    wanderer = await guest.signIn('admin', PASSWORD);
  });
  after(() => shop.stop());
  const product = (more: Record<string, unknown> = {}) => ({ name: 'Süt', barcodes: [{ code: anyBarcode() }], vatRate: 10, price: 100, unit: 'piece', ...more });
  const person = (more: Record<string, unknown> = {}) => ({ username: `u${randomUUID().slice(0, 8)}`, password: PASSWORD, fullName: 'Ali Veli', roles: ['cashier'], storeIds: [shop.storeId], ...more });

  it('every problem has its members, a stable code and no stack, SQL or path', async () => {
    for (const reply of [
      await guest.get('/api/nothing'), await guest.get('/api/users'), await wanderer.get('/api/katalog/products'), await cashier.get('/api/users'),
      await admin.post('/api/katalog/products', { name: 5 }), await admin.get(`/api/katalog/products/${randomUUID()}`), await admin.delete('/api/users/x'),
    ]) {
      expect(reply.headers.get('content-type')).to.match(/^application\/problem\+json/);
      expect(reply.body).to.include.all.keys('type', 'title', 'status', 'detail', 'code', 'instance');
      expect(reply.body.status).to.equal(reply.status);
      expect(reply.text).to.not.match(/SELECT|INSERT|node_modules|\/host\/|\.js:\d/);
      expect(reply.body.detail).to.not.match(/^[a-z]+[.:]/i);
    }
    const invalid = await admin.post('/api/katalog/products', product({ price: -1 }));
    expect(told(invalid)).to.eql([400, 'request.invalid']);
    expect(invalid.body.errors).to.have.length(1);
    expect(invalid.body.errors[0]).to.have.keys('path', 'message');
    expect(invalid.body.errors[0].path).to.equal('/price');
  });

  it('title and detail are in the caller’s language; what is not spoken, and *, is tr', async () => {
    const in_ = async (language: string) => (await guest.get('/api/users', { 'accept-language': language })).body.detail as string;
    const tr = await in_('tr');
    const en = await in_('en');
    expect(tr).to.not.equal(en);
    for (const other of ['*', 'de', '', 'de-DE,fr;q=0.5', 'tr-TR,en;q=0.3', 'xx;q=abc']) expect(await in_(other), other).to.equal(tr);
    for (const english of ['en-US', 'de,en;q=0.5', 'en,tr;q=0.9']) expect(await in_(english), english).to.equal(en);
    for (const language of ['ru', 'uz']) expect((await in_(language)).length).to.be.above(5);
    expect(await (await fetch(`${shop.url}/api/users`)).json()).to.have.property('detail', tr);
  });

  it('checks come in their order: path, sign-in, place, plugin, permission, input, ids', async () => {
    expect(told(await guest.send('POST', '/api/katalog/nothing', '{', json))).to.eql([404, 'route.notFound']);
    expect(told(await guest.send('POST', '/api/katalog/products', '{', json))).to.eql([401, 'auth.required']);
    expect(told(await guest.get('/api/users/%ZZ'))).to.eql([401, 'auth.required']);
    expect(told(await admin.get('/api/users/%ZZ'))).to.eql([400, 'request.invalid']);
    expect(told(await wanderer.send('POST', '/api/katalog/products', '{', json))).to.eql([409, 'auth.context']);
    expect(told(await cashier.send('POST', '/api/katalog/products', '{', json))).to.eql([403, 'auth.forbidden']);
    expect(told(await cashier.send('POST', '/api/katalog/products', 'x', { 'content-type': 'text/plain' }))).to.eql([403, 'auth.forbidden']);
    expect(told(await admin.send('PATCH', `/api/katalog/products/${randomUUID()}`, 'x', { 'content-type': 'text/plain' }))).to.eql([415, 'request.mediaType']);
    expect(told(await admin.patch(`/api/katalog/products/${randomUUID()}`, { price: -1 }))).to.eql([400, 'request.invalid']);
    expect(told(await admin.patch(`/api/katalog/products/${randomUUID()}`, { price: 1 }))).to.eql([404, 'katalog.notFound']);
    expect((await admin.put(`/api/plugins/stock/stores/${shop.storeId}`, { enabled: false })).status).to.equal(200);
    expect(told(await cashier.post('/api/stock/movements', {}))).to.eql([404, 'plugin.disabled']);
    expect(told(await wanderer.post('/api/stock/movements', {}))).to.eql([409, 'auth.context']);
    expect(told(await guest.post('/api/stock/movements', {}))).to.eql([401, 'auth.required']);
    expect((await admin.put(`/api/plugins/stock/stores/${shop.storeId}`, { enabled: true })).status).to.equal(200);
    expect(told(await cashier.post('/api/stock/movements', {}))).to.eql([403, 'auth.forbidden']);
  });

  it('unknown fields are refused, also deep inside and in queries', async () => {
    for (const [path, body] of [
      ['/api/katalog/products', product({ surprise: 1 })], ['/api/katalog/products', product({ barcodes: [{ code: 'A1', x: 1 }] })], ['/api/users', person({ isAdmin: true })],
      ['/api/stores', { name: 'A', firmId: randomUUID() }], ['/api/terminals', { storeId: shop.storeId, name: 'A', code: 'K9' }], ['/api/auth/login', { username: 'a', password: 'b', c: 1 }],
      ['/api/auth/logout', { x: 1 }],
    ] as const) expect(told(await admin.post(path, body)), path).to.eql([400, 'request.invalid']);
    expect((await admin.post('/api/auth/logout', { x: 1, 'y/z': 2 })).body.errors.map((e: { path: string }) => e.path)).to.eql(['/x', '/y~1z']);
    expect((await admin.post('/api/auth/logout', [])).body.errors.map((e: { path: string }) => e.path)).to.eql(['']);
    expect(told(await admin.get('/api/users?surprise=1'))).to.eql([400, 'request.invalid']);
    expect(told(await admin.post('/api/katalog/products', { ...product(), ['__proto__x']: 1 }))).to.eql([400, 'request.invalid']);
    expect(told(await admin.send('POST', '/api/stores', '{"name":"A","__proto__":{"x":1}}', json))).to.eql([400, 'request.invalid']);
  });

  it('nonsense in a body is 400, never 500', async () => {
    for (const text of ['{', '', 'null', '[]', '"x"', '5', '{"name":"\\u0000"}', '{"name":"\\ud800"}', '{"a":'.repeat(5000), '['.repeat(100_000), '\ufeff', 'NaN', '{"name":NaN}'])
      expect(told(await admin.send('POST', '/api/stores', text, json)), text.slice(0, 20)).to.eql([400, 'request.invalid']);
    expect(told(await admin.send('POST', '/api/stores', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), json))).to.eql([400, 'request.invalid']);
  });

  it('numbers out of their range are 400', async () => {
    for (const price of ['-1', '0.5', '1e308', '1e999', '-1e999', '"12abc"', '"12"', 'true', 'null', '[1]', '{}', '9007199254740993', '100000000001'])
      expect(told(await admin.send('POST', '/api/katalog/products', JSON.stringify(product()).replace('"price":100', `"price":${price}`), json)), price).to.eql([400, 'request.invalid']);
    for (const body of [product({ name: '' }), product({ name: '   ' }), product({ name: 'x'.repeat(5000) }), product({ vatRate: 7 }), product({ unit: 'box' }), product({ barcodes: [{ code: 'A'.repeat(500) }] })])
      expect(told(await admin.post('/api/katalog/products', body))).to.eql([400, 'request.invalid']);
    for (const quantity of [0, 0.0005, 1e308, '12abc', 9007199254740993])
      expect((await admin.post('/api/stock/movements', { productId: randomUUID(), warehouseId: shop.warehouseId, type: 'in', quantity, reason: 'x' })).status, String(quantity)).to.equal(400);
  });

  it('a body over 1 MiB is 413, another media type 415, and exactly 1 MiB is read', async () => {
    const padded = (bytes: number) => { const text = JSON.stringify({ name: 'A' }); return text + ' '.repeat(bytes - text.length); };
    expect(told(await admin.send('POST', '/api/stores', padded(1024 * 1024 + 1), json))).to.eql([413, 'request.tooLarge']);
    expect((await admin.send('POST', '/api/stores', padded(1024 * 1024), json)).status).to.equal(201);
    expect(told(await admin.send('POST', '/api/stores', 'x'.repeat(20 * 1024 * 1024), json))).to.eql([413, 'request.tooLarge']);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=iso-8859-9', 'application/jsonx'])
      expect(told(await admin.send('POST', '/api/stores', '{"name":"A"}', { 'content-type': type })), type).to.eql([415, 'request.mediaType']);
    expect((await admin.send('POST', '/api/stores', '{"name":"Ş"}', { 'content-type': 'application/json; charset=UTF-8' })).status).to.equal(201);
    expect(told(await guest.send('POST', '/api/auth/login', 'x'.repeat(1024 * 1024 + 1), json))).to.eql([413, 'request.tooLarge']);
  });

  it('a cursor that somebody made up, with its sum, is refused or leads nowhere', async () => {
    for (let made = 0; made < 2; made++) await admin.post('/api/katalog/products', product());
    for (const path of ['/api/katalog/products?sort=createdAt', '/api/users?sort=createdAt', '/api/audit?sort=-at']) {
      const { body: { nextCursor } } = await admin.get(`${path}&limit=1`);
      const [signature, ...values] = decodeCursor(nextCursor as string);
      for (const value of ['x', '', 'a\u0000', 1e300, null]) for (let at = 0; at < values.length; at++) {
        const reply = await admin.get(`${path}&cursor=${encodeURIComponent(encodeCursor([signature!, ...values.with(at, value)]))}`);
        expect([200, 400], `${path} ${at} ${value}: ${reply.text}`).to.include(reply.status);
      }
    }
  });

  it('lists have items and nextCursor, 50 unless said, at most 200, and no cursor of another making', async () => {
    const lists = ['/api/users', '/api/roles', '/api/stores', '/api/terminals', '/api/warehouses', '/api/audit', '/api/plugins', '/api/katalog/products', '/api/katalog/categories', '/api/pos/sales', '/api/stock/balances', '/api/stock/movements'];
    for (const path of lists) {
      const reply = await admin.get(path);
      expect(reply.status, `${path} ${reply.text}`).to.equal(200);
      expect(reply.body).to.have.property('items').that.is.an('array');
      expect(reply.body, path).to.have.property('nextCursor');
      for (const query of ['limit=201', 'limit=0', 'limit=-1', 'limit=1.5', 'limit=abc', 'limit=', 'limit=1&limit=2', 'limit=1e999', 'limit=NaN', 'cursor=abc', 'cursor=%00', 'sort=nobody', 'sort=password_hash', 'surprise=1'])
        expect(told(await admin.get(`${path}?${query}`)), `${path}?${query}`).to.eql([400, 'request.invalid']);
      expect((await admin.get(`${path}?limit=200`)).status, path).to.equal(200);
    }
  });

  it('pages meet without a gap and without a repetition', async () => {
    for (let i = 0; i < 7; i++) expect((await admin.post('/api/users', person())).status).to.equal(201);
    for (const [path, sort] of [['/api/users', 'name,-createdAt'], ['/api/users', '-username'], ['/api/stores', '-createdAt'], ['/api/roles', ''], ['/api/plugins', '']] as const) {
      const suffix = sort ? `&sort=${sort}` : '';
      const all = (await admin.get(`${path}?limit=200${suffix}`)).body.items.map((i: { id: string }) => i.id);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const reply: Reply = await admin.get(`${path}?limit=2${suffix}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
        expect(reply.status, reply.text).to.equal(200);
        expect(reply.body.items.length, path).to.be.at.most(2);
        seen.push(...reply.body.items.map((i: { id: string }) => i.id));
        cursor = reply.body.nextCursor;
      } while (cursor !== null && seen.length < 500);
      expect(seen, path).to.eql(all);
    }
  });

  it('from is inclusive, to exclusive, and both are instants', async () => {
    const { items: [newest] } = (await admin.get('/api/audit?limit=1')).body;
    const later = new Date(Date.parse(newest.at) + 1).toISOString();
    const ids = async (query: string) => (await admin.get(`/api/audit?${query}`)).body.items.map((i: { id: string }) => i.id) as string[];
    expect(await ids(`from=${newest.at}`)).to.include(newest.id);
    expect(await ids(`to=${newest.at}`)).to.not.include(newest.id);
    expect(await ids(`to=${later}`)).to.include(newest.id);
    for (const bad of ['yesterday', '2026-13-01T00:00:00Z', '2026-01-01', '99999-01-01T00:00:00Z']) expect((await admin.get(`/api/audit?from=${bad}`)).status, bad).to.equal(400);
  });

  it('q folds İ I ı i and marks, and each word may stand anywhere', async () => {
    expect((await admin.post('/api/users', person({ fullName: 'Şükrü İçim Ilgaz' }))).status).to.equal(201);
    for (const q of ['ilgaz sukru', 'ILGAZ', 'ıcım', 'Şükrü', 'SUKRU', 'ÇIM'])
      expect((await admin.get(`/api/users?q=${encodeURIComponent(q)}`)).body.items.map((u: { fullName: string }) => u.fullName), q).to.include('Şükrü İçim Ilgaz');
    expect((await admin.get(`/api/users?q=${encodeURIComponent('%')}`)).body.items).to.eql([]);
  });

  it('X-Request-Id is echoed, or made', async () => {
    expect((await guest.get('/api/nothing', { 'x-request-id': 'abc-7' })).headers.get('x-request-id')).to.equal('abc-7');
    const id = randomUUID();
    expect((await admin.get('/api/users', { 'x-request-id': id })).headers.get('x-request-id')).to.equal(id);
    expect((await guest.get('/healthz')).headers.get('x-request-id')).to.be.a('string').and.not.empty;
  });

  it('a write from another origin is refused, a read and a write from here are not', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', shop.url.replace('127.0.0.1', '127.0.0.1.evil.example')]) {
      expect(told(await admin.post('/api/stores', { name: 'A' }, { origin })), origin).to.eql([403, 'auth.origin']);
      expect(told(await guest.post('/api/auth/login', { username: 'admin', password: PASSWORD }, { origin })), origin).to.eql([403, 'auth.origin']);
      expect((await admin.get('/api/stores', { origin })).status).to.equal(200);
    }
    expect((await admin.post('/api/stores', { name: 'A' }, { origin: shop.url })).status).to.equal(201);
    expect((await guest.get('/api/setup', { origin: 'https://evil.example' })).headers.get('access-control-allow-origin')).to.equal(null);
  });

  describe('a creating call with a key', () => {
    const bodies: Record<string, () => Record<string, unknown>> = {
      '/api/users': () => person({ identityNumber: '10000000146' }),
      '/api/roles': () => ({ name: `Rol ${randomUUID()}`, permissions: [{ id: 'katalog.read' }] }),
      '/api/stores': () => ({ name: 'Şube' }),
      '/api/terminals': () => ({ storeId: shop.storeId, name: 'Kasa' }),
      '/api/warehouses': () => ({ storeId: shop.storeId, name: 'Depo' }),
      '/api/katalog/products': () => product(),
      '/api/katalog/categories': () => ({ name: `Kategori ${randomUUID()}` }),
      '/api/stock/movements': () => ({ productId, warehouseId: shop.warehouseId, type: 'in', quantity: 1.5, reason: 'Sayım' }),
    };
    let productId: string;
    before(async () => { productId = (await admin.post('/api/katalog/products', product())).body.id; });

    for (const path of Object.keys(bodies)) {
      it(`to ${path} answers the same again, and with another body 409`, async () => {
        for (const by of ['header', 'id'] as const) {
          const key = randomUUID();
          const body = { ...bodies[path]!(), ...(by === 'id' ? { id: key } : {}) };
          const headers: Record<string, string> = by === 'header' ? { 'idempotency-key': key } : {};
          const first = await admin.post(path, body, headers);
          expect(first.status, `${by} ${first.text}`).to.equal(201);
          if (by === 'id') expect(first.body.id).to.equal(key);
          const again = await admin.post(path, Object.fromEntries(Object.entries(body).reverse()), headers);
          expect([again.status, again.body], by).to.eql([201, first.body]);
          const other = 'reason' in body ? { ...body, reason: 'Başka' } : 'fullName' in body ? { ...body, fullName: 'Başka' } : { ...body, name: 'Başka' };
          expect(told(await admin.post(path, other, headers)), by).to.eql([409, 'request.reused']);
        }
      });
      it(`to ${path} has one effect, also when eight arrive at once`, async () => {
        for (const by of ['header', 'id'] as const) {
          const key = randomUUID();
          const body = { ...bodies[path]!(), ...(by === 'id' ? { id: key } : {}) };
          const replies = await Promise.all(Array.from({ length: 8 }, () => admin.post(path, body, by === 'header' ? { 'idempotency-key': key } : {})));
          expect(replies.map(r => r.status), replies[0]!.text).to.eql(Array(8).fill(201));
          expect(new Set(replies.map(r => r.text)).size).to.equal(1);
        }
      });
      it(`to ${path} that was refused leaves its key free`, async () => {
        const key = randomUUID();
        const headers = { 'idempotency-key': key };
        expect((await admin.post(path, { ...bodies[path]!(), surprise: 1 }, headers)).status).to.equal(400);
        const nowhere = 'storeId' in bodies[path]!() ? { storeId: randomUUID() } : 'storeIds' in bodies[path]!() ? { storeIds: [randomUUID()] } : 'productId' in bodies[path]!() ? { productId: randomUUID() } : undefined;
        if (nowhere) expect((await admin.post(path, { ...bodies[path]!(), ...nowhere }, headers)).status).to.equal(404);
        expect((await admin.post(path, bodies[path]!(), headers)).status).to.equal(201);
      });
    }
    it('that is no key is 400, and one of another firm’s route is its own', async () => {
      for (const key of ['', 'x'.repeat(300)]) expect((await admin.post('/api/stores', { name: 'A' }, { 'idempotency-key': key })).status, key).to.equal(400);
      expect((await admin.post('/api/stores', { name: 'A', id: 'no-uuid' })).status).to.equal(400);
      const key = randomUUID();
      expect((await admin.post('/api/stores', { name: 'A' }, { 'idempotency-key': key })).status).to.equal(201);
      expect((await admin.post('/api/warehouses', { storeId: shop.storeId, name: 'A' }, { 'idempotency-key': key })).status).to.equal(201);
    });
  });
});
