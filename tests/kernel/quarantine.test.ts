import { spawnSync } from 'node:child_process';
import fs, { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { definePlugin } from '@sontechsp/sdk';
import { createActivationMarks } from '../../host/kernel/activation-marks.js';
import { bucketOf, createMeter, quantileOf } from '../../host/kernel/meter.js';
import { createStreak } from '../../host/kernel/streak.js';
import { scopeAt } from '../outbox/rig.js';

const NOW = '2026-03-04T11:00:00.000Z';
const plugin = (id: string, essential = false, version = '1.0.0') => definePlugin({ id, name: id, version, essential });

describe('The note of what is being activated', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sontechsp-acilis-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const marks = (now = NOW) => createActivationMarks(folder, () => now);
  /** What a host leaves behind that died while it started a plugin. */
  const die = (id: string, note: object = {}) => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    mkdirSync(join(folder, 'acilis'), { recursive: true });
    writeFileSync(join(folder, 'acilis', `${id}-${Math.random()}`), JSON.stringify({ pid, run: 'x', machine: hostname(), plugin: id, version: '1.0.0', at: NOW, ...note }));
  };

  it('stays behind when the host dies, and passes over exactly that plugin at every start until it is excused', () => {
    die('a');
    for (let start = 0; start < 2; start++) {
      const one = marks();
      expect([one.deathOf(plugin('a')), one.deathOf(plugin('b'))]).to.deep.equal([{ version: '1.0.0', at: NOW, times: 1 }, undefined]);
      one.passOver(plugin('a'));
      one.up([plugin('b')]);
      expect(one.passedOver(plugin('a'))).to.deep.equal({ at: NOW, version: '1.0.0', excused: false });
    }
    const last = marks();
    last.passOver(plugin('a'));
    expect([last.excuse('a'), last.excuse('b'), last.passedOver(plugin('a'))?.excused]).to.deep.equal([true, false, true]);
    expect(marks().deathOf(plugin('a'))).to.equal(undefined);
  });

  it('does not hold against another version', () => {
    die('a');
    expect(marks().deathOf(plugin('a', false, '1.0.1'))).to.equal(undefined);
  });

  it('lets an essential plugin be tried once more, and forgets when that went well', () => {
    die('pos');
    const second = marks();
    expect(second.deathOf(plugin('pos', true))).to.equal(undefined);
    expect(second.up([plugin('pos', true)]).map(r => r.death.times)).to.deep.equal([1]);
    die('pos');
    expect(marks().deathOf(plugin('pos', true)), 'the first in a row again').to.equal(undefined);
    die('pos');
    expect(marks().deathOf(plugin('pos', true))?.times).to.equal(2);
  });

  it('is taken away when the start is over, and says nothing against a host that is starting beside this one', () => {
    const one = marks();
    one.during(plugin('a'), () => {
      expect(readdirSync(join(folder, 'acilis'))).to.have.length(1);
      expect(marks().deathOf(plugin('a'))).to.equal(undefined);
    });
    one.rest();
    expect(readdirSync(join(folder, 'acilis'))).to.deep.equal([]);
    one.during(plugin('a'), () => undefined);
    one.up([plugin('a')]);
    expect(readdirSync(join(folder, 'acilis'))).to.deep.equal([]);
    expect(existsSync(join(folder, 'karantina.json'))).to.equal(false);
  });

  it('of a machine that cannot be asked counts after ten minutes, and of an earlier process with this number at once', () => {
    die('far', { machine: 'elsewhere' });
    die('own', { pid: process.pid });
    const one = marks('2026-03-04T11:05:00.000Z');
    expect([one.deathOf(plugin('far')), one.deathOf(plugin('own'))?.times]).to.deep.equal([undefined, 1]);
    expect(marks('2026-03-04T11:11:00.000Z').deathOf(plugin('far'))?.times).to.equal(1);
  });

  it('keeps no plugin from being activated when there is no room for it', () => {
    die('a');
    const write = fs.writeFileSync;
    fs.writeFileSync = () => { throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }); };
    syncBuiltinESMExports();
    try {
      const full = marks();
      expect(full.deathOf(plugin('a'))?.times, 'what is known already counts').to.equal(1);
      expect(full.during(plugin('b'), () => 'activated')).to.equal('activated');
      expect(full.up([plugin('a'), plugin('b')])).to.have.length(1);
    } finally {
      fs.writeFileSync = write;
      syncBuiltinESMExports();
    }
    expect(readdirSync(join(folder, 'acilis'))).to.deep.equal([]);
  });

  it('that is no note is thrown away', () => {
    mkdirSync(join(folder, 'acilis'));
    writeFileSync(join(folder, 'acilis', 'x'), '{');
    writeFileSync(join(folder, 'karantina.json'), 'nonsense');
    expect(marks().deathOf(plugin('a'))).to.equal(undefined);
    expect(readdirSync(join(folder, 'acilis'))).to.deep.equal([]);
  });
});

