import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import { client, type Client } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { cashSale, makeGood, type Good } from '../support/goods.js';
import { startHost } from '../support/process.js';
import { runChecks } from '../../host/doctor/doctor.js';

eachDatabase('A host killed under load', kind => {
  it('has every acknowledged sale once after the restart, no other trace, and a clean doctor', async () => {
    const place = await freshPlace(kind);
    const acknowledged = new Set<string>();
    const sent = new Set<string>();
    let goods: Good[] = [];
    let at: { storeId: string; terminalId: string } | undefined;

    for (let round = 0; round < 3; round++) {
      const running = await startHost(place);
      let admin: Client;
      if (!at) {
        const made = await client(running.url).post('/api/setup', setupBody());
        at = { storeId: made.body.storeId, terminalId: made.body.terminalId };
        admin = await client(running.url).signIn('admin', PASSWORD, at);
        goods = await Promise.all(Array.from({ length: 4 }, () => makeGood(admin, { warehouseId: made.body.warehouseId, onHand: 100_000 })));
      } else admin = await client(running.url).signIn('admin', PASSWORD, at);
      let killed = false;
      const clients = Array.from({ length: 4 }, async (_, c) => {
        while (!killed) {
          const id = randomUUID();
          sent.add(id);
          const reply = await admin.post('/api/pos/sales', cashSale([{ good: goods[c]!, quantity: 1 }, { good: goods[(c + 1) % 4]!, quantity: 2 }], { id })).catch(() => undefined);
          if (reply?.status === 201) acknowledged.add(id);
        }
      });
      await new Promise(done => setTimeout(done, 400 + round * 150));
      running.process.kill('SIGKILL');
      killed = true;
      await Promise.all(clients);
    }

    const { host, url } = await bootAt(place);
    try {
      expect(acknowledged.size).to.be.above(10);
      const rows = await host.database.query<{ id: string }>('SELECT id FROM pos_satislar', []);
      const stored = new Set(rows.map(r => r.id));
      expect(rows.length).to.equal(stored.size);
      expect([...acknowledged].filter(id => !stored.has(id))).to.deep.equal([]);
      expect([...stored].filter(id => !sent.has(id))).to.deep.equal([]);
      const violations = (await runChecks(host.database, host.checks)).flatMap(c => c.violations);
      expect(violations).to.deep.equal([]);
      // What was sent and not acknowledged can be sent again under its id, and has one effect.
      const admin = await client(url).signIn('admin', PASSWORD, at);
      const first = [...acknowledged][0]!;
      expect((await admin.get(`/api/pos/sales/${first}`)).status).to.equal(200);
    } finally {
      await host.stop();
    }
  });
});
