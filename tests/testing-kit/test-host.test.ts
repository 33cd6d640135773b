import { expect } from 'chai';
import { Clock, Db, Ids, col, createTable, definePlugin, migration, object, permission, route, t, table } from '@sontechsp/sdk';
import { testHost } from '@sontechsp/sdk/testing';
import { eachDatabase } from '../support/databases.js';
import { freshPostgres } from '../support/postgres.js';

const notes = table('ornek_notlar', { id: col.id(), storeId: col.ref(), text: col.text(), at: col.instant() });
const write = permission('ornek.write', { manager: true, admin: true });
const plugin = definePlugin({
  id: 'ornek', name: 'Örnek', version: '1.0.0', requires: ['katalog'], permissions: [write], tables: [notes], migrations: [migration('001-notlar', [createTable(notes)])],
  routes: [
    route({
      method: 'POST', path: '/notes', permission: 'ornek.write', status: 201, body: object({ text: t.String() }), use: { db: Db, clock: Clock, ids: Ids },
      async handle({ body, scope, use }) {
        const note = { id: use.ids.next(), storeId: scope.storeId, text: body.text, at: use.clock.now() };
        await use.db.transaction(tx => tx.insert(notes, [note]));
        return note;
      },
    }),
  ],
  locales: { tr: { permissions: { 'ornek.write': 'Not yazma' } }, en: { permissions: { 'ornek.write': 'Write notes' } } },
});

eachDatabase('testHost', kind => {
  const options = async () => (kind === 'postgres' ? { databaseUrl: await freshPostgres() } : {});

  it('opens a whole shop with the plugin and what it requires, whose clock and ids the test owns', async () => {
    const made: unknown[] = [];
    for (let run = 0; run < 2; run++) {
      const host = await testHost([plugin], await options());
      try {
        host.clock.set('2026-05-01T12:00:00.000Z');
        const { status, body } = await host.admin.post('/api/ornek/notes', { text: 'Çay alınacak' });
        expect([status, body.text, body.at, body.storeId, host.off]).to.deep.equal([201, 'Çay alınacak', '2026-05-01T12:00:00.000Z', host.storeId, []]);
        expect((await host.admin.get('/api/katalog/products')).status).to.equal(200);
        expect((await host.admin.get('/api/stock/balances')).status).to.equal(404);
        expect(await host.violations()).to.deep.equal([]);
        made.push([host.firmId, host.storeId, body.id]);
      } finally {
        await host.stop();
      }
    }
    expect(made[1]).to.deep.equal(made[0]);
  });

  it('signs in others, at other stores', async () => {
    const host = await testHost([plugin], await options());
    try {
      const cashier = await host.as('cashier');
      expect((await cashier.post('/api/ornek/notes', { text: 'x' })).status).to.equal(403);
      const branch = await host.anotherStore();
      const manager = await host.as('manager', branch);
      expect((await manager.post('/api/ornek/notes', { text: 'x' })).body.storeId).to.equal(branch.storeId);
    } finally {
      await host.stop();
    }
  });
});

describe('testHost', () => {
  it('says what is missing where nobody brings a host along', async () => {
    const address = process.env.SONTECHSP_TESTING;
    delete process.env.SONTECHSP_TESTING;
    const error = await testHost([plugin]).then(() => undefined, (e: Error) => e.message);
    process.env.SONTECHSP_TESTING = address;
    expect(error).to.equal('testHost needs a host. Run the tests with `sontechsp plugin test`, which brings one along.');
  });
});
