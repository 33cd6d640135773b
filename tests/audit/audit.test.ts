import { expect } from 'chai';
import { eachDatabase } from '../support/databases.js';
import { PASSWORD, openShop, type Shop } from '../support/host.js';

interface Row { id: string; sequence: number; at: string; action: string; userId: string | null; userName: string | null; subjectId: string; details: Record<string, unknown> }

eachDatabase('The audit trail', kind => {
  let shop: Shop;
  beforeEach(async () => { shop = await openShop(kind); });
  afterEach(() => shop.stop());
  const rows = async (query = ''): Promise<Row[]> => (await shop.admin.get(`/api/audit${query}`)).body.items;

  it('tells who did what, newest first, and holds no secret', async () => {
    const { body: user } = await shop.admin.post('/api/users', { username: 'ali', password: PASSWORD, fullName: 'Ali', roles: ['cashier'], storeIds: [shop.storeId], identityNumber: '10000000146' });
    await shop.admin.patch(`/api/users/${user.id}`, { password: 'yeni-merdiven-8', identityNumber: '10000000147' });
    const all = await rows('?limit=200');
    expect(all.map(r => r.sequence)).to.deep.equal(all.map((_, i) => all.length - i));
    expect(all.map(r => r.action)).to.include.members(['host.setup.done', 'host.session.opened', 'host.user.created', 'host.user.changed']);
    expect(all[0]).to.include({ action: 'host.user.changed', subjectId: user.id, userName: 'Ayşe Yönetici' });
    expect(all[0]!.details).to.deep.equal({ fields: ['identityNumber', 'password'] });
    expect(JSON.stringify(all)).to.not.match(/1000000014|merdiven|argon2/);
  });

  it('is filtered by time, action and subject', async () => {
    const { body: store } = await shop.admin.post('/api/stores', { name: 'Şube' });
    expect((await rows(`?subjectType=store&subjectId=${store.id}`)).map(r => r.action)).to.deep.equal(['host.store.created']);
    const [created] = await rows('?action=host.store.created');
    const at = encodeURIComponent(created!.at);
    expect((await rows(`?from=${at}&action=host.store.created`))).to.have.lengthOf(1);
    expect((await rows(`?to=${at}&action=host.store.created`))).to.have.lengthOf(0);
    expect((await shop.admin.get('/api/audit?from=yesterday')).status).to.equal(400);
    expect((await (await shop.as('cashier')).get('/api/audit')).status).to.equal(403);
  });

  it('keeps its chain while many write at once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => shop.admin.post('/api/stores', { name: `Şube ${i}` })));
    expect(await shop.doctor()).to.deep.equal([]);
  });

  const harm: [string, string][] = [
    ['changed', `UPDATE denetim_kayitlari SET action = 'host.nothing.done' WHERE sequence = 2`],
    ['removed from the middle', 'DELETE FROM denetim_kayitlari WHERE sequence = 2'],
    ['removed from the end', 'DELETE FROM denetim_kayitlari WHERE sequence >= 3'],
  ];
  for (const [how, sql] of harm) it(`shows the doctor the first row that was ${how}`, async () => {
    await shop.admin.post('/api/stores', { name: 'Şube' });
    expect(await shop.doctor()).to.deep.equal([]);
    await shop.host.database.transaction(tx => tx.run(sql));
    const found = await shop.doctor();
    expect(found).to.have.lengthOf(1);
    expect(found[0]).to.match(/^host\.audit\.chain: firm .*(row [23] \(|after 2 are missing)/);
  });
});
