import { expect } from 'chai';
import { Adapters, Failure, createToken, definePlugin, adapter, adapterKind, object, provide, secret, type AdapterKind, type Plugin } from '@sontechsp/sdk';
import { client } from '../support/client.js';
import { PASSWORD, bootAt, openShop, type Shop } from '../support/host.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { courier, owner, partner, seen } from './partner.js';
import { asJson, openStub, type Stub } from './stub.js';

const Calls = createToken<Adapters>('ortak.calls');
const calling: Plugin = { ...owner, provides: [provide(Calls, { adapters: Adapters }, ({ adapters }) => adapters)] };

eachDatabase('Calls of adapters', kind => {
  let shop: Shop;
  let stub: Stub;
  let adapters: Adapters;
  let now = Date.parse('2026-03-04T11:00:00.000Z');
  let answer: (word: string) => number | Promise<number> = () => 200;
  before(async () => {
    stub = await openStub(async ({ path }, reply) => {
      const word = path.split('/').at(-1)!;
      const status = await answer(word);
      asJson(reply, status, status === 200 ? { said: `${word}!` } : { code: 'NO' });
    });
    shop = await openShop(kind, { plugins: [calling, partner], boot: { clock: { now: () => new Date(now).toISOString() } } });
    adapters = shop.host.resolve(Calls);
  });
  after(async () => { await shop.stop(); await stub.close(); });
  beforeEach(() => {
    answer = () => 200;
    seen.length = 0;
  });

  let names = 0;
  const at = () => ({ firmId: shop.firmId, storeId: shop.storeId });
  const add = async (more: object = {}): Promise<string> => (await shop.admin.post('/api/connections', {
    storeId: shop.storeId, adapterId: 'posta', name: `Hesap ${++names}`, settings: { url: stub.url, mode: 'test', apiKey: 'anahtar-1' }, ...more,
  })).body.id;
  const tell = (connectionId: string, word = 'selam', key = 'k1', where = at()): Promise<string> =>
    adapters.call(courier, { ...where, connectionId }, { idempotencyKey: key }, (it, ctx) => it.tell(word, ctx));
  const failure = async (work: Promise<unknown>): Promise<[string, unknown, unknown]> => {
    const error = await work.then(() => undefined, (e: unknown) => e as Failure);
    return [error!.kind, error!.facts.acted, error!.facts.retryAfterMs];
  };

  it('get the settings in clear and the key, and give what the adapter gives', async () => {
    expect(await tell(await add(), 'merhaba', 'anahtar-7')).to.equal('merhaba!');
    expect(seen).to.deep.equal([{ settings: { url: stub.url, mode: 'test', customer: '', apiKey: 'anahtar-1' }, key: 'anahtar-7', memory: 0 }]);
    expect(stub.heard.at(-1)!.headers['x-api-key']).to.equal('anahtar-1');
  });

  it('know the connections of a store by kind, and their adapters', async () => {
    const other = { firmId: shop.firmId, storeId: (await shop.anotherStore()).storeId };
    const id = await add({ storeId: other.storeId, name: 'Uzak', enabled: false });
    const found = { id, ...other, plugin: 'posta', adapterId: 'posta', name: 'Uzak', enabled: false };
    expect(await adapters.connections(courier, other)).to.deep.equal([found]);
    expect(await adapters.connection(courier, other, id)).to.deep.equal(found);
    expect(await adapters.connection(courier, at(), id)).to.equal(undefined);
    const stranger = adapterKind('ortak.stranger') as AdapterKind<unknown>;
    expect([await adapters.connections(stranger, other), adapters.adapterOf(stranger, 'posta'), adapters.adapterOf(courier, 'yok')]).to.deep.equal([[], undefined, undefined]);
    expect(adapters.adapterOf(courier, 'posta.hizli')!.capabilities).to.deep.equal({ words: true });
  });

  it('fail where the connection is gone, off, of another store, or its plugin is off', async () => {
    const id = await add();
    const gone = ['notFound', 'no', undefined];
    expect(await failure(tell('01900000-0000-7000-8000-000000000001'))).to.deep.equal(gone);
    expect(await failure(tell(id, 'x', 'k', { ...at(), storeId: '01900000-0000-7000-8000-000000000001' }))).to.deep.equal(gone);
    await shop.admin.patch(`/api/connections/${id}`, { enabled: false });
    expect(await failure(tell(id))).to.deep.equal(gone);
    await shop.admin.patch(`/api/connections/${id}`, { enabled: true });
    await shop.admin.put(`/api/plugins/posta/stores/${shop.storeId}`, { enabled: false });
    expect(await failure(tell(id))).to.deep.equal(gone);
    await shop.admin.put(`/api/plugins/posta/stores/${shop.storeId}`, { enabled: true });
    expect(await tell(id)).to.equal('selam!');
    await shop.admin.delete(`/api/connections/${id}`);
    expect(await failure(tell(id))).to.deep.equal(gone);
  });

  it('keep small values per connection until it changes', async () => {
    const [one, two] = [await add(), await add()];
    for (const id of [one, one, two]) await tell(id);
    await shop.admin.patch(`/api/connections/${one}`, { name: 'Başka ad' });
    await tell(one);
    await shop.admin.patch(`/api/connections/${one}`, { settings: { customer: 'C9' } });
    await tell(one);
    expect(seen.map(s => s.memory)).to.deep.equal([0, 1, 0, 2, 0]);
    expect(seen.at(-1)!.settings.customer).to.equal('C9');
  });

  it('leave a remote in peace that did not answer five times, and try it again with one call', async () => {
    const id = await add();
    answer = word => (word === 'kotu' ? 500 : 200);
    for (let i = 0; i < 5; i++) expect(await failure(tell(id, 'kotu'))).to.deep.equal(['unavailable', 'unknown', undefined]);
    const heard = stub.heard.length;
    expect(await failure(tell(id))).to.deep.equal(['unavailable', 'no', 30_000]);
    expect(stub.heard.length).to.equal(heard);
    expect((await shop.admin.get(`/api/connections/${id}`)).body.resting).to.deep.equal({ kind: 'unavailable', until: new Date(now + 30_000).toISOString() });
    now += 30_000;
    const both = [failure(tell(id, 'kotu')), failure(tell(id, 'kotu'))];
    // The remote answers the one when the other was sent away.
    answer = () => Promise.race(both).then(() => 500);
    expect((await Promise.all(both)).sort((a, b) => String(b[1]).localeCompare(String(a[1])))).to.deep.equal([['unavailable', 'unknown', undefined], ['unavailable', 'no', 1000]]);
    answer = word => (word === 'kotu' ? 500 : 200);
    expect(await failure(tell(id))).to.deep.equal(['unavailable', 'no', 60_000]);
    now += 60_000;
    expect(await tell(id)).to.equal('selam!');
    expect(await failure(tell(id, 'kotu'))).to.deep.equal(['unavailable', 'unknown', undefined]);
    expect(await tell(id)).to.equal('selam!');
  });

  it('rest after three refusals of the credentials, until an admin has mended and tested them', async () => {
    const id = await add();
    answer = word => (word === 'ping' ? 200 : 401);
    for (let i = 0; i < 3; i++) expect((await failure(tell(id)))[0]).to.equal('auth');
    expect(await failure(tell(id))).to.deep.equal(['unavailable', 'no', 300_000]);
    answer = () => 200;
    expect((await shop.admin.post(`/api/connections/${id}/test`)).body).to.deep.equal({ ok: true });
    expect(await tell(id)).to.equal('selam!');
    answer = () => 429;
    for (let i = 0; i < 9; i++) expect((await failure(tell(id)))[0]).to.equal('rateLimited');
  });

  it('hide the secrets in whatever the adapter throws', async () => {
    const id = await add();
    const rude = await tell(id, 'rude').catch((e: unknown) => e as Failure);
    expect(rude).to.deep.include({ kind: 'conflict', message: 'Not with [redacted]', facts: { evidence: '[redacted]', acted: 'no' } });
    const bug = await tell(id, 'bug').catch((e: unknown) => e as Error) as Error;
    expect([bug.message, bug.cause]).to.deep.equal(["The adapter of 'posta' failed: No [redacted]", undefined]);
    expect(`${bug.stack}`).not.to.include('anahtar-1');
  });

  it('rest on every host of the database, and one call of one of them ends it', async () => {
    const { host } = await bootAt(shop.place, [calling, partner], { clock: { now: () => new Date(now).toISOString() } });
    try {
      const there = host.resolve(Calls);
      const tellThere = (connectionId: string): Promise<string> => there.call(courier, { ...at(), connectionId }, { idempotencyKey: 'k' }, (it, ctx) => it.tell('selam', ctx));
      const [id, other] = [await add(), await add()];
      answer = () => 401;
      for (let i = 0; i < 3; i++) await failure(tell(id));
      let heard = stub.heard.length;
      expect(await failure(tellThere(id)), 'it never failed there').to.deep.equal(['unavailable', 'no', 300_000]);
      expect(stub.heard.length).to.equal(heard);
      now += 300_000;
      const ended = await Promise.all([failure(tell(id)), failure(tellThere(id))]);
      expect(ended.map(one => one[0]).sort(), 'one of the two').to.deep.equal(['auth', 'unavailable']);
      expect(stub.heard.length).to.equal(heard + 1);
      expect(await failure(tellThere(id))).to.deep.equal(['unavailable', 'no', 600_000]);
      answer = () => 200;
      expect(await tellThere(other)).to.equal('selam!');
      now += 600_000;
      expect(await tellThere(id)).to.equal('selam!');
      expect(await tell(id)).to.equal('selam!');

      answer = () => 401;
      for (let i = 0; i < 3; i++) await failure(tell(id));
      heard = stub.heard.length;
      // The clock has gone on, and tokens with it.
      const admin = await client(shop.url).signIn('admin', PASSWORD, shop);
      await admin.patch(`/api/connections/${id}`, { settings: { apiKey: 'anahtar-2' } });
      expect(await failure(tell(id)), 'with other credentials it is asked again').to.deep.equal(['auth', 'no', undefined]);
      expect(stub.heard.length).to.equal(heard + 1);
      await admin.delete(`/api/connections/${id}`);
      expect(await host.database.query("SELECT lane FROM cikis_kutusu_hatlari WHERE lane LIKE 'adapter:%'")).to.deep.equal([]);
    } finally {
      await host.stop();
    }
  });
});

