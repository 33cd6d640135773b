import { expect } from 'chai';
import { client, type Client } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { PASSWORD, bootAt, setupBody } from '../support/host.js';
import type { Host } from '../../host/boot.js';

eachDatabase('The first run', kind => {
  let host: Host;
  let nobody: Client;
  beforeEach(async () => {
    const booted = await bootAt(await freshPlace(kind));
    host = booted.host;
    nobody = client(booted.url);
  });
  afterEach(() => host.stop());
  const rows = async (table: string) => Number((await host.database.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))!.n);

  it('says what it needs, and afterwards only that it is done', async () => {
    const before = await nobody.get('/api/setup');
    expect(before.body.done).to.equal(false);
    expect(before.body.checks.map((c: { id: string }) => c.id)).to.deep.equal(['folders', 'database', 'migrations', 'admin']);
    for (const check of before.body.checks) expect(check).to.have.all.keys('id', 'ok', 'detail');
    expect((await nobody.post('/api/setup', setupBody())).status).to.equal(201);
    expect((await nobody.get('/api/setup')).body).to.deep.equal({ done: true });
  });

  it('lets nobody sign in before it', async () => {
    const early = await nobody.post('/api/auth/login', { username: 'admin', password: 'admin' });
    expect([early.status, early.body.code]).to.deep.equal([401, 'auth.invalid']);
  });

  it('makes one house when two try at once', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => nobody.post('/api/setup', setupBody())));
    expect(replies.map(r => r.status).sort()).to.deep.equal([201, 409, 409]);
    expect(replies.filter(r => r.status === 409).map(r => r.body.code)).to.deep.equal(['setup.done', 'setup.done']);
    expect(await Promise.all(['firmalar', 'magazalar', 'terminaller', 'depolar', 'kullanicilar'].map(rows))).to.deep.equal([1, 1, 1, 1, 1]);
    const made = replies.find(r => r.status === 201)!.body;
    expect(made).to.have.all.keys('firmId', 'storeId', 'terminalId', 'warehouseId', 'userId');
    expect((await nobody.signIn('admin', PASSWORD, { storeId: made.storeId, terminalId: made.terminalId })).token).to.be.a('string');
  });

  it('refuses what cannot be, and writes nothing', async () => {
    const invalid: object[] = [
      { firm: { name: '' } }, { firm: { name: 'A', taxId: '123' } }, { firm: { name: 'A', currency: 'XQZ' } }, { firm: { name: 'A', logo: 'x' } },
      { store: { name: 'A', timeZone: 'Mars/Olympus' } }, { terminal: {} }, { admin: { username: 'a' } }, { demo: 'yes' }, { extra: 1 },
    ];
    for (const extra of invalid) {
      const reply = await nobody.post('/api/setup', setupBody(extra as Record<string, unknown>));
      expect([reply.status, reply.body.code], JSON.stringify(extra)).to.deep.equal([400, 'request.invalid']);
    }
    for (const password of ['kisa', 'password', 'Yonetici-Ben']) {
      const weak = await nobody.post('/api/setup', setupBody({ admin: { username: 'yonetici-ben', password, fullName: 'A' } }));
      expect([weak.status, weak.body.code], password).to.deep.equal([422, 'identity.weakPassword']);
    }
    expect(await Promise.all(['firmalar', 'magazalar', 'kullanicilar', 'denetim_kayitlari'].map(rows))).to.deep.equal([0, 0, 0, 0]);
    expect((await nobody.get('/api/setup')).body.done).to.equal(false);
  });
});
