import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import { until } from '../outbox/rig.js';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';
import { client, type Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';
import { quickest } from '../support/quickest.js';

const receiptNumbersAreWhole = async (shop: Shop): Promise<void> => {
  const rows = await shop.host.database.query<{ terminal_id: string; sequence: number }>('SELECT terminal_id, sequence FROM pos_satislar ORDER BY terminal_id, sequence', []);
  const perTill = new Map<string, number[]>();
  for (const row of rows) perTill.set(row.terminal_id, [...(perTill.get(row.terminal_id) ?? []), row.sequence]);
  for (const numbers of perTill.values()) expect(numbers).to.deep.equal(numbers.map((_, i) => i + 1));
};

/** How often PostgreSQL had to break a ring of transactions that waited for each other. */
async function deadlocks(shop: Shop): Promise<number> {
  if (shop.place.kind === 'sqlite') return 0;
  // A session's account is told at most once a second.
  await sleep(1500);
  const [row] = await shop.host.database.query<{ deadlocks: number }>('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()', []);
  return row!.deadlocks;
}

eachDatabase('Sales at the same moment', kind => {
  let shop: Shop;
  before(async () => { shop = await openShop(kind); });
  after(() => shop.stop());

  it('make one sale of one id sent eight times at once, and answer all eight alike', async () => {
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 10 });
    const body = cashSale([{ good, quantity: 1 }], { id: randomUUID() });
    const replies = await Promise.all(Array.from({ length: 8 }, () => shop.admin.post('/api/pos/sales', body)));
    expect(replies.map(r => r.status)).to.deep.equal(Array(8).fill(201));
    for (const reply of replies) expect(reply.body).to.deep.equal(replies[0]!.body);
    expect(await onHand(shop.admin, good)).to.equal(9);
  });

  it('refuse another basket under a sale id that was used', async () => {
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 10 });
    const id = randomUUID();
    expect((await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }], { id }))).status).to.equal(201);
    const other = await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }], { id }));
    expect([other.status, other.body.code]).to.deep.equal([409, 'request.reused']);
    expect(await onHand(shop.admin, good)).to.equal(9);
  });

  it('do not block each other when baskets come in opposite order', async () => {
    const [a, b] = [await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 500 }), await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 500 })];
    const tills = [shop.admin, await shop.as('cashier'), await shop.as('cashier'), await shop.as('cashier')];
    const replies = await Promise.all(Array.from({ length: 60 }, (_, i) => {
      const lines = [{ good: a, quantity: 1 }, { good: b, quantity: 1 }];
      return tills[i % 4]!.post('/api/pos/sales', cashSale(i % 2 ? lines : lines.reverse()));
    }));
    expect(replies.map(r => r.status)).to.deep.equal(Array(60).fill(201));
    expect([await onHand(shop.admin, a), await onHand(shop.admin, b)]).to.deep.equal([440, 440]);
  });

  it('sell the last unit above the floor once', async () => {
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: -4 });
    const replies = await Promise.all(Array.from({ length: 6 }, () => shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]))));
    expect(replies.map(r => r.status).sort()).to.deep.equal([201, 409, 409, 409, 409, 409]);
    expect(replies.find(r => r.status === 409)!.body).to.include({ code: 'stock.insufficient', productId: good.id, onHand: -5, requested: 1, floor: -5 });
    expect(await onHand(shop.admin, good)).to.equal(-5);
  });

  it('of tills that never sold before never stand in each other\'s way', async () => {
    const goods = await Promise.all(Array.from({ length: 4 }, () => makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 500 })));
    const statuses: number[] = [];
    for (let round = 0; round < 6; round++) {
      const tills = await Promise.all(Array.from({ length: 4 }, async () => {
        const terminal = await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: 'Yeni kasa' });
        return client(shop.url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: terminal.body.id });
      }));
      const replies = await Promise.all(Array.from({ length: 32 }, (_, i) =>
        tills[i % 4]!.post('/api/pos/sales', cashSale([{ good: goods[i % 2]!, quantity: 1 }, { good: goods[2 + i % 2]!, quantity: 1 }]))));
      statuses.push(...replies.map(reply => reply.status));
    }
    expect(statuses).to.deep.equal(Array(192).fill(201));
    expect(await deadlocks(shop)).to.equal(0);
  });

  it('of goods that never lay in the warehouse never stand in each other\'s way', async () => {
    const tills = await Promise.all(Array.from({ length: 6 }, async () => {
      const terminal = await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa' });
      return client(shop.url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: terminal.body.id });
    }));
    const statuses: number[] = [];
    for (let round = 0; round < 8; round++) {
      const goods = await Promise.all(Array.from({ length: 6 }, () => makeGood(shop.admin, { unit: 'kg' })));
      const replies = await Promise.all(Array.from({ length: 36 }, (_, i) =>
        tills[i % 6]!.post('/api/pos/sales', cashSale([0, 1, 3].map(step => ({ good: goods[(i * (1 + round % 5) + step) % 6]!, quantity: 0.1 }))))));
      statuses.push(...replies.map(reply => reply.status));
    }
    expect(statuses).to.deep.equal(Array(288).fill(201));
    expect(await deadlocks(shop)).to.equal(0);
  });

  it('leave receipt numbers without a gap, and every invariant whole', async () => {
    await receiptNumbersAreWhole(shop);
    expect(await shop.doctor()).to.deep.equal([]);
  });
});

