import { expect } from 'chai';
import { Failure, People, definePlugin, defineSettings, object, optional, secret, t } from '@sontechsp/sdk';
import { client } from '../support/client.js';
import { asJson, openStub, type Stub } from '../adapters/stub.js';
import { eachDatabase } from '../support/databases.js';
import { PASSWORD, openShop, type Shop } from '../support/host.js';

const KEY = 'anahtar-7f3e';
const schema = object({ url: t.String({ minLength: 1, maxLength: 200 }), mood: optional(t.String({ default: '', maxLength: 20 })), key: secret({ maxLength: 40 }), pin: secret() });
/** A plugin that sends messages, and can say whether what was entered for it is right. */
const settings = defineSettings('haber', 'store', schema, {
  test: {
    use: { people: People },
    async run({ settings, scope, http, log }, { people }) {
      log.info({ key: settings.key }, `Testing with ${settings.key}`);
      if (settings.mood === 'bug') throw new Error(`Broken by ${settings.key}`);
      if (settings.mood === 'rude') throw new Failure('validation', `Not with ${settings.key}`, { evidence: settings.key, acted: 'no' });
      const { json } = await http.send({ url: `${settings.url}/me`, headers: { 'x-api-key': settings.key }, reply: t.Object({ name: t.String() }) });
      const names = await people.names(scope.firmId, [scope.userId]);
      return `${json.name}, ${settings.key}, ${[...names.values()].join()}, ${scope.language}, ${scope.storeId}`;
    },
  },
});
const plugins = [
  definePlugin({ id: 'haber', name: 'Haber', version: '1.0.0', settings }),
  definePlugin({ id: 'raf', name: 'Raf', version: '1.0.0', settings: defineSettings('raf', 'firm', object({ depth: t.Integer({ default: 3 }) })) }),
  definePlugin({ id: 'kirik', name: 'Kırık', version: '1.0.0', requires: ['yok'], settings: defineSettings('kirik', 'firm', object({}), { test: { run: async () => undefined } }) }),
];

eachDatabase('A test of settings', kind => {
  const lines: string[] = [];
  let shop: Shop;
  let remote: Stub;
  const level = process.env['LOG_LEVEL'];
  before(async () => {
    process.env['LOG_LEVEL'] = 'info';
    remote = await openStub(({ headers }, reply) => (headers['x-api-key'] === KEY ? asJson(reply, 200, { name: 'Deneme hesabı' }) : asJson(reply, 401, { error: `I do not know ${headers['x-api-key']}` })));
    shop = await openShop(kind, { plugins, boot: { logTo: { write: line => void lines.push(line) } } });
  });
  after(async () => {
    await shop.stop();
    await remote.close();
    if (level === undefined) delete process.env['LOG_LEVEL'];
    else process.env['LOG_LEVEL'] = level;
  });
  const path = '/api/plugins/haber/settings';
  const test = (values: object, at = '') => shop.admin.post(`${path}/test${at}`, values, { 'accept-language': 'en' });

  it('is offered where the plugin has one and runs', async () => {
    const offered = await Promise.all([path, '/api/plugins/raf/settings', '/api/plugins/kirik/settings'].map(async one => (await shop.admin.get(one)).body.testable));
    expect(offered).to.deep.equal([true, false, false]);
    for (const id of ['raf', 'kirik']) expect((await shop.admin.post(`/api/plugins/${id}/settings/test`, {})).body.code).to.equal('plugin.noTest');
  });

  it('tries values that are not saved, keeps none of them, and tells what the plugin says', async () => {
    const { status, body } = await test({ url: remote.url, key: KEY });
    expect([status, body]).to.deep.equal([200, { ok: true, said: `Deneme hesabı, [redacted], Ayşe Yönetici, en, ${shop.storeId}` }]);
    expect((await shop.admin.get(path)).body.values).to.deep.include({ key: { set: false } });
    const other = await shop.anotherStore();
    expect((await test({ url: remote.url, key: KEY }, `?storeId=${other.storeId}`)).body.said).to.include(other.storeId);
  });

  it('uses the secret that is kept where nobody typed another', async () => {
    expect((await shop.admin.put(path, { url: 'http://127.0.0.1:1', key: KEY, pin: '4711' })).status).to.equal(200);
    for (const values of [{ url: remote.url }, { url: remote.url, key: { set: true } }]) expect((await test(values)).body.ok, JSON.stringify(values)).to.equal(true);
    const wrong = await test({ url: remote.url, key: 'yanlis-anahtar' });
    expect([wrong.body.ok, wrong.body.failure.kind, wrong.body.failure.message]).to.deep.equal([false, 'auth', 'The credentials were not accepted.']);
    expect((await test({ url: remote.url, key: null })).body.failure.kind).to.equal('auth');
    expect((await test({ url: 'http://127.0.0.1:1' })).body.failure.kind).to.equal('unavailable');
  });

  it('names the field that is wrong, and asks nobody', async () => {
    const before = remote.heard.length;
    for (const [values, at] of [[{}, '/url'], [{ url: 7 }, '/url'], [{ url: 'x', key: 'x'.repeat(41) }, '/key'], [{ url: 'x', more: 1 }, '/more']] as const) {
      const { status, body } = await test(values);
      expect([status, body.code, body.errors[0].path], JSON.stringify(values)).to.deep.equal([400, 'request.invalid', at]);
    }
    expect(remote.heard.length).to.equal(before);
  });

  it('never gives a secret back, not even when the plugin breaks over it', async () => {
    const said: string[] = [];
    for (const key of [KEY, 'yeni-anahtar-91']) {
      const replies = await Promise.all(['bug', 'rude', ''].map(mood => test({ url: remote.url, mood, key })));
      expect(replies.slice(0, 2).map(({ body }) => [body.ok, body.failure.kind])).to.deep.equal([[false, 'failed'], [false, 'validation']]);
      said.push(...replies.map(reply => reply.text));
    }
    for (const key of [KEY, 'yeni-anahtar-91']) for (const text of [...said, lines.join('')]) expect(text).to.not.include(key);
    expect(lines.join('')).to.include('Testing with [redacted]').and.to.include('Broken by [redacted]');
  });

  it('is for administrators, in stores of the firm', async () => {
    const nowhere = await client(shop.url).signIn('admin', PASSWORD);
    const answers = await Promise.all([
      (await shop.as('manager')).post(`${path}/test`, { url: 'x' }), client(shop.url).post(`${path}/test`, { url: 'x' }), nowhere.post(`${path}/test`, { url: 'x' }),
      test({ url: 'x' }, '?storeId=01900000-0000-7000-8000-000000000001'), shop.admin.post('/api/plugins/yok/settings/test', {}), test([]),
    ]);
    expect(answers.map(a => [a.status, a.body.code])).to.deep.equal([
      [403, 'auth.forbidden'], [401, 'auth.required'], [409, 'auth.context'], [404, 'host.notFound'], [404, 'plugin.notFound'], [400, 'request.invalid'],
    ]);
  });
});
