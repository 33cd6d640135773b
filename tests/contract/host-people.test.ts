import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';

const told = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('Users, roles and places', kind => {
  let shop: Shop;
  let admin: Client;
  let adminId: string;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    adminId = (await admin.get('/api/auth/me')).body.user.id;
  });
  after(() => shop.stop());
  const person = (more: Record<string, unknown> = {}) => ({ username: `u${randomUUID().slice(0, 8)}`, password: PASSWORD, fullName: 'Ali Veli', roles: ['cashier'], storeIds: [shop.storeId], ...more });
  const add = async (more: Record<string, unknown> = {}) => {
    const made = await admin.post('/api/users', person(more));
    expect(made.status, made.text).to.equal(201);
    return made.body as { id: string; username: string };
  };

  it('a user comes back with all that was given but the password', async () => {
    const body = person({ phone: '0532 000 00 00', address: 'Kadıköy', identityNumber: '10000000146', notes: 'Sabah gelir' });
    const { password: _, ...given } = body;
    const made = await admin.post('/api/users', body);
    expect(made.body).to.deep.include(given);
    expect(made.text).to.not.contain(PASSWORD);
    const read = await admin.get(`/api/users/${made.body.id}`);
    expect(read.body).to.eql(made.body);
    const changed = await admin.patch(`/api/users/${made.body.id}`, { fullName: 'Veli Ali', phone: null });
    expect([changed.status, changed.body]).to.eql([200, { ...made.body, fullName: 'Veli Ali', phone: null, updatedAt: changed.body.updatedAt }]);
    const row = await shop.host.database.first<Record<string, string>>('SELECT * FROM kullanicilar WHERE id = $1', [made.body.id]);
    expect(JSON.stringify(row)).to.not.contain('10000000146').and.not.contain(PASSWORD);
    expect(row!['password_hash']).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const audit = await admin.get('/api/audit?limit=200');
    expect(audit.text).to.not.contain('10000000146').and.not.contain(PASSWORD);
  });

  it('weak passwords are 422, also when they are changed', async () => {
    const { id, username } = await add();
    for (const password of ['', 'short7!', '12345678', 'password', 'Password', 'qwerty123', 'parola123', 'PAROLA123', '11111111', 'abcdefgh', '123456789', 'iloveyou'])
      expect(told(await admin.post('/api/users', person({ password }))), password).to.eql([422, 'identity.weakPassword']);
    expect(told(await admin.post('/api/users', person({ username: 'AyseKasiyer', password: 'aysekasiyer' })))).to.eql([422, 'identity.weakPassword']);
    expect(told(await admin.patch(`/api/users/${id}`, { password: username }))).to.eql([422, 'identity.weakPassword']);
    expect(told(await admin.patch(`/api/users/${id}`, { password: '12345678' }))).to.eql([422, 'identity.weakPassword']);
  });

  it('a taken name, an unknown role and an unknown store are refused, with nothing written', async () => {
    const { username } = await add();
    const before = (await admin.get('/api/users?limit=200')).body.items.length;
    expect((await admin.post('/api/users', person({ username: username.toUpperCase() }))).status).to.equal(409);
    expect((await admin.post('/api/users', person({ roles: ['god'] }))).status).to.be.oneOf([404, 422]);
    expect((await admin.post('/api/users', person({ storeIds: [randomUUID()] }))).status).to.equal(404);
    for (const bad of [{ roles: [] }, { roles: 'admin' }, { username: '' }, { username: 'a b' }, { fullName: '' }, { fullName: 'x'.repeat(1000) }, { storeIds: 'x' }, { storeIds: [5] }, { phone: 5 }])
      expect(told(await admin.post('/api/users', person(bad))), JSON.stringify(bad)).to.eql([400, 'request.invalid']);
    expect((await admin.get('/api/users?limit=200')).body.items.length).to.equal(before);
    for (const id of [randomUUID()]) for (const reply of [await admin.get(`/api/users/${id}`), await admin.patch(`/api/users/${id}`, { fullName: 'X' }), await admin.delete(`/api/users/${id}`)])
      expect(told(reply)).to.eql([404, 'host.notFound']);
    expect((await admin.get('/api/users/not-an-id')).status).to.equal(400);
    for (const name of ['<script>alert(1)</script>', "'; DROP TABLE kullanicilar; --", '\u202eevil', '=cmd()']) expect((await add({ fullName: name }))).to.include({ fullName: name });
  });

  it('nobody deletes themselves, and the last admin neither goes nor is demoted', async () => {
    expect(told(await admin.delete(`/api/users/${adminId}`))).to.eql([409, 'identity.self']);
    expect(told(await admin.patch(`/api/users/${adminId}`, { roles: ['cashier'] }))).to.eql([409, 'identity.lastAdmin']);
    expect(told(await admin.patch(`/api/users/${adminId}`, { active: false }))).to.eql([409, 'identity.lastAdmin']);
    expect((await admin.get('/api/auth/me')).status).to.equal(200);
    const role = (await admin.post('/api/roles', { name: 'Personelci', permissions: [{ id: 'host.users.write' }, { id: 'host.users.read' }] })).body;
    const { username } = await add({ roles: [role.code] });
    const clerk = await client(shop.url).signIn(username, PASSWORD);
    const reply = await clerk.delete(`/api/users/${adminId}`);
    expect(reply.status, 'nobody takes charge of more than they are').to.be.oneOf([403, 409]);
    expect((await clerk.post('/api/users', person({ roles: ['admin'] }))).status).to.equal(403);
    expect((await clerk.patch(`/api/roles/${role.id}`, { permissions: [{ id: 'host.tenancy' }] })).status).to.equal(403);
  });

  it('two admins who demote each other at once leave one', async () => {
    for (let round = 0; round < 5; round++) {
      const two = [await add({ roles: ['admin'] }), await add({ roles: ['admin'] })] as const;
      const [a, b] = await Promise.all(two.map(u => client(shop.url).signIn(u.username, PASSWORD)));
      // With the first admin aside, these two are the last.
      expect((await a!.patch(`/api/users/${adminId}`, { roles: ['manager'] })).status).to.equal(200);
      const remove = round % 2 === 1;
      const replies = await Promise.all(remove ? [a!.delete(`/api/users/${two[1].id}`), b!.delete(`/api/users/${two[0].id}`)] : [a!.patch(`/api/users/${two[1].id}`, { roles: ['cashier'] }), b!.patch(`/api/users/${two[0].id}`, { roles: ['cashier'] })]);
      const left = await shop.host.database.query(`SELECT k.id FROM kullanicilar k JOIN kullanici_rolleri kr ON kr.user_id = k.id JOIN roller r ON r.id = kr.role_id WHERE r.code = 'admin' AND k.deleted_at IS NULL`, []);
      expect(left.length, replies.map(r => r.text).join()).to.equal(1);
      expect(replies.filter(r => r.status < 300).length).to.equal(1);
      const winner = (left[0] as { id: string }).id === two[0].id ? a! : b!;
      expect((await winner.patch(`/api/users/${adminId}`, { roles: ['admin'] })).status).to.equal(200);
      for (const u of two) await admin.delete(`/api/users/${u.id}`);
    }
  });

  it('roles are three from the start, can be added and changed, and permissions are listed', async () => {
    const { items } = (await admin.get('/api/roles')).body;
    expect(items.map((r: { code: string }) => r.code)).to.include.members(['cashier', 'manager', 'admin']);
    const permissions = (await admin.get('/api/permissions')).body.items;
    for (const one of permissions) expect(one).to.include.all.keys('id', 'plugin', 'limited');
    expect(permissions.find((p: { id: string }) => p.id === 'pos.discount')).to.include({ plugin: 'pos', limited: true });
    expect(permissions.find((p: { id: string }) => p.id === 'pos.sell')).to.include({ plugin: 'pos', limited: false });
    const cashier = items.find((r: { code: string }) => r.code === 'cashier');
    expect(cashier.permissions).to.deep.include({ id: 'pos.discount', limit: 10 });
    const made = await admin.post('/api/roles', { name: 'Depocu', permissions: ['stock.read', { id: 'pos.discount', limit: 5 }] });
    expect([made.status, made.body.permissions]).to.eql([201, [{ id: 'pos.discount', limit: 5 }, { id: 'stock.read', limit: null }]]);
    for (const permission of [{ id: 'nobody.knows' }, 'nobody.knows'])
      expect((await admin.post('/api/roles', { name: 'X', permissions: [permission] })).status).to.be.oneOf([404, 422]);
    for (const permission of [7, '', null, {}]) expect((await admin.post('/api/roles', { name: 'X', permissions: [permission] })).status).to.equal(400);
    expect((await admin.post('/api/roles', { name: 'X', permissions: [{ id: 'pos.discount', limit: 101 }] })).status).to.equal(400);
    expect((await admin.patch(`/api/roles/${randomUUID()}`, { name: 'X' })).status).to.equal(404);
    const adminRole = items.find((r: { code: string }) => r.code === 'admin');
    const emptied = await admin.patch(`/api/roles/${adminRole.id}`, { permissions: [] });
    expect(emptied.status, 'nobody locks everybody out').to.be.oneOf([409, 422]);
  });

  it('stores and terminals get codes that count up and never change', async () => {
    const store = await admin.post('/api/stores', { name: 'Şube', timeZone: 'Europe/Berlin' });
    expect([store.status, store.body.code, store.body.timeZone]).to.eql([201, 'M2', 'Europe/Berlin']);
    const terminals = [await admin.post('/api/terminals', { storeId: store.body.id, name: 'A' }), await admin.post('/api/terminals', { storeId: store.body.id, name: 'B' })];
    expect(terminals.map(r => [r.status, r.body.code])).to.eql([[201, 'K1'], [201, 'K2']]);
    expect((await admin.patch(`/api/stores/${store.body.id}`, { name: 'Yeni' })).body).to.include({ name: 'Yeni', code: 'M2' });
    expect((await admin.patch(`/api/terminals/${terminals[1]!.body.id}`, { name: 'Yeni' })).body).to.include({ name: 'Yeni', code: 'K2' });
    expect((await admin.patch(`/api/stores/${store.body.id}`, { code: 'M7' })).status).to.equal(400);
    for (const timeZone of ['Mars/Phobos', '', '+03:00', 'Europe/Istanbul; DROP']) expect((await admin.post('/api/stores', { name: 'X', timeZone })).status, timeZone).to.equal(400);
    const warehouses = (await admin.get(`/api/warehouses?storeId=${store.body.id}`)).body.items;
    expect(warehouses.map((w: { isDefault: boolean }) => w.isDefault)).to.eql([true]);
    expect((await admin.post('/api/warehouses', { storeId: store.body.id, name: 'Arka' })).body.isDefault).to.equal(false);
    for (const path of ['/api/terminals', '/api/warehouses']) expect((await admin.post(path, { storeId: randomUUID(), name: 'X' })).status).to.equal(404);
    for (const path of ['stores', 'terminals', 'warehouses']) expect(told(await admin.patch(`/api/${path}/${randomUUID()}`, { name: 'X' })), path).to.eql([404, 'host.notFound']);
    const codes = (await Promise.all(Array.from({ length: 8 }, () => admin.post('/api/terminals', { storeId: store.body.id, name: 'C' })))).map(r => r.body.code).sort();
    expect(codes).to.eql(['K10', 'K3', 'K4', 'K5', 'K6', 'K7', 'K8', 'K9']);
  });

  it('a user sees and enters the stores of storeIds only', async () => {
    const other = await shop.anotherStore();
    const { username } = await add({ roles: ['manager'] });
    const his = await client(shop.url).signIn(username, PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
    expect((await his.get('/api/stores')).body.items.map((s: { id: string }) => s.id)).to.eql([shop.storeId]);
    for (const path of ['terminals', 'warehouses']) {
      expect((await his.get(`/api/${path}`)).body.items.every((t: { storeId: string }) => t.storeId === shop.storeId), path).to.equal(true);
      expect((await his.get(`/api/${path}?storeId=${other.storeId}`)).status).to.equal(404);
    }
    for (const [path, body] of [['stores', { name: 'X' }], ['terminals', { storeId: shop.storeId, name: 'X' }], ['warehouses', { storeId: shop.storeId, name: 'X' }], ['users', person()], ['roles', { name: 'X', permissions: [] }]] as const)
      expect(told(await his.post(`/api/${path}`, body)), path).to.eql([403, 'auth.forbidden']);
    expect((await his.get('/api/audit')).status).to.equal(200);
  });
});
