import { expect } from 'chai';
import { client, type Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { PASSWORD, openShop, type Shop } from '../support/host.js';
import { refreshCookie, withCookie } from './browser.js';

eachDatabase('Users', kind => {
  let shop: Shop;
  let admin: Client;
  let made = 0;
  before(async () => {
    shop = await openShop(kind);
    admin = shop.admin;
  });
  after(() => shop.stop());
  const body = (extra: object = {}) => ({ username: `kisi${++made}`, password: PASSWORD, fullName: 'Şule Çiçek', roles: ['cashier'], storeIds: [shop.storeId], ...extra });
  const add = async (extra: object = {}) => (await admin.post('/api/users', body(extra))).body;
  const signIn = (username: string, password = PASSWORD) => client(shop.url).post('/api/auth/login', { username, password });

  it('are added with what the card says, and found by any word of their name', async () => {
    const reply = await admin.post('/api/users', body({ phone: '0555', identityNumber: '10000000146', notes: '' }));
    expect(reply.status, reply.text).to.equal(201);
    expect(reply.body).to.deep.include({ fullName: 'Şule Çiçek', roles: ['cashier'], storeIds: [shop.storeId], active: true, phone: '0555', notes: null, identityNumber: '10000000146' });
    expect(reply.body).to.not.have.any.keys('password', 'passwordHash', 'password_hash');
    for (const q of ['sule', 'CICEK şu', reply.body.username]) {
      const { body: found } = await admin.get(`/api/users?q=${encodeURIComponent(q)}`);
      expect(found.items.map((u: { id: string }) => u.id), q).to.include(reply.body.id);
    }
    expect((await admin.get('/api/users?q=%25')).body.items).to.deep.equal([]);
  });

  it('keep their identity number encrypted, and show it only to who may change users', async () => {
    const { id } = await add({ identityNumber: '10000000146' });
    const row = await shop.host.database.first<{ identity_number: string }>('SELECT identity_number FROM kullanicilar WHERE id = $1', [id]);
    expect(row!.identity_number).to.match(/^v1\./).and.not.include('10000000146');
    expect((await admin.get(`/api/users/${id}`)).body.identityNumber).to.equal('10000000146');
    expect((await (await shop.as('manager')).get(`/api/users/${id}`)).body.identityNumber).to.equal(null);
  });

  it('are shown without the identity numbers that another root key sealed', async () => {
    const { id, username } = await add({ identityNumber: '10000000146' });
    const { sealed } = (await shop.host.database.first<{ sealed: string }>('SELECT identity_number AS sealed FROM kullanicilar WHERE id = $1', [id]))!;
    await shop.host.database.transaction(tx => tx.run('UPDATE kullanicilar SET identity_number = $2 WHERE id = $1', [id, `${sealed.slice(0, -4)}AAAA`]));
    const [card, list] = [await admin.get(`/api/users/${id}`), await admin.get(`/api/users?q=${username}`)];
    expect([card.status, card.body.identityNumber, list.status, list.body.items[0].identityNumber]).to.deep.equal([200, null, 200, null]);
    expect((await admin.patch(`/api/users/${id}`, { identityNumber: '10000000146' })).body.identityNumber).to.equal('10000000146');
  });

  it('page by cursor without missing or repeating anybody', async () => {
    for (let i = 0; i < 5; i++) await add({ fullName: 'Sayfa Deneme' });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body: page } = await admin.get(`/api/users?q=sayfa&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items.map((u: { id: string }) => u.id));
      cursor = page.nextCursor;
    }
    expect(seen).to.have.lengthOf(5);
    expect(new Set(seen).size).to.equal(5);
  });

  it('have names of their own, whatever the case', async () => {
    await add({ username: 'Ilgaz' });
    const taken = await admin.post('/api/users', body({ username: 'ILGAZ' }));
    expect([taken.status, taken.body.code]).to.deep.equal([409, 'identity.usernameTaken']);
    const other = await add();
    expect((await admin.patch(`/api/users/${other.id}`, { username: 'ılgaz' })).body.code).to.equal('identity.usernameTaken');
  });

  it('take no password that is short, common or the user name', async () => {
    for (const password of ['kisa-7.', '12345678', 'Password123', 'GALATASARAY', 'zeynep.demir']) {
      const weak = await admin.post('/api/users', body({ username: 'Zeynep.Demir', password }));
      expect([weak.status, weak.body.code], password).to.deep.equal([422, 'identity.weakPassword']);
    }
    expect((await signIn('zeynep.demir', '12345678')).status).to.equal(401);
  });

  it('are refused when a field is unknown, missing or wrong', async () => {
    const bad: object[] = [{ admin: true }, { username: '' }, { username: 'iki kelime' }, { fullName: '   ' }, { roles: [] }, { roles: 'admin' }, { storeIds: ['x'] }, { password: 12345678 }];
    for (const extra of bad) expect((await admin.post('/api/users', body(extra))).status, JSON.stringify(extra)).to.equal(400);
    expect((await admin.post('/api/users', body({ roles: ['patron'] }))).body.code).to.equal('identity.roleUnknown');
    expect((await admin.post('/api/users', body({ storeIds: ['0190a000-0000-7000-8000-000000000000'] }))).status).to.equal(404);
  });

  it('are added once when the same request comes again', async () => {
    const twice = body({ id: '0190b000-0000-7000-8000-00000000000a' });
    const [first, second] = [await admin.post('/api/users', twice), await admin.post('/api/users', twice)];
    expect([first.status, second.status]).to.deep.equal([201, 201]);
    expect(second.body).to.deep.equal(first.body);
    expect((await admin.post('/api/users', { ...twice, fullName: 'Başka' })).body.code).to.equal('request.reused');
  });

  it('lose their sessions with a new password, and sign in with it', async () => {
    const user = await add();
    const login = await signIn(user.username);
    const mine = client(shop.url, login.body.accessToken);
    expect((await mine.get('/api/auth/me')).status).to.equal(200);
    expect((await admin.patch(`/api/users/${user.id}`, { password: 'yeni-merdiven-8' })).status).to.equal(200);
    expect((await mine.get('/api/auth/me')).status).to.equal(401);
    expect((await mine.post('/api/auth/refresh', undefined, withCookie(refreshCookie(login).value))).status).to.equal(401);
    expect((await signIn(user.username)).status).to.equal(401);
    expect((await signIn(user.username, 'yeni-merdiven-8')).status).to.equal(200);
  });

  it('are out at once when switched off or removed, and their name becomes free', async () => {
    const user = await add();
    const mine = client(shop.url, (await signIn(user.username)).body.accessToken);
    await admin.patch(`/api/users/${user.id}`, { active: false });
    expect((await mine.get('/api/auth/me')).status).to.equal(401);
    expect((await signIn(user.username)).status).to.equal(401);
    await admin.patch(`/api/users/${user.id}`, { active: true });
    const again = client(shop.url, (await signIn(user.username)).body.accessToken);
    expect((await admin.delete(`/api/users/${user.id}`)).status).to.equal(204);
    expect((await again.get('/api/auth/me')).status).to.equal(401);
    expect((await admin.get(`/api/users/${user.id}`)).status).to.equal(404);
    expect((await admin.delete(`/api/users/${user.id}`)).status).to.equal(404);
    expect((await admin.post('/api/users', body({ username: user.username }))).status).to.equal(201);
  });

  it('may do what a new role allows from the next request on', async () => {
    const user = await add();
    const mine = client(shop.url, (await signIn(user.username)).body.accessToken);
    expect((await mine.get('/api/users')).status).to.equal(403);
    await admin.patch(`/api/users/${user.id}`, { roles: ['manager'] });
    expect((await mine.get('/api/users')).status).to.equal(200);
    await admin.patch(`/api/users/${user.id}`, { roles: ['cashier'] });
    expect((await mine.get('/api/users')).status).to.equal(403);
  });

  it('lose their place with its store', async () => {
    const other = await shop.anotherStore();
    const user = await add({ storeIds: [shop.storeId, other.storeId] });
    const mine = await client(shop.url).signIn(user.username, PASSWORD, { storeId: other.storeId, terminalId: other.terminalId });
    expect((await mine.get('/api/auth/me')).body.context.storeId).to.equal(other.storeId);
    await admin.patch(`/api/users/${user.id}`, { storeIds: [shop.storeId] });
    expect((await mine.get('/api/auth/me')).body.context).to.equal(null);
  });

  it('cannot delete themselves, and the last administrator stays', async () => {
    const me = (await admin.get('/api/auth/me')).body.user.id;
    const refused = async (reply: Promise<{ status: number; body: { code: string } }>) => [(await reply).status, (await reply).body.code];
    expect(await refused(admin.delete(`/api/users/${me}`))).to.deep.equal([409, 'identity.self']);
    expect(await refused(admin.patch(`/api/users/${me}`, { roles: ['manager'] }))).to.deep.equal([409, 'identity.lastAdmin']);
    expect(await refused(admin.patch(`/api/users/${me}`, { active: false }))).to.deep.equal([409, 'identity.lastAdmin']);
    expect((await admin.get('/api/auth/me')).body.user.roles).to.deep.equal(['admin']);
  });

  it('keep one administrator when two demote each other at the same moment', async () => {
    const second = await add({ roles: ['admin'] });
    const me = (await admin.get('/api/auth/me')).body.user.id;
    const other = client(shop.url, (await signIn(second.username)).body.accessToken);
    const replies = await Promise.all([admin.patch(`/api/users/${second.id}`, { roles: ['cashier'] }), other.patch(`/api/users/${me}`, { roles: ['cashier'] })]);
    expect(replies.map(r => r.status).filter(s => s === 200)).to.have.lengthOf(1);
    // Whoever is left puts things right for the tests that follow.
    const left = replies[0]!.status === 200 ? admin : other;
    expect((await left.patch(`/api/users/${me}`, { roles: ['admin'] })).status).to.equal(200);
  });
});

eachDatabase('Somebody who may change users but is no administrator', kind => {
  let shop: Shop;
  let clerk: Client;
  before(async () => {
    shop = await openShop(kind);
    const role = await shop.admin.post('/api/roles', { name: 'Personel', permissions: [{ id: 'host.users.read' }, { id: 'host.users.write' }, { id: 'pos.sell' }, { id: 'pos.discount', limit: 5 }] });
    expect(role.status, role.text).to.equal(201);
    expect(role.body.permissions).to.deep.include({ id: 'pos.discount', limit: 5 });
    await shop.admin.post('/api/users', { username: 'personel', password: PASSWORD, fullName: 'Personel', roles: [role.body.code], storeIds: [shop.storeId] });
    clerk = await client(shop.url).signIn('personel', PASSWORD);
  });
  after(() => shop.stop());
  const body = (extra: object) => ({ username: `y${Math.random()}`, password: PASSWORD, fullName: 'Yeni', roles: ['personel'], storeIds: [shop.storeId], ...extra });

  it('hands on no more than they hold', async () => {
    expect((await clerk.post('/api/users', body({}))).status).to.equal(201);
    for (const roles of [['admin'], ['cashier'], ['personel', 'manager']]) {
      const reply = await clerk.post('/api/users', body({ roles }));
      expect([reply.status, reply.body.code], roles.join()).to.deep.equal([403, 'auth.forbidden']);
    }
    const other = await shop.anotherStore();
    expect((await clerk.post('/api/users', body({ storeIds: [other.storeId] }))).status).to.equal(403);
    expect((await clerk.post('/api/roles', { name: 'Güçlü', permissions: [{ id: 'host.plugins' }] })).status).to.equal(403);
    expect((await clerk.post('/api/roles', { name: 'Güçlü', permissions: [{ id: 'pos.discount', limit: 6 }] })).status).to.equal(403);
  });

  it('takes charge of nobody who holds more', async () => {
    const me = (await shop.admin.get('/api/auth/me')).body.user.id;
    expect((await clerk.patch(`/api/users/${me}`, { password: 'ele-gecirdim-9' })).status).to.equal(403);
    expect((await clerk.delete(`/api/users/${me}`)).status).to.equal(403);
    expect((await shop.admin.get('/api/auth/me')).status).to.equal(200);
  });
});
