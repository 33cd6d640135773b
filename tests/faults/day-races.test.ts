import { expect } from 'chai';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase, type Kind } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';

const outcomes = (replies: readonly Reply[]): string[] => replies.map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body?.code}`)).sort();

/** PostgreSQL with a second host beside the first; SQLite has one, with a second till. */
const TITLES: Record<Kind, string> = { sqlite: 'Two tills of one host', postgres: 'Two tills of two hosts' };

eachDatabase('A day at two tills', kind => {
  let shop: Shop;
  let second: Awaited<ReturnType<typeof bootAt>> | undefined;
  let here: Client;
  /** The same till at the other host, and the next till there. */
  let there: Client;
  let next: Client;
  let good: Good;

  before(async () => {
    shop = await openShop(kind);
    if (kind === 'postgres') second = await bootAt(shop.place);
    const url = second?.url ?? shop.url;
    const other = (await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa 2' })).body.id;
    here = shop.admin;
    there = await client(url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
    next = await client(url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: other });
    good = await makeGood(here, { warehouseId: shop.warehouseId, onHand: 10_000, price: 1000 });
  });
  after(async () => {
    const violations = await shop.doctor();
    await second?.host.stop();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const made = async (asked: Promise<Reply>, status = 201): Promise<Reply['body']> => {
    const { body, status: is, text } = await asked;
    expect(is, text).to.equal(status);
    return body;
  };
  const open = () => made(here.post('/api/pos/shifts', { openingCash: 0 }));
  const report = (id: string) => made(here.get(`/api/pos/shifts/${id}/report?type=z`), 200);

  it(`${TITLES[kind]} that close one shift at once close it once, with one Z number`, async () => {
    for (let round = 1; round <= 3; round++) {
      const { id } = await open();
      const replies = await Promise.all([here, there, here, there].map((till, at) => till.post(`/api/pos/shifts/${id}/close`, { countedCash: at })));
      expect(outcomes(replies)).to.deep.equal(['200', '409 pos.shiftClosed', '409 pos.shiftClosed', '409 pos.shiftClosed']);
      const winner = replies.find(reply => reply.status === 200)!.body;
      expect([(await report(id)).zNo, winner.zNo, winner.difference]).to.deep.equal([round, round, winner.countedCash]);
    }
  });

  it('put each sale that races with a close into exactly one Z', async () => {
    const { id } = await open();
    let selling = true;
    const sold: string[] = [];
    const tills = [here, there, here, there].map(async till => {
      while (selling) sold.push((await made(till.post('/api/pos/sales', cashSale([{ good, quantity: 1 }])))).id);
    });
    const until = async (count: number) => { while (sold.length < count) await new Promise(done => setTimeout(done, 5)); };
    const ids = [id];
    for (let round = 1; round <= 3; round++) {
      await until(round * 8);
      // No shift is required: what is sold between two shifts is in neither, so they follow one another under the same fire.
      await made(here.post(`/api/pos/shifts/${ids.at(-1)}/close`, { countedCash: 0 }), 200);
      ids.push((await open()).id);
    }
    await until(sold.length + 8);
    selling = false;
    await Promise.all(tills);
    await made(here.post(`/api/pos/shifts/${ids.at(-1)}/close`, { countedCash: 0 }), 200);

    const rows = await shop.host.database.query<{ id: string; shift_id: string | null; sequence: number }>(
      `SELECT id, shift_id, sequence FROM pos_satislar WHERE terminal_id = $1 ORDER BY sequence`, [shop.terminalId]);
    expect(rows.map(row => row.id).sort()).to.deep.equal([...sold].sort());
    for (const shiftId of ids) {
      const mine = rows.filter(row => row.shift_id === shiftId);
      const z = await report(shiftId);
      expect([z.receipts.stored, z.sales.total, z.cash.expected]).to.deep.equal([mine.length, mine.length * 1000, mine.length * 1000]);
      expect(mine.map(row => row.sequence), 'the receipts of a Z follow one another').to.deep.equal(mine.map((_, at) => mine[0]!.sequence + at));
    }
    // In the order of the receipts the shifts follow one another: none comes back after the next has begun.
    const order = rows.map(row => row.shift_id).filter((shiftId, at, all) => shiftId !== null && shiftId !== all.slice(0, at).findLast(one => one !== null));
    expect(order).to.deep.equal(ids.filter(shiftId => order.includes(shiftId)));
  });

  it('pay out a sale once that both refund at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const sale = await made(here.post('/api/pos/sales', cashSale([{ good, quantity: 3 }])));
      const before = (await onHand(here, good))!;
      const refund = (till: Client) => till.post(`/api/pos/sales/${sale.id}/refunds`, { lines: [{ lineId: sale.lines[0].id, quantity: 2 }], reason: 'x', payments: [{ method: 'cash', amount: 2000 }] });
      const replies = await Promise.all([here, next, here, next].map(refund));
      expect(outcomes(replies)).to.deep.equal(['201', '409 pos.refundExceeds', '409 pos.refundExceeds', '409 pos.refundExceeds']);
      expect([(await made(next.get(`/api/pos/sales/${sale.id}`), 200)).state, await onHand(next, good)]).to.deep.equal(['partlyRefunded', before + 2]);
    }
  });
});
