import { expect } from 'chai';
import type { Host } from '../../host/boot.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { bootAt } from '../support/host.js';
import { lines, stateOf, tell } from './letters.js';
import { startRemote, type Remote } from './remote.js';
import { until } from './rig.js';
import { post } from './sender.js';

eachDatabase('The rows of one aggregate', kind => {
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
  const refs = (n: number, lane = 'a'): string[] => Array.from({ length: n }, (_, i) => `${lane}-${i}`);

  it('are sent one after the other, by whatever host, however many they are', async () => {
    const quiet = await boot({}, false);
    await tell(quiet, refs(120), { aggregate: 'one' });
    const began = Date.now();
    await Promise.all([boot(), boot()]);
    await until(async () => Object.values(await stateOf(quiet)).every(s => s === 'done'), 20_000);
    expect(remote.asked.map(a => a.ref)).to.deep.equal(refs(120));
    expect(Date.now() - began).to.be.below(12_000);
  });

  it('wait behind one that failed for good until a person ends it, and do not stand before others', async () => {
    remote.become(({ ref }) => ({ status: ref === 'a-0' ? 422 : 200 }));
    const quiet = await boot({}, false);
    await tell(quiet, refs(300), { aggregate: 'one' });
    await tell(quiet, ['a-other']);
    const host = await boot();
    await until(async () => (await stateOf(host))['a-other'] === 'done');
    expect(remote.asked.map(a => a.ref)).to.deep.equal(['a-0', 'a-other']);
    await host.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET state = 'cancelled', done_at = created_at, closed_by = 'test' WHERE state = 'dead'"));
    await host.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET due_at = created_at WHERE state = 'ready'"));
    await until(() => remote.asked.length === 301);
    expect(remote.asked.slice(2).map(a => a.ref)).to.deep.equal(refs(300).slice(1));
    expect((await lines(host))['a-299']!.attempts).to.equal(1);
  });

  it('wait behind one that is tried again, and follow it at once', async () => {
    let failed = false;
    remote.become(({ ref }) => {
      if (ref !== 'a-0' || failed) return { status: 200 };
      failed = true;
      return { status: 500 };
    });
    const host = await boot({ retry: { baseMs: 600 } });
    await tell(host, refs(3), { aggregate: 'one' });
    await until(() => remote.asked.length === 4);
    expect(remote.asked.map(a => a.ref)).to.deep.equal(['a-0', 'a-0', 'a-1', 'a-2']);
    expect(remote.asked[3]!.at - remote.asked[1]!.at).to.be.below(1500);
  });
});
