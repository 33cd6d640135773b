import { randomUUID } from 'node:crypto';
import { Outbox } from '@sontechsp/sdk';
import { expect } from 'chai';
import type { Host } from '../../host/boot.js';
import { toldTwice } from '../../host/outbox/checks.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { bootAt } from '../support/host.js';
import { bell, rang, ring, scopeAt, states, tomorrow, until, type Heard } from './rig.js';

eachDatabase('The outbox', kind => {
  const hosts: Host[] = [];
  let place: Place;
  beforeEach(async () => { place = await freshPlace(kind); });
  afterEach(async () => { await Promise.all(hosts.splice(0).map(host => host.stop())); });
  const boot = async (handle: (heard: Heard) => Promise<void> | void, jobs = true): Promise<Host> => {
    const { host } = await bootAt(place, [bell(handle)], { jobs });
    hosts.push(host);
    return host;
  };

  it('hands a fact to its subscriber soon after the commit, with where it happened', async () => {
    const heard: Heard[] = [];
    const host = await boot(h => void heard.push(h));
    const scope = { ...scopeAt(randomUUID()), terminalId: randomUUID(), userId: randomUUID() };
    const began = Date.now();
    await ring(host, 7, 'a', scope);
    await until(() => heard.length === 1);
    expect(Date.now() - began).to.be.below(1000);
    const { n, delivery } = heard[0]!;
    expect({ n, attempt: delivery.attempt, scope: delivery.scope }).to.deep.equal({
      n: 7, attempt: 1, scope: { firmId: scope.firmId, storeId: scope.storeId, terminalId: scope.terminalId, userId: scope.userId },
    });
    await until(async () => (await states(host)).done === 1);
  });

  it('hands over at once what was told under a clock that was ahead and is put right', async () => {
    const heard: Heard[] = [];
    const ahead = await bootAt(place, [bell(() => undefined)], { jobs: false, clock: tomorrow });
    await ring(ahead.host, 9);
    await ahead.host.stop();
    await boot(h => void heard.push(h));
    await until(() => heard.length === 1);
    expect(heard[0]!.n).to.equal(9);
  });

  it('tries again at once what failed, or was let go, under a clock that was ahead and is put right', async () => {
    const before = await boot(() => undefined, false);
    await ring(before, 1);
    const ahead = await bootAt(place, [bell(() => { throw new Error('not now'); })], { clock: tomorrow });
    await until(async () => (await states(before)).retry === 1);
    await ahead.host.stop();
    await ring(before, 2);
    await before.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET due_at = $1 WHERE state = 'ready'", [tomorrow.now()]));
    const heard: Heard[] = [];
    await boot(h => void heard.push(h));
    await until(() => heard.length === 2);
    expect(heard.map(h => h.n)).to.have.members([1, 2]);
  });

  it('tells nothing of a fact that was rolled back', async () => {
    const heard: Heard[] = [];
    const host = await boot(h => void heard.push(h));
    await host.database.transaction(async tx => {
      host.resolve(Outbox).add(tx, scopeAt(randomUUID()), rang, { n: 1 }, 'a');
      await tx.query('SELECT 1');
      throw new Error('changed my mind');
    }).catch(() => undefined);
    await ring(host, 2);
    await until(() => heard.length > 0);
    expect(heard.map(h => h.n)).to.deep.equal([2]);
    expect(await states(host)).to.not.have.property('ready');
  });

  it('tries again after a failure, under the same delivery id, with the error kept until it worked', async () => {
    const heard: Heard[] = [];
    const host = await boot(h => {
      heard.push(h);
      if (heard.length === 1) throw new Error('the remote was away');
    });
    await ring(host, 1);
    await until(async () => (await host.database.first<{ last_error: string | null }>('SELECT last_error FROM cikis_kutusu'))?.last_error === 'the remote was away');
    await until(async () => (await states(host)).done === 1);
    expect(heard.map(h => h.delivery.attempt)).to.deep.equal([1, 2]);
    expect(new Set(heard.map(h => h.delivery.id)).size).to.equal(1);
  });

  it('keeps the order of an aggregate past a failure, and lets others overtake it', async () => {
    const heard: number[] = [];
    let failed = false;
    const host = await boot(({ n }) => {
      if (n === 1 && !failed) {
        failed = true;
        throw new Error('not now');
      }
      heard.push(n);
    }, true);
    for (const n of [1, 2, 3]) await ring(host, n, 'same');
    await ring(host, 9, 'other');
    await until(() => heard.length === 4);
    expect(heard).to.deep.equal([9, 1, 2, 3]);
  });

  it('lets two hosts of one database share the rows, each handed to one of them', async () => {
    const calls = new Map<string, number>();
    const busy = new Map<string, number>();
    let overlaps = 0;
    const order: number[] = [];
    const work = async ({ n, delivery }: Heard): Promise<void> => {
      const lane = n < 1000 ? 'same' : String(n);
      if (busy.get(lane)) overlaps++;
      busy.set(lane, 1);
      await new Promise(done => setTimeout(done, 2));
      busy.delete(lane);
      calls.set(delivery.id, (calls.get(delivery.id) ?? 0) + 1);
      if (n < 1000) order.push(n);
    };
    const quiet = await boot(() => undefined, false);
    for (let n = 0; n < 5; n++) await ring(quiet, n, 'same');
    await quiet.database.transaction(async tx => {
      for (let n = 1000; n < 1600; n++) quiet.resolve(Outbox).add(tx, scopeAt(randomUUID()), rang, { n }, String(n));
    });
    const [one, two] = await Promise.all([boot(work), boot(work)]);
    // The work of either host is seen by the one map: both run in this process.
    expect(one).to.not.equal(two);
    await until(async () => (await states(quiet)).done === 605, 30_000);
    expect(calls.size).to.equal(605);
    expect([...calls.values()].filter(times => times !== 1)).to.deep.equal([]);
    expect(overlaps).to.equal(0);
    expect(order).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('hands over again what a host that died had claimed', async () => {
    const quiet = await boot(() => undefined, false);
    await ring(quiet, 1);
    await quiet.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET state = 'leased', leased_by = 'another', leased_until = $1, attempts = 1", [new Date(Date.now() + 1500).toISOString()]));
    const heard: Heard[] = [];
    const began = Date.now();
    await boot(h => void heard.push(h));
    await until(() => heard.length === 1);
    expect(Date.now() - began).to.be.above(1000);
    expect(heard[0]!.delivery.attempt).to.equal(2);
  });

  it('stops in time though a subscriber hangs, and leaves its row to be handed over again', async () => {
    let begun = false;
    const host = await boot(() => {
      begun = true;
      return new Promise<void>(() => undefined);
    });
    await ring(host, 1);
    await until(() => begun);
    hosts.splice(hosts.indexOf(host), 1);
    const began = Date.now();
    await host.stop();
    expect(Date.now() - began).to.be.below(4000);
    const after = await boot(() => undefined, false);
    expect(await states(after)).to.deep.equal({ ready: 1 });
  });

  it('keeps what is told while the plugin is off in the store, and hands it over when it is on again', async () => {
    const heard: number[] = [];
    const { host } = await bootAt(place, [bell(({ n }) => void heard.push(n))]);
    hosts.push(host);
    const { PluginSwitch } = await import('../../host/plugins/switch.js');
    const { openShopIn } = await import('./shop.js');
    const { scope, storeId } = await openShopIn(host);
    const plugins = host.resolve(PluginSwitch);
    await plugins.set(scope, 'zil', storeId, { enabled: false });
    // One told by a request that saw it off, and one by a sale that began before.
    await ring(host, 1, 'a', { ...scopeAt(storeId, false), firmId: scope.firmId });
    await ring(host, 2, 'a', { ...scopeAt(storeId, true), firmId: scope.firmId });
    await ring(host, 3, 'b', { ...scopeAt(storeId, true), firmId: scope.firmId });
    await ring(host, 4, 'c', { ...scopeAt(randomUUID(), true), firmId: scope.firmId });
    await until(async () => (await states(host)).held === 3);
    expect(heard).to.deep.equal([4]);
    await plugins.set(scope, 'zil', storeId, { enabled: true });
    await until(() => heard.length === 4);
    expect(heard.filter(n => n < 3)).to.deep.equal([1, 2]);
    await until(async () => (await states(host)).done === 4);
  });

  it('lets the doctor find a fact that was told twice', async () => {
    const host = await boot(() => undefined, false);
    await ring(host, 1, 'a');
    await ring(host, 1, 'a');
    expect(await toldTwice(host.database)).to.deep.equal([]);
    await host.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET topic = 'zil.bell.completed'"));
    expect(await toldTwice(host.database)).to.deep.equal(['zil.bell.completed of a stands 2 times for zil.listen']);
  });
});
