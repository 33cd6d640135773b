import type { ChildProcess } from 'node:child_process';
import { expect } from 'chai';
import type { Host } from '../../host/boot.js';
import { killChild, startChild } from '../support/child.js';
import { client, type Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { PASSWORD, bootAt, openShop, type Shop } from '../support/host.js';
import { until } from '../outbox/rig.js';
import { half, halfJobs } from './half.js';
import { quick } from './rig.js';

const LEASE = 1500;
const [once, skip] = halfJobs;

eachDatabase('A job whose host, a process of its own, is killed half way', kind => {
  const children: ChildProcess[] = [];
  const others: Host[] = [];
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(kind, { plugins: [half('quiet', async () => undefined)], boot: { jobs: false } });
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(killChild));
    await Promise.all(others.splice(0).map(host => host.stop()));
    await shop.stop();
  });

  const jobNamed = async (id: string) => (await shop.admin.get('/api/jobs')).body.items.find((item: { job: string }) => item.job === id);
  const history = async (id: string): Promise<unknown[][]> => {
    const { body } = await shop.admin.get(`/api/jobs/${(await jobNamed(id)).id}/runs`);
    return body.items.map((run: Record<string, unknown>) => [run['state'], run['cause'], run['fence']]);
  };
  const progress = () => shop.host.database.query("SELECT job, fence, who, step FROM yarim_isler ORDER BY job");
  /** By the clock of the database, which all hosts share. */
  const leaseOf = async (id: string): Promise<string> =>
    (await shop.host.database.first<{ lease_until: string }>('SELECT lease_until FROM zamanli_isler WHERE job = $1', [id]))!.lease_until;
  const databaseNow = async (): Promise<string> => (await shop.host.database.first<{ now: string }>(
    kind === 'postgres' ? 'SELECT clock_timestamp() AS now' : "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now"))!.now;

  /** A child that leads, and has begun these jobs and stands half way in each. */
  async function halfDone(ids: readonly string[], beat = 200): Promise<ChildProcess> {
    const child = await startChild('jobs/half-host.ts', shop.place, { LEASE: String(LEASE), BEAT: String(beat) });
    children.push(child);
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    await until(async () => (await shop.admin.get('/api/jobs')).body.process.leader !== null, 20_000);
    for (const id of ids) expect((await shop.admin.post(`/api/jobs/${(await jobNamed(id)).id}/run`)).status).to.equal(202);
    await until(() => ids.every(id => said.includes(`half ${id}`)));
    return child;
  }
  async function another(): Promise<Client> {
    const { host, url } = await bootAt(shop.place, [half('other', async () => undefined)], { jobs: true, jobTimes: { ...quick, leaseMs: LEASE } });
    others.push(host);
    return client(url).signIn('admin', PASSWORD);
  }

  it('is begun anew by another that is up, not before the lease is over, and history tells of the lost run', async () => {
    const child = await halfDone([once, skip]);
    await another();
    await new Promise(done => setTimeout(done, LEASE + 300));
    expect(await progress(), 'while its host lives and says so').to.deep.equal([once, skip].map(job => ({ job, fence: 1, who: 'child', step: 1 })));
    await killChild(child);
    const leases = new Map(await Promise.all([once, skip].map(async id => [id, await leaseOf(id)] as const)));
    await until(async () => (await progress()).every(row => row['step'] === 2));
    expect(await progress()).to.deep.equal([once, skip].map(job => ({ job, fence: 2, who: 'other', step: 2 })));
    for (const id of [once, skip]) {
      await until(async () => (await jobNamed(id)).lastRun.state === 'done');
      expect(await history(id), id).to.deep.equal([['done', 'takeover', 2], ['lost', 'person', 1]]);
      const { lastRun } = await jobNamed(id);
      expect(lastRun.result).to.equal('other');
      expect(Date.parse(lastRun.startedAt), id).to.be.at.least(Date.parse(leases.get(id)!));
    }
    expect(await shop.doctor()).to.deep.equal([]);
  });

  it('is made up for or passed over, as it declares, when nobody was there until the lease was over', async () => {
    const child = await halfDone([once, skip]);
    await killChild(child);
    const lease = Math.max(...(await Promise.all([once, skip].map(leaseOf))).map(Date.parse));
    await until(async () => Date.parse(await databaseNow()) > lease + 50);
    const admin = await another();
    await until(async () => (await progress())[0]!['step'] === 2);
    await until(async () => (await admin.get('/api/jobs')).body.items.every((item: { running: boolean }) => !item.running));
    expect(await history(once)).to.deep.equal([['done', 'takeover', 2], ['lost', 'person', 1]]);
    expect(await history(skip)).to.deep.equal([['lost', 'person', 1]]);
    expect(await progress()).to.deep.equal([{ job: once, fence: 2, who: 'other', step: 2 }, { job: skip, fence: 1, who: 'child', step: 1 }]);
    expect(Date.parse((await jobNamed(skip)).nextRunAt)).to.be.above(Date.now());
  });

  it('and one whose host was only not heard of cannot write, nor end the run, when it comes back', async () => {
    const child = await halfDone([once], 60_000);
    await another();
    await until(async () => (await progress())[0]!['step'] === 2);
    const before = [await progress(), await history(once)];
    child.stdin!.write('go\n');
    await new Promise(done => setTimeout(done, 500));
    expect([await progress(), await history(once)]).to.deep.equal(before);
    expect(before).to.deep.equal([[{ job: once, fence: 2, who: 'other', step: 2 }], [['done', 'takeover', 2], ['lost', 'person', 1]]]);
  });
});
