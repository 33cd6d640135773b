import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { printedOf } from '../../plugins/pos/printing/printed.js';
import { PASSWORD, bootAt, openShop, type Shop } from '../support/host.js';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { decode } from '../support/escpos.js';
import { makeGood, type Good } from '../support/goods.js';
import { openPrinter, type Condition, type Printer } from '../support/printer.js';

const trimmed = (lines: readonly string[]): string[] => lines.map(line => line.trim());
const cash = (amount: number) => [{ method: 'cash', amount }];

eachDatabase('Printing', kind => {
  let shop: Shop;
  let admin: Client;
  let good: Good;
  const open: { id: string; printer: Printer }[] = [];
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    good = await makeGood(admin, { name: 'Şöbiyet', price: 1000, warehouseId: shop.warehouseId, onHand: 10_000 });
  });
  afterEach(async () => {
    for (const { id, printer } of open.splice(0)) {
      await admin.delete(`/api/pos/printers/${id}`);
      await printer.close();
    }
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });

  /** A printer that is set up for the store, or as said. */
  async function plugIn(condition: Partial<Condition> = {}, body: object = {}): Promise<Printer & { id: string }> {
    const printer = await openPrinter(condition);
    const made = await admin.post('/api/pos/printers', { name: 'Fiş', kind: 'tcp', host: '127.0.0.1', port: printer.port, drawer: 'pin2', ...body });
    expect(made.status, made.text).to.equal(201);
    open.push({ id: made.body.id, printer });
    return Object.assign(Object.create(printer), { id: made.body.id as string }) as Printer & { id: string };
  }
  async function sell(payments: object[] = cash(1000), who = admin): Promise<{ id: string; receiptNo: string; lines: { id: string }[] }> {
    const sold = await who.post('/api/pos/sales', { lines: [{ productId: good.id, quantity: 1 }], payments });
    expect(sold.status, sold.text).to.equal(201);
    return sold.body;
  }
  const jobsOf = async (saleId: string) => (await admin.get(`/api/pos/print-jobs?saleId=${saleId}`)).body.items as { id: string; state: string; problem: string | null; copy: boolean; attempts: number }[];
  async function until<T>(ask: () => Promise<T>, good: (value: T) => boolean, withinMs = 6000): Promise<T> {
    for (const end = performance.now() + withinMs; ;) {
      const value = await ask();
      if (good(value)) return value;
      if (performance.now() > end) throw new Error(`Still ${JSON.stringify(value)}`);
      await new Promise(done => setTimeout(done, 30));
    }
  }
  const ended = (saleId: string, state: string, withinMs?: number) => until(() => jobsOf(saleId), jobs => jobs[0]?.state === state, withinMs);
  const numbers = (printer: Printer): string[] => printer.slips.filter(slip => slip.cut).map(slip => slip.barcodes[0]?.data.slice(2) ?? '');

  it('writes nothing where no printer is set', async () => {
    const sold = await sell();
    expect(await jobsOf(sold.id)).to.deep.equal([]);
    expect((await admin.post('/api/pos/print-jobs', { saleId: sold.id })).body).to.include({ status: 409, code: 'pos.noPrinter' });
  });

  it('prints a sale by itself, once, and opens the drawer for cash', async () => {
    const printer = await plugIn();
    const sold = await sell();
    const [slip] = await printer.until(1);
    expect(trimmed(slip!.lines)).to.include.members(['BİLGİ FİŞİ - MALİ DEĞERİ YOKTUR', 'Şöbiyet', sold.receiptNo]);
    expect(slip!.barcodes[0]!.data).to.equal(`{B${sold.receiptNo}`);
    expect(printer.decoder.pulses).to.deep.equal([2]);
    const [job] = await ended(sold.id, 'printed');
    expect(job).to.deep.include({ kind: 'receipt', no: sold.receiptNo, saleId: sold.id, copy: false, state: 'printed', problem: null, attempts: 1, printerName: 'Fiş', userName: 'Ayşe Yönetici' });
    await sell([{ method: 'card', amount: 1000 }]);
    await printer.until(2);
    expect(printer.decoder.pulses).to.deep.equal([2]);
    expect(printer.decoder.strange).to.deep.equal([]);
  });

  it('prints again as a copy, and a refund as what it is', async () => {
    const printer = await plugIn();
    const sold = await sell();
    await ended(sold.id, 'printed');
    const again = await admin.post('/api/pos/print-jobs', { saleId: sold.id, copy: false });
    expect(again.status, again.text).to.equal(201);
    expect(again.body).to.deep.include({ saleId: sold.id, copy: true, state: 'queued' });
    expect(trimmed((await printer.until(2))[1]!.lines)).to.include('KOPYA');
    expect(printer.decoder.pulses).to.deep.equal([2]);
    const refund = await admin.post(`/api/pos/sales/${sold.id}/refunds`, { lines: [{ lineId: sold.lines[0]!.id, quantity: 1 }], reason: 'x', payments: cash(1000) });
    expect(refund.status, refund.text).to.equal(201);
    expect(trimmed((await printer.until(3))[2]!.lines)).to.include('İADE FİŞİ');
    expect(printer.decoder.pulses).to.deep.equal([2, 2]);
  });

  it('holds up no sale while the printer is off, and prints in order when it is on again', async () => {
    const printer = await plugIn();
    await printer.off();
    const took: number[] = [];
    const sold: { id: string; receiptNo: string }[] = [];
    for (let at = 0; at < 8; at++) {
      const begin = performance.now();
      sold.push(await sell());
      took.push(performance.now() - begin);
    }
    expect(took.sort((a, b) => a - b)[4], took.join()).to.be.below(500);
    const [first] = await until(() => jobsOf(sold[0]!.id), jobs => jobs[0]!.attempts > 0);
    expect(first).to.include({ state: 'queued', problem: 'unreachable' });
    expect((await admin.get(`/api/pos/printers/${printer.id}`)).body).to.include({ trouble: 'unreachable', waiting: 8 });
    await printer.on();
    await ended(sold.at(-1)!.id, 'printed', 15_000);
    expect(numbers(printer)).to.deep.equal(sold.map(one => one.receiptNo));
    expect((await admin.get(`/api/pos/printers/${printer.id}`)).body).to.include({ trouble: null, waiting: 0 });
  });

  it('sends nothing to a printer without paper, and goes on when it has some', async () => {
    const printer = await plugIn({ paper: false });
    const sold = await sell();
    await until(() => jobsOf(sold.id), jobs => jobs[0]!.problem === 'paper');
    expect(printer.slips).to.deep.equal([]);
    expect((await jobsOf(sold.id))[0]).to.include({ state: 'queued' });
    printer.condition.paper = true;
    await ended(sold.id, 'printed', 8000);
    expect(numbers(printer)).to.deep.equal([sold.receiptNo]);
  });

  it('sends nothing twice when the connection is cut amid a slip: a person looks and decides', async () => {
    const printer = await plugIn({ dropsAfter: 400 });
    const sold = await sell();
    const [job] = await ended(sold.id, 'failed');
    expect(job).to.include({ problem: 'lost', attempts: 1 });
    printer.condition.dropsAfter = undefined;
    const next = await sell();
    await ended(next.id, 'printed', 8000);
    expect(numbers(printer)).to.deep.equal([next.receiptNo]);
    expect((await jobsOf(sold.id))[0]!.state).to.equal('failed');
    const retried = await admin.post(`/api/pos/print-jobs/${job!.id}/retry`);
    expect(retried.body).to.deep.include({ state: 'queued', problem: null });
    await ended(sold.id, 'printed');
    expect(numbers(printer)).to.deep.equal([next.receiptNo, sold.receiptNo]);
    expect((await admin.post(`/api/pos/print-jobs/${job!.id}/retry`)).body).to.include({ status: 409, code: 'pos.printJobState', state: 'printed' });
  });

  it('sends nothing twice when the printer loses its power amid a slip', async () => {
    const printer = await plugIn({ everyMs: 60 });
    const sold = await sell();
    await until(async () => printer.received, bytes => bytes > 200);
    await printer.off();
    await ended(sold.id, 'failed');
    printer.condition.everyMs = 0;
    await printer.on();
    const next = await sell();
    await ended(next.id, 'printed', 12_000);
    expect(numbers(printer)).to.deep.equal([next.receiptNo]);
    const dismissed = await admin.post(`/api/pos/print-jobs/${(await jobsOf(sold.id))[0]!.id}/cancel`);
    expect(dismissed.body.state).to.equal('cancelled');
  });

  it('takes printers as they are: silent, answering in real time alone, hanging up at first, slow', async () => {
    await Promise.all(([{ answers: 'none' }, { answers: 'realtime' }, { everyMs: 5 }] as const).map(async condition => {
      const printer = await plugIn(condition, { terminalId: shop.terminalId });
      const { body } = await admin.post(`/api/pos/printers/${printer.id}/test`);
      await until(async () => (await admin.get(`/api/pos/print-jobs/${body.id}`)).body.state as string, state => state === 'printed', 10_000);
      expect(numbers(printer), JSON.stringify(condition)).to.deep.equal(['TEST-000001']);
      await admin.delete(`/api/pos/printers/${printer.id}`);
    }));
    const printer = await plugIn({ refuses: true });
    const sold = await sell();
    await until(() => jobsOf(sold.id), jobs => jobs[0]!.problem === 'unreachable');
    printer.condition.refuses = false;
    await ended(sold.id, 'printed', 8000);
    expect(numbers(printer)).to.deep.equal([sold.receiptNo]);
  });

  it('gives up what waited too long, and opens no drawer late', async () => {
    const printer = await plugIn();
    await printer.off();
    const [old, late] = [await sell(), await sell()];
    await until(() => jobsOf(late.id), jobs => jobs.length === 1);
    await shop.host.database.transaction(async tx => {
      await tx.run('UPDATE yazdirma_isleri SET expires_at = $2 WHERE ref_id = $1', [old.id, '2020-01-01T00:00:00.000Z']);
      await tx.run('UPDATE yazdirma_isleri SET created_at = $2 WHERE ref_id = $1', [late.id, '2020-01-01T00:00:00.000Z']);
    });
    await ended(old.id, 'expired');
    await printer.on();
    await ended(late.id, 'printed', 15_000);
    expect(numbers(printer)).to.deep.equal([late.receiptNo]);
    expect(printer.decoder.pulses).to.deep.equal([]);
    const span = { storeId: shop.storeId, terminalId: shop.terminalId, after: Number(old.receiptNo.slice(-6)) - 1, upTo: Number(late.receiptNo.slice(-6)) };
    expect(await printedOf(shop.host.database, span)).to.deep.equal({ printed: 1, missing: [old.receiptNo] });
    // Never printed, so it is no copy.
    const again = await admin.post('/api/pos/print-jobs', { saleId: old.id });
    expect(again.body.copy).to.equal(false);
    await ended(old.id, 'printed');
    expect(await printedOf(shop.host.database, span)).to.deep.equal({ printed: 2, missing: [] });
  });

  it('does not queue again what waits already, and gives up what is cancelled', async () => {
    const printer = await plugIn();
    await printer.off();
    const sold = await sell();
    const asked = await Promise.all([1, 2].map(() => admin.post('/api/pos/print-jobs', { saleId: sold.id })));
    const jobs = await jobsOf(sold.id);
    expect(jobs).to.have.length(1);
    expect(asked.map(reply => [reply.status, reply.body.id])).to.deep.equal([[201, jobs[0]!.id], [201, jobs[0]!.id]]);
    expect((await admin.post(`/api/pos/print-jobs/${jobs[0]!.id}/cancel`)).body.state).to.equal('cancelled');
    expect((await admin.post(`/api/pos/print-jobs/${jobs[0]!.id}/cancel`)).body).to.include({ status: 409, code: 'pos.printJobState' });
    await printer.on();
    const next = await sell();
    await ended(next.id, 'printed', 12_000);
    expect(numbers(printer)).to.deep.equal([next.receiptNo]);
  });

  it('prints a test slip with the letters that go wrong', async () => {
    const printer = await plugIn({}, { columns: 32 });
    const job = await admin.post(`/api/pos/printers/${printer.id}/test`);
    expect(job.status, job.text).to.equal(201);
    const [slip] = await printer.until(1);
    expect(slip!.lines).to.include.members(['PİJAMALI HASTA YAĞIZ ŞOFÖRE', 'Съешь ещё этих булок, Ёжик', "O'zbekcha: g'isht, cho'l, she'r", '12345678901234567890123456789012']);
    expect(slip!.large).to.deep.equal(['TOPLAM               1.234,56 TL']);
    const sold = await sell();
    const reply = await fetch(`${shop.url}/api/pos/sales/${sold.id}/receipt?format=escpos`, { headers: { authorization: `Bearer ${admin.token}` } });
    expect(Math.max(...decode(new Uint8Array(await reply.arrayBuffer())).slips[0]!.lines.map(line => line.length))).to.equal(32);
  });

  it('opens the drawer on demand, with a reason that is kept', async () => {
    const printer = await plugIn({}, { drawer: 'pin5' });
    const cashier = await shop.as('cashier');
    expect((await cashier.post('/api/pos/drawer', {})).status).to.equal(400);
    const outside = await cashier.post('/api/pos/drawer', { reason: 'Bozuk para' });
    expect(outside.status, outside.text).to.equal(201);
    expect(outside.body).to.include({ reason: 'Bozuk para', movementId: null, state: 'queued' });
    await until(async () => printer.decoder.pulses.length, pulses => pulses === 1);
    const shift = await admin.post('/api/pos/shifts', { openingCash: 0 });
    const id = randomUUID();
    const inside = await cashier.post('/api/pos/drawer', { id, reason: 'Fiş rulosu' });
    expect(inside.status, inside.text).to.equal(201);
    expect(inside.body.movementId).to.equal(id);
    expect((await cashier.post('/api/pos/drawer', { id, reason: 'Fiş rulosu' })).body).to.deep.equal(inside.body);
    await until(async () => printer.decoder.pulses, pulses => pulses.join() === '5,5');
    expect(printer.slips).to.deep.equal([]);
    const moved = (await admin.get(`/api/pos/shifts/${shift.body.id}/movements`)).body.items;
    expect(moved.map((one: { type: string; amount: number; reason: string }) => [one.type, one.amount, one.reason])).to.deep.equal([['drawer', 0, 'Fiş rulosu']]);
    const audit = (await admin.get('/api/audit?action=pos.cash.drawer')).body.items;
    expect(audit.map((one: { details: { reason: string } }) => one.details.reason)).to.have.members(['Bozuk para', 'Fiş rulosu']);
    await admin.patch(`/api/pos/printers/${printer.id}`, { drawer: 'none' });
    expect((await cashier.post('/api/pos/drawer', { reason: 'x' })).body).to.include({ status: 409, code: 'pos.noDrawer' });

    const closed = await admin.post(`/api/pos/shifts/${shift.body.id}/close`, { countedCash: 0 });
    expect(closed.status, closed.text).to.equal(200);
    expect((await admin.post('/api/pos/print-jobs', { shiftId: shift.body.id })).body).to.deep.include({ no: 'Z 1', copy: false });
    const [z] = await printer.until(1);
    expect(trimmed(z!.lines)).to.include('BİLGİ FİŞİ - MALİ DEĞERİ YOKTUR');
    await until(async () => (await admin.get(`/api/pos/print-jobs?shiftId=${shift.body.id}`)).body.items[0].state as string, state => state === 'printed');
    expect((await admin.post('/api/pos/print-jobs', { shiftId: shift.body.id })).body.copy).to.equal(true);
    expect(trimmed((await printer.until(2))[1]!.lines)).to.include('KOPYA');
  });

  it('opens no drawer without a sale for who may not, and keeps nothing of it', async () => {
    const printer = await plugIn();
    const role = await admin.post('/api/roles', { name: 'Stajyer', permissions: ['pos.sell', 'pos.shift'].map(id => ({ id })) });
    expect(role.status, role.text).to.equal(201);
    const made = await admin.post('/api/users', { username: 'stajyer', password: PASSWORD, fullName: 'Bir Stajyer', roles: [role.body.code], storeIds: [shop.storeId] });
    expect(made.status, made.text).to.equal(201);
    const trainee = await client(shop.url).signIn('stajyer', PASSWORD, shop);
    expect((await trainee.post('/api/pos/drawer', { reason: 'Merak' })).body).to.include({ status: 403, code: 'auth.forbidden', permission: 'pos.drawer' });
    expect((await admin.get('/api/audit?action=pos.cash.drawer')).body.items.some((one: { details: { reason: string } }) => one.details.reason === 'Merak')).to.equal(false);
    expect(printer.decoder.pulses).to.deep.equal([]);
    await sell(cash(1000), trainee);
    await until(async () => printer.decoder.pulses.length, n => n === 1);
  });

  it('tells the till whether it has a printer, and one that opens its drawer', async () => {
    const told = async () => {
      const { printer, drawer } = (await admin.get('/api/pos/till')).body;
      return { printer, drawer };
    };
    expect(await told()).to.deep.equal({ printer: false, drawer: false });
    const { id } = await plugIn({}, { drawer: 'none' });
    expect(await told()).to.deep.equal({ printer: true, drawer: false });
    await admin.patch(`/api/pos/printers/${id}`, { drawer: 'pin5' });
    expect(await told()).to.deep.equal({ printer: true, drawer: true });
    await admin.patch(`/api/pos/printers/${id}`, { enabled: false });
    expect(await told()).to.deep.equal({ printer: false, drawer: false });
  });

  it('prints only what is asked for where the store says so, but opens the drawer', async () => {
    const set = (values: object) => admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, values);
    expect((await set({ autoPrint: false })).status).to.equal(200);
    const printer = await plugIn();
    const [paid, card] = [await sell(), await sell([{ method: 'card', amount: 1000 }])];
    await until(async () => printer.decoder.pulses.length, pulses => pulses === 1);
    expect((await jobsOf(card.id))).to.deep.equal([]);
    expect((await admin.post('/api/pos/print-jobs', { saleId: paid.id })).body.copy).to.equal(true);
    expect((await admin.post('/api/pos/print-jobs', { saleId: card.id })).body.copy).to.equal(false);
    await printer.until(2);
    expect((await set({ autoPrint: true })).status).to.equal(200);
  });

  it('uses the printer of the till before that of the store', async () => {
    const common = await plugIn();
    const own = await plugIn({}, { terminalId: shop.terminalId });
    const second = (await admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' })).body;
    const there = await shop.as('cashier', { storeId: shop.storeId, terminalId: second.id });
    const [here, other] = [await sell(), await sell(cash(1000), there)];
    await Promise.all([ended(here.id, 'printed'), ended(other.id, 'printed')]);
    expect([numbers(own), numbers(common)]).to.deep.equal([[here.receiptNo], [other.receiptNo]]);
    await admin.patch(`/api/pos/printers/${own.id}`, { enabled: false });
    const third = await sell();
    await ended(third.id, 'printed');
    expect(numbers(common)).to.deep.equal([other.receiptNo, third.receiptNo]);
  });

  it('prints into a file of the machine, which administrators alone may name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sontechsp-yazici-'));
    const path = join(folder, 'fis.prn');
    try {
      const manager = await shop.as('manager');
      const body = { name: 'Dosya', kind: 'file', path, columns: 48, codePages: [{ page: 'windows1254', number: 48 }] };
      expect((await manager.post('/api/pos/printers', body)).body).to.include({ status: 403, code: 'auth.forbidden' });
      for (const wrong of [{ path: join(folder, 'veri.db') }, { path: 'fis.prn' }, { path: `${folder}/../x.prn` }, { host: '127.0.0.1' }, { path: undefined }])
        expect((await admin.post('/api/pos/printers', { ...body, ...wrong })).body, JSON.stringify(wrong)).to.include({ status: 422, code: 'pos.printerAddress' });
      const made = await admin.post('/api/pos/printers', body);
      expect(made.status, made.text).to.equal(201);
      const sold = await sell();
      await ended(sold.id, 'printed');
      const { slips } = decode(readFileSync(path));
      expect(trimmed(slips[0]!.lines)).to.include.members(['Şöbiyet', sold.receiptNo]);
      expect((await manager.patch(`/api/pos/printers/${made.body.id}`, { cut: 'none' })).status).to.equal(200);
      expect((await manager.patch(`/api/pos/printers/${made.body.id}`, { path: join(folder, 'b.prn') })).status).to.equal(403);
      const device = await admin.patch(`/api/pos/printers/${made.body.id}`, { path: '/dev/sontechsp-yok' });
      expect(device.status, device.text).to.equal(200);
      const waits = await sell();
      await until(() => jobsOf(waits.id), jobs => jobs[0]!.problem === 'device');
      expect((await admin.delete(`/api/pos/printers/${made.body.id}`)).status).to.equal(204);
      expect((await jobsOf(waits.id))[0]!.state).to.equal('cancelled');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is set up by managers, within their store', async () => {
    const body = { name: 'Mutfak', kind: 'tcp', host: '127.0.0.1' };
    const [cashier, manager] = [await shop.as('cashier'), await shop.as('manager')];
    expect((await cashier.post('/api/pos/printers', body)).status).to.equal(403);
    const id = randomUUID();
    const made = await manager.post('/api/pos/printers', { id, ...body });
    expect(made.body).to.deep.equal({
      id, name: 'Mutfak', terminalId: null, kind: 'tcp', host: '127.0.0.1', port: 9100, path: null, machine: null, columns: 48,
      codePages: [{ page: 'cp857', number: 13 }, { page: 'cp866', number: 17 }], cut: 'partial', drawer: 'none', enabled: true, trouble: null, troubleAt: null, waiting: 0,
    });
    const other = await shop.anotherStore();
    const abroad = await shop.as('manager', other);
    const replies: Reply[] = [await abroad.get(`/api/pos/printers/${id}`), await abroad.patch(`/api/pos/printers/${id}`, { name: 'x' }), await abroad.delete(`/api/pos/printers/${id}`), await abroad.post(`/api/pos/printers/${id}/test`)];
    expect(replies.map(reply => reply.status)).to.deep.equal([404, 404, 404, 404]);
    expect((await manager.patch(`/api/pos/printers/${id}`, { terminalId: other.terminalId })).status).to.equal(404);
    expect((await manager.patch(`/api/pos/printers/${id}`, { port: 70_000 })).status).to.equal(400);
    expect((await abroad.get('/api/pos/printers')).body.items).to.deep.equal([]);
    expect((await manager.get('/api/pos/printers')).body.items.map((one: { id: string }) => one.id)).to.deep.equal([id]);
    expect((await manager.delete(`/api/pos/printers/${id}`)).status).to.equal(204);
  });
});

describe('Two hosts of one database (postgres)', function () {
  this.timeout(60_000);
  it('print each slip once, in order', async () => {
    const shop = await openShop('postgres');
    const second = await bootAt(shop.place);
    const printer = await openPrinter({ everyMs: 1 });
    try {
      const good = await makeGood(shop.admin, { price: 1000, warehouseId: shop.warehouseId, onHand: 1000 });
      await shop.admin.post('/api/pos/printers', { name: 'Fiş', kind: 'tcp', host: '127.0.0.1', port: printer.port });
      const there = client(second.url, shop.admin.token);
      const sold = [];
      for (let at = 0; at < 12; at++) {
        const { body } = await (at % 2 ? there : shop.admin).post('/api/pos/sales', { lines: [{ productId: good.id, quantity: 1 }], payments: cash(1000) });
        sold.push(body.receiptNo as string);
      }
      await printer.until(12, 30_000);
      await new Promise(done => setTimeout(done, 300));
      expect(printer.slips.map(slip => slip.barcodes[0]!.data.slice(2))).to.deep.equal(sold);
    } finally {
      await second.host.stop();
      await shop.stop();
      await printer.close();
    }
  });
});
