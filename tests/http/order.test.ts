import { expect } from 'chai';
import { object, optional, quantity, route, t, text, uuid } from '@sontechsp/sdk';
import { openDoor, type Door } from './door.js';

describe('The checks of a request', () => {
  let door: Door;
  const body = object({ name: text(20, 1), quantity: optional(quantity()) });
  before(async () => {
    const handle = async () => ({ done: true });
    door = await openDoor({
      kahve: [
        route({ method: 'POST', path: '/cups/:id', permission: 'kahve.drink', params: object({ id: uuid() }), body, status: 201, handle }),
        route({ method: 'POST', path: '/beans', permission: 'kahve.roast', body, handle }),
        route({
          method: 'POST', path: '/roasts', permission: 'kahve.roast', approvable: true, body: object({ name: text(20, 1), approvals: optional(t.Array(uuid())) }),
          handle: async ({ scope, body }) => ({ can: scope.can('kahve.roast'), approvals: body.approvals }),
        }),
        route({ method: 'GET', path: '/smell', permission: 'public', handle }),
        route({ method: 'GET', path: '/me', permission: 'signedIn', context: 'none', handle: async ({ scope }) => ({ user: scope.userId, limit: scope.limit('kahve.discount'), none: scope.limit('x'), can: scope.can('kahve.roast') }) }),
      ],
      cay: [route({ method: 'POST', path: '/cups', permission: 'cay.brew', body, handle }), route({ method: 'GET', path: '/glass', permission: 'signedIn', context: 'none', handle })],
    });
  });
  after(() => door.stop());

  const code = (reply: { status: number; body: { code?: string } }) => `${reply.status} ${reply.body.code}`;
  const evil = { origin: 'https://kotu.example' };

  it('say 404 of an unknown path before asking who calls', async () => {
    expect(code(await door.guest.post('/api/kahve/nothing', {}))).to.equal('404 route.notFound');
    expect(code(await door.guest.get('/api'))).to.equal('404 route.notFound');
  });
  it('say 404 of a wrong method, and name the right one', async () => {
    const reply = await door.guest.get('/api/kahve/beans');
    expect([code(reply), reply.headers.get('allow')]).to.eql(['404 route.notFound', 'POST']);
  });
  it('ask who calls before where they are', async () => {
    const reply = await door.guest.post('/api/cay/cups', '{');
    expect([code(reply), reply.headers.get('www-authenticate')]).to.eql(['401 auth.required', 'Bearer']);
    expect(code(await door.guest.get('/api/kahve/me', { authorization: 'Basic Y2FzaGllcg==' }))).to.equal('401 auth.required');
    expect(code(await door.guest.get('/api/kahve/me', { authorization: 'Bearer forged' }))).to.equal('401 auth.required');
  });
  it('ask for a store before whether the plugin is on there', async () => {
    expect(code(await door.wanderer.post('/api/cay/cups', '{'))).to.equal('409 auth.context');
  });
  it('say that the plugin is off before asking for a permission', async () => {
    const reply = await door.cashier.post('/api/cay/cups', '{');
    expect([code(reply), reply.body.plugin]).to.eql(['404 plugin.disabled', 'cay']);
  });
  it('look at the plugin of the caller’s store also where none is needed', async () => {
    expect(code(await door.cashier.get('/api/cay/glass'))).to.equal('404 plugin.disabled');
    expect((await door.wanderer.get('/api/cay/glass')).status).to.equal(200);
  });
  it('ask for the permission before reading the body', async () => {
    expect(code(await door.cashier.send('POST', '/api/kahve/beans', '{', { 'content-type': 'text/plain' }))).to.equal('403 auth.forbidden');
  });
  it('let in who lacks the permission where somebody may give leave, once approvals come along, and tell others nothing more', async () => {
    const approvals = ['01900000-0000-7000-8000-000000000001'];
    const closed: [body: unknown, headers?: Record<string, string>][] = [
      ['{'], ['[]'], ['null'], [''], [{}], [{ name: 'a' }], [{ name: 'a', approvals: [] }], [{ name: 'a', approvals: 'x' }], [{ name: 1, unknown: true }],
      [`"${'x'.repeat(1_100_000)}"`], [{ name: 'a', approvals }, { 'content-type': 'text/plain' }],
    ];
    for (const [body, headers] of closed) {
      const reply = await door.cashier.send('POST', '/api/kahve/roasts', typeof body === 'string' ? body : JSON.stringify(body), { 'content-type': 'application/json', ...headers });
      expect([code(reply), reply.body.permission], JSON.stringify(body).slice(0, 60)).to.eql(['403 auth.forbidden', 'kahve.roast']);
    }
    expect((await door.cashier.post('/api/kahve/roasts', { name: 'a', approvals })).body).to.eql({ can: false, approvals });
    expect(code(await door.cashier.post('/api/kahve/roasts', { name: 1, approvals }))).to.equal('400 request.invalid');
    expect(code(await door.cashier.post('/api/kahve/roasts', { name: 'a', approvals: ['x'] }))).to.equal('400 request.invalid');
    expect(code(await door.guest.post('/api/kahve/roasts', { name: 'a', approvals }))).to.equal('401 auth.required');
    expect(code(await door.cashier.post('/api/kahve/beans', { name: 'a', approvals }))).to.equal('403 auth.forbidden');
  });
  it('refuse a write that a page of another host sent, also from a sandbox', async () => {
    const id = '01900000-0000-7000-8000-000000000001';
    for (const origin of ['https://kotu.example', 'null', 'nonsense', door.url.replace(/\d+$/, '1')]) {
      expect(code(await door.cashier.post(`/api/kahve/cups/${id}`, { name: 'a' }, { origin })), origin).to.equal('403 auth.origin');
    }
    expect((await door.cashier.post(`/api/kahve/cups/${id}`, { name: 'a' }, { origin: door.url })).status).to.equal(201);
    expect((await door.guest.get('/api/kahve/smell', evil)).status).to.equal(200);
  });
  it('refuse an id in the path that is no UUID', async () => {
    for (const id of ['1', 'urn:uuid:01900000-0000-7000-8000-000000000001', '%00', '%ff', '%zz', "1'--"])
      expect(code(await door.cashier.post(`/api/kahve/cups/${id}`, { name: 'a' })), id).to.equal('400 request.invalid');
  });
  it('give the scope what the token says', async () => {
    expect((await door.wanderer.get('/api/kahve/me')).body).to.eql({ user: '01900000-0000-7000-8000-0000000000aa', limit: 10, none: 0, can: false });
  });
  it('let anyone in to a public route, also with a token that ran out', async () => {
    expect((await door.guest.get('/api/kahve/smell', { authorization: 'Bearer old' })).body).to.eql({ done: true });
  });
  it('accept HEAD where there is GET', async () => {
    const reply = await door.guest.send('HEAD', '/api/kahve/smell', undefined, {});
    expect([reply.status, reply.text]).to.eql([200, '']);
  });

  it('refuse two routes at one place when the door is made', async () => {
    const twice = route({ method: 'GET', path: '/a/:id', permission: 'public', handle: async () => 1 });
    const other = route({ method: 'GET', path: '/a/:name', permission: 'public', params: object({ name: t.String() }), handle: async () => 1 });
    const made = await openDoor({ kahve: [twice, other] }).then(() => undefined, (error: Error) => error.message);
    expect(made).to.equal('GET /api/kahve/a/:name is declared twice. Remove one of the routes.');
  });
});
