import { expect } from 'chai';
import { SignJWT, decodeJwt } from 'jose';
import { KeyRing } from '../../host/keys/keys.js';
import { client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { PASSWORD, bootAt, openShop, type Shop } from '../support/host.js';
import { movableClock, refreshCookie, withCookie } from './browser.js';

eachDatabase('Signing in', kind => {
  let shop: Shop;
  const clock = movableClock();
  before(async () => {
    shop = await openShop(kind, { boot: { clock } });
    await shop.as('cashier');
  });
  after(() => shop.stop());
  const login = (username = 'admin', password = PASSWORD) => client(shop.url).post('/api/auth/login', { username, password });

  it('gives a token without a place, who the user is, and where they may go', async () => {
    const reply = await login();
    expect(reply.status, reply.text).to.equal(200);
    expect(reply.body).to.have.all.keys('accessToken', 'expiresIn', 'user', 'stores');
    expect(reply.body.expiresIn).to.be.at.most(900);
    expect(reply.body.user).to.include({ username: 'admin', fullName: 'Ayşe Yönetici' });
    expect(reply.body.user.roles).to.deep.equal(['admin']);
    expect(reply.body.user.permissions).to.include.members(['pos.sell', 'host.users.write']).and.not.include('pos.refund.tender');
    expect(reply.body.stores).to.have.lengthOf(1);
    expect(reply.body.stores[0]).to.include({ id: shop.storeId, code: 'M1', name: 'Merkez' });
    expect(reply.body.stores[0].terminals).to.deep.equal([{ id: shop.terminalId, code: 'K1', name: 'Kasa 1' }]);
    const sale = await client(shop.url, reply.body.accessToken).get('/api/pos/sales');
    expect([sale.status, sale.body.code]).to.deep.equal([409, 'auth.context']);
  });

  it('sets a refresh cookie no script reads and no other site sends', async () => {
    const cookie = refreshCookie(await login());
    expect(cookie.attributes).to.include.members(['HttpOnly', 'SameSite=Strict', 'Path=/api/auth']).and.not.include('Secure');
  });

  it('does not mind the case of the user name, also of the Turkish i', async () => {
    expect((await login('ADMIN')).status).to.equal(200);
    expect((await login('Admİn')).status).to.equal(200);
  });

  it('answers alike to a wrong password and to a user nobody knows', async () => {
    const [wrong, unknown] = [await login('admin', 'yanlis-parola'), await login('kimse', 'yanlis-parola')];
    expect([wrong.status, wrong.body.code]).to.deep.equal([401, 'auth.invalid']);
    expect({ ...unknown.body, instance: '' }).to.deep.equal({ ...wrong.body, instance: '' });
  });

  it('takes a place: the token speaks for it, and a refresh keeps it', async () => {
    const first = await login();
    const here = { storeId: shop.storeId, terminalId: shop.terminalId };
    const placed = await client(shop.url, first.body.accessToken).post('/api/auth/context', here);
    expect(placed.body).to.have.all.keys('accessToken', 'expiresIn');
    expect((await client(shop.url, placed.body.accessToken).get('/api/auth/me')).body.context).to.deep.equal(here);
    expect((await client(shop.url, first.body.accessToken).get('/api/auth/me')).body.context).to.equal(null);
    const fresh = await client(shop.url).post('/api/auth/refresh', undefined, withCookie(refreshCookie(first).value));
    expect((await client(shop.url, fresh.body.accessToken).get('/api/auth/me')).body.context).to.deep.equal(here);
  });

  it('refuses a place that is not the user\'s, or a till of another store', async () => {
    const other = await shop.anotherStore();
    const cashier = await shop.as('cashier');
    const place = (storeId: string, terminalId: string) => cashier.post('/api/auth/context', { storeId, terminalId });
    expect((await place(other.storeId, other.terminalId)).status).to.equal(403);
    expect((await place(shop.storeId, other.terminalId)).status).to.equal(404);
    expect((await place(shop.storeId, '0190a000-0000-7000-8000-000000000000')).status).to.equal(404);
  });

  it('rotates the refresh token; the old one works ten seconds more and gives the same successor', async () => {
    const first = refreshCookie(await login());
    const refresh = (value: string) => client(shop.url).post('/api/auth/refresh', undefined, withCookie(value));
    const second = refreshCookie(await refresh(first.value));
    expect(second.value).to.not.equal(first.value);
    clock.forward(9);
    const again = await refresh(first.value);
    expect(again.status).to.equal(200);
    expect(refreshCookie(again).value).to.equal(second.value);
    expect((await refresh(second.value)).status).to.equal(200);
  });

  it('revokes the whole session when a token is replayed later', async () => {
    const reply = await login();
    const first = refreshCookie(reply).value;
    const refresh = (value: string) => client(shop.url).post('/api/auth/refresh', undefined, withCookie(value));
    const second = refreshCookie(await refresh(first)).value;
    clock.forward(11);
    expect((await refresh(first)).status).to.equal(401);
    expect((await refresh(second)).status).to.equal(401);
    expect((await client(shop.url, reply.body.accessToken).get('/api/auth/me')).status).to.equal(401);
  });

  it('keeps a session to which somebody only guesses', async () => {
    const value = refreshCookie(await login()).value;
    const [session] = value.split('.');
    const refresh = (token: string) => client(shop.url).post('/api/auth/refresh', undefined, withCookie(token));
    for (const forged of ['', 'x', `${session}.AAAA.BBBB`, `${value}x`, value.slice(0, -2)]) expect((await refresh(forged)).status, forged).to.equal(401);
    expect((await refresh(value)).status).to.equal(200);
  });

  it('ends with the logout, and any other session goes on', async () => {
    const [mine, other] = [await login(), await login()];
    const me = client(shop.url, mine.body.accessToken);
    expect((await me.post('/api/auth/logout', undefined, withCookie(refreshCookie(mine).value))).status).to.equal(204);
    expect((await me.get('/api/auth/me')).status).to.equal(401);
    expect((await client(shop.url).post('/api/auth/refresh', undefined, withCookie(refreshCookie(mine).value))).status).to.equal(401);
    expect((await client(shop.url, other.body.accessToken).get('/api/auth/me')).status).to.equal(200);
  });

  it('takes no token that is expired, unsigned, of another algorithm, type or audience', async () => {
    const mine = (await login()).body.accessToken as string;
    const [header, payload] = mine.split('.') as [string, string];
    const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
    const key = (await shop.host.resolve(KeyRing).open()).derive('tokens');
    const claims = decodeJwt(mine);
    const sign = (over: object, protectedHeader = { alg: 'HS256', typ: 'at+jwt' }) => new SignJWT({ ...claims, ...over }).setProtectedHeader(protectedHeader).sign(key);
    expect((await client(shop.url, await sign({})).get('/api/auth/me')).status, 'the same made here').to.equal(200);
    const bad = [
      none, `${header}.${payload}.AAAA`, await sign({}, { alg: 'HS512', typ: 'at+jwt' }), await sign({}, { alg: 'HS256', typ: 'JWT' }),
      await sign({ aud: 'somebody-else' }), await sign({ iss: 'somebody-else' }),
    ];
    for (const token of bad) expect((await client(shop.url, token).get('/api/auth/me')).status, token).to.equal(401);
    clock.forward(16 * 60);
    expect((await client(shop.url, mine).get('/api/auth/me')).status, 'expired').to.equal(401);
  });

  it('is closed after ten failures of one account, says for how long, and opens again', async () => {
    const name = 'cashier1';
    for (let i = 0; i < 9; i++) expect((await login(name, 'yanlis-parola')).status).to.equal(401);
    expect((await login(name)).status, 'the right one still gets in').to.equal(200);
    await Promise.all(Array.from({ length: 14 }, () => login(name, 'yanlis-parola')));
    const closed = await login(name);
    expect([closed.status, closed.body.code]).to.deep.equal([429, 'request.tooMany']);
    expect(Number(closed.headers.get('retry-after'))).to.be.within(1, 300);
    expect((await login()).status, 'somebody else').to.equal(200);
    clock.forward(301);
    expect((await login(name)).status).to.equal(200);
  });

  it('does not stay closed when the clock, a day ahead, is put right', async () => {
    const name = 'cashier1';
    const shut = async () => {
      for (let i = 0; i < 10; i++) await login(name, 'yanlis-parola');
      expect((await login(name)).status).to.equal(429);
    };
    clock.forward(24 * 3600);
    const ahead = refreshCookie(await login()).value;
    const refresh = (value: string) => client(shop.url).post('/api/auth/refresh', undefined, withCookie(value));
    await refresh(ahead);
    await shut();
    clock.forward(-24 * 3600);
    expect((await refresh(ahead)).status, 'a token replayed a day before it was replaced').to.equal(401);
    expect((await login(name)).status).to.equal(200);
    await shut();
    clock.forward(301);
    expect((await login(name)).status).to.equal(200);
  });
});

describe('A session on two hosts of one database', function () {
  this.timeout(60_000);
  it('is one: a token of the one is good at the other, and a logout ends it at both', async () => {
    const shop = await openShop('postgres');
    const second = await bootAt(shop.place);
    try {
      const login = await client(shop.url).post('/api/auth/login', { username: 'admin', password: PASSWORD });
      const there = client(second.url, login.body.accessToken);
      expect((await there.get('/api/auth/me')).status).to.equal(200);
      await client(shop.url, login.body.accessToken).post('/api/auth/logout');
      await new Promise(resolve => setTimeout(resolve, 250));
      expect((await there.get('/api/auth/me')).status).to.equal(401);
    } finally {
      await second.host.stop();
      await shop.stop();
    }
  });
});
