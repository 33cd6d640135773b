import { expect } from 'chai';
import { request } from 'node:http';
import { instant, list, listQuery, money, nullable, object, optional, percent, quantity, route, t, text, uuid } from '@sontechsp/sdk';
import { openDoor, type Door } from './door.js';

describe('What a request carries', () => {
  let door: Door;
  before(async () => {
    door = await openDoor({
      kahve: [
        route({
          method: 'POST', path: '/cups', permission: 'kahve.drink', status: 201,
          body: object({
            name: text(10, 1), id: optional(uuid()), price: optional(money()), quantity: optional(quantity()), percent: optional(percent()),
            at: optional(instant()), note: optional(nullable(text(5))), raw: optional(t.String()), size: optional(t.Integer({ default: 2 })),
            lines: optional(list(object({ n: t.Integer() }))),
          }),
          handle: async ({ body }) => ({ body }),
        }),
        route({ method: 'GET', path: '/cups', permission: 'kahve.drink', query: listQuery({ hot: optional(t.Boolean()), max: optional(t.Number()) }), handle: async ({ query }) => query }),
        route({ method: 'POST', path: '/wash', permission: 'kahve.drink', handle: async () => undefined }),
      ],
    });
  });
  after(() => door.stop());
  const post = (body: unknown) => door.cashier.post('/api/kahve/cups', body);
  const send = (text: BodyInit, type = 'application/json') => door.cashier.send('POST', '/api/kahve/cups', text, { 'content-type': type });
  const faults = (reply: { body: { errors?: { path: string; message: string }[] } }) => (reply.body.errors ?? []).map(e => `${e.path} ${e.message}`);

  it('fills in defaults and brings text and ids into one form', async () => {
    const reply = await post({ name: '  Süt\u001b@\u0007 ', id: '0190ABCD-0000-7000-8000-000000000001', note: ' a ' });
    expect(reply.body).to.eql({ body: { name: 'Süt@', id: '0190abcd-0000-7000-8000-000000000001', note: 'a', size: 2 } });
  });
  it('keeps other text as it came', async () => {
    expect((await post({ name: 'a', raw: ' p\tw\u001b ' })).body.body.raw).to.equal(' p\tw\u001b ');
  });
  it('names every wrong field in the caller’s language', async () => {
    const reply = await door.cashier.post('/api/kahve/cups', { price: '5', lines: [{ n: 1 }, { n: 1.5 }], extra: 1, quantity: 0 }, { 'accept-language': 'en' });
    expect(reply.status).to.equal(400);
    expect(faults(reply).sort()).to.eql([
      '/extra Unknown field.', '/lines/1/n Must be a whole number.', '/name Required.', '/price Must be a whole number.', '/quantity Must be greater than 0.',
    ]);
    expect(faults(await post({ name: '   ' }))).to.eql(['/name En az 1 karakter olmalı.']);
  });
  it('takes quantities of whole thousandths only, also those binary fractions blur', async () => {
    for (const quantity of [0.043, 0.001, 1.005, 999999.999, 1000000, 0.1 + 0.2 - 5.551115123125783e-17]) expect((await post({ name: 'a', quantity })).status, String(quantity)).to.equal(201);
    for (const quantity of ['1', -1, 0, 0.0005, 0.0431, 1000000.001, 1e308, 9007199254740993, true, null, [1]])
      expect((await post({ name: 'a', quantity })).status, String(quantity)).to.equal(400);
    for (const percent of [0, 12.34, 100, 0.29, 99.99]) expect((await post({ name: 'a', percent })).status, String(percent)).to.equal(201);
    for (const percent of [-0.01, 100.01, 0.005, '10']) expect((await post({ name: 'a', percent })).status, String(percent)).to.equal(400);
  });
  it('takes money as whole minor units only', async () => {
    for (const price of [1.5, -1, 9007199254740993, '12abc', '12', 1e308]) expect((await post({ name: 'a', price })).status, String(price)).to.equal(400);
  });
  it('refuses instants no calendar or database has', async () => {
    for (const at of ['2024-02-30T00:00:00Z', '2024-01-01', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:00', '2024-01-01T00:00:00', '2024-12-31T23:59:60Z', ''])
      expect((await post({ name: 'a', at })).status, at).to.equal(400);
    expect((await post({ name: 'a', at: '2024-02-29T23:59:59.5+03:00' })).status).to.equal(201);
  });
  it('refuses what is no JSON', async () => {
    for (const broken of ['{', 'NaN', '{"name":Infinity}', '{"name":"a"', "{'name':'a'}", '[]', '"a"', 'null', '12', '', '\ufeff{"name":"a"}', '{"name":"a",}'])
      expect((await send(broken)).status, broken).to.equal(400);
    expect((await send(new Uint8Array([0x7b, 0xff, 0x7d]))).body.code).to.equal('request.invalid');
  });
  it('refuses text no database keeps', async () => {
    for (const name of ['a\u0000b', '\ud800']) expect((await send(JSON.stringify({ name }))).status, JSON.stringify(name)).to.equal(400);
    expect((await send('{"name":"a","x\\u0000":1}')).status).to.equal(400);
  });
  it('is not fooled by prototype and repeated keys', async () => {
    expect((await send('{"name":"a","__proto__":{"price":1}}')).status).to.equal(400);
    expect((await send('{"name":"a","constructor":{"prototype":1}}')).status).to.equal(400);
    expect((await send('{"name":"a","name":"b"}')).body.body.name).to.equal('b');
    expect(({} as { price?: number }).price).to.equal(undefined);
  });
  it('survives nesting of any depth', async () => {
    for (const depth of [65, 5_000, 400_000]) expect((await send(`{"name":"a","lines":${'['.repeat(depth)}${']'.repeat(depth)}}`)).status, String(depth)).to.equal(400);
  });
  it('takes JSON only, in UTF-8, as it is', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=iso-8859-9', 'multipart/form-data; boundary=a'])
      expect((await send('{"name":"a"}', type)).body.code, type).to.equal('request.mediaType');
    expect((await door.cashier.send('POST', '/api/kahve/cups', new Uint8Array([123, 125]), {})).status).to.equal(415);
    expect((await send('{"name":"a"}', 'application/json; charset=UTF-8')).status).to.equal(201);
    const zipped = await door.cashier.send('POST', '/api/kahve/cups', '{"name":"a"}', { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    expect(zipped.status).to.equal(415);
  });
  it('is at most 1 MiB, told or not', async () => {
    const most = JSON.stringify({ name: 'a', raw: '' });
    const fitting = JSON.stringify({ name: 'a', raw: 'x'.repeat(1024 * 1024 - most.length) });
    expect((await send(fitting)).status).to.equal(201);
    const over = await send(`${fitting} `);
    expect([over.status, over.body.code]).to.eql([413, 'request.tooLarge']);
    const untold = await new Promise<number>((resolve, reject) => {
      const sending = request(`${door.url}/api/kahve/cups`, { method: 'POST', headers: { authorization: 'Bearer cashier', 'content-type': 'application/json', 'transfer-encoding': 'chunked' } },
        reply => (reply.resume(), resolve(reply.statusCode!)));
      sending.on('error', reject);
      for (let i = 0; i < 50; i++) sending.write('x'.repeat(100_000));
      sending.end();
    });
    expect(untold).to.equal(413);
  });
  it('is nothing, or an empty object, where a route takes no body', async () => {
    expect((await door.cashier.post('/api/kahve/wash')).status).to.equal(204);
    expect((await door.cashier.post('/api/kahve/wash', {})).status).to.equal(204);
    expect((await door.cashier.post('/api/kahve/wash', { soap: 1 })).status).to.equal(400);
  });
  it('has a query whose text becomes what the schema says', async () => {
    expect((await door.cashier.get('/api/kahve/cups?limit=20&hot=true&max=1.5&q=%C3%A7ay')).body).to.eql({ limit: 20, hot: true, max: 1.5, q: 'çay' });
    expect((await door.cashier.get('/api/kahve/cups')).body).to.eql({ limit: 50 });
    for (const query of ['limit=201', 'limit=0', 'limit=ten', 'limit=', 'limit=1&limit=2', 'hot=maybe', 'max=1e999', 'unknown=1', 'q=%00', 'limit=1.5'])
      expect((await door.cashier.get(`/api/kahve/cups?${query}`)).status, query).to.equal(400);
    expect((await door.cashier.get('/api/kahve/cups?q=%zz')).status).to.equal(200);
  });
  it('may carry a key of 1 to 200 printable characters', async () => {
    for (const key of ['a'.repeat(201), 'ç', ''])
      expect((await door.cashier.post('/api/kahve/cups', { name: 'a' }, { 'idempotency-key': key })).status, key).to.equal(400);
    expect((await door.cashier.post('/api/kahve/cups', { name: 'a' }, { 'idempotency-key': 'a b-1'.padEnd(200, 'x') })).status).to.equal(201);
  });
});
