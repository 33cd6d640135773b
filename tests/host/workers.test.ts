import { expect } from 'chai';
import { definePlugin, worker, type Scope } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { createWorkers, type OwnedWorker } from '../../host/workers/workers.js';
import { openShop } from '../support/host.js';

const until = async (good: () => boolean): Promise<void> => {
  for (const end = performance.now() + 8000; !good(); await new Promise(done => setTimeout(done, 20))) if (performance.now() > end) throw new Error('It did not come to that');
};
const whenTold = (signal: AbortSignal): Promise<void> => new Promise(done => { signal.addEventListener('abort', () => done(), { once: true }); });
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('Workers', () => {
  const run = (work: OwnedWorker['worker']) => createWorkers({
    log: silent, workers: () => [{ plugin: 'ornek', worker: work, use: () => ({}) }], isOn: async () => false, scopeAt: async () => { throw new Error('No scope'); },
  });

  it('go on until they are told to stop, and are waited for', async () => {
    const seen: string[] = [];
    const workers = run(worker('ornek.one', {}, async ({ signal }) => {
      seen.push('begun');
      await whenTold(signal);
      await new Promise(done => setTimeout(done, 50));
      seen.push('ended');
    }));
    workers.start();
    await until(() => seen.length === 1);
    await workers.stop();
    expect(seen).to.deep.equal(['begun', 'ended']);
  });

  it('are begun anew when they throw, not when they are done', async () => {
    let times = 0;
    const workers = run(worker('ornek.one', {}, async () => { if (++times < 2) throw new Error('A fault'); }));
    workers.start();
    await until(() => times === 2);
    await new Promise(done => setTimeout(done, 50));
    expect(times).to.equal(2);
    await workers.stop();
  });

  it('do not hold up a stop for ever', async () => {
    const workers = run(worker('ornek.one', {}, () => new Promise(() => undefined)));
    workers.start();
    const begin = performance.now();
    await workers.stop();
    expect(performance.now() - begin).to.be.within(4500, 7000);
  }).timeout(10_000);
});

describe('The worker of a plugin', function () {
  this.timeout(30_000);
  const seen: (Scope | undefined)[] = [];
  let runs = 0;
  const plugin = definePlugin({
    id: 'ornek', name: 'Örnek', version: '1.0.0',
    workers: [worker('ornek.watch', {}, async ({ signal, scopeAt }) => {
      runs++;
      const places = place;
      while (!signal.aborted) {
        if (places.storeId !== '') seen.push(await scopeAt(places));
        await new Promise(done => setTimeout(done, 20));
      }
    })],
  });
  const place = { firmId: '', storeId: '', terminalId: '' };

  it('acts for the system where its plugin is on', async () => {
    const shop = await openShop('sqlite', { plugins: [...installed, plugin] });
    Object.assign(place, { firmId: shop.firmId, storeId: shop.storeId, terminalId: shop.terminalId });
    await until(() => seen.some(scope => scope !== undefined));
    expect(seen.find(Boolean)).to.include({ firmId: shop.firmId, storeId: shop.storeId, terminalId: shop.terminalId, language: 'tr' });
    await shop.admin.put(`/api/plugins/ornek/stores/${shop.storeId}`, { enabled: false });
    await until(() => seen.at(-1) === undefined);
    await shop.stop();
    expect(runs).to.equal(1);
  });

  it('rests in a process that runs no jobs', async () => {
    const shop = await openShop('sqlite', { plugins: [...installed, plugin], boot: { jobs: false } });
    await new Promise(done => setTimeout(done, 200));
    await shop.stop();
    expect(runs).to.equal(1);
  });
});
