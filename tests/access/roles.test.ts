import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Route } from '@sontechsp/sdk';
import { core } from '../../host/core.js';
import { installed } from '../../host/installed.js';
import { client, type Client } from '../support/client.js';
import { openShop, type Shop } from '../support/host.js';

type Role = 'cashier' | 'manager' | 'admin';
interface Row { plugin: string; route: Route; path: string }

const rows: Row[] = [core, ...installed].flatMap(plugin => plugin.routes.map(route => ({
  plugin: plugin.id, route, path: (plugin.id === 'host' ? '/api' : `/api/${plugin.id}`) + (route.path === '/' ? '' : route.path),
})));
const permissions = new Map([core, ...installed].flatMap(p => p.permissions).map(p => [p.id, p]));
const address = (path: string): string => path.replace(/:[a-zA-Z]+/g, () => randomUUID());

/** Sends nothing a handler would accept: what is tested is who gets past the door. */
const knock = (who: Client, row: Row) => row.route.method === 'GET' || row.route.method === 'DELETE'
  ? who.send(row.route.method, address(row.path), undefined, {})
  : who.send(row.route.method, address(row.path), '{"__nobody_knows_this_field":1}', { 'content-type': 'application/json' });

describe('Each route', function () {
  this.timeout(120_000);
  let shop: Shop;
  const people = {} as Record<Role, Client>;
  before(async () => {
    shop = await openShop('sqlite');
    for (const role of ['cashier', 'manager', 'admin'] as const) people[role] = await shop.as(role);
  });
  after(() => shop.stop());

  const guarded = rows.filter(r => r.route.permission !== 'public' && !r.path.endsWith('/auth/logout') && r.path !== '/api/events');

  for (const row of guarded) {
    it(`${row.route.method} ${row.path} asks who is there`, async () => {
      const nobody = await knock(client(shop.url), row);
      expect([nobody.status, nobody.body?.code]).to.deep.equal([401, 'auth.required']);
      const forged = await knock(client(shop.url, 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'), row);
      expect([forged.status, forged.body?.code]).to.deep.equal([401, 'auth.required']);
    });

    for (const role of ['cashier', 'manager', 'admin'] as const) {
      const permission = permissions.get(row.route.permission);
      const allowed = row.route.permission === 'signedIn' || permission?.roles[role] !== undefined;
      it(`${row.route.method} ${row.path} is ${allowed ? 'open to' : 'closed for'} a ${role}`, async () => {
        const reply = await knock(people[role], row);
        if (allowed) expect(reply.body?.code, reply.text).to.not.be.oneOf(['auth.forbidden', 'auth.required', 'auth.context']);
        else expect([reply.status, reply.body?.code]).to.deep.equal([403, 'auth.forbidden']);
        expect(reply.status, reply.text).to.be.below(500);
      });
    }
  }
});

describe('The three roles', () => {
  it('hold what the table of the contract says, as far as it is built', () => {
    const everyone = ['pos.sell', 'pos.shift', 'pos.discount', 'katalog.read', 'stock.read'];
    const managers = ['katalog.write', 'katalog.cost.read', 'stock.write', 'pos.refund', 'pos.price.override', 'host.users.read', 'host.audit.read'];
    const admins = ['host.users.write', 'host.settings', 'host.plugins', 'host.tenancy'];
    const holders = (id: string): string[] => Object.keys(permissions.get(id)?.roles ?? {}).sort();
    for (const id of everyone) expect(holders(id), id).to.deep.equal(['admin', 'cashier', 'manager']);
    for (const id of managers) expect(holders(id), id).to.deep.equal(['admin', 'manager']);
    for (const id of admins) expect(holders(id), id).to.deep.equal(['admin']);
    expect(permissions.has('pos.refund.tender')).to.equal(true);
    expect(holders('pos.refund.tender')).to.deep.equal([]);
    expect(permissions.get('pos.discount')!.roles).to.deep.equal({ cashier: 10, manager: 50, admin: 100 });
  });
});
