import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Adapters, Failure, Log, Outbox, createToken, defineSettings, health, object, provide, route, subscribe, t, uuid, type Plugin, type SettingsReader } from '@sontechsp/sdk';
import { courier, owner, partner, told } from '../adapters/partner.js';
import { asJson, openStub, type Stub } from '../adapters/stub.js';
import type { Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';

const CANARY = 'kanarya-"7f3e&/Ş';
/** Those of two connections travel in a header, which takes no more than ASCII. */
const KEY = "kanarya-baglanti-7f3e/&'";
const OTHER = 'kanarya-oteki-91c2';
/** Entered into a form and tested, never saved. */
const TYPED = 'kanarya-denenen-5d08';
const words = (canary: string): string[] => [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary), Buffer.from(canary).toString('base64').replace(/=+$/, ''), canary.slice(0, 12)];

interface PostaSettings { sender: string; password: string; pin: string }
const Settings = createToken<SettingsReader<PostaSettings>>('posta.settings');

/** Does with its secrets what no plugin should. */
const careless: Plugin = {
  ...partner,
  settings: defineSettings('posta', 'store', partner.settings!.schema, {
    test: {
      use: { log: Log },
      async run({ settings }, { log }) {
        const { sender, password } = settings as unknown as PostaSettings;
        log.info({ password: [password] }, `Tested with ${password}`);
        if (sender === 'bug') throw new Error(`Test broken by ${password}`, { cause: { password } });
        return `Tested with ${password}`;
      },
    },
  }),
  provides: [provide(Settings, { settings: partner.settings! }, ({ settings }) => settings as SettingsReader<PostaSettings>)],
  routes: [route({
    method: 'POST', path: '/careless', permission: 'signedIn', use: { settings: Settings, log: Log },
    async handle({ scope, use }) {
      const { password } = await use.settings.read(scope);
      use.log.info({ deep: { list: [password] }, password }, `The password is ${password}`);
      throw new Error(`Broken by ${password}`, { cause: { password } });
    },
  })],
  // Its answer is lost, and whoever asks for it by its reference is told more than is good.
  outbox: [subscribe(told, 'posta.hear', { settings: Settings }, async () => {
    throw new Failure('unavailable', 'No answer', { acted: 'unknown' });
  }, {
    idempotency: 'ref', retry: { attempts: 2, baseMs: 10 },
    async findByRef(_, { settings, delivery }) {
      const { password } = await settings.read(delivery.scope);
      throw new Failure('unavailable', `Not found with ${password}`, { evidence: password, remoteCode: password, acted: 'no' });
    },
  })],
  health: health({ settings: Settings }, async (scope, { settings }) => {
    const { password, pin } = await settings.read(scope);
    if (moods.shift() === 'broken') throw new Error(`Unwell because of ${pin}`);
    return { ok: false, detail: `Signed in with ${password}` };
  }),
};
/** How it is, each time it is asked. */
const moods: string[] = [];
/** Hands what happened to a connection, through the outbox. */
const telling: Plugin = {
  ...owner,
  routes: [route({
    method: 'POST', path: '/tell', permission: 'signedIn', body: object({ to: uuid(), word: t.String() }), use: { outbox: Outbox },
    handle: ({ body, scope, use, once }) => once(async tx => {
      use.outbox.add(tx, scope, told, { word: `${body.word} ${body.to}` }, `${body.word} ${body.to}`);
      return {};
    }),
  })],
  outbox: [subscribe(told, 'ortak.tell', { adapters: Adapters }, async ({ word: both }, { adapters, delivery }) => {
    const [word, connectionId] = both.split(' ') as [string, string];
    return adapters.call(courier, { ...delivery.scope, connectionId }, { idempotencyKey: delivery.id, signal: delivery.signal }, (it, ctx) => it.tell(word, ctx));
  }, { retry: { attempts: 2, baseMs: 10 } })],
};

