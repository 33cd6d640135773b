import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { runChecks } from '../../host/doctor/doctor.js';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import { openPrinter } from '../support/printer.js';
import { startHost, type RunningHost } from '../support/process.js';

/** Statements of which one is in the transaction that is meant. */
const CLOSING = 'kasa_vardiyalari', SELLING = 'pos_satislar', RECALLING = 'bekleyen', PRINTING = "SET state = 'printing'";

eachDatabase('A day at the till, its host killed at a commit', kind => {
  let place: Place;
  let order: string;
  let running: RunningHost;
  let admin: Client;
  let good: Good;
  let warehouseId: string;

  async function start(): Promise<void> {
    running = await startHost(place, { KILL_AT: order, NODE_OPTIONS: `--import=${pathToFileURL(join(process.env.SONTECHSP_ROOT!, 'tests/faults/kill-at.mjs'))}` });
    if (admin) admin = client(running.url, admin.token);
  }
  /** Asks for something whose transaction the host does not survive, looks at what was left, and starts it again. */
  async function killed(when: 'before' | 'after', text: string, ask: () => Promise<Reply>): Promise<void> {
    writeFileSync(order, `${when} ${text}`);
    const gone = once(running.process, 'exit');
    const answer = await ask().catch(() => undefined);
    rmSync(order);
    expect(answer?.text, 'the host should have died before it answered').to.equal(undefined);
    expect((await gone)[1]).to.equal('SIGKILL');
    const { host } = await bootAt(place, undefined, { jobs: false });
    const violations = (await runChecks(host.database, host.checks)).flatMap(check => check.violations);
    await host.stop();
    expect(violations).to.deep.equal([]);
    await start();
  }
  const made = async (asked: Promise<Reply>, status = 201): Promise<Reply['body']> => {
    const { body, status: is, text } = await asked;
    expect(is, text).to.equal(status);
    return body;
  };

  before(async function () {
    this.timeout(120_000);
    place = await freshPlace(kind);
    order = join(place.dataFolder, 'kill-at');
    await start();
    const shop = (await client(running.url).post('/api/setup', setupBody())).body;
    ({ warehouseId } = shop);
    admin = await client(running.url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
    good = await makeGood(admin, { warehouseId, onHand: 100, price: 1000 });
  });
  after(() => running?.stop());

  it('has its shift open or closed, and one Z report of it', async function () {
    this.timeout(120_000);
    const first = await made(admin.post('/api/pos/shifts', { openingCash: 500 }));
    await made(admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }])));
    const close = (id: string, key: string = randomUUID()) => admin.post(`/api/pos/shifts/${id}/close`, { countedCash: 2400, reason: 'x' }, { 'idempotency-key': key });

    await killed('before', CLOSING, () => close(first.id));
    expect(await made(admin.get('/api/pos/shifts/current'), 200)).to.include({ id: first.id, state: 'open', zNo: null, closedAt: null });
    await made(admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }])));
    expect(await made(close(first.id), 200)).to.include({ expectedCash: 3500, difference: -1100, zNo: 1 });

    const second = await made(admin.post('/api/pos/shifts', { openingCash: 500 }));
    await made(admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }])));
    const key = randomUUID();
    await killed('after', CLOSING, () => close(second.id, key));
    const z = await made(admin.get(`/api/pos/shifts/${second.id}/report?type=z`), 200);
    expect([z.zNo, z.cash.expected, z.receipts.stored]).to.deep.equal([2, 2500, 1]);
    expect(await made(close(second.id, key), 200), 'the answer that was lost').to.include({ id: second.id, expectedCash: 2500, difference: -100, zNo: 2 });
    expect((await close(second.id)).body).to.include({ status: 409, code: 'pos.shiftClosed' });
    expect((await admin.get('/api/pos/shifts/current')).status).to.equal(404);
    expect((await made(admin.get('/api/pos/shifts'), 200)).items.map((shift: { zNo: number }) => shift.zNo).sort()).to.deep.equal([1, 2]);
  });

  it('has its refund or not, its slip once, and pays it out once however often it is asked for', async function () {
    this.timeout(120_000);
    const [sold, other] = [await made(admin.post('/api/pos/sales', cashSale([{ good, quantity: 3 }]))), await made(admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }])))];
    const before = (await onHand(admin, good))!;
    const ofSale = ({ id, lines }: typeof sold, quantity: number) => {
      const body = { id: randomUUID(), lines: [{ lineId: lines[0].id, quantity }], reason: 'x', payments: [{ method: 'cash', amount: quantity * 1000 }] };
      return () => admin.post(`/api/pos/sales/${id}/refunds`, body);
    };
    const standing = async ({ id }: typeof sold) => [(await made(admin.get(`/api/pos/sales/${id}`), 200)).state, await onHand(admin, good)];

    const two = ofSale(sold, 2);
    await killed('before', SELLING, two);
    expect(await standing(sold)).to.deep.equal(['completed', before]);
    const given = await made(two());
    expect(await made(two())).to.deep.equal(given);
    expect(await standing(sold)).to.deep.equal(['partlyRefunded', before + 2]);
    expect((await ofSale(sold, 2)()).body).to.include({ status: 409, code: 'pos.refundExceeds' });

    const printer = await openPrinter();
    try {
      const { id } = await made(admin.post('/api/pos/printers', { name: 'Fiş', kind: 'tcp', host: '127.0.0.1', port: printer.port }));
      const one = ofSale(other, 1);
      await killed('after', SELLING, one);
      expect(await standing(other)).to.deep.equal(['refunded', before + 3]);
      await printer.until(1, 30_000);
      const again = await made(one());
      expect(again.saleId).to.equal(other.id);
      const jobs = (await made(admin.get(`/api/pos/print-jobs?saleId=${again.id}`), 200)).items;
      expect(jobs.map((job: { copy: boolean }) => job.copy)).to.deep.equal([false]);
      expect(await standing(other)).to.deep.equal(['refunded', before + 3]);

      // What was written down as being printed may have been: nobody prints it again by itself.
      const next = await made(admin.post('/api/pos/print-jobs', { saleId: sold.id }));
      await settled(next.id);
      const slips = printer.slips.filter(slip => slip.cut).length;
      let lost = '';
      await killed('after', PRINTING, async () => {
        lost = (await admin.post('/api/pos/print-jobs', { saleId: sold.id })).body.id;
        await once(running.process, 'exit');
        throw new Error('gone');
      });
      expect(await settled(lost)).to.deep.equal(['failed', 'lost']);
      expect(printer.slips.filter(slip => slip.cut).length).to.equal(slips);
      await made(admin.post(`/api/pos/print-jobs/${lost}/retry`), 200);
      expect(await settled(lost)).to.deep.equal(['printed', null]);
      expect(printer.slips.filter(slip => slip.cut).length).to.equal(slips + 1);
      await made(admin.delete(`/api/pos/printers/${id}`), 204);
    } finally {
      await printer.close();
    }
  });

  /** What became of a print job; a dead process's printer is free after some seconds. */
  async function settled(id: string): Promise<[string, string | null]> {
    for (const end = performance.now() + 40_000; performance.now() < end; await new Promise(done => setTimeout(done, 50))) {
      const { state, problem } = await made(admin.get(`/api/pos/print-jobs/${id}`), 200);
      if (state !== 'queued' && state !== 'printing') return [state, problem];
    }
    throw new Error('The slip still waits');
  }

  it('has its parked basket on the shelf, or gives it to who asked for it', async function () {
    this.timeout(120_000);
    const lines = [{ productId: good.id, quantity: 3 }];
    const { id } = await made(admin.post('/api/pos/parked', { name: 'Ayşe Hanım', lines }));
    const shelf = async () => (await made(admin.get('/api/pos/parked'), 200)).items.map((one: { id: string }) => one.id);
    const recall = (key: string) => admin.delete(`/api/pos/parked/${id}`, { 'idempotency-key': key });
    const key = randomUUID();

    await killed('before', RECALLING, () => recall(key));
    expect(await shelf()).to.deep.equal([id]);
    await killed('after', RECALLING, () => recall(key));
    expect(await shelf()).to.deep.equal([]);
    expect((await recall(randomUUID())).status).to.equal(404);
    expect(await made(recall(key), 200)).to.deep.include({ id, name: 'Ayşe Hanım', lines, total: 3000 });
  });
});
