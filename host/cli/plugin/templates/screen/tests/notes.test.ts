import { expect } from 'chai';
import { testHost, type TestHost } from '@sontechsp/sdk/testing';
import plugin from '../plugin.js';

describe('Notes', () => {
  let host: TestHost;
  before(async () => { host = await testHost([plugin]); });
  after(() => host.stop());

  it('are written, listed newest first, and taken away', async () => {
    const first = await host.admin.post('/api/ornek/notes', { body: 'Süt geldi' });
    expect([first.status, first.body.body, first.body.writtenAt]).to.deep.equal([201, 'Süt geldi', host.clock.now()]);
    host.clock.advance(60_000);
    await host.admin.post('/api/ornek/notes', { body: 'Ekmek bitti' });
    const listed = await host.admin.get('/api/ornek/notes');
    expect(listed.body.items.map((note: { body: string }) => note.body)).to.deep.equal(['Ekmek bitti', 'Süt geldi']);
    expect((await host.admin.delete(`/api/ornek/notes/${first.body.id}`)).status).to.equal(204);
    expect((await host.admin.delete(`/api/ornek/notes/${first.body.id}`)).body.code).to.equal('ornek.notFound');
  });

  it('are written once when the same request comes twice', async () => {
    const before = (await host.admin.get('/api/ornek/notes')).body.items.length;
    const [a, b] = [await post(), await post()];
    expect(a.body.id).to.equal(b.body.id);
    expect((await host.admin.get('/api/ornek/notes')).body.items).to.have.length(before + 1);
    function post() { return host.admin.post('/api/ornek/notes', { body: 'Bir kez' }, { 'idempotency-key': 'bir' }); }
  });

  it('are seen by cashiers, who may not write, and by no other store', async () => {
    const cashier = await host.as('cashier');
    expect((await cashier.get('/api/ornek/notes')).status).to.equal(200);
    expect((await cashier.post('/api/ornek/notes', { body: 'x' })).body.code).to.equal('auth.forbidden');
    const other = await host.as('manager', await host.anotherStore());
    expect((await other.get('/api/ornek/notes')).body.items).to.deep.equal([]);
  });

  it('are refused when they are empty or too long', async () => {
    for (const body of ['', '   ', 'x'.repeat(501)]) expect((await host.admin.post('/api/ornek/notes', { body })).body.code).to.equal('request.invalid');
  });
});
