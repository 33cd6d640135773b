import { expect } from 'chai';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import type { Host } from '../../host/boot.js';

const told = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('The first run', kind => {
  let host: Host;
  let guest: Client;
  beforeEach(async () => {
    const booted = await bootAt(await freshPlace(kind));
    host = booted.host;
    guest = client(booted.url);
  });
  afterEach(() => host.stop());

  it('says what is done and what is missing, and only {done:true} afterwards', async () => {
    const { status, body } = await guest.get('/api/setup');
    expect([status, body.done]).to.eql([200, false]);
    expect(body.checks.map((c: { id: string }) => c.id)).to.eql(['folders', 'database', 'migrations', 'admin']);
    for (const check of body.checks) expect(check).to.have.keys('id', 'ok', 'detail');
    expect((await guest.post('/api/setup', setupBody())).status).to.equal(201);
    expect((await guest.get('/api/setup')).body).to.eql({ done: true });
  });

  it('before it every sign-in is 401 auth.invalid', async () => {
    for (const [username, password] of [['admin', 'admin'], ['admin', 'password'], ['root', ''], ['admin', PASSWORD]]) expect(told(await guest.post('/api/auth/login', { username, password }))).to.eql([401, 'auth.invalid']);
    for (let i = 0; i < 15; i++) expect((await guest.post('/api/auth/login', { username: 'admin', password: `deneme-${i}` })).status).to.equal(401);
    expect((await guest.get('/api/users')).status).to.equal(401);
    expect((await guest.get('/readyz')).status).to.equal(200);
    expect((await guest.post('/api/setup', setupBody())).status).to.equal(201);
    expect((await guest.post('/api/auth/login', { username: 'admin', password: PASSWORD })).status).to.equal(200);
  });

  it('refuses what is weak or wrong, with nothing written', async () => {
    const admin = (more: object) => setupBody({ admin: { username: 'Yonetici1', password: PASSWORD, fullName: 'Ayşe', ...more } });
    for (const password of ['short7!', 'yonetici1', 'YONETICI1', '12345678', 'password1', '']) expect(told(await guest.post('/api/setup', admin({ password }))), password).to.eql([422, 'identity.weakPassword']);
    const bad = [
      {}, admin({ username: '' }), admin({ password: 5 }), admin({ fullName: undefined }), setupBody({ firm: {} }), setupBody({ firm: { name: '' } }), setupBody({ firm: { name: 'A', currency: 'XXY' } }), setupBody({ firm: { name: 'A', currency: 'try' } }),
      setupBody({ store: { name: 'A', timeZone: 'Nowhere' } }), setupBody({ terminal: {} }), setupBody({ warehouse: { name: '' } }), setupBody({ demo: 'yes' }), setupBody({ surprise: 1 }), setupBody({ admin: undefined }), setupBody({ firm: { name: 'x'.repeat(2000) } }),
    ];
    for (const body of bad) expect(told(await guest.post('/api/setup', body)), JSON.stringify(body).slice(0, 200)).to.eql([400, 'request.invalid']);
    expect((await guest.get('/api/setup')).body.done).to.equal(false);
    const made = await guest.post('/api/setup', admin({ username: 'Yonetici1' }));
    expect(made.status).to.equal(201);
    expect((await guest.signIn('yonetici1', PASSWORD)).token).to.be.a('string');
  });

  it('happens once, however many try at once', async () => {
    const replies = await Promise.all(Array.from({ length: 4 }, (_, i) => guest.post('/api/setup', setupBody({ firm: { name: `Firma ${i}` } }))));
    expect(replies.map(r => r.status).sort()).to.eql([201, 409, 409, 409]);
    for (const reply of replies.filter(r => r.status === 409)) expect(told(reply)).to.eql([409, 'setup.done']);
    expect(told(await guest.post('/api/setup', setupBody()))).to.eql([409, 'setup.done']);
    expect((await host.database.query('SELECT id FROM firmalar', [])).length).to.equal(1);
    expect((await host.database.query('SELECT id FROM kullanicilar', [])).length).to.equal(1);
  });

  it('gives ids, codes, a default warehouse and every built-in plugin on', async () => {
    const made = await guest.post('/api/setup', setupBody({ firm: { name: 'Deneme', taxId: '1234567890', currency: 'TRY' }, store: { name: 'Merkez', timeZone: 'Europe/Istanbul' }, warehouse: { name: 'Arka depo' } }));
    expect([made.status, Object.keys(made.body).sort()]).to.eql([201, ['firmId', 'storeId', 'terminalId', 'userId', 'warehouseId']]);
    const { storeId, terminalId, warehouseId } = made.body;
    const admin = await guest.signIn('admin', PASSWORD, { storeId, terminalId });
    expect((await admin.get('/api/stores')).body.items).to.have.length(1);
    expect((await admin.get('/api/stores')).body.items[0]).to.include({ id: storeId, code: 'M1', name: 'Merkez', timeZone: 'Europe/Istanbul' });
    expect((await admin.get('/api/terminals')).body.items[0]).to.include({ id: terminalId, code: 'K1' });
    expect((await admin.get('/api/warehouses')).body.items[0]).to.include({ id: warehouseId, name: 'Arka depo', isDefault: true });
    const plugins = (await admin.get('/api/plugins')).body.items;
    expect(plugins.map((p: { id: string }) => p.id)).to.include.members(['katalog', 'pos', 'stock']);
    for (const plugin of plugins) {
      expect(plugin).to.include.all.keys('id', 'name', 'version', 'state', 'requires', 'stores');
      expect(plugin.stores[storeId]).to.eql({ enabled: true, state: 'on' });
    }
    const roles = Object.fromEntries((await admin.get('/api/roles')).body.items.map((r: { code: string; permissions: { id: string }[] }) => [r.code, r.permissions.map(p => p.id)]));
    expect(roles['cashier']).to.include.members(['pos.sell', 'pos.discount', 'katalog.read', 'stock.read']).and.not.include('katalog.write');
    expect(roles['manager']).to.include.members(['katalog.write', 'katalog.cost.read', 'stock.write', 'pos.price.override', 'host.users.read', 'host.audit.read']).and.not.include('host.users.write');
    expect(roles['admin']).to.include.members(['host.users.write', 'host.settings', 'host.plugins', 'host.tenancy']).and.not.include('pos.refund.tender');
  });

  it('with demo loads a catalogue with stock that sells', async () => {
    const made = await guest.post('/api/setup', setupBody({ demo: true }));
    const admin = await guest.signIn('admin', PASSWORD, made.body);
    const products = (await admin.get('/api/katalog/products')).body.items;
    expect(products.length).to.be.above(5);
    expect((await admin.get('/api/stock/balances')).body.items.some((b: { onHand: number }) => b.onHand > 0)).to.equal(true);
  });
});
