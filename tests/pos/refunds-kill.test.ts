import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { runChecks } from '../../host/doctor/doctor.js';
import { client } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { cashSale, makeGood } from '../support/goods.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import { startHost } from '../support/process.js';

eachDatabase('A host killed amid refunds', kind => {
  it('has every acknowledged refund once, and a clean doctor', async () => {
    const place = await freshPlace(kind);
    const running = await startHost(place);
    const { storeId, terminalId, warehouseId } = (await client(running.url).post('/api/setup', setupBody())).body;
    const admin = await client(running.url).signIn('admin', PASSWORD, { storeId, terminalId });
    const good = await makeGood(admin, { warehouseId, onHand: 100_000 });
    const acknowledged: string[] = [];
    let killed = false;
    const tills = Array.from({ length: 4 }, async () => {
      while (!killed) {
        const sold = await admin.post('/api/pos/sales', cashSale([{ good, quantity: 3 }])).catch(() => undefined);
        if (sold?.status !== 201) continue;
        const path = `/api/pos/sales/${sold.body.id}/refunds`;
        await Promise.all([1, 2].map(async quantity => {
          const id = randomUUID();
          const body = { id, lines: [{ lineId: sold.body.lines[0].id, quantity }], reason: 'x', payments: [{ method: 'cash', amount: quantity * 1000 }] };
          if ((await admin.post(path, body).catch(() => undefined))?.status === 201) acknowledged.push(id);
        }));
      }
    });
    // In the midst of work, however slow the machine is today.
    for (let waited = 0; acknowledged.length < 10 && waited < 20_000; waited += 50) await new Promise(done => setTimeout(done, 50));
    running.process.kill('SIGKILL');
    killed = true;
    await Promise.all(tills);

    const { host } = await bootAt(place);
    try {
      expect(acknowledged.length).to.be.above(1);
      const rows = await host.database.query<{ id: string }>(`SELECT id FROM pos_satislar WHERE kind = 'refund'`, []);
      const stored = new Set(rows.map(row => row.id));
      expect(stored.size).to.equal(rows.length);
      expect(acknowledged.filter(id => !stored.has(id))).to.deep.equal([]);
      expect((await runChecks(host.database, host.checks)).flatMap(one => one.violations)).to.deep.equal([]);
    } finally {
      await host.stop();
    }
  });
});
