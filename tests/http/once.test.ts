import { createHash, createHmac } from 'node:crypto';
import { expect } from 'chai';
import { pino } from 'pino';
import { Refusal, object, optional, route, t, uuid, type Tx } from '@sontechsp/sdk';
import { migrate } from '../../host/database/migrate.js';
import type { Database } from '../../host/database/database.js';
import { openDatabase } from '../../host/database/open.js';
import { httpJobs } from '../../host/http/jobs.js';
import { part } from '../../host/http/part.js';
import { tools } from '../database/place.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { STORE, openDoor, type Door } from './door.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

eachDatabase('A creating call that is repeated', kind => {
  let door: Door;
  let db: Database;
  let runs = 0;
  let now = '2026-01-01T00:00:00.000Z';
  const clock = { now: () => now };
  const log = pino({ level: 'silent' });
  const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

  before(async () => {
    const { dataFolder, databaseUrl } = await freshPlace(kind);
    db = await openDatabase({ dataFolder, databaseUrl, log });
    const [result] = await migrate(db, [{ plugin: 'host', migrations: part.migrations! }], { ...tools, clock, log });
    if (result!.error) throw result!.error;
    await db.transaction(tx => tx.run('CREATE TABLE bardaklar (id INTEGER NOT NULL, name TEXT NOT NULL)'));
    const body = object({ id: optional(uuid()), name: t.String(), wait: optional(t.Integer()) });
    const pour = async (tx: Tx, { name, wait = 0 }: { name: string; wait?: number | undefined }) => {
      const cup = { n: ++runs, name, zeta: 1, alpha: 'ş"\\' };
      await tx.run('INSERT INTO bardaklar (id, name) VALUES ($1, $2)', [cup.n, name]);
      await sleep(wait);
      if (name === 'refused') throw new Refusal('kahve.cold', 409);
      if (name === 'bug') throw new Error('bug');
      return name === 'nothing' ? undefined : cup;
    };
    door = await openDoor({
      kahve: [
        route({ method: 'POST', path: '/cups', permission: 'kahve.drink', body, status: 201, handle: ({ body, once }) => once(tx => pour(tx, body)) }),
        route({ method: 'POST', path: '/cups/:n/refill', permission: 'kahve.drink', body, status: 201, handle: ({ body, once }) => once(tx => pour(tx, body)) }),
        route({ method: 'POST', path: '/plain', permission: 'kahve.drink', body, status: 201, handle: async () => ({ n: ++runs }) }),
        route({ method: 'POST', path: '/guests', permission: 'public', body, status: 201, handle: ({ body, once }) => once(tx => pour(tx, body)) }),
      ],
    }, { db, clock });
  });
  after(async () => {
    await door.stop();
    await db.close();
  });
  const cups = async (name: string) => (await db.query('SELECT id FROM bardaklar WHERE name = $1', [name])).length;
  const post = (body: unknown, key?: string, path = '/api/kahve/cups') => door.cashier.post(path, body, key ? { 'idempotency-key': key } : {});

  it('answers the same to the letter and happens once', async () => {
    const first = await post({ name: 'a' }, 'k1');
    const second = await door.cashier.send('POST', '/api/kahve/cups', ' { "name" : "a" } ', { 'content-type': 'application/json', 'idempotency-key': 'k1' });
    expect([first.status, second.status, second.text]).to.eql([201, 201, first.text]);
    expect(await cups('a')).to.equal(1);
  });
  it('is refused with another body, path or route than the first', async () => {
    await post({ name: 'b' }, 'k2', '/api/kahve/cups/1/refill');
    const other = await post({ name: 'c' }, 'k2', '/api/kahve/cups/1/refill');
    expect([other.status, other.body.code]).to.eql([409, 'request.reused']);
    expect((await post({ name: 'b' }, 'k2', '/api/kahve/cups/2/refill')).body.code).to.equal('request.reused');
    expect((await post({ name: 'b' }, 'k2')).status).to.equal(201);
    expect([await cups('b'), await cups('c')]).to.eql([2, 0]);
  });
  it('is known by the id in its body as well, also in capitals', async () => {
    const id = '0190ABCD-0000-7000-8000-000000000001';
    const first = await post({ id, name: 'd' });
    expect((await post({ id: id.toLowerCase(), name: 'd' })).text).to.equal(first.text);
    expect((await post({ id, name: 'd' })).text).to.equal(first.text);
    expect((await post({ id, name: 'other' })).body.code).to.equal('request.reused');
    expect(await cups('d')).to.equal(1);
  });
  it('that was refused or failed leaves the key free, and nothing written', async () => {
    expect((await post({ name: 'refused' }, 'k3')).status).to.equal(409);
    expect((await post({ name: 'bug' }, 'k3')).status).to.equal(500);
    expect((await post({ name: 'e' }, 'k3')).status).to.equal(201);
    expect([await cups('refused'), await cups('bug'), await cups('e')]).to.eql([0, 0, 1]);
  });
  it('waits for its twins in flight', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => post({ name: 'f', wait: 100 }, 'k4')));
    expect(new Set(all.map(r => r.text)).size).to.equal(1);
    expect(all.map(r => r.status)).to.eql(Array(8).fill(201));
    expect(await cups('f')).to.equal(1);
  });
  it('happens when its twin in flight was refused', async () => {
    const [refused, other] = await Promise.all([post({ name: 'refused', wait: 100 }, 'k5'), sleep(30).then(() => post({ name: 'g' }, 'k5'))]);
    expect([refused.status, other.status]).to.eql([409, 201]);
  });
  it('without a key happens each time', async () => {
    await Promise.all([post({ name: 'h' }), post({ name: 'h' })]);
    expect(await cups('h')).to.equal(2);
  });
  it('is remembered also when it gave nothing, and for guests', async () => {
    for (let i = 0; i < 2; i++) expect((await post({ name: 'nothing' }, 'k6')).status).to.equal(204);
    expect(await cups('nothing')).to.equal(1);
    const guest = () => door.guest.post('/api/kahve/guests', { name: 'i' }, { 'idempotency-key': 'k7' });
    expect((await guest()).text).to.equal((await guest()).text);
    expect(await cups('i')).to.equal(1);
  });
  it('is not remembered where the handler does not ask for it', async () => {
    expect((await post({ name: 'j' }, 'k8', '/api/kahve/plain')).text).to.not.equal((await post({ name: 'j' }, 'k8', '/api/kahve/plain')).text);
  });
  it('is kept as what nobody can guess a password from', async () => {
    const body = { name: 'kedi-merdiven-7' };
    await post(body, 'k10');
    const row = await db.first<{ fingerprint: string }>("SELECT fingerprint FROM istek_anahtarlari WHERE key = 'k10'");
    const request = `${STORE} /api/kahve/cups ${sha256(JSON.stringify(body))}`;
    expect(row!.fingerprint).to.equal(createHmac('sha256', 'once').update(request).digest('hex'));
    expect(row!.fingerprint).to.not.equal(sha256(request));
  });
  it('is forgotten after two days, not before', async () => {
    const forget = () => httpJobs[0]!.run({ db, clock, signal: new AbortController().signal } as never);
    const first = await post({ name: 'k' }, 'k9');
    now = '2026-01-02T23:59:00.000Z';
    await forget();
    expect((await post({ name: 'k' }, 'k9')).text).to.equal(first.text);
    now = '2026-01-03T00:01:00.000Z';
    await forget();
    expect((await post({ name: 'k' }, 'k9')).text).to.not.equal(first.text);
  });
});
