import { expect } from 'chai';
import type { ChildProcess } from 'node:child_process';
import type { Host } from '../../host/boot.js';
import { runChecks } from '../../host/doctor/doctor.js';
import { killChild, startChild } from '../support/child.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { bootAt } from '../support/host.js';
import { expireLeases, lines, stateOf, tell } from './letters.js';
import { startRemote, type Remote } from './remote.js';
import { until } from './rig.js';
import { post } from './sender.js';

eachDatabase('A lease of the outbox', kind => {
  const hosts: Host[] = [];
  const children: ChildProcess[] = [];
  let place: Place;
  let remote: Remote;
  beforeEach(async () => {
    place = await freshPlace(kind);
    remote = await startRemote();
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(killChild));
    await Promise.all(hosts.splice(0).map(host => host.stop()));
    await remote.stop();
  });
  const boot = async (options: Parameters<typeof post>[1] = {}, jobs = true): Promise<Host> => {
    const { host } = await bootAt(place, [post(remote.url, options)], { jobs });
    hosts.push(host);
    return host;
  };
  async function spawnSender(idempotency: string): Promise<ChildProcess> {
    const child = await startChild('outbox/sender-host.ts', place, { REMOTE: remote.url, IDEMPOTENCY: idempotency });
    children.push(child);
    return child;
  }

  it('ends with its host, killed mid-send: another sends the same keys, and each acts once', async () => {
    remote.honourKeys();
    let slow = true;
    remote.become((_, nth) => (slow && nth > 10 ? 'hang' : { status: 200 }));
    const quiet = await boot({}, false);
    await tell(quiet, Array.from({ length: 40 }, (_, n) => `k-${n}`));
    const child = await spawnSender('key');
    await until(() => remote.asked.length > 12);
    const killed = killChild(child);
    slow = false;
    await killed;
    await expireLeases(quiet);
    await boot();
    await until(async () => Object.values(await stateOf(quiet)).every(s => s === 'done'), 20_000);
    expect(remote.effects.size).to.equal(40);
    expect([...remote.effects.values()].filter(times => times !== 1)).to.deep.equal([]);
    expect(remote.asked.length).to.be.above(40);
    expect((await runChecks(quiet.database, quiet.checks)).flatMap(c => c.violations)).to.deep.equal([]);
  });

  it('ends with its host: a row that cannot be asked for nor repeated waits for a person, those not begun go on', async () => {
    let slow = true;
    remote.become(() => (slow ? 'hang' : { status: 200 }));
    const quiet = await boot({}, false);
    await tell(quiet, Array.from({ length: 60 }, (_, n) => `n-${n}`));
    const child = await spawnSender('none');
    await until(() => remote.asked.length >= 4);
    await new Promise(done => setTimeout(done, 300));
    const killed = killChild(child);
    const sent = remote.asked.map(a => a.ref).sort();
    slow = false;
    await killed;
    await expireLeases(quiet);
    const host = await boot({ idempotency: 'none' });
    await until(async () => Object.values(await stateOf(host)).every(s => s === 'uncertain' || s === 'done'));
    const rows = await lines(host);
    expect(Object.keys(rows).filter(ref => rows[ref]!.state === 'uncertain').sort()).to.deep.equal(sent);
    expect([...remote.effects.values()].filter(times => times !== 1)).to.deep.equal([]);
    expect(rows[sent[0]!]!.last_error).to.equal('host:outbox.said.endedBeforeAnswer');
  });

  it('is renewed while a row takes long; whoever lost it hears so and can say nothing of the row any more', async () => {
    const aborted: string[] = [];
    let go!: () => void;
    const gate = new Promise<void>(done => { go = done; });
    const { host } = await bootAt(place, [post(remote.url, { lane: ({ ref }) => ref, timeoutMs: 60_000 }, async (_, { ref }, { signal }) => {
      signal.addEventListener('abort', () => aborted.push(ref));
      await gate;
    })]);
    hosts.push(host);
    await tell(host, ['kept', 'stolen']);
    await until(async () => Object.values(await stateOf(host)).every(s => s === 'leased'));
    const end = async () => (await host.database.first<{ leased_until: string }>("SELECT leased_until FROM cikis_kutusu WHERE lane = 'kept'"))!.leased_until;
    const before = await end();
    await host.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET leased_by = 'a thief' WHERE lane = 'stolen'"));
    await until(() => aborted.length > 0, 12_000);
    expect(aborted).to.deep.equal(['stolen']);
    expect(Date.parse(await end())).to.be.above(Date.parse(before) + 2000);
    go();
    await until(async () => (await stateOf(host)).kept === 'done');
    expect((await stateOf(host)).stolen).to.equal('leased');
    expect(await host.database.first<object>("SELECT leased_by, attempts FROM cikis_kutusu WHERE lane = 'stolen'")).to.deep.equal({ leased_by: 'a thief', attempts: 1 });
  });

  it('is given back at a stop by rows that were not begun, and those begun are in doubt', async () => {
    const quiet = await boot({}, false);
    await tell(quiet, Array.from({ length: 60 }, (_, n) => `h-${n}`));
    remote.become(() => 'hang');
    const host = await boot();
    await until(() => remote.asked.length >= 4);
    hosts.splice(hosts.indexOf(host), 1);
    await host.stop();
    const rows = Object.values(await lines(quiet));
    expect(new Set(rows.map(row => row.state))).to.deep.equal(new Set(['ready']));
    const doubtful = rows.filter(row => Boolean(row.in_doubt));
    expect(doubtful.length).to.equal(remote.asked.length);
    expect(doubtful.every(row => row.attempts === 1)).to.equal(true);
    expect(rows.filter(row => !row.in_doubt).every(row => row.attempts === 0)).to.equal(true);
  });
});