describe('Two hosts on one PostgreSQL', function () {
  this.timeout(120_000);

  it('sell 20 products to 16 clients until the floor: none oversold, no 5xx, numbers without gaps', async () => {
    const shop = await openShop('postgres');
    const second = await bootAt(shop.place);
    try {
      const goods: Good[] = [];
      for (let i = 0; i < 20; i++) goods.push(await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 8 }));
      const tills: Client[] = [];
      for (let i = 0; i < 16; i++) {
        const terminal = await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: `Kasa ${i + 2}` });
        const url = i % 2 ? second.url : shop.url;
        tills.push(await client(url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: terminal.body.id }));
      }
      const statuses = new Map<number, number>();
      // 20 products × (8 on hand + 5 below zero) = 260 units; each client tries 30 baskets of two.
      await Promise.all(tills.map(async (till, t) => {
        for (let n = 0; n < 30; n++) {
          const [x, y] = [goods[(t * 7 + n * 3) % 20]!, goods[(t * 5 + n * 11 + 1) % 20]!];
          const lines = x === y ? [{ good: x, quantity: 2 }] : [{ good: x, quantity: 1 }, { good: y, quantity: 1 }];
          const reply = await till.post('/api/pos/sales', cashSale(lines));
          statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
          if (reply.status === 409) expect(reply.body.code).to.equal('stock.insufficient');
        }
      }));
      expect([...statuses.keys()].sort()).to.deep.equal([201, 409]);
      for (const good of goods) expect(await onHand(shop.admin, good)).to.be.within(-5, -4);
      await receiptNumbersAreWhole(shop);
      expect(await shop.doctor()).to.deep.equal([]);
    } finally {
      await second.host.stop();
      await shop.stop();
    }
  });

  it('see a plugin switched off on the other host within 250 ms, without a restart', async () => {
    const shop = await openShop('postgres');
    const second = await bootAt(shop.place);
    try {
      const there = await client(second.url).signIn('admin', PASSWORD, { storeId: shop.storeId, terminalId: shop.terminalId });
      const stock = async (enabled: boolean): Promise<void> => {
        const reply = await shop.admin.put(`/api/plugins/stock/stores/${shop.storeId}`, { enabled });
        expect(reply.status, reply.text).to.equal(200);
      };
      expect(await quickest(250, 4, async () => {
        await stock(true);
        await until(async () => (await there.get('/api/stock/balances')).status === 200, 2000);
        await stock(false);
        expect((await shop.admin.get('/api/stock/balances')).body.code).to.equal('plugin.disabled');
        const begin = performance.now();
        await until(async () => (await there.get('/api/stock/balances')).status === 404, 2000);
        return performance.now() - begin;
      })).to.be.below(250);
      const good = await makeGood(shop.admin);
      expect((await there.post('/api/pos/sales', cashSale([{ good, quantity: 999 }]))).status).to.equal(201);
    } finally {
      await second.host.stop();
      await shop.stop();
    }
  });
});

describe('Goods that another session of PostgreSQL holds', function () {
  this.timeout(60_000);
  let shop: Shop;
  let good: Good;
  before(async () => {
    shop = await openShop('postgres');
    good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 10 });
  });
  after(() => shop.stop());

  const held = async <T>(milliseconds: number, work: () => Promise<T>): Promise<T> => {
    const session = new pg.Client(shop.place.databaseUrl);
    await session.connect();
    await session.query('BEGIN');
    await session.query('SELECT * FROM stok_bakiyeleri WHERE product_id = $1 FOR UPDATE', [good.id]);
    const released = sleep(milliseconds).then(() => session.end());
    const given = await work();
    await released;
    return given;
  };
  const faults = async () => (await shop.admin.get('/api/plugins')).body.items.find((plugin: { id: string }) => plugin.id === 'stock').health[shop.storeId].faults;

  it('are sold once they are free, and nobody is blamed for the wait', async () => {
    const sold = await held(3000, () => shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }])));
    expect([sold.status, await onHand(shop.admin, good)]).to.deep.equal([201, 9]);
    expect(await faults()).to.deep.equal([]);
  });

  it('are 503 when they stay held, with nothing written, and the same id sells them later', async () => {
    const body = cashSale([{ good, quantity: 1 }], { id: randomUUID() });
    const refused = await held(12_000, () => shop.admin.post('/api/pos/sales', body));
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).to.deep.equal([503, 'request.unavailable', '1']);
    expect([await onHand(shop.admin, good), await faults()]).to.deep.equal([9, []]);
    expect((await shop.admin.post('/api/pos/sales', body)).status).to.equal(201);
    expect(await shop.doctor()).to.deep.equal([]);
  });
});
