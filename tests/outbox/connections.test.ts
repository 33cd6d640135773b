import { Adapters, Outbox, definePlugin, object, subscribe, t, topic } from '@sontechsp/sdk';
import { expect } from 'chai';
import { systemScope } from '../../host/identity/system-scope.js';
import { PluginStates } from '../../host/tokens.js';
import { courier, owner, partner } from '../adapters/partner.js';
import { openStub, type Stub } from '../adapters/stub.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';
import { until } from './rig.js';

const wanted = topic('ileti.word.wanted', object({ connectionId: t.String(), word: t.String() }));
/** Tells through a connection, whose id is the lane, as kargo does; nothing protects a repetition. */
const teller = definePlugin({
  id: 'ileti', name: 'İleti', version: '1.0.0', requires: ['ortak'], topics: [wanted],
  outbox: [subscribe(wanted, 'ileti.tell', { adapters: Adapters },
    ({ connectionId, word }, { adapters, delivery: { id, signal, scope } }) => adapters.call(courier, { ...scope, connectionId }, { idempotencyKey: id, signal }, (adapter, ctx) => adapter.tell(word, ctx)),
    { lane: ({ connectionId }) => connectionId, idempotency: 'none', timeoutMs: 300 })],
});

eachDatabase('A row of the outbox that goes through a connection', kind => {
  let shop: Shop;
  let stub: Stub;
  let connectionId: string;
  before(async () => {
    stub = await openStub(({ path }, reply, request) => {
      if (path.endsWith('/cut')) request.socket.destroy();
      else if (path.endsWith('/refused')) reply.writeHead(422).end();
    });
    shop = await openShop(kind, { plugins: [owner, partner, teller] });
    connectionId = (await shop.admin.post('/api/connections', { storeId: shop.storeId, adapterId: 'posta', name: 'Ana hesap', settings: { url: stub.url, mode: 'test', apiKey: 'k' } })).body.id;
  });
  after(async () => { await shop.stop(); await stub.close(); });

  let rows = 0;
  async function told(word: string, state: string): Promise<string> {
    const scope = systemScope({ firmId: shop.firmId, userId: '', storeId: shop.storeId, plugins: await shop.host.resolve(PluginStates).setFor(shop.storeId) });
    const aggregate = `row-${++rows}`;
    await shop.host.database.transaction(async tx => { shop.host.resolve(Outbox).add(tx, scope, wanted, { connectionId, word }, aggregate); });
    let id = '';
    await until(async () => {
      const [item] = (await shop.admin.get(`/api/outbox?aggregate=${aggregate}`)).body.items;
      id = item?.id;
      return item?.state === state;
    });
    return id;
  }
  const read = async (id: string, language: string) => (await shop.admin.get(`/api/outbox/${id}`, { 'accept-language': language })).body;

  it('says whose lane it is in, by name and plugin, as long as the connection is there', async () => {
    const id = await told('refused', 'dead');
    const connection = { id: connectionId, name: 'Ana hesap', plugin: 'posta', pluginName: 'Posta' };
    expect((await read(id, 'tr'))).to.deep.include({ lane: connectionId, connection });
    expect((await shop.admin.get('/api/outbox')).body.items.find((one: { id: string }) => one.id === id).connection).to.deep.equal(connection);
    const gone = '01900000-0000-7000-8000-000000000001';
    await shop.host.database.transaction(tx => tx.run('UPDATE cikis_kutusu SET lane = $2 WHERE id = $1', [id, gone]));
    expect(await read(id, 'tr')).to.deep.include({ lane: gone, connection: null });
  });

  it('keeps what happened as facts, and tells it in the language of whoever looks', async () => {
    const { host } = new URL(stub.url);
    const cut = await told('cut', 'uncertain');
    const sentences = {
      tr: `${host} ile bağlantı yanıt gelmeden koptu.`, en: `The connection to ${host} broke before its answer.`, ru: `Соединение с ${host} оборвалось до ответа.`, uz: `${host} bilan aloqa javob kelmasdan uzildi.`,
    };
    for (const [language, sentence] of Object.entries(sentences)) {
      const row = await read(cut, language);
      expect([row.lastError, row.evidence.message, row.history.at(-1).note, row.history.at(-1).evidence.message], language).to.deep.equal([sentence, sentence, sentence, sentence]);
    }
    expect((await shop.admin.get('/api/outbox?state=uncertain', { 'accept-language': 'en' })).body.items[0].lastError).to.equal(sentences.en);
    expect((await shop.host.database.query<{ last_error: string }>('SELECT last_error FROM cikis_kutusu WHERE id = $1', [cut]))[0]!.last_error).to.equal(`host:adapters.said.broke {"host":"${host}"}`);
    const late = await told('silence', 'uncertain');
    expect([(await read(late, 'tr')).evidence.message, (await read(late, 'ru')).lastError]).to.deep.equal(['0.3 sn içinde yanıt gelmedi.', 'Ответ не пришёл за 0.3 с.']);
  });

  it('is read as it was kept before there were sentences, and so is what a person wrote', async () => {
    const id = await told('refused', 'dead');
    await shop.host.database.transaction(async tx => {
      await tx.run('UPDATE cikis_kutusu SET last_error = $2, evidence = $3 WHERE id = $1', [id, 'It answered 422.', JSON.stringify({ at: '2026-01-01T00:00:00.000Z', kind: 'validation', message: 'It answered 422.' })]);
    });
    expect(await read(id, 'ru')).to.deep.include({ lastError: 'It answered 422.' });
    expect((await read(id, 'ru')).evidence.message).to.equal('It answered 422.');
    const closed = await shop.admin.post(`/api/outbox/${id}/done`, { reason: 'host:adapters.said.broke' });
    expect(closed.body.history.at(-1).note).to.equal('host:adapters.said.broke');
  });
});
