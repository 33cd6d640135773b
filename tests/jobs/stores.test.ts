import { definePlugin, type JobContext } from '@sontechsp/sdk';
import { expect } from 'chai';
import { KnownSecrets } from '../../host/settings/known-secrets.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';
import { until } from '../outbox/rig.js';
import { quick, runsOf, theJob, worker } from './rig.js';

eachDatabase('A job per store', kind => {
  let shop: Shop;
  afterEach(() => shop.stop());
  const open = async (plugin: ReturnType<typeof worker>): Promise<Shop> => (shop = await openShop(kind, { plugins: [plugin], boot: { jobTimes: quick } }));
  const put = async (storeId: string, enabled: boolean): Promise<void> => {
    expect((await shop.admin.put(`/api/plugins/calisan/stores/${storeId}`, { enabled })).status).to.equal(200);
  };

  it('runs in each, in its time zone, on behalf of the system', async () => {
    const seen: JobContext[] = [];
    await open(worker({ per: 'store', schedule: { cron: '0 3 * * *' } }, context => { seen.push(context); }));
    const other = await shop.admin.post('/api/stores', { name: 'Taşkent', timeZone: 'Asia/Tashkent', language: 'uz' });
    await until(async () => (await theJob(shop.admin, other.body.id)) !== undefined);
    const here = await theJob(shop.admin, shop.storeId);
    const there = await theJob(shop.admin, other.body.id);
    expect([here.schedule, there.schedule]).to.deep.equal([{ cron: '0 3 * * *', timeZone: 'Europe/Istanbul' }, { cron: '0 3 * * *', timeZone: 'Asia/Tashkent' }]);
    expect([here.nextRunAt.slice(11), there.nextRunAt.slice(11)]).to.deep.equal(['00:00:00.000Z', '22:00:00.000Z']);
    expect((await shop.admin.post(`/api/jobs/${there.id}/run`)).status).to.equal(202);
    await until(() => seen.length === 1);
    const { scope } = seen[0]!;
    expect([scope.firmId, scope.storeId, scope.userId, scope.language, scope.can('pos.sell'), scope.plugins.has('calisan')])
      .to.deep.equal([shop.firmId, other.body.id, '', 'uz', true, true]);
    const moved = await shop.admin.patch(`/api/stores/${other.body.id}`, { timeZone: 'Europe/Berlin' });
    expect(moved.status).to.equal(200);
    expect((await theJob(shop.admin, other.body.id)).schedule.timeZone).to.equal('Europe/Berlin');
  });

  it('is told to end where its plugin is switched off, and is not run there until it is on again', async () => {
    const signals = new Map<string, AbortSignal>();
    await open(worker({ per: 'store' }, ({ scope, signal }) => {
      signals.set(scope.storeId, signal);
      return new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error)));
    }));
    const { storeId: elsewhere } = await shop.anotherStore();
    for (const storeId of [shop.storeId, elsewhere]) await shop.admin.post(`/api/jobs/${(await theJob(shop.admin, storeId)).id}/run`);
    await until(() => signals.size === 2);
    await put(shop.storeId, false);
    await until(() => signals.get(shop.storeId)!.aborted, 500);
    await until(async () => (await theJob(shop.admin, shop.storeId)).state === 'off');
    const off = await theJob(shop.admin, shop.storeId);
    expect([off.nextRunAt, off.lastRun.state, off.lastRun.message]).to.deep.equal([null, 'cancelled', 'Eklenti kapatıldı.']);
    const refused = await shop.admin.post(`/api/jobs/${off.id}/run`);
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'job.off']);
    expect([(await theJob(shop.admin, elsewhere)).state, signals.get(elsewhere)!.aborted]).to.deep.equal(['running', false]);
    await put(shop.storeId, true);
    await until(async () => (await theJob(shop.admin, shop.storeId)).state === 'scheduled');
  });

  it('is scheduled when its plugin was switched off and on at once, whichever was written down first', async () => {
    await open(worker({ per: 'store' }, () => undefined));
    await until(async () => (await theJob(shop.admin, shop.storeId)).state === 'scheduled');
    const flip = async (): Promise<void> => {
      await put(shop.storeId, false);
      await put(shop.storeId, true);
    };
    if (kind === 'postgres') await shop.host.database.transaction(async tx => {
      // Who writes that it is off waits for the row, and by then it is on again.
      await tx.query("SELECT id FROM zamanli_isler WHERE job = 'calisan.work' FOR UPDATE");
      await flip();
      await new Promise(done => setTimeout(done, 300));
    });
    else for (let n = 0; n < 30; n++) await flip();
    await new Promise(done => setTimeout(done, 300));
    await until(async () => (await theJob(shop.admin, shop.storeId)).state === 'scheduled');
  });

  it('keeps the error of a failed run, and goes on', async () => {
    let times = 0;
    await open(worker({ per: 'store', schedule: { everyMs: 1000 } }, () => {
      if (++times === 1) throw new Error('the remote was away');
      return times;
    }));
    await until(async () => (await runsOf(shop.admin, shop.storeId)).some(run => run.state === 'done'));
    const runs = await runsOf(shop.admin, shop.storeId);
    expect(runs.at(-1)).to.include({ state: 'failed', message: 'the remote was away', result: null });
  });

  it('may speak of any bytes a remote sent', async () => {
    let times = 0;
    await open(worker({ per: 'store' }, () => {
      if (++times === 1) throw new Error('answer a\0b \ud83d');
      return { said: 'a\0b \ud83d' };
    }));
    for (let i = 1; i <= 2; i++) {
      await shop.admin.post(`/api/jobs/${(await theJob(shop.admin)).id}/run`);
      await until(async () => (await runsOf(shop.admin)).filter(run => run.endedAt !== null).length === i);
    }
    const [done, failed] = await runsOf(shop.admin);
    expect([done!.state, done!.result, failed!.state, failed!.message]).to.deep.equal(['done', { said: 'ab \ufffd' }, 'failed', 'answer ab \ufffd']);
  });

  it('that resolves to what JSON cannot hold has failed, and a secret it speaks of is taken out', async () => {
    let times = 0;
    await open(worker({ per: 'store' }, () => {
      if (++times === 1) return { amount: 1n };
      if (times === 2) throw new Error('refused for key gizli-anahtar-1');
      return { said: 'gizli-anahtar-1' };
    }));
    shop.host.resolve(KnownSecrets).add(['gizli-anahtar-1']);
    for (let i = 1; i <= 3; i++) {
      await shop.admin.post(`/api/jobs/${(await theJob(shop.admin)).id}/run`);
      await until(async () => (await runsOf(shop.admin)).filter(run => run.endedAt !== null).length === i);
    }
    const runs = await runsOf(shop.admin);
    expect(runs.map(run => run.state)).to.deep.equal(['done', 'failed', 'failed']);
    expect(runs[2].message).to.match(/BigInt/);
    expect(JSON.stringify(runs)).to.not.contain('gizli');
  });

  it('is shown to those who may see it only', async () => {
    await open(worker({ per: 'store' }, () => undefined));
    const cashier = await shop.as('cashier');
    const { id } = await theJob(shop.admin);
    expect((await cashier.get('/api/jobs')).status).to.equal(403);
    expect((await cashier.post(`/api/jobs/${id}/run`)).status).to.equal(403);
    expect((await shop.admin.get('/api/jobs/0190a0a0-0000-7000-8000-000000000000/runs')).body.code).to.equal('host.notFound');
    const named = await shop.admin.get(`/api/jobs?plugin=calisan&storeId=${shop.storeId}&limit=1`);
    expect([named.body.items.map((item: { id: string }) => item.id), named.body.nextCursor]).to.deep.equal([[id], null]);
  });

  it('that cannot be read keeps its plugin off, with the reason', async () => {
    await open(worker({ schedule: { cron: 'soon' } }, () => undefined));
    const { body } = await shop.admin.get('/api/plugins');
    expect(body.items.find((item: { id: string }) => item.id === 'calisan')).to.include({ state: 'failed' }).and.have.property('reason').that.matches(/'calisan.work'.*'soon'/);
    expect(definePlugin({ id: 'a', name: 'a', version: '1.0.0' }).jobs).to.deep.equal([]);
  });
});
