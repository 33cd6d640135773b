import { expect } from 'chai';
import type { Db, Param, Tx } from '@sontechsp/sdk';
import type { Host } from '../../host/boot.js';
import { claim, lanesWithRows } from '../../host/outbox/claim-store.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { bootAt } from '../support/host.js';
import { tell } from './letters.js';
import { post } from './sender.js';

eachDatabase('With many rows that ended', kind => {
  let host: Host;
  before(async () => {
    ({ host } = await bootAt(await freshPlace(kind), [post('http://127.0.0.1:1')], { jobs: false }));
    for (let n = 0; n < 5; n++) await tell(host, Array.from({ length: 1000 }, (_, i) => `a-${n * 1000 + i}`));
    await host.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET state = 'done', done_at = created_at, due_at = NULL"));
    await tell(host, Array.from({ length: 50 }, (_, i) => `b-${i}`));
  });
  after(() => host.stop());

  it('neither a look nor a claim reads them', async () => {
    const asked: { sql: string; params: readonly Param[] }[] = [];
    const keep = (sql: string, params: readonly Param[] = []) => void asked.push({ sql, params });
    const tx = { dialect: kind, later: () => undefined, laterQuery: keep, query: (sql: string, params?: readonly Param[]) => Promise.resolve(keep(sql, params)) } as unknown as Tx;
    await lanesWithRows({ ...tx, transaction: (work: (one: Tx) => Promise<unknown>) => work(tx) } as unknown as Db);
    claim(tx, { lane: 'b', limit: 100, probe: false }, 'x', '2100-01-01T00:00:00.000Z', () => undefined);
    const steps: string[] = [];
    if (kind === 'sqlite') {
      for (const { sql, params } of asked) steps.push(...(await host.database.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)).map(row => row.detail));
    } else {
      await host.database.transaction(async real => {
        await real.query('SET LOCAL enable_seqscan = off');
        for (const { sql, params } of asked) {
          const plan = (await real.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${sql}`, params)).map(row => row['QUERY PLAN']);
          steps.push(...plan);
          const pages = Number(/shared hit=(\d+)/.exec(plan.join('\n'))![1]);
          expect(pages, plan.join('\n')).to.be.below(1500);
        }
      });
    }
    expect(asked.length).to.equal(2);
    expect(steps.filter(step => /Seq Scan on cikis_kutusu(?!_)|^SCAN (r|q|e|cikis_kutusu)\b/.test(step))).to.deep.equal([]);
    expect(steps.filter(step => /cikis_kutusu_due/.test(step)).length).to.be.at.least(3);
    expect(steps.some(step => /cikis_kutusu_order/.test(step))).to.equal(true);
  });
});