describe('A contribution keeps failing', () => {
  it('when five of its last twenty calls in a store failed within a minute', () => {
    let now = 0;
    const fresh = () => createStreak(() => now);
    const run = (streak: ReturnType<typeof fresh>, calls: string, storeId = 's', ms = 0) => [...calls].map(c => {
      now += ms;
      streak.called(storeId);
      return c === 'x' && streak.failed(storeId);
    }).includes(true);
    expect(run(fresh(), 'xxxx')).to.equal(false);
    expect(run(fresh(), 'xxxxx')).to.equal(true);
    expect(run(fresh(), 'x...x...x...x...x')).to.equal(true);
    expect(run(fresh(), 'x....x....x....x....x....x....x')).to.equal(false);
    expect(run(fresh(), 'xxxxx', 's', 14_000)).to.equal(true);
    expect(run(fresh(), 'xxxxx', 's', 16_000)).to.equal(false);
    const two = fresh();
    expect([run(two, 'xxxx', 'a'), run(two, 'xxxx', 'b'), run(two, 'x', 'a')]).to.deep.equal([false, false, true]);
    expect(run(two, 'xxxx', 'a'), 'counted anew').to.equal(false);
  });

  it('not when it is one and the same thing again and again', () => {
    const streak = createStreak(() => 0);
    const fail = (what: string) => { streak.called('s'); return streak.failed('s', what); };
    expect([fail('row 1'), fail('row 1'), fail('row 1'), fail('row 1'), fail('row 1'), fail('row 2')]).to.deep.equal(Array(6).fill(false));
    expect(fail('row 3')).to.equal(true);
  });
});

describe('What taps cost', () => {
  it('is added up per piece of work and plugin, and kept when its join is through', () => {
    const meter = createMeter();
    const [sold, quoted] = [scopeAt('s'), scopeAt('s')];
    meter.took(sold, 'a', 0.1);
    meter.took(sold, 'b', 3);
    meter.took(sold, 'a', 0.3);
    meter.took(quoted, 'a', 5);
    meter.done(sold, 'pos.sale.join');
    meter.done(scopeAt('s'), 'pos.sale.join');
    expect(meter.take().map(({ plugin, storeId, work, times, micros }) => [plugin, storeId, work, times, micros]))
      .to.deep.equal([['a', 's', 'pos.sale.join', 1, 400], ['b', 's', 'pos.sale.join', 1, 3000]]);
    expect(meter.take()).to.deep.equal([]);
  });

  it('is spread over buckets from which a share is reckoned', () => {
    expect([0, 50, 51, 100, 101, 1e9].map(bucketOf)).to.deep.equal([0, 0, 1, 1, 2, 15]);
    const buckets = Array<number>(16).fill(0);
    buckets[2] = 95;
    buckets[6] = 5;
    expect(quantileOf(buckets, 0.95)).to.equal(0.2);
    expect(quantileOf(buckets, 1)).to.equal(3.2);
    expect(quantileOf(Array<number>(16).fill(0), 0.95)).to.equal(0);
  });
});
