import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { installed } from '../../host/installed.js';
import { PluginStates } from '../../host/tokens.js';
import { systemScope } from '../../host/identity/system-scope.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';
import { client, type Client } from '../support/client.js';
import { PASSWORD } from '../support/host.js';
import { lines, tell } from './letters.js';
import { startRemote, type Remote } from './remote.js';
import { until } from './rig.js';
import { post } from './sender.js';

eachDatabase('Whoever looks after the outbox', kind => {
  let shop: Shop;
  let remote: Remote;
  before(async () => {
    remote = await startRemote();
    shop = await openShop(kind, { plugins: [...installed, post(remote.url, { idempotency: ({ ref }) => (ref.startsWith('once') ? 'none' : 'key'), retry: { attempts: 2, baseMs: 20 } })] });
  });
  after(async () => {
    await shop.stop();
    await remote.stop();
  });
  beforeEach(() => {
    remote.become(() => ({ status: 200 }));
    return shop.host.database.transaction(tx => tx.run('DELETE FROM cikis_kutusu'));
  });
  const at = async (storeId: string) => systemScope({ firmId: shop.firmId, userId: '', storeId, plugins: await shop.host.resolve(PluginStates).setFor(storeId) });
  async function told(ref: string, state: string, options: { storeId?: string; aggregate?: string } = {}): Promise<string> {
    await tell(shop.host, [ref], { scope: await at(options.storeId ?? shop.storeId), ...(options.aggregate ? { aggregate: options.aggregate } : {}) });
    await until(async () => (await lines(shop.host))[ref]!.state === state);
    return (await lines(shop.host))[ref]!.id;
  }
  const get = (id: string, as: Client = shop.admin) => as.get(`/api/outbox/${id}`);
  const act = (id: string, deed: string, body?: unknown) => shop.admin.post(`/api/outbox/${id}/${deed}`, body);

  it('sees rows by state, topic, subscriber and plugin, newest first, page by page', async () => {
    remote.become(({ ref }) => ({ status: ref === 'bad-1' ? 422 : 200 }));
    const first = await told('ok-1', 'done');
    const bad = await told('bad-1', 'dead');
    const all = await shop.admin.get('/api/outbox?plugin=posta');
    expect(all.body.items.map((i: { id: string }) => i.id)).to.deep.equal([bad, first]);
    expect(all.body.items[0]).to.deep.include({
      id: bad, topic: 'posta.letter.posted', subscriber: 'posta.send', plugin: 'posta', state: 'dead', storeId: shop.storeId, lane: 'bad', attempts: 1,
      dueAt: null, doneAt: null, closedBy: null, lastError: 'It answered 422',
    });
    const ids = async (query: string): Promise<string[]> => (await shop.admin.get(`/api/outbox?${query}`)).body.items.map((i: { id: string }) => i.id);
    expect(await ids('state=dead')).to.deep.equal([bad]);
    expect(await ids('state=done&plugin=posta')).to.deep.equal([first]);
    expect(await ids('state=retry')).to.deep.equal([]);
    expect(await ids('topic=posta.letter.posted&subscriber=posta.send&sort=createdAt')).to.deep.equal([first, bad]);
    expect(await ids('plugin=post')).to.deep.equal([]);
    expect(await ids('q=answered 422')).to.deep.equal([bad]);
    const page = await shop.admin.get('/api/outbox?plugin=posta&limit=1');
    expect(page.body.items.map((i: { id: string }) => i.id)).to.deep.equal([bad]);
    expect(await ids(`plugin=posta&limit=1&cursor=${page.body.nextCursor}`)).to.deep.equal([first]);
    expect((await shop.admin.get('/api/outbox/counts')).body.counts).to.deep.equal({ dead: 1 });
    expect((await shop.admin.get('/api/outbox?state=lost')).status).to.equal(400);
  });

  it('sees what was sent and answered without secrets, and what happened so far', async () => {
    remote.become(({ ref }) => ({ status: remote.asked.filter(a => a.ref === ref).length === 1 ? 503 : 200 }));
    const id = await told('slow-1', 'done');
    remote.become(() => ({ status: 200 }));
    const { body } = await get(id);
    expect(body.payload).to.deep.equal({ ref: 'slow-1', password: '[redacted]' });
    expect(body.answer).to.deep.equal({ accepted: 'slow-1', token: '[redacted]' });
    expect(body.history.map((h: { attempt: number; state: string; note: string | null }) => [h.attempt, h.state, h.note])).to.deep.equal([[1, 'retry', 'It answered 503'], [2, 'done', null]]);
    const plain = (await get(await told('quick-1', 'done'))).body;
    expect(plain.history).to.deep.equal([{ at: plain.doneAt, attempt: 1, state: 'done', userId: null, userName: null, note: null, evidence: null }]);
  });

  it('tries a dead row again, with all its attempts before it', async () => {
    remote.become(() => ({ status: 422 }));
    const id = await told('bad-1', 'dead');
    const tries = remote.asked.filter(a => a.ref === 'bad-1').length;
    remote.become(() => ({ status: remote.asked.filter(a => a.ref === 'bad-1').length === tries + 1 ? 503 : 200 }));
    const reply = await act(id, 'retry');
    expect([reply.status, reply.body.state]).to.deep.equal([200, 'ready']);
    await until(async () => (await lines(shop.host))['bad-1']!.state === 'done');
    const history = (await get(id)).body.history as { state: string; userName: string | null }[];
    expect(history.map(h => [h.state, h.userName])).to.deep.equal([['dead', null], ['ready', 'Ayşe Yönetici'], ['retry', null], ['done', null]]);
    expect((await act(id, 'retry')).body).to.deep.include({ code: 'outbox.notRetryable', state: 'done' });
  });

  it('has the evidence of a row that may have been sent, and decides', async () => {
    remote.become(() => 'drop');
    const [again, known, given] = [await told('once-1', 'uncertain'), await told('once-2', 'uncertain'), await told('once-3', 'uncertain')];
    expect((await get(again)).body).to.deep.include({ state: 'uncertain', inDoubt: true });
    expect((await get(again)).body.evidence).to.include({ kind: 'unavailable', said: 'socket closed after the request' });
    remote.become(() => ({ status: 200 }));
    expect((await act(again, 'retry')).status).to.equal(200);
    await until(async () => (await lines(shop.host))['once-1']!.state === 'done');
    const without = await act(known, 'done', {});
    expect([without.status, without.body.code]).to.deep.equal([400, 'request.invalid']);
    const done = await act(known, 'done', { reason: 'Telefonla soruldu' });
    expect([done.status, done.body.state, done.body.dueAt]).to.deep.equal([200, 'done', null]);
    expect(done.body.history.at(-1)).to.deep.include({ state: 'done', note: 'Telefonla soruldu', userName: 'Ayşe Yönetici' });
    expect((await act(given, 'cancel')).body.state).to.equal('cancelled');
    expect(remote.effects.get('once-2')).to.equal(1);
    expect((await act(given, 'cancel')).body.code).to.equal('outbox.notCancellable');
    expect((await act(given, 'done', { reason: 'x' })).body.code).to.equal('outbox.notClosable');
    const audit = await shop.admin.get('/api/audit?subjectType=outbox');
    expect(audit.body.items.map((a: { action: string }) => a.action).slice(0, 3)).to.deep.equal(['host.outbox.cancel', 'host.outbox.done', 'host.outbox.retry']);
    expect(audit.body.items[1].details).to.include({ reason: 'Telefonla soruldu', from: 'uncertain' });
  });

  it('lets what waits behind a row go on by ending it', async () => {
    remote.become(({ ref }) => ({ status: ref === 'bad-1' ? 422 : 200 }));
    const aggregate = randomUUID();
    const id = await told('bad-1', 'dead', { aggregate });
    await tell(shop.host, ['bad-2'], { scope: await at(shop.storeId), aggregate });
    await new Promise(done => setTimeout(done, 1200));
    const behind = (await lines(shop.host))['bad-2']!;
    expect((await get(behind.id)).body.waitsFor).to.deep.equal({ id, state: 'dead' });
    expect((await act(id, 'cancel')).status).to.equal(200);
    await until(async () => (await lines(shop.host))['bad-2']!.state === 'done');
  });

  it('cannot touch a row that is being sent', async () => {
    remote.become(() => 'hang');
    const id = await told('slow-9', 'leased');
    for (const [deed, body] of [['retry'], ['cancel'], ['done', { reason: 'x' }]] as const) {
      const reply = await act(id, deed, body);
      expect([reply.status, reply.body.state]).to.deep.equal([409, 'leased']);
    }
    await shop.host.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET state = 'done', done_at = created_at, due_at = NULL, leased_by = NULL, leased_until = NULL"));
  });

  it('sees a store’s rows only where they may: administrators the firm’s, others those of the store they are at', async () => {
    const other = await shop.anotherStore();
    const [here, there] = [await told('here-1', 'done'), await told('there-1', 'done', { storeId: other.storeId })];
    expect((await shop.admin.get('/api/outbox?plugin=posta')).body.items.map((i: { id: string }) => i.id)).to.deep.equal([there, here]);
    expect((await shop.admin.get(`/api/outbox?plugin=posta&storeId=${other.storeId}`)).body.items.map((i: { id: string }) => i.id)).to.deep.equal([there]);
    const role = await shop.admin.post('/api/roles', { name: 'Teknik', permissions: [{ id: 'host.settings' }] });
    expect(role.status, role.text).to.equal(201);
    const user = await shop.admin.post('/api/users', { username: 'teknik', password: PASSWORD, fullName: 'Teknik', roles: [role.body.code], storeIds: [shop.storeId] });
    expect(user.status, user.text).to.equal(201);
    const technician = await client(shop.url).signIn('teknik', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
    expect((await technician.get('/api/outbox?plugin=posta')).body.items.map((i: { id: string }) => i.id)).to.deep.equal([here]);
    expect([(await get(here, technician)).status, (await get(there, technician)).status, (await technician.post(`/api/outbox/${there}/retry`)).status]).to.deep.equal([200, 404, 404]);
    expect((await technician.get(`/api/outbox?storeId=${other.storeId}`)).status).to.equal(404);
    const cashier = await shop.as('cashier');
    expect((await cashier.get('/api/outbox')).body.code).to.equal('auth.forbidden');
    expect((await get(randomUUID())).body.code).to.equal('outbox.notFound');
  });

  it('leaves every invariant whole', async () => {
    expect(await shop.doctor()).to.deep.equal([]);
  });
});
