import { Live } from '@sontechsp/sdk';
import { expect } from 'chai';
import { client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';
import { quickest } from '../support/quickest.js';
import { until } from '../outbox/rig.js';
import { listen } from './rig.js';

const bare = { plugins: [] };
const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms));

eachDatabase('Live events', kind => {
  let shop: Shop;
  before(async () => { shop = await openShop(kind, bare); });
  after(() => shop.stop());

  it('reach the screens of their store, and nobody in another', async () => {
    const other = await shop.as('cashier', await shop.anotherStore());
    const [here, there] = await Promise.all([listen(shop.admin), listen(other)]);
    const live = shop.host.resolve(Live);
    await live.publish(shop.storeId, 'bell.changed', { n: 1 });
    await live.publish(null, 'house.changed', { n: 2 });
    await until(() => here.of('house.changed').length === 1 && there.of('house.changed').length === 1);
    expect(here.of('bell.changed')).to.deep.equal([{ n: 1 }]);
    expect(there.of('bell.changed')).to.deep.equal([]);
    here.close();
    there.close();
  });

  it('of a host that stops at once are told all the same, and nothing of them is left over', async () => {
    const lines: string[] = [];
    const { host } = await bootAt(shop.place, [], { jobs: false, logTo: { write: line => void lines.push(line) } });
    const here = await listen(shop.admin);
    for (let n = 0; n < 3; n++) void host.resolve(Live).publish(shop.storeId, 'last.changed', { n });
    await host.stop();
    void host.resolve(Live).publish(shop.storeId, 'late.changed', {});
    await until(() => here.of('last.changed').length === 3);
    await pause(150);
    expect([here.of('late.changed'), lines.filter(line => line.includes('could not be told'))]).to.deep.equal([[], []]);
    here.close();
  });

  it('go on from Last-Event-ID without a gap and without a repetition', async () => {
    const live = shop.host.resolve(Live);
    const first = await listen(shop.admin);
    await live.publish(shop.storeId, 'resume.changed', { n: 0 });
    await until(() => first.of('resume.changed').length === 1);
    first.close();
    for (let n = 1; n <= 5; n++) {
      await live.publish(shop.storeId, 'resume.changed', { n });
      await pause(n % 2 ? 0 : 80);
    }
    const second = await listen(shop.admin, first.events.at(-1)!.id);
    await live.publish(shop.storeId, 'resume.changed', { n: 6 });
    await until(() => second.of('resume.changed').length === 6);
    expect(second.of('resume.changed')).to.deep.equal([1, 2, 3, 4, 5, 6].map(n => ({ n })));
    const ids = second.events.map(e => Number(e.id));
    expect(ids).to.deep.equal([...ids].sort((a, b) => a - b));
    second.close();
  });

  it('of one moment are told once, their lists joined', async () => {
    const heard = await listen(shop.admin);
    const live = shop.host.resolve(Live);
    await live.publish(shop.storeId, 'first.changed', {});
    await until(() => heard.of('first.changed').length === 1);
    for (let n = 0; n < 300; n++) await live.publish(shop.storeId, 'things.changed', { ids: [n % 100] });
    await until(() => heard.of('things.changed').flatMap(e => (e as { ids: number[] }).ids).length >= 100);
    await pause(200);
    const told = heard.of('things.changed') as { ids: number[] }[];
    expect(told.length).to.be.below(4);
    expect([...new Set(told.flatMap(e => e.ids))].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 100 }, (_, n) => n));
    heard.close();
  });

  it('reach screens at another host of the database within 250 ms', async () => {
    const { host, url } = await bootAt(shop.place, []);
    try {
      const far = await client(url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
      const heard = await listen(far);
      await pause(200);
      expect(await quickest(250, 4, async () => {
        const before = heard.of('far.changed').length;
        const began = performance.now();
        await shop.host.resolve(Live).publish(shop.storeId, 'far.changed', { n: before });
        await until(() => heard.of('far.changed').length > before, 2000);
        return performance.now() - began;
      })).to.be.below(250);
      heard.close();
    } finally {
      await host.stop();
    }
  });

  it('are for those who are signed in and have chosen a store', async () => {
    expect((await client(shop.url).get('/api/events')).body.code).to.equal('auth.required');
    const nowhere = await client(shop.url).signIn('admin', PASSWORD);
    expect((await nowhere.get('/api/events')).body.code).to.equal('auth.context');
  });

  it('end when the host stops', async () => {
    const { host, url } = await bootAt(shop.place, []);
    const heard = await listen(await client(url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId }));
    const began = Date.now();
    await host.stop();
    await heard.ended;
    expect(Date.now() - began).to.be.below(3000);
  });
});
