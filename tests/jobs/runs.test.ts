import { expect } from 'chai';
import type { BootOptions } from '../../host/boot.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';
import { until } from '../outbox/rig.js';
import { hurried, quick, runsOf, theJob, worker } from './rig.js';

eachDatabase('A job', kind => {
  let shop: Shop | undefined;
  afterEach(async () => { await shop?.stop(); shop = undefined; });
  const open = async (plugin: ReturnType<typeof worker>, boot: BootOptions = { jobTimes: quick }): Promise<Shop> => (shop = await openShop(kind, { plugins: [plugin], boot }));

  it('runs every so often, one after the other, with its result and time in the history', async () => {
    let at = 0;
    let most = 0;
    const { admin } = await open(worker({ schedule: { everyMs: 1000 } }, async () => {
      most = Math.max(most, ++at);
      await new Promise(done => setTimeout(done, 90));
      at--;
      return { sent: 3 };
    }), hurried());
    await until(async () => (await runsOf(admin)).filter(run => run.state === 'done').length >= 3);
    expect(most).to.equal(1);
    const [last] = (await runsOf(admin)).filter(run => run.state === 'done');
    expect(last).to.include({ state: 'done', cause: 'schedule', askedBy: null, message: null });
    expect(last.result).to.deep.equal({ sent: 3 });
    expect(Date.parse(last.endedAt) - Date.parse(last.startedAt)).to.be.within(1600, 60_000);
    const fences = (await runsOf(admin)).map(run => run.fence);
    expect(fences).to.deep.equal(fences.map((_, i) => fences[0] - i));
  });

  it('runs when a person says so, once at a time', async () => {
    let go = (): void => {};
    const { admin } = await open(worker({}, () => new Promise<void>(done => { go = done; })));
    const { id, ...item } = await theJob(admin);
    expect(item).to.deep.include({ job: 'calisan.work', plugin: 'calisan', title: 'Çalış', per: 'host', storeId: null, state: 'scheduled', running: false, lastRun: null });
    const asked = await admin.post(`/api/jobs/${id}/run`);
    expect(asked.status, asked.text).to.equal(202);
    expect(asked.body).to.include({ state: 'queued', cause: 'person' });
    await until(async () => (await theJob(admin)).running);
    const twice = await admin.post(`/api/jobs/${id}/run`);
    expect([twice.status, twice.body.code]).to.deep.equal([409, 'job.running']);
    go();
    await until(async () => (await theJob(admin)).lastRun?.state === 'done');
    expect((await runsOf(admin)).map(run => [run.id, run.state])).to.deep.equal([[asked.body.id, 'done']]);
  });

  it('is told to end at its time limit, and is recorded so', async () => {
    let reason: unknown;
    const { admin } = await open(worker({ timeoutMs: 50 }, ({ signal }) => new Promise((_, fail) => signal.addEventListener('abort', () => {
      reason = signal.reason;
      fail(signal.reason as Error);
    }))));
    await admin.post(`/api/jobs/${(await theJob(admin)).id}/run`);
    await until(async () => (await theJob(admin)).lastRun?.state === 'timedOut');
    expect(reason).to.be.an('error');
    expect((await theJob(admin)).lastRun.message).to.equal('Süre sınırı doldu.');
  });

  it('that does not hear is recorded as timed out, and is not begun beside itself', async () => {
    let starts = 0;
    let end = (): void => {};
    const { admin } = await open(worker({ timeoutMs: 30 }, () => {
      starts++;
      return new Promise<void>(done => { end = done; });
    }));
    const { id } = await theJob(admin);
    await admin.post(`/api/jobs/${id}/run`);
    await until(async () => (await theJob(admin)).lastRun?.state === 'timedOut');
    expect((await theJob(admin)).lastRun.message).to.match(/yanıt vermedi/);
    expect((await admin.post(`/api/jobs/${id}/run`)).status).to.equal(202);
    await new Promise(done => setTimeout(done, 200));
    expect([starts, (await theJob(admin)).state]).to.deep.equal([1, 'queued']);
    end();
    await until(() => starts === 2);
  });

  it('that was lost again and again waits for its next time', async () => {
    let starts = 0;
    const { admin, host } = await open(worker({}, ({ signal }) => {
      starts++;
      return new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error)));
    }));
    await admin.post(`/api/jobs/${(await theJob(admin)).id}/run`);
    for (let i = 1; i <= 3; i++) {
      await until(() => starts === i);
      await host.database.transaction(tx => tx.run("UPDATE zamanli_isler SET holder = 'dead', lease_until = '2020-01-01T00:00:00.000Z' WHERE job = 'calisan.work'"));
    }
    await until(async () => (await runsOf(admin))[0].state === 'lost');
    await new Promise(done => setTimeout(done, 100));
    expect((await runsOf(admin)).map(run => [run.state, run.cause])).to.deep.equal([['lost', 'takeover'], ['lost', 'takeover'], ['lost', 'person']]);
  });
});
