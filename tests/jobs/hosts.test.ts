import { Db, definePlugin, job, type JobContext } from '@sontechsp/sdk';
import { expect } from 'chai';
import type { BootOptions, Host } from '../../host/boot.js';
import { eachDatabase } from '../support/databases.js';
import { PASSWORD, bootAt, openShop, type Shop } from '../support/host.js';
import { client, type Client } from '../support/client.js';
import { until } from '../outbox/rig.js';
import { hurried, quick, runsOf, standingClock, theJob, worker } from './rig.js';

const DAY = 24 * 3600_000;
const asleep = (signal: AbortSignal) => new Promise<void>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error)));

eachDatabase('Jobs of several hosts', kind => {
  let shop: Shop;
  const others: Host[] = [];
  afterEach(async () => {
    await Promise.all(others.splice(0).map(host => host.stop()));
    await shop.stop();
  });
  const first = async (plugin: ReturnType<typeof worker>, boot: BootOptions = {}): Promise<Shop> => (shop = await openShop(kind, { plugins: [plugin], boot: { jobTimes: quick, ...boot } }));
  const another = async (plugin: ReturnType<typeof worker>, boot: BootOptions = {}): Promise<{ host: Host; admin: Client }> => {
    const { host, url } = await bootAt(shop.place, [plugin], { jobTimes: quick, ...boot });
    others.push(host);
    return { host, admin: await client(url).signIn('admin', PASSWORD) };
  };
  const run = async (admin: Client): Promise<void> => {
    const asked = await admin.post(`/api/jobs/${(await theJob(admin)).id}/run`);
    expect(asked.status, asked.text).to.equal(202);
  };

  it('are run by one of them each time', async () => {
    const seen: number[] = [];
    const plugin = worker({ schedule: { everyMs: 1000 } }, ({ fence }) => { seen.push(fence); });
    const soon = hurried();
    const { admin } = await first(plugin, soon);
    await another(plugin, soon);
    await until(() => seen.length >= 12);
    expect(seen).to.deep.equal(seen.map((_, i) => i + 1));
    const states = new Set((await runsOf(admin)).map(one => one.state));
    expect([...states].filter(state => state !== 'done' && state !== 'running')).to.deep.equal([]);
  });

  it('have one leader, and another at once when it stops', async () => {
    const plugin = worker({}, () => undefined);
    await first(plugin);
    const leads = async (admin: Client): Promise<boolean | undefined> => (await admin.get('/api/jobs')).body.process.leader?.here;
    await until(async () => await leads(shop.admin) === true);
    const { admin } = await another(plugin, { jobTimes: { ...quick, leaseMs: 60_000 } });
    expect(await leads(admin)).to.equal(false);
    await shop.stop();
    await until(async () => await leads(admin) === true, 1500);
  });

  it('go to another host at once when theirs stops', async () => {
    const starts: JobContext[] = [];
    const plugin = worker({}, async context => {
      starts.push(context);
      await asleep(context.signal);
    });
    const patient = { jobTimes: { ...quick, leaseMs: 60_000 } };
    await first(plugin, patient);
    await run(shop.admin);
    await until(() => starts.length === 1);
    const { admin } = await another(plugin, patient);
    await shop.stop();
    await until(() => starts.length === 2, 1500);
    expect(starts[0]!.signal.aborted).to.equal(true);
    expect(starts.map(one => one.fence)).to.deep.equal([1, 2]);
    expect(starts[1]!.dueAt).to.equal(starts[0]!.dueAt);
    expect((await runsOf(admin)).at(-1).state).to.equal('cancelled');
  });

  it('are taken from a host that is not heard of any more, whose late writes are refused', async () => {
    const begun: { who: string; signal: AbortSignal; end(): void }[] = [];
    // A table of the plugin, written only under the newest fence.
    const plugin = (who: string) => definePlugin({
      id: 'calisan', name: 'Çalışan', version: '1.0.0',
      jobs: [job({ id: 'calisan.work', schedule: { everyMs: 365 * DAY }, per: 'host', use: { db: Db } }, async ({ signal }) => {
        await new Promise<void>(end => begun.push({ who, signal, end }));
        return who;
      })],
    });
    await first(plugin('dead'), { jobTimes: { ...quick, leaseMs: 700, beatMs: 60_000 } });
    await run(shop.admin);
    await until(() => begun.length === 1);
    const { admin } = await another(plugin('alive'));
    await until(() => begun.length === 2, 4000);
    expect(begun.map(one => one.who)).to.deep.equal(['dead', 'alive']);
    expect((await runsOf(admin)).map(one => [one.state, one.cause, one.fence])).to.deep.equal([['running', 'takeover', 2], ['lost', 'person', 1]]);
    begun[0]!.end();
    await new Promise(done => setTimeout(done, 150));
    expect((await runsOf(admin)).map(one => one.state), 'the dead one came back').to.deep.equal(['running', 'lost']);
    begun[1]!.end();
    await until(async () => (await theJob(admin)).lastRun.state === 'done');
    expect((await theJob(admin)).lastRun.result).to.equal('alive');
  });

  it('hear that they were taken over', async () => {
    const signals: AbortSignal[] = [];
    const plugin = worker({}, async ({ signal }) => {
      signals.push(signal);
      await asleep(signal);
    });
    await first(plugin);
    await run(shop.admin);
    await until(() => signals.length === 1);
    await shop.host.database.transaction(tx => tx.run("UPDATE zamanli_isler SET holder = 'somebody', fence = fence + 1 WHERE job = 'calisan.work'"));
    await until(() => signals[0]!.aborted);
    await shop.host.database.transaction(tx => tx.run("UPDATE zamanli_isler SET holder = NULL, lease_until = NULL WHERE job = 'calisan.work'"));
  });

  it('missed while no host was up are skipped, or made up for once', async () => {
    for (const [catchUp, expected] of [['skip', []], ['once', ['2025-06-02T00:00:00.000Z']]] as const) {
      const clock = standingClock('2025-06-01T12:00:00.000Z');
      const due: string[] = [];
      const plugin = worker({ schedule: { cron: '0 3 * * *' }, per: 'firm', catchUp }, ({ dueAt }) => { due.push(dueAt); });
      await first(plugin, { clock });
      await until(async () => (await theJob(shop.admin)).nextRunAt === '2025-06-02T00:00:00.000Z');
      await shop.stop();
      clock.set('2025-06-04T09:30:00.000Z');
      const { admin } = await another(plugin, { clock });
      await until(async () => (await theJob(admin)).nextRunAt === '2025-06-05T00:00:00.000Z' && due.length === expected.length);
      expect(due, catchUp).to.deep.equal(expected);
      clock.set('2025-06-05T00:00:01.000Z');
      await until(() => due.length === expected.length + 1);
      expect(due.at(-1)).to.equal('2025-06-05T00:00:00.000Z');
      await others.pop()!.stop();
    }
  });

  it('are not run where SONTECHSP_JOBS says off, but may be asked for there', async () => {
    const ran: string[] = [];
    const soon = hurried();
    await first(worker({ schedule: { everyMs: 1000 } }, () => { ran.push('off'); }), { ...soon, jobs: false });
    await new Promise(done => setTimeout(done, 200));
    const item = await theJob(shop.admin);
    expect([ran, item.state]).to.deep.equal([[], 'scheduled']);
    const { body } = await shop.admin.get('/api/jobs');
    expect([body.process.enabled, body.process.leader]).to.deep.equal([false, null]);
    const nobody = await shop.admin.post(`/api/jobs/${item.id}/run`);
    expect([nobody.status, nobody.body.code]).to.deep.equal([409, 'job.nobody']);
    const { admin } = await another(worker({}, () => { ran.push('on'); }), soon);
    await until(async () => (await admin.get('/api/jobs')).body.process.leader?.here === true);
    await until(async () => !(await theJob(admin)).running);
    const before = ran.length;
    await run(shop.admin);
    await until(() => ran.length > before);
    expect(ran).not.to.include('off');
  });
});
