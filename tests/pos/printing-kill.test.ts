import { expect } from 'chai';
import { runChecks } from '../../host/doctor/doctor.js';
import { client, type Client } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { makeGood, type Good } from '../support/goods.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import { openPrinter, type Printer } from '../support/printer.js';
import { startHost } from '../support/process.js';

eachDatabase('A host killed amid printing', kind => {
  it('prints what was waiting once, and what may have come out never again by itself', async () => {
    const place = await freshPlace(kind);
    const running = await startHost(place);
    const { storeId, terminalId, warehouseId } = (await client(running.url).post('/api/setup', setupBody())).body;
    const admin = await client(running.url).signIn('admin', PASSWORD, { storeId, terminalId });
    const good = await makeGood(admin, { price: 1000, warehouseId, onHand: 1000 });
    // Of one the slip is still coming out, another has all of it on paper and is about to say so, and the third is off.
    const printers = await Promise.all([openPrinter({ everyMs: 200 }), openPrinter({ answers: 'realtime' }), openPrinter()]);
    const [slow, done, off] = printers as [Printer, Printer, Printer];
    try {
      await off.off();
      const sold = await Promise.all(printers.map(async (printer, at) => sellAt(admin, storeId, good, printer, at)));
      await Promise.all([until(() => slow.received > 150), done.until(1)]);
      running.process.kill('SIGKILL');
      await new Promise(ended => running.process.once('exit', ended));
      slow.condition.everyMs = 0;
      await off.on();

      const { host, url } = await bootAt(place);
      try {
        const after = await client(url).signIn('admin', PASSWORD, { storeId, terminalId });
        const states = async () => Promise.all(sold.map(async ({ id }) => (await after.get(`/api/pos/print-jobs?saleId=${id}`)).body.items.map((job: { state: string; problem: string | null }) => [job.state, job.problem])));
        let seen: unknown;
        for (const end = performance.now() + 15_000; performance.now() < end; await new Promise(wait => setTimeout(wait, 100))) {
          seen = await states();
          if (!JSON.stringify(seen).match(/queued|printing/)) break;
        }
        expect(seen).to.deep.equal([[['failed', 'lost']], [['failed', 'lost']], [['printed', null]]]);
        expect(printers.map(printer => printer.slips.filter(slip => slip.cut).length)).to.deep.equal([0, 1, 1]);
        expect(off.slips[0]!.barcodes[0]!.data).to.equal(`{B${sold[2]!.receiptNo}`);
        expect((await runChecks(host.database, host.checks)).flatMap(one => one.violations)).to.deep.equal([]);
      } finally {
        await host.stop();
      }
    } finally {
      await Promise.all(printers.map(printer => printer.close()));
    }
  });
});

async function until(good: () => boolean): Promise<void> {
  for (const end = performance.now() + 8000; !good(); await new Promise(done => setTimeout(done, 10))) if (performance.now() > end) throw new Error('Nothing came');
}

/** A sale at a till of its own, whose printer this is. */
async function sellAt(admin: Client, storeId: string, good: Good, printer: Printer, at: number): Promise<{ id: string; receiptNo: string }> {
  const till = (await admin.post('/api/terminals', { storeId, name: `Kasa ${at + 2}` })).body;
  const made = await admin.post('/api/pos/printers', { name: `Fiş ${at}`, kind: 'tcp', host: '127.0.0.1', port: printer.port, terminalId: till.id });
  expect(made.status, made.text).to.equal(201);
  const there = await client(admin.url).signIn('admin', PASSWORD, { storeId, terminalId: till.id });
  const sold = await there.post('/api/pos/sales', { lines: [{ productId: good.id, quantity: 1 }], payments: [{ method: 'cash', amount: 1000 }] });
  expect(sold.status, sold.text).to.equal(201);
  return sold.body;
}