describe('A plugin with adapters', () => {
  const connection = object({});
  const silent = { capabilities: {}, testConnection: async () => undefined };
  const reasonOf = async (plugin: Plugin): Promise<string | undefined> => {
    const { host } = await bootAt(await freshPlace('sqlite'), [owner, plugin]);
    const reason = host.registry.installed.find(one => one.plugin.id === plugin.id)!.reason;
    await host.stop();
    return reason;
  };
  const plugin = (of: AdapterKind<never>, id: string, form = connection): Plugin =>
    definePlugin({ id: 'posta', name: 'Posta', version: '1.0.0', requires: ['ortak'], adapters: [adapter(of as never, { id, title: 'x', connection: form }, silent)] });

  it('stays off when they belong to another plugin, to an unlisted contract, or would keep a secret in clear', async () => {
    expect(await reasonOf(plugin(courier as never, 'ptt'))).to.equal("Plugin 'posta' declares the adapter 'ptt'. Name it 'posta' or begin it with 'posta.'.");
    expect(await reasonOf(plugin(adapterKind('kargo.carrier') as never, 'posta'))).to.equal("Plugin 'posta' has an adapter for 'kargo.carrier' of 'kargo', which it does not list. Add 'kargo' to its requires.");
    expect(await reasonOf(plugin(courier as never, 'posta', object({ login: object({ key: secret() }) }) as never))).to.equal("Plugin 'posta': The secret inside the field 'login' is not at the top of its settings. Move it there.");
  });
});
