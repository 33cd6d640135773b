import { expect } from 'chai';
import { definePlugin, permission } from '@sontechsp/sdk';
import { PermissionSync } from '../../host/identity/permission-sync.js';
import { eachDatabase } from '../support/databases.js';
import { bootAt, openShop, type Shop } from '../support/host.js';

interface Role { id: string; code: string; seeded: boolean; permissions: { id: string; limit: number | null }[] }

eachDatabase('Roles', kind => {
  let shop: Shop;
  beforeEach(async () => { shop = await openShop(kind); });
  afterEach(() => shop.stop());
  const roles = async (): Promise<Record<string, Role>> => Object.fromEntries((await shop.admin.get('/api/roles')).body.items.map((r: Role) => [r.code, r]));
  const ids = (role: Role | undefined) => role!.permissions.map(p => p.id);

  it('start as the three of the contract, with their limits', async () => {
    const { cashier, manager, admin } = await roles();
    const limitOf = (role: Role | undefined) => role!.permissions.find(p => p.id === 'pos.discount')!.limit;
    expect([limitOf(cashier), limitOf(manager), limitOf(admin)]).to.deep.equal([10, 50, 100]);
    expect(ids(cashier)).to.include('pos.sell').and.not.include('katalog.write');
    expect(ids(manager)).to.include('host.users.read').and.not.include('host.users.write');
    expect([cashier!.seeded, manager!.seeded, admin!.seeded]).to.deep.equal([true, true, true]);
  });

  it('of the administrator keeps every right', async () => {
    const { admin } = await roles();
    const less = await shop.admin.patch(`/api/roles/${admin!.id}`, { permissions: admin!.permissions.filter(p => p.id !== 'pos.sell') });
    expect([less.status, less.body.code]).to.deep.equal([409, 'identity.adminRole']);
    expect((await shop.admin.patch(`/api/roles/${admin!.id}`, { permissions: admin!.permissions })).status).to.equal(200);
  });

  it('are refused a right nobody declares, a code that is taken, and an id nobody has', async () => {
    const refused = async (body: object) => (await shop.admin.post('/api/roles', body)).body.code;
    expect(await refused({ name: 'X', permissions: [{ id: 'pos.everything' }] })).to.equal('identity.permissionUnknown');
    expect(await refused({ name: 'X', permissions: [{ id: 'host.operator' }] }), 'the right of the command line').to.equal('identity.permissionUnknown');
    expect(await refused({ name: 'Admin', permissions: [] })).to.equal('identity.roleTaken');
    expect(await refused({ name: 'X', permissions: [{ id: 'pos.discount', limit: 101 }] })).to.equal('request.invalid');
    expect((await shop.admin.patch('/api/roles/0190a000-0000-7000-8000-000000000000', { name: 'X' })).status).to.equal(404);
  });

  it('of later plugins are granted once: what an administrator takes away stays away', async () => {
    const later = definePlugin({
      id: 'deneme', name: 'Deneme', version: '1.0.0',
      permissions: [permission('deneme.read', { cashier: true, manager: true }), permission('deneme.secret', {})],
    });
    const second = await bootAt(shop.place, [later]);
    const { cashier, admin } = await roles();
    expect(ids(cashier)).to.include('deneme.read').and.not.include('deneme.secret');
    expect(ids(admin), 'administrators hold what anybody holds').to.include('deneme.read').and.not.include('deneme.secret');
    await shop.admin.patch(`/api/roles/${cashier!.id}`, { permissions: cashier!.permissions.filter(p => p.id !== 'deneme.read') });
    await second.host.resolve(PermissionSync).sync(later.permissions);
    await second.host.stop();
    const again = await roles();
    expect(ids(again['cashier'])).to.include('pos.sell').and.not.include('deneme.read');
    expect((await shop.admin.patch(`/api/roles/${admin!.id}`, { permissions: [...admin!.permissions, { id: 'deneme.secret' }] })).status, 'an admin may grant it').to.equal(200);
  });
});
