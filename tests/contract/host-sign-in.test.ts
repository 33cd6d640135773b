import { createHmac, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Clock } from '@sontechsp/sdk';
import { KeyRing } from '../../host/keys/keys.js';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';

const told = (reply: Reply) => [reply.status, reply.body?.code];
const cookieOf = (reply: Reply): string => reply.headers.get('set-cookie')!.split(';')[0]!;

eachDatabase('Sign-in', kind => {
  let shop: Shop;
  let guest: Client;
  let admin: Client;
  let other: { storeId: string; terminalId: string };
  let ahead = 0;
  const clock: Clock = { now: () => new Date(Date.now() + ahead).toISOString() };
  const login = (username = 'admin', password = PASSWORD) => guest.post('/api/auth/login', { username, password });
  const refresh = (cookie: string) => guest.post('/api/auth/refresh', undefined, { cookie });
  const at = () => ({ storeId: shop.storeId, terminalId: shop.terminalId });
  const works = async (token: string) => (await client(shop.url, token).get('/api/auth/me')).status;
  const add = async (more: Record<string, unknown> = {}) => {
    const username = `kisi${randomUUID().slice(0, 6)}`;
    const made = await admin.post('/api/users', { username, password: PASSWORD, fullName: 'Biri', roles: ['cashier'], storeIds: [shop.storeId], ...more });
    expect(made.status, made.text).to.equal(201);
    return { username, id: made.body.id as string };
  };
  before(async () => {
    shop = await openShop(kind, { boot: { clock } });
    guest = client(shop.url);
    ({ admin } = shop);
    other = await shop.anotherStore();
  });
  after(() => shop.stop());
  // Time goes by without anybody noticing: what one test failed at is not counted against the next.
  beforeEach(async () => { ahead += 6 * 60_000; admin = await guest.signIn('admin', PASSWORD, at()); });

  it('gives who, where to, a token without a place and a rotating cookie', async () => {
    const reply = await login();
    expect(reply.status).to.equal(200);
    expect(reply.body).to.include.all.keys('accessToken', 'expiresIn', 'user', 'stores');
    expect(reply.body.expiresIn).to.be.within(1, 900);
    expect(reply.body.user).to.include.all.keys('id', 'username', 'fullName', 'roles', 'permissions');
    expect(reply.body.user.roles).to.eql(['admin']);
    expect(reply.body.user.permissions).to.include.members(['pos.sell', 'host.tenancy', 'katalog.write']);
    expect(reply.body.user.permissions).to.not.include('pos.refund.tender');
    const store = reply.body.stores.find((s: { id: string }) => s.id === shop.storeId);
    expect(store).to.include({ code: 'M1', name: 'Merkez' });
    expect(store.terminals[0]).to.include({ id: shop.terminalId, code: 'K1', name: 'Kasa 1' });
    expect(reply.headers.get('set-cookie')).to.match(/; Path=\/api\/auth;/).and.match(/HttpOnly/).and.match(/SameSite=Strict/).and.not.match(/Secure/);
    expect(told(await client(shop.url, reply.body.accessToken).get('/api/pos/sales'))).to.eql([409, 'auth.context']);
    expect((await client(shop.url, reply.body.accessToken).get('/api/auth/me')).body.context).to.equal(null);
    expect(reply.headers.get('cache-control')).to.match(/no-store/);
  });

  it('is 401 auth.invalid, alike for a wrong name and a wrong password', async () => {
    const wrong = await login('admin', 'yanlis-parola');
    const nobody = await login('nobody-here', 'yanlis-parola');
    for (const reply of [wrong, nobody]) expect(told(reply)).to.eql([401, 'auth.invalid']);
    expect({ ...wrong.body, instance: 0 }).to.eql({ ...nobody.body, instance: 0 });
    for (const body of [{ username: 'admin' }, { username: 5, password: PASSWORD }, { username: ['admin'], password: PASSWORD }, {}, { username: 'admin', password: null }])
      expect(told(await guest.post('/api/auth/login', body))).to.eql([400, 'request.invalid']);
    for (const name of ["admin' OR 1=1 --", 'admin\n', '%', 'a'.repeat(200)]) expect((await login(name, 'x')).status, name).to.equal(401);
    expect((await login('ADMIN')).status).to.equal(200);
  });

  it('counts failures only, and answers 429 with Retry-After', async () => {
    const { username } = await add();
    for (let i = 0; i < 15; i++) expect((await login(username)).status).to.equal(200);
    const statuses: number[] = [];
    let last: Reply | undefined;
    for (let i = 0; i < 30 && last?.status !== 429; i++) statuses.push((last = await login(username, 'yanlis-parola')).status);
    expect(told(last!)).to.eql([429, 'request.tooMany']);
    expect(Number(last!.headers.get('retry-after'))).to.be.above(0);
    expect(statuses.filter(s => s === 401).length).to.be.at.least(5);
    expect((await login()).status, 'another account is not stopped').to.equal(200);
    expect((await admin.get('/api/katalog/products')).status, 'nor is who is in').to.equal(200);
  });

  it('takes a place: 403 for a store not the user’s, 404 for a terminal not of that store', async () => {
    const { username } = await add();
    const mine = client(shop.url, (await login(username)).body.accessToken);
    const enter = (body: unknown, who = mine) => who.post('/api/auth/context', body);
    expect(told(await enter({ storeId: other.storeId, terminalId: other.terminalId }))).to.eql([403, 'auth.forbidden']);
    expect(told(await enter({ storeId: randomUUID(), terminalId: randomUUID() }))).to.eql([403, 'auth.forbidden']);
    expect(told(await enter({ storeId: shop.storeId, terminalId: other.terminalId }))).to.eql([404, 'host.notFound']);
    expect(told(await enter({ storeId: shop.storeId, terminalId: randomUUID() }))).to.eql([404, 'host.notFound']);
    for (const body of [{}, { storeId: shop.storeId }, { storeId: 'x', terminalId: 'y' }, { ...at(), more: 1 }]) expect(told(await enter(body))).to.eql([400, 'request.invalid']);
    expect((await enter(at(), client(shop.url))).status).to.equal(401);
    const entered = await enter(at());
    expect([entered.status, Object.keys(entered.body).sort()]).to.eql([200, ['accessToken', 'expiresIn']]);
    expect((await client(shop.url, entered.body.accessToken).get('/api/auth/me')).body.context).to.eql(at());
    expect((await enter({ storeId: other.storeId, terminalId: other.terminalId }, admin)).status, 'admins: all').to.equal(200);
  });

  it('tokens that are none, forged, for another purpose, or over are 401', async () => {
    const real = (await login()).body.accessToken as string;
    const [header, payload, signature] = real.split('.') as [string, string, string];
    const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
    const key = (await shop.host.resolve(KeyRing).open()).derive('tokens');
    const signed = (h: unknown, c: unknown, hash = 'sha256') => `${b64(h)}.${b64(c)}.${createHmac(hash, key).update(`${b64(h)}.${b64(c)}`).digest('base64url')}`;
    expect(await works(signed(head, claims)), 'the forger knows the form').to.equal(200);
    const bad = [
      '', 'x', 'a.b.c', `${header}.${payload}.`, `${header}.${payload}.${signature.slice(0, -2)}AA`, `${header}.${b64({ ...claims, sub: randomUUID() })}.${signature}`,
      `${b64({ ...head, alg: 'none' })}.${payload}.`, `${b64({ alg: 'none' })}.${payload}.${signature}`, signed({ ...head, alg: 'HS512' }, claims, 'sha512'), signed({ ...head, typ: 'JWT' }, claims),
      signed(head, { ...claims, aud: 'other' }), signed(head, { ...claims, exp: 1 }), signed(head, { ...claims, exp: undefined }), signed(head, { ...claims, sid: randomUUID() }), signed(head, { ...claims, sub: randomUUID() }),
      signed(head, { ...claims, firm: randomUUID() }),
    ];
    for (const token of bad) expect(told(await guest.get('/api/auth/me', { authorization: `Bearer ${token}` })), token.slice(0, 60)).to.eql([401, 'auth.required']);
    for (const authorization of ['Bearer', `Basic ${real}`, real, `Bearer ${real} x`]) expect((await guest.get('/api/auth/me', { authorization })).status, authorization.slice(0, 9)).to.equal(401);
    expect(Number(claims['exp']) - Number(claims['iat'])).to.be.at.most(900);
    ahead += 901_000;
    expect(await works(real)).to.equal(401);
  });

  it('refresh rotates and keeps the context; missing, forged and expired are 401', async () => {
    const first = await login();
    expect((await client(shop.url, first.body.accessToken).post('/api/auth/context', at())).status).to.equal(200);
    const fresh = await refresh(cookieOf(first));
    expect(fresh.status).to.equal(200);
    expect(Object.keys(fresh.body).sort()).to.eql(['accessToken', 'expiresIn']);
    expect(cookieOf(fresh)).to.not.equal(cookieOf(first));
    expect((await client(shop.url, fresh.body.accessToken).get('/api/auth/me')).body.context).to.eql(at());
    const [name, value] = cookieOf(fresh).split('=') as [string, string];
    expect((await guest.post('/api/auth/refresh')).status).to.equal(401);
    for (const forged of ['x', '', value.slice(0, -3), `${randomUUID()}.a.b`, 'a.b.c.d', '%00'])
      expect((await refresh(`${name}=${forged}`)).status, forged).to.equal(401);
    ahead += 15 * 24 * 3600_000;
    expect((await refresh(cookieOf(fresh))).status).to.equal(401);
  });

  it('a refresh token sent again within ten seconds is forgiven, later it ends the family', async () => {
    const first = cookieOf(await login());
    const second = await refresh(first);
    ahead += 5_000;
    const again = await refresh(first);
    expect(again.status).to.equal(200);
    const third = await refresh(cookieOf(again));
    expect(third.status).to.equal(200);
    ahead += 11_000;
    expect((await refresh(cookieOf(second))).status, 'a replay').to.equal(401);
    expect((await refresh(cookieOf(third))).status, 'the family').to.equal(401);
    for (const reply of [second, again, third]) expect(await works(reply.body.accessToken)).to.equal(401);
  });

  it('refresh from two pages at once keeps the session', async () => {
    const first = cookieOf(await login());
    const replies = await Promise.all(Array.from({ length: 6 }, () => refresh(first)));
    expect(replies.map(r => r.status)).to.eql(Array(6).fill(200));
    for (const reply of replies) expect((await refresh(cookieOf(reply))).status).to.equal(200);
  });

  it('logout ends token and cookie at once, and no other session', async () => {
    const [mine, other] = [await login(), await login()];
    const me = client(shop.url, mine.body.accessToken);
    const out = await me.post('/api/auth/logout', undefined, { cookie: cookieOf(mine) });
    expect([out.status, out.text]).to.eql([204, '']);
    expect(await works(mine.body.accessToken)).to.equal(401);
    expect((await refresh(cookieOf(mine))).status).to.equal(401);
    expect(await works(other.body.accessToken)).to.equal(200);
    const cookieOnly = await guest.post('/api/auth/logout', undefined, { cookie: cookieOf(other) });
    expect(cookieOnly.status).to.equal(204);
    expect(await works(other.body.accessToken)).to.equal(401);
    expect((await guest.post('/api/auth/logout')).status).to.equal(401);
  });

  it('a new password ends every session, also its own', async () => {
    const { username, id } = await add();
    const sessions = [await login(username), await login(username)];
    expect((await admin.patch(`/api/users/${id}`, { password: 'yeni-merdiven-8' })).status).to.equal(200);
    for (const session of sessions) {
      expect(await works(session.body.accessToken)).to.equal(401);
      expect((await refresh(cookieOf(session))).status).to.equal(401);
    }
    expect((await login(username)).status).to.equal(401);
    expect((await login(username, 'yeni-merdiven-8')).status).to.equal(200);
  });

  it('a removed user is out at once and can be made again', async () => {
    const { username, id } = await add();
    const session = await login(username);
    const removed = await admin.delete(`/api/users/${id}`);
    expect([removed.status, removed.text]).to.eql([204, '']);
    expect(await works(session.body.accessToken)).to.equal(401);
    expect((await refresh(cookieOf(session))).status).to.equal(401);
    expect((await login(username)).status).to.equal(401);
    expect(told(await admin.get(`/api/users/${id}`))).to.eql([404, 'host.notFound']);
    expect((await admin.delete(`/api/users/${id}`)).status).to.equal(404);
    expect((await admin.post('/api/users', { username, password: PASSWORD, fullName: 'Yine', roles: ['cashier'], storeIds: [] })).status).to.equal(201);
  });

  it('a demotion, a new role and a lost store are in force with the next request', async () => {
    const { username, id } = await add({ roles: ['manager'] });
    const his = await guest.signIn(username, PASSWORD, at());
    expect((await his.get('/api/users')).status).to.equal(200);
    expect((await admin.patch(`/api/users/${id}`, { roles: ['cashier'] })).status).to.equal(200);
    expect(told(await his.get('/api/users'))).to.eql([403, 'auth.forbidden']);
    expect((await his.get('/api/katalog/products')).status).to.equal(200);
    const role = await admin.post('/api/roles', { name: 'Depocu', permissions: [{ id: 'host.users.read' }] });
    expect(role.status, role.text).to.equal(201);
    expect((await admin.patch(`/api/users/${id}`, { roles: [role.body.code] })).status).to.equal(200);
    expect((await his.get('/api/users')).status).to.equal(200);
    expect((await his.get('/api/katalog/products')).status).to.equal(403);
    expect((await admin.patch(`/api/roles/${role.body.id}`, { permissions: [] })).status).to.equal(200);
    expect((await his.get('/api/users')).status).to.equal(403);
    expect((await admin.patch(`/api/users/${id}`, { storeIds: [], roles: ['cashier'] })).status).to.equal(200);
    expect(told(await his.get('/api/katalog/products'))).to.eql([409, 'auth.context']);
    expect((await his.get('/api/auth/me')).body).to.deep.include({ stores: [], context: null });
  });

  if (kind === 'postgres') it('what one host ends is over on another within 250 ms', async () => {
    const second = await bootAt(shop.place, undefined, { clock });
    try {
      const session = await login();
      const elsewhere = client(second.url, session.body.accessToken);
      expect((await elsewhere.get('/api/auth/me')).status).to.equal(200);
      expect((await client(shop.url, session.body.accessToken).post('/api/auth/logout')).status).to.equal(204);
      await new Promise(done => setTimeout(done, 250));
      expect((await elsewhere.get('/api/auth/me')).status).to.equal(401);
    } finally {
      await second.host.stop();
    }
  });
});
