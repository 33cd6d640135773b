import { Outbox, definePlugin, job, object, subscribe, t, tap, topic } from '@sontechsp/sdk';
import { expect } from 'chai';
import { installed } from '../../host/installed.js';
import { sale } from '../../plugins/pos/contract.js';
import { until } from '../outbox/rig.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';
import { openShop, type Shop } from '../support/host.js';

const FLIPS = 200;
const noted = topic('say.noted', object({ saleId: t.String() }));
const heard: string[] = [];
let runs = 0;
/** Notes each sale it takes part in, in the sale's own transaction, and hears of it through the outbox. */
const counter = definePlugin({
  id: 'say', name: 'Say', version: '1.0.0', requires: ['pos'], topics: [noted],
  taps: [tap(sale.join, { stage: 'late', use: { outbox: Outbox } }, (value, { tx, scope, outbox }) => outbox.add(tx, scope, noted, { saleId: value.id }, value.id))],
  outbox: [subscribe(noted, 'say.hear', {}, async ({ saleId }) => { heard.push(saleId); })],
  jobs: [job({ id: 'say.tick', schedule: { everyMs: 1000 }, per: 'store' }, async () => { runs++; })],
});

/** What a process holds open, by kind. Sockets come and go with connections and are counted apart. */
function held(): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) if (!/TCP|Pipe|FSReq|GetAddrInfo|Immediate/.test(kind)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}
const listeners = (): number => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);

eachDatabase('A plugin flipped under load', kind => {
  let shop: Shop;
  before(async () => { shop = await openShop(kind, { plugins: [...installed, counter], boot: { jobs: true } }); });
  after(() => shop.stop());

  it(`${FLIPS} times loses and doubles no sale and no row, refuses nobody, and leaves nothing open`, async () => {
    heard.length = 0;
    runs = 0;
    const tills: { sell(): Promise<{ status: number; body: { id: string; code?: string } }> }[] = [];
    let sold = 0;
    const goods: Good[] = [];
    for (let n = 0; n < 3; n++) {
      const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 100_000 });
      const terminal = await shop.admin.post('/api/terminals', { storeId: shop.storeId, name: `Kasa ${n + 2}` });
      const till = await shop.as('admin', { storeId: shop.storeId, terminalId: terminal.body.id });
      goods.push(good);
      tills.push({ sell: () => till.post('/api/pos/sales', cashSale([{ good, quantity: 1 }])) });
      expect((await tills[n]!.sell()).status).to.equal(201);
      sold++;
    }
    const flip = async (enabled: boolean): Promise<number> => (await shop.admin.put(`/api/plugins/say/stores/${shop.storeId}`, { enabled })).status;
    for (let n = 0; n < 6; n++) await flip(n % 2 === 1);
    const before = { held: held(), listeners: listeners() };

    let flipping = true;
    const refused: unknown[] = [];
    const selling = tills.map(async ({ sell }) => {
      while (flipping) {
        const reply = await sell();
        if (reply.status === 201) sold++;
        else refused.push([reply.status, reply.body]);
      }
    });
    const statuses = new Set<number>();
    for (let n = 0; n < FLIPS; n++) statuses.add(await flip(n % 2 === 1));
    flipping = false;
    await Promise.all(selling);
    expect([...statuses]).to.deep.equal([200]);
    expect(refused).to.deep.equal([]);

    const rows = () => shop.host.database.query<{ aggregate: string; state: string; rows: number }>(
      "SELECT aggregate, state, COUNT(*) AS rows FROM cikis_kutusu WHERE subscriber = 'say.hear' GROUP BY aggregate, state");
    await until(async () => (await rows()).every(row => row.state === 'done'), 20_000);
    const told = await rows();
    expect(told.filter(row => row.rows !== 1)).to.deep.equal([]);
    expect([...heard].sort(), 'each row once, and none besides').to.deep.equal(told.map(row => row.aggregate).sort());
    const [count] = await shop.host.database.query<{ sales: number }>('SELECT COUNT(*) AS sales FROM pos_satislar');
    expect(count!.sales).to.equal(sold);
    expect(told.length).to.be.within(1, sold - 1);
    expect((await Promise.all(goods.map(good => onHand(shop.admin, good)))).reduce((a, b) => a! + b!, 0)).to.equal(300_000 - sold);
    expect(await shop.doctor()).to.deep.equal([]);
    await until(() => runs > 0, 8000);

    // Connections of the load and their time-outs linger; what a flip left behind would be there as often as there were flips.
    const after = held();
    expect(Object.entries(after).filter(([what, n]) => n - (before.held[what] ?? 0) > FLIPS / 10).map(([what, n]) => `${what}: ${before.held[what] ?? 0} → ${n}`)).to.deep.equal([]);
    expect(listeners()).to.be.at.most(before.listeners);
  });
});
