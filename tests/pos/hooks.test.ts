import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Refusal, definePlugin, tap, type Plugin } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { receipt, sale } from '../../plugins/pos/contract.js';
import { openShop, type Shop } from '../support/host.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';

/** What the sample plugins do during the next sale. */
const script = { price: undefined as number | 'throw' | undefined, allow: true as boolean | 'throw', join: undefined as 'refuse' | 'throw' | undefined };
const sample = (id: string, spec: Partial<Plugin>): Plugin => definePlugin({ id, name: id, version: '1.0.0', requires: ['pos'], ...spec } as never);
const plugins: Plugin[] = [...installed,
  sample('ornek', {
    taps: [
      tap(sale.price, {}, value => {
        if (script.price === 'throw') throw new Error('No price today');
        return script.price === undefined ? value : { ...value, lines: value.lines.map(line => ({ ...line, unitPrice: script.price as number })) };
      }),
      tap(sale.allowed, {}, () => {
        if (script.allow === 'throw') throw new Error('No word today');
        return script.allow ? undefined : new Refusal('ornek.closed', 409);
      }),
      tap(sale.join, {}, selling => {
        if (script.join === 'refuse') throw new Refusal('ornek.late', 422, { receiptNo: selling.receipt!.no });
        if (script.join === 'throw') throw new Error('No room today');
        selling.warn({ code: 'ornek.points', points: 3 });
      }),
      tap(receipt.lines, {}, () => [{ text: 'Puan: 3' }]),
    ],
  }),
];

eachDatabase('Plugins in a sale', kind => {
  let shop: Shop;
  let good: Good;
  before(async () => {
    shop = await openShop(kind, { plugins });
    good = await makeGood(shop.admin, { price: 1000, warehouseId: shop.warehouseId, onHand: 100 });
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  beforeEach(() => Object.assign(script, { price: undefined, allow: true, join: undefined }));
  const sell = (extra: object = {}) => shop.admin.post('/api/pos/sales', { ...cashSale([{ good, quantity: 1 }]), ...extra });

  it('warn late, and a repeated request is warned of the same', async () => {
    const id = randomUUID();
    const first = await sell({ id });
    expect(first.body.warnings).to.deep.equal([{ code: 'ornek.points', points: 3 }]);
    expect((await sell({ id })).body).to.deep.equal(first.body);
    expect((await shop.admin.get(`/api/pos/sales/${id}/receipt?format=text`)).text).to.contain('Puan: 3');
  });

  it('change prices', async () => {
    script.price = 700;
    expect((await sell()).body).to.include({ total: 700, change: 300 });
  });

  for (const [how, price] of [['throws', 'throw'], ['gives rubbish', -1]] as const) it(`are told of, never silently passed over, when pricing ${how}`, async () => {
    script.price = price;
    const { status, body } = await sell();
    expect([status, body.total]).to.deep.equal([201, 1000]);
    expect(body.warnings[0]).to.deep.equal({ code: 'pos.priceSkipped', plugin: 'ornek' });
  });

  const refusals: [title: string, told: Partial<typeof script>, expected: object][] = [
    ['refuse before anything is written', { allow: false }, { status: 409, code: 'ornek.closed' }],
    ['refuse by failing where the last word is theirs', { allow: 'throw' }, { status: 500, code: 'plugin.failed', plugin: 'ornek' }],
    ['refuse inside the transaction, with their own code', { join: 'refuse' }, { status: 422, code: 'ornek.late' }],
    ['roll the sale back by failing inside it, and are named', { join: 'throw' }, { status: 500, code: 'plugin.failed', plugin: 'ornek' }],
  ];
  for (const [title, told, expected] of refusals) it(title, async () => {
    const before = await onHand(shop.admin, good);
    const id = randomUUID();
    Object.assign(script, told);
    expect((await sell({ id })).body).to.include(expected);
    expect(await onHand(shop.admin, good)).to.equal(before);
    expect((await shop.admin.get(`/api/pos/sales/${id}`)).status).to.equal(404);
    Object.assign(script, { allow: true, join: undefined });
    expect((await sell({ id })).status).to.equal(201);
  });

  it('cannot keep a repeated request from its answer', async () => {
    const id = randomUUID();
    const first = await sell({ id });
    for (const told of [{ allow: false }, { join: 'throw' }] as const) {
      Object.assign(script, { allow: true, join: undefined }, told);
      const again = await sell({ id });
      expect([again.status, again.body]).to.deep.equal([201, first.body]);
    }
  });
});
