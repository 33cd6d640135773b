import { expect } from 'chai';
import { Failure } from '@sontechsp/sdk';
import type { Host } from '../../host/boot.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { bootAt } from '../support/host.js';
import { lines, stateOf, tell } from './letters.js';
import { startRemote, type Remote } from './remote.js';
import { until } from './rig.js';
import { findByRef, post, send } from './sender.js';

eachDatabase('An outbox row whose subscriber', kind => {
  const hosts: Host[] = [];
  let place: Place;
  let remote: Remote;
  beforeEach(async () => {
    place = await freshPlace(kind);
    remote = await startRemote();
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map(host => host.stop()));
    await remote.stop();
  });
  const boot = async (...args: Parameters<typeof post> extends [string, ...infer R] ? R : never): Promise<Host> => {
    const { host } = await bootAt(place, [post(remote.url, ...args)]);
    hosts.push(host);
    return host;
  };

  it('had no answer is sent again under the same key, and the remote acts once', async () => {
    remote.honourKeys();
    remote.become((_, nth) => (nth === 1 ? 'drop' : { status: 200 }));
    const host = await boot({ idempotency: 'key' });
    await tell(host, ['a-1']);
    await until(async () => (await stateOf(host))['a-1'] === 'done');
    expect(remote.asked.map(a => a.key)).to.deep.equal(Array(2).fill((await lines(host))['a-1']!.id));
    expect(remote.effects.get('a-1')).to.equal(1);
  });

  it('had no answer is asked for by its reference first, and not sent again when it is there', async () => {
    remote.become((_, nth) => (nth === 1 ? 'drop' : { status: 200 }));
    const host = await boot({ idempotency: 'ref', findByRef: findByRef(remote.url) });
    await tell(host, ['a-1']);
    await until(async () => (await stateOf(host))['a-1'] === 'done');
    expect([remote.asked.length, remote.effects.get('a-1')]).to.deep.equal([1, 1]);
  });

  it('had no answer is sent again when the remote does not know its reference', async () => {
    let cut = false;
    const host = await boot({ idempotency: 'ref', findByRef: findByRef(remote.url) }, async (url, payload, delivery) => {
      if (cut) return send(url, payload, delivery);
      cut = true;
      return send('http://127.0.0.1:1', payload, delivery);
    });
    await tell(host, ['a-1']);
    await until(async () => (await stateOf(host))['a-1'] === 'done');
    expect([remote.asked.length, remote.effects.get('a-1')]).to.deep.equal([1, 1]);
  });

  it('had no answer and nothing to ask by waits for a person, with what is known', async () => {
    remote.become(() => 'drop');
    const host = await boot({ idempotency: 'none' });
    await tell(host, ['a-1']);
    await until(async () => (await stateOf(host))['a-1'] === 'uncertain');
    await new Promise(done => setTimeout(done, 400));
    expect([remote.asked.length, remote.effects.get('a-1')]).to.deep.equal([1, 1]);
    const row = (await lines(host))['a-1'] as unknown as { evidence: string | object; last_error: string };
    const evidence = typeof row.evidence === 'string' ? JSON.parse(row.evidence) : row.evidence;
    expect(evidence).to.include({ kind: 'unavailable', message: 'The line was cut', said: 'socket closed after the request' });
  });

  it('takes too long is told so, and goes by its idempotency', async () => {
    remote.become(() => 'hang');
    let aborted = 0;
    const host = await boot({ idempotency: payload => (payload.ref === 'a-1' ? 'none' : 'key'), timeoutMs: 150, retry: { attempts: 2, baseMs: 20 } }, (url, payload, delivery) => {
      delivery.signal.addEventListener('abort', () => aborted++);
      return send(url, payload, delivery);
    });
    await tell(host, ['a-1', 'b-1']);
    await until(async () => JSON.stringify(await stateOf(host)) === JSON.stringify({ 'a-1': 'uncertain', 'b-1': 'dead' }));
    expect(aborted).to.equal(3);
    expect((await lines(host))['b-1']).to.include({ attempts: 2, last_error: 'host:outbox.said.noAnswer {"seconds":0.15}' });
  });

  it('was refused for good is dead at once; one that failed is dead when its attempts are used up', async () => {
    remote.become(({ ref }) => ({ status: ref.startsWith('a') ? 422 : 503 }));
    const host = await boot({ retry: { attempts: 3, baseMs: 10 } });
    await tell(host, ['a-1', 'b-1']);
    await until(async () => JSON.stringify(await stateOf(host)) === JSON.stringify({ 'a-1': 'dead', 'b-1': 'dead' }));
    const rows = await lines(host);
    expect([rows['a-1']!.attempts, rows['a-1']!.last_error, rows['b-1']!.attempts]).to.deep.equal([1, 'It answered 422', 3]);
  });

  it('answers or fails with text that a database refuses is kept as far as it can be', async () => {
    const host = await boot({ retry: { attempts: 1 } }, async (_, { ref }) => {
      if (ref === 'a-1') return { text: 'a\0b\ud800' };
      throw new Failure('validation', `no\0\udc00 ${'x'.repeat(600)}`, { evidence: '\0', remoteCode: '\ud83d' });
    });
    await tell(host, ['a-1', 'b-1', 'c-1']);
    await until(async () => JSON.stringify(await stateOf(host)) === JSON.stringify({ 'a-1': 'done', 'b-1': 'dead', 'c-1': 'dead' }));
  });

  it('kills its host each time is not handed over for ever', async () => {
    const quiet = (await bootAt(place, [post(remote.url)], { jobs: false })).host;
    hosts.push(quiet);
    await tell(quiet, ['a-1']);
    await quiet.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET state = 'leased', leased_by = 'x', leased_until = created_at, attempts = 12"));
    const host = await boot();
    await until(async () => (await stateOf(host))['a-1'] === 'dead');
    expect(remote.asked).to.deep.equal([]);
  });

  it('keeps the remote’s answer without what is secret', async () => {
    const host = await boot();
    await tell(host, ['a-1']);
    await until(async () => (await stateOf(host))['a-1'] === 'done');
    const { answer } = (await lines(host))['a-1'] as unknown as { answer: string | object };
    expect(typeof answer === 'string' ? JSON.parse(answer) : answer).to.deep.equal({ accepted: 'a-1', token: '[redacted]' });
  });
});