eachDatabase('A secret', kind => {
  const lines: string[] = [];
  const replies: Reply[] = [];
  const level = process.env['LOG_LEVEL'];
  let shop: Shop;
  let its: Stub;
  let another: Stub;
  before(async () => {
    process.env['LOG_LEVEL'] = 'trace';
    const answer: Parameters<typeof openStub>[0] = ({ path, headers, body }, reply) => {
      if (path === '/tell/hata') return asJson(reply, 500, { error: `I know ${headers['x-api-key']}`, body });
      return asJson(reply, 200, { said: `${headers['x-api-key']}` });
    };
    [its, another] = await Promise.all([openStub(answer), openStub(answer)]);
    shop = await openShop(kind, { plugins: [telling, careless], boot: { logTo: { write: line => void lines.push(line) } } });
  });
  after(async () => {
    await shop.stop();
    await Promise.all([its.close(), another.close()]);
    if (level === undefined) delete process.env['LOG_LEVEL'];
    else process.env['LOG_LEVEL'] = level;
  });

  it('is nowhere but in the request of the system it belongs to', async () => {
    const stream = new AbortController();
    const events = listen(`${shop.url}/api/events`, shop.admin.token!, stream.signal);
    const keep = async (reply: Promise<Reply>): Promise<Reply> => {
      replies.push(await reply);
      return replies.at(-1)!;
    };
    const { admin, storeId } = shop;
    const settings = '/api/plugins/posta/settings';
    await keep(admin.put(settings, { sender: 'Ali', password: CANARY, pin: OTHER }));
    await keep(admin.put(settings, { password: CANARY.repeat(4) }));
    await keep(admin.put(settings, { passwort: CANARY }));
    await keep(admin.put(settings, { sender: { password: CANARY } }));
    await keep(admin.get(settings));
    expect((await keep(admin.post('/api/posta/careless'))).status).to.equal(500);
    // With what is kept, and with what is only typed.
    for (const values of [{ sender: 'Ali' }, { sender: 'bug' }, { sender: 'bug', password: TYPED }, { password: TYPED }]) await keep(admin.post(`${settings}/test`, values));
    expect(replies.slice(-4).map(reply => reply.body.ok)).to.deep.equal([true, false, false, true]);

    const connection = (url: string, apiKey: string) => ({ storeId, adapterId: 'posta', name: `Hesap ${url}`, settings: { url, mode: 'test', apiKey } });
    const made = await keep(admin.post('/api/connections', connection(its.url, KEY), { 'idempotency-key': 'kanarya-1' }));
    const second = await keep(admin.post('/api/connections', connection(another.url, OTHER)));
    expect([made.status, second.status], made.text + second.text).to.deep.equal([201, 201]);
    await keep(admin.post('/api/connections', { ...connection(its.url, CANARY), settings: { url: its.url, mode: KEY, apiKey: KEY } }));
    await keep(admin.patch(`/api/connections/${made.body.id}`, { settings: { apiKey: KEY, customer: KEY.repeat(3) } }));
    await keep(admin.post(`/api/connections/${made.body.id}/test`));
    await keep(admin.post('/api/connections/test', { adapterId: 'posta', settings: { url: 'http://127.0.0.1:1', mode: 'test', apiKey: KEY } }));
    for (const word of ['selam', 'hata', 'bug', 'rude']) await keep(admin.post('/api/ortak/tell', { to: made.body.id, word }));
    await keep(admin.post('/api/ortak/tell', { to: second.body.id, word: 'selam' }));
    for (const path of ['/api/connections', `/api/connections/${made.body.id}`, '/api/audit?limit=200', '/api/outbox?limit=200', '/api/plugins', settings]) await keep(admin.get(path));
    await until(() => its.heard.filter(h => h.path === '/tell/hata').length >= 1 && another.heard.length >= 1);
    await until(async () => /adapter of 'posta' failed|answered 500/.test(await rowsOf(shop)));
    await until(async () => /Not found with/.test(await rowsOf(shop)));
    const other = await shop.anotherStore();
    await keep(admin.put(`${settings}?storeId=${other.storeId}`, { pin: OTHER }));
    moods.push('broken');
    const unwell = [await keep(admin.get(`/api/plugins/posta?storeId=${other.storeId}`)), await keep(admin.get(`/api/plugins/posta?storeId=${storeId}`))];
    expect(unwell[0]!.text).to.include('Unwell because of [redacted]');
    expect(unwell[1]!.text).to.include('Signed in with [redacted]');
    await keep(admin.get('/readyz'));
    for (const reply of await Promise.all(['/api/outbox?limit=200', '/api/audit?limit=200'].map(path => admin.get(path)))) replies.push(reply);
    stream.abort();

    expect(its.heard.filter(h => h.headers['x-api-key'] === KEY).length).to.be.greaterThan(2);
    expect(another.heard.map(h => h.headers['x-api-key'])).to.include(OTHER);
    expect((await shop.host.resolve(Settings).read(shop)).password).to.equal(CANARY);

    const places: Record<string, string> = {
      database: await rowsOf(shop), files: filesUnder(shop.place.dataFolder), log: lines.join(''), events: await events,
      replies: replies.map(r => `${r.text} ${JSON.stringify([...r.headers])}`).join('\n'),
    };
    for (const canary of [CANARY, KEY, OTHER, TYPED]) {
      const elsewhere = { ...places, 'the other system': JSON.stringify((canary === OTHER ? its : another).heard) };
      for (const [place, text] of Object.entries(elsewhere)) for (const word of words(canary)) expect(text.includes(word), `${word} in ${place}: ${around(text, word)}`).to.equal(false);
    }
    expect(places['log']).to.include('[redacted]').and.to.include('Adapter request').and.to.include('Broken by');
    expect(places['events']).to.include('settings.changed').and.to.include('connections.changed');
  });
});

const around = (text: string, word: string): string => text.slice(Math.max(0, text.indexOf(word) - 200), text.indexOf(word) + 60);

/** Every row of every table, as text. */
async function rowsOf({ host: { database } }: Shop): Promise<string> {
  const tables = await database.query<{ name: string }>(database.dialect === 'sqlite'
    ? "SELECT name FROM sqlite_master WHERE type = 'table'" : "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  return (await Promise.all(tables.map(async ({ name }) => `${name}: ${JSON.stringify(await database.query(`SELECT * FROM ${name}`))}`))).join('\n');
}
/** The bytes of every file of the data folder: database, write-ahead log, keys. */
const filesUnder = (folder: string): string => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');

async function listen(url: string, token: string, signal: AbortSignal): Promise<string> {
  let text = '';
  try {
    const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
    for await (const part of reply.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(part).toString('utf8');
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return text;
}
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await done()) return;
    await new Promise(resolve => { setTimeout(resolve, 50); });
  }
  throw new Error('It did not happen within ten seconds.');
}
