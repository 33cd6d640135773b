import { expect } from 'chai';
import { eachDatabase } from '../support/databases.js';
import { client } from '../support/client.js';
import { PASSWORD, openShop, type Shop } from '../support/host.js';
import { owner, partner } from './partner.js';
import { asJson, openStub, type Stub } from './stub.js';

eachDatabase('Connections', kind => {
  let shop: Shop;
  let stub: Stub;
  before(async () => {
    stub = await openStub(({ headers }, reply) => (headers['x-api-key'] === 'anahtar-1' ? asJson(reply, 200, {}) : asJson(reply, 401, { code: 'KEY', message: `no ${headers['x-api-key']}` })));
    shop = await openShop(kind, { plugins: [owner, partner] });
  });
  after(async () => { await shop.stop(); await stub.close(); });

  const settings = (more: object = {}) => ({ url: stub.url, mode: 'test', apiKey: 'anahtar-1', ...more });
  let names = 0;
  const add = (more: object = {}) => shop.admin.post('/api/connections', { storeId: shop.storeId, adapterId: 'posta', name: `Hesap ${++names}`, settings: settings(), ...more });

  it('are made of what the adapters of installed plugins ask for', async () => {
    const { body } = await shop.admin.get('/api/adapters?kind=ortak.courier');
    expect(body.items.map((a: Record<string, unknown>) => [a['id'], a['kind'], a['title'], a['plugin'], a['pluginName'], a['capabilities']])).to.deep.equal([
      ['posta', 'ortak.courier', 'Posta Kargo', 'posta', 'Posta', { words: true }], ['posta.hizli', 'ortak.courier', 'Hızlı Posta', 'posta', 'Posta', { words: true }],
    ]);
    expect([body.items[0].schema.properties.apiKey.secret, body.items[0].schema.properties.mode.enum]).to.deep.equal([true, ['test', 'live']]);
    expect((await shop.admin.get('/api/adapters?kind=ortak.none')).body.items).to.deep.equal([]);
  });

  it('are added several per store and plugin, and never show a secret', async () => {
    const made = await add({ name: 'Ana hesap' });
    expect(made.status, made.text).to.equal(201);
    const { id, createdAt, changedAt, ...card } = made.body;
    expect(card).to.deep.equal({
      storeId: shop.storeId, name: 'Ana hesap', enabled: true, plugin: 'posta', pluginName: 'Posta', kind: 'ortak.courier', adapterId: 'posta', title: 'Posta Kargo',
      state: 'on', settings: { url: stub.url, mode: 'test', customer: '', apiKey: { set: true } }, lastTest: null, resting: null, webhookPath: null,
    });
    expect([createdAt, (await shop.admin.get(`/api/connections/${id}`)).body]).to.deep.equal([changedAt, made.body]);
    const second = await add({ name: 'Ana hesap', adapterId: 'posta.hizli', settings: settings({ apiKey: undefined }) });
    expect([second.status, second.body.settings.apiKey]).to.deep.equal([201, { set: false }]);
    const { body } = await shop.admin.get('/api/connections?q=ana');
    expect(body.items.map((c: { adapterId: string }) => c.adapterId).sort()).to.deep.equal(['posta', 'posta.hizli']);
  });

  it('are refused with what is wrong beside each field, and two of one name are refused', async () => {
    await add({ name: 'Tek' });
    const answers = await Promise.all([
      add({ settings: { mode: 'odd', apiKey: 5, more: 1 } }), add({ name: '' }), add({ adapterId: 'yok' }), add({ name: ' TEK ' }),
      add({ storeId: '01900000-0000-7000-8000-000000000001' }),
    ]);
    expect(answers.map(a => [a.status, a.body.code])).to.deep.equal([
      [400, 'request.invalid'], [400, 'request.invalid'], [422, 'host.adapterUnknown'], [409, 'host.connectionName'], [404, 'host.notFound'],
    ]);
    expect(answers[0]!.body.errors.map((e: { path: string }) => e.path).sort()).to.deep.equal(['/settings/apiKey', '/settings/mode', '/settings/more', '/settings/url']);
  });

  it('are changed field by field; a secret stays until it is given anew or cleared', async () => {
    const { body: { id } } = await add();
    const patch = async (body: object) => (await shop.admin.patch(`/api/connections/${id}`, body)).body;
    const test = async () => (await shop.admin.post(`/api/connections/${id}/test`)).body.ok;
    expect((await patch({ settings: { customer: 'C1' } })).settings).to.deep.equal({ url: stub.url, mode: 'test', customer: 'C1', apiKey: { set: true } });
    expect((await patch({ settings: { apiKey: { set: true } }, name: 'Yeni ad' })).name).to.equal('Yeni ad');
    expect(await test()).to.equal(true);
    expect((await patch({ settings: { apiKey: 'anahtar-2' } })).settings.apiKey).to.deep.equal({ set: true });
    expect(await test()).to.equal(false);
    for (const nothing of [null, '']) {
      await patch({ settings: { apiKey: 'anahtar-1' } });
      expect((await patch({ settings: { apiKey: nothing } })).settings.apiKey, String(nothing)).to.deep.equal({ set: false });
    }
    expect((await patch({ enabled: false })).state).to.equal('off');
    expect((await shop.admin.patch(`/api/connections/${id}`, { settings: { mode: 'odd' } })).body.errors[0].path).to.equal('/settings/mode');
  });

  it('are removed, and then there are none', async () => {
    const { body: { id } } = await add();
    expect((await shop.admin.delete(`/api/connections/${id}`)).status).to.equal(204);
    const answers = await Promise.all([shop.admin.get(`/api/connections/${id}`), shop.admin.delete(`/api/connections/${id}`), shop.admin.patch(`/api/connections/${id}`, {}), shop.admin.post(`/api/connections/${id}/test`)]);
    expect(answers.map(a => [a.status, a.body.code])).to.deep.equal(Array(4).fill([404, 'host.notFound']));
  });

  it('are tested as saved, which is remembered until they change', async () => {
    const { body: { id } } = await add();
    expect((await shop.admin.post(`/api/connections/${id}/test`)).body).to.deep.equal({ ok: true });
    expect((await shop.admin.get(`/api/connections/${id}`)).body.lastTest.ok).to.equal(true);
    expect((await shop.admin.patch(`/api/connections/${id}`, { settings: { apiKey: 'yanlis-anahtar' } })).body.lastTest).to.equal(null);
    const failed = await shop.admin.post(`/api/connections/${id}/test`, undefined, { 'accept-language': 'en' });
    expect(failed.body).to.deep.equal({
      ok: false, failure: { kind: 'auth', message: 'The credentials were not accepted.', detail: `${new URL(stub.url).host} answered 401.`, remoteCode: 'KEY', evidence: '{"code":"KEY","message":"no [redacted]"}' },
    });
    const { at, ...kept } = (await shop.admin.get(`/api/connections/${id}`)).body.lastTest;
    expect([typeof at, kept]).to.deep.equal(['string', { ok: false, failure: { kind: 'auth', message: 'Kimlik bilgileri kabul edilmedi.', detail: `${new URL(stub.url).host} 401 yanıtını verdi.` } }]);
    await shop.host.database.transaction(tx => tx.run('UPDATE baglantilar SET test_message = $2 WHERE id = $1', [id, 'It answered 401.']));
    expect((await shop.admin.get(`/api/connections/${id}`)).body.lastTest.failure.detail, 'kept before sentences were').to.equal('It answered 401.');
  });

  it('are tested before they are saved, with the secrets that are saved already', async () => {
    const { body: { id } } = await add();
    const test = async (body: object) => (await shop.admin.post('/api/connections/test', { adapterId: 'posta', ...body })).body;
    expect(await test({ settings: settings() })).to.deep.equal({ ok: true });
    expect((await test({ settings: settings({ apiKey: 'baska-anahtar' }) })).failure.kind).to.equal('auth');
    expect((await test({ settings: settings({ apiKey: undefined }) })).failure.kind).to.equal('auth');
    expect(await test({ id, settings: settings({ apiKey: { set: true } }) })).to.deep.equal({ ok: true });
    expect((await test({ settings: settings({ url: 'http://127.0.0.1:1' }) })).failure.kind).to.equal('unavailable');
    expect((await test({ settings: settings({ url: 'dosya' }) })).failure.kind).to.equal('validation');
    expect((await shop.admin.get(`/api/connections/${id}`)).body.lastTest).to.equal(null);
  });

  it('belong to a store of those the caller may enter, and are for whoever may change settings', async () => {
    const other = await shop.anotherStore();
    const there = await add({ storeId: other.storeId, name: 'Şube hesabı' });
    const names = async (query: string) => (await shop.admin.get(`/api/connections?${query}`)).body.items.map((c: { name: string }) => c.name);
    expect(await names(`storeId=${other.storeId}`)).to.deep.equal(['Şube hesabı']);
    expect(await names(`storeId=${other.storeId}&kind=ortak.courier&plugin=posta`)).to.deep.equal(['Şube hesabı']);
    expect(await names(`storeId=${other.storeId}&kind=baska.kind`)).to.deep.equal([]);
    expect(await names(`storeId=${other.storeId}&plugin=baska`)).to.deep.equal([]);
    expect(await names('limit=200')).to.not.include('Şube hesabı');
    expect((await (await shop.as('manager')).get('/api/connections')).status).to.equal(403);

    const role = await shop.admin.post('/api/roles', { code: 'ayarci', name: 'Ayarcı', permissions: [{ id: 'host.settings' }] });
    expect(role.status, role.text).to.equal(201);
    await shop.admin.post('/api/users', { username: 'ayarci', password: PASSWORD, fullName: 'Ayarcı', roles: ['ayarci'], storeIds: [shop.storeId] });
    const here = await client(shop.url).signIn('ayarci', PASSWORD, shop);
    const mine = await here.post('/api/connections', { adapterId: 'posta', name: 'Ayarcının', settings: settings() });
    expect([mine.status, mine.body.storeId]).to.deep.equal([201, shop.storeId]);
    const path = `/api/connections/${there.body.id}`;
    const answers = await Promise.all([
      here.get(path), here.patch(path, { name: 'x' }), here.delete(path), here.post(`${path}/test`), here.get(`/api/connections?storeId=${other.storeId}`),
      here.post('/api/connections', { storeId: other.storeId, adapterId: 'posta', name: 'x', settings: settings() }),
      here.post('/api/connections/test', { id: there.body.id, adapterId: 'posta', settings: settings({ apiKey: undefined }) }),
      here.get(`/api/plugins/posta/settings?storeId=${other.storeId}`), here.put(`/api/plugins/posta/settings?storeId=${other.storeId}`, {}),
    ]);
    expect(answers.map(a => [a.status, a.body.code])).to.deep.equal(Array(9).fill([404, 'host.notFound']));
  });

  it('say when their plugin is off in the store', async () => {
    const { body: { id } } = await add();
    await shop.admin.put(`/api/plugins/posta/stores/${shop.storeId}`, { enabled: false });
    expect((await shop.admin.get(`/api/connections/${id}`)).body.state).to.equal('pluginOff');
    await shop.admin.put(`/api/plugins/posta/stores/${shop.storeId}`, { enabled: true });
    expect((await shop.admin.get(`/api/connections/${id}`)).body.state).to.equal('on');
  });
});
