import { expect } from 'chai';
import { client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { PASSWORD, bootAt, openShop, type Shop } from '../support/host.js';
import { movableClock } from './browser.js';

const deviceCookie = (reply: Reply): string => reply.headers.getSetCookie().find(c => c.startsWith('sontechsp_device='))!.split(';')[0]!;

eachDatabase('A PIN at an enrolled terminal', kind => {
  const clock = movableClock();
  let shop: Shop;
  let device: { cookie: string };
  let cashier: string;
  let manager: string;
  const person = async (role: string, storeIds = [shop.storeId]): Promise<string> =>
    (await shop.admin.post('/api/users', { username: `${role}${storeIds.length}${Math.random()}`, password: 'kedi-merdiven-7', fullName: `Bir ${role}`, roles: [role], storeIds })).body.id;
  const give = (userId: string, pin: string | null) => shop.admin.put(`/api/users/${userId}/pin`, { pin });
  const enter = (userId: string, pin: string, headers: Record<string, string> = device, url = shop.url) => client(url).send('POST', '/api/auth/pin', JSON.stringify({ userId, pin }), { 'content-type': 'application/json', ...headers });

  /** Lets time pass; an access token of before is over then. */
  async function wait(seconds: number): Promise<void> {
    clock.forward(seconds);
    shop.admin.token = (await client(shop.url).signIn('admin', PASSWORD, shop)).token;
  }

  before(async () => {
    shop = await openShop(kind, { boot: { clock } });
    device = { cookie: deviceCookie(await shop.admin.post(`/api/terminals/${shop.terminalId}/enrol`)) };
    [cashier, manager] = [await person('cashier'), await person('manager')];
    await give(cashier, '482915');
    await give(manager, '731904');
  });
  after(() => shop.stop());

  it('signs in at the place of the terminal, with a refresh cookie', async () => {
    const reply = await enter(cashier, '482915');
    expect(reply.status).to.equal(200);
    expect(reply.body.user.id).to.equal(cashier);
    expect(reply.body.context).to.deep.equal({ storeId: shop.storeId, terminalId: shop.terminalId });
    const me = await client(shop.url).get('/api/auth/me', { authorization: `Bearer ${reply.body.accessToken}` });
    expect(me.body.context).to.deep.equal({ storeId: shop.storeId, terminalId: shop.terminalId });
    expect(reply.headers.getSetCookie().some(c => c.startsWith('sontechsp_refresh=') && c.includes('HttpOnly') && c.includes('SameSite=Strict'))).to.equal(true);
  });

  it('shows the names of the store, and only to an enrolled device', async () => {
    const tiles = await client(shop.url).get('/api/auth/tiles', device);
    expect(tiles.body.items.map((i: { id: string; hasPin: boolean }) => [i.id, i.hasPin])).to.have.deep.members([[cashier, true], [manager, true], [tiles.body.items.find((i: { hasPin: boolean }) => !i.hasPin).id, false]]);
    expect(tiles.body.terminal.id).to.equal(shop.terminalId);
    for (const headers of [{}, { cookie: 'sontechsp_device=made.up' }, { cookie: `${device.cookie}x` }]) {
      const refused = await client(shop.url).get('/api/auth/tiles', headers as Record<string, string>);
      expect([refused.status, refused.body.code]).to.deep.equal([401, 'auth.notEnrolled']);
    }
    expect((await enter(cashier, '482915', {})).body.code).to.equal('auth.notEnrolled');
  });

  it('tells a device whether it belongs to a terminal, and refuses none for asking', async () => {
    const ask = async (headers: Record<string, string>) => {
      const { status, body } = await client(shop.url).get('/api/auth/device', headers);
      return [status, body];
    };
    expect(await ask(device)).to.deep.equal([200, { enrolled: true, storeId: shop.storeId, terminalId: shop.terminalId }]);
    for (const headers of [{}, { cookie: 'sontechsp_device=made.up' }, { cookie: `${device.cookie}x` }] as Record<string, string>[])
      expect(await ask(headers)).to.deep.equal([200, { enrolled: false, storeId: null, terminalId: null }]);
  });

  it('lets nobody in whose store is another', async () => {
    const other = await shop.anotherStore();
    const stranger = await person('cashier', [other.storeId]);
    await give(stranger, '555777');
    expect((await enter(stranger, '555777')).status).to.equal(401);
  });

  it('is no longer asked for on a device that was taken off', async () => {
    const made = await shop.admin.post(`/api/terminals/${shop.terminalId}/enrol`);
    const mine = { cookie: deviceCookie(made) };
    expect((await client(shop.url).get('/api/auth/tiles', mine)).status).to.equal(200);
    expect((await shop.admin.delete(`/api/terminals/${shop.terminalId}/devices/${made.body.id}`)).status).to.equal(204);
    expect((await client(shop.url).get('/api/auth/tiles', mine)).status).to.equal(401);
    expect((await client(shop.url).get('/api/auth/device', mine)).body.enrolled).to.equal(false);
  });

  it('waits after five wrong tries, also after a restart, and is locked after ten until a manager opens it', async () => {
    const slow = await person('cashier');
    await give(slow, '246813');
    for (let i = 0; i < 5; i++) expect((await enter(slow, '000000')).status).to.equal(401);
    const waiting = await enter(slow, '246813');
    expect([waiting.status, waiting.body.code, waiting.headers.get('retry-after')]).to.deep.equal([429, 'request.tooMany', '30']);

    const again = await bootAt(shop.place, undefined, { clock });
    expect((await enter(slow, '246813', device, again.url)).status).to.equal(429);
    await again.host.stop();

    for (let i = 0; i < 5; i++) {
      clock.forward(601);
      expect((await enter(slow, '000000')).status).to.equal(401);
    }
    await wait(3600);
    const locked = await enter(slow, '246813');
    expect([locked.status, locked.body.code]).to.deep.equal([403, 'auth.pinLocked']);

    const boss = await shop.as('manager');
    expect((await boss.post(`/api/users/${slow}/pin/unlock`)).body.state).to.equal('set');
    expect((await enter(slow, '246813')).status).to.equal(200);
  });

  it('does not make a till wait for a day when the clock, a day ahead, is put right', async () => {
    const hasty = await person('cashier');
    await give(hasty, '975318');
    clock.forward(24 * 3600);
    for (let i = 0; i < 5; i++) await enter(hasty, '000000');
    expect((await enter(hasty, '975318')).status).to.equal(429);
    clock.forward(-24 * 3600);
    expect((await enter(hasty, '975318')).status).to.equal(200);
  });

  it('counts guesses sent all at once one by one', async () => {
    const target = await person('cashier');
    await give(target, '864209');
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => enter(target, String(100000 + i))));
    expect(replies.filter(r => r.status === 401).length).to.equal(5);
    expect(replies.filter(r => r.status === 429).length).to.equal(7);
  });

  it('is refused when it is a pattern that anybody would try, and what was set stays', async () => {
    for (const pin of ['000000', '77777777', '123456', '654321', '0123456789', '890123', '321098', '45678901',
      '121212', '1212121', '123123', '12341234', '112233', '332211', '777888', '11223344', '123321', '1234321', '135791', '864208']) {
      const refused = await give(cashier, pin);
      expect([refused.status, refused.body.code, refused.body.digits], pin).to.deep.equal([422, 'identity.weakPin', 6]);
    }
    for (const pin of ['123457', '112234', '121213', '481184', '246813']) expect((await give(cashier, pin)).status, pin).to.equal(200);
    expect((await give(cashier, '482915')).status).to.equal(200);
    expect((await enter(cashier, '482915')).status).to.equal(200);
  });

  it('has six digits or more, is set by oneself or who may change users, and never told', async () => {
    expect((await give(cashier, '12345')).body.code).to.equal('identity.weakPin');
    expect((await give(cashier, '12345a')).status).to.equal(400);
    const till = await shop.as('cashier');
    const own = (await till.get('/api/auth/me')).body.user.id;
    expect((await till.put(`/api/users/${own}/pin`, { pin: '918273' })).body).to.deep.equal({ userId: own, state: 'set' });
    expect((await till.put(`/api/users/${manager}/pin`, { pin: '918273' })).status).to.equal(403);
    expect((await enter(own, '918273')).status).to.equal(200);
    expect((await till.put(`/api/users/${own}/pin`, { pin: null })).body.state).to.equal('none');
    expect((await enter(own, '918273')).status).to.equal(401);
    const rows = await shop.host.database.query<{ hash: string }>('SELECT hash FROM kullanici_pinleri', []);
    for (const { hash } of rows) expect(hash).to.match(/^\$argon2id\$/);
    expect(await shop.doctor()).to.deep.equal([]);
  });

  it('of a manager approves one thing, at this till, for a minute', async () => {
    const till = await shop.as('cashier');
    await give(manager, '731904');
    const ask = (body: Record<string, unknown>) => till.post('/api/auth/approvals', { userId: manager, pin: '731904', permission: 'pos.discount', ...body });
    const given = await ask({ amount: 30 });
    expect([given.status, given.body.permission, given.body.amount]).to.deep.equal([201, 'pos.discount', 30]);
    expect(Date.parse(given.body.expiresAt) - Date.parse(clock.now())).to.equal(60_000);
    expect((await ask({ amount: 60 })).body.code).to.equal('auth.forbidden');
    expect((await ask({ permission: 'host.users.write' })).body.code).to.equal('auth.forbidden');
    expect((await ask({ pin: '000000' })).status).to.equal(401);
    const audit = await shop.admin.get('/api/audit?limit=5');
    expect(audit.body.items.map((i: { action: string }) => i.action)).to.include('host.approval.given');
  });
});
