import { expect } from 'chai';
import type { Host } from '../../host/boot.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { bootAt } from '../support/host.js';
import { Version } from '../../host/tokens.js';
import { stateOf, tell } from './letters.js';
import { startRemote, type Remote } from './remote.js';
import { tomorrow, until } from './rig.js';
import { post } from './sender.js';

eachDatabase('A lane of the outbox', kind => {
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
  const boot = async (options: Parameters<typeof post>[1] = {}, jobs = true): Promise<Host> => {
    const { host } = await bootAt(place, [post(remote.url, options)], { jobs });
    hosts.push(host);
    return host;
  };
  const all = async (host: Host, lane: string, state: string): Promise<boolean> =>
    Object.entries(await stateOf(host)).every(([ref, is]) => !ref.startsWith(lane) || is === state);

  it('rests as long as the remote asks, on every host, while others go on', async () => {
    let refused = 0;
    remote.become(({ ref }) => (ref.startsWith('slow') && refused === 0 ? { status: 429, headers: { 'retry-after': String(++refused + 1) } } : { status: 200 }));
    const one = await boot();
    await boot();
    await tell(one, ['slow-1']);
    await until(async () => (await one.database.query('SELECT lane FROM cikis_kutusu_hatlari')).length === 1);
    const asked = Date.now();
    await tell(one, ['slow-2', 'slow-3', 'quick-1']);
    await until(() => remote.effects.has('quick-1'));
    expect(Date.now() - asked).to.be.below(1500);
    await until(async () => all(one, 'slow', 'done'));
    const after = remote.asked.filter(a => a.ref.startsWith('slow')).slice(1).map(a => a.at - remote.asked[0]!.at);
    expect(Math.min(...after)).to.be.at.least(1990);
    expect([...remote.effects.values()]).to.deep.equal([1, 1, 1, 1]);
  });

  it('rests no longer for a clock that was ahead and is put right, and for as long as it was asked to without one', async () => {
    remote.become(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    const before = await boot({}, false);
    await tell(before, ['slow-1']);
    const ahead = await bootAt(place, [post(remote.url)], { clock: tomorrow });
    await until(async () => (await stateOf(before))['slow-1'] === 'retry');
    await ahead.host.stop();
    await boot();
    await until(() => remote.asked.length === 2);
    remote.become(() => ({ status: 200 }));
    await until(async () => (await stateOf(before))['slow-1'] === 'retry');
    await boot();
    await new Promise(done => setTimeout(done, 1500));
    expect(remote.asked).to.have.length(2);
  });

  it('rests after several rows in a row found the remote away, and lets one through to see', async () => {
    let away = true;
    remote.become(() => ({ status: away ? 503 : 200 }));
    const host = await boot({ retry: { baseMs: 1, maxMs: 1 } }, false);
    await tell(host, Array.from({ length: 40 }, (_, n) => `far-${n}`));
    const worker = await boot({ retry: { baseMs: 1, maxMs: 1 } });
    await until(async () => (await worker.database.query('SELECT lane FROM cikis_kutusu_hatlari')).length === 1);
    await until(async () => await worker.database.first("SELECT 1 AS busy FROM cikis_kutusu WHERE state = 'leased'") === undefined);
    const before = remote.asked.length;
    // What was under way when the breaker opened came back, the rest was not sent.
    expect(before).to.be.within(5, 20);
    await new Promise(done => setTimeout(done, 600));
    expect(remote.asked.length).to.equal(before);
    const rest = () => worker.database.transaction(tx => tx.run("UPDATE cikis_kutusu_hatlari SET rests_until = '2020-01-01T00:00:00.000Z'"));
    await rest();
    await until(() => remote.asked.length === before + 1);
    await new Promise(done => setTimeout(done, 300));
    expect(remote.asked.length).to.equal(before + 1);
    away = false;
    await until(async () => await worker.database.first("SELECT 1 AS busy FROM cikis_kutusu WHERE state = 'leased'") === undefined);
    await rest();
    await until(async () => all(worker, 'far', 'done'));
    expect(await worker.database.query('SELECT lane FROM cikis_kutusu_hatlari')).to.deep.equal([]);
  });

  it('rests when its credentials are refused until an admin has changed something, and its row loses no attempt', async () => {
    let locked = true;
    remote.become(() => ({ status: locked ? 401 : 200 }));
    const host = await boot({ retry: { attempts: 1, baseMs: 1 } });
    await tell(host, ['door-1', 'door-2']);
    await until(async () => (await host.database.query("SELECT lane FROM cikis_kutusu_hatlari WHERE reason = 'auth' AND rests_until IS NULL")).length === 1);
    await until(async () => (await stateOf(host))['door-1'] === 'retry');
    const before = remote.asked.length;
    await new Promise(done => setTimeout(done, 1300));
    expect(remote.asked.length).to.equal(before);
    locked = false;
    await host.database.transaction(async tx => host.resolve(Version).bump(tx));
    await until(async () => all(host, 'door', 'done'));
  });

  it('that hangs does not keep the others waiting', async () => {
    remote.become(({ ref }) => (ref.startsWith('stuck') ? 'hang' : { status: 200 }));
    const host = await boot({ timeoutMs: 3000 }, false);
    await tell(host, Array.from({ length: 60 }, (_, n) => `stuck-${n}`));
    await tell(host, ['quick-1']);
    const began = Date.now();
    await boot({ timeoutMs: 3000 });
    await until(() => remote.effects.has('quick-1'));
    expect(Date.now() - began).to.be.below(2500);
  });
});
