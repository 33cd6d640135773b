import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Refusal, definePlugin, subscribe, tap, type Plugin } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { refund, refundCompleted, type ProposedRefund } from '../../plugins/pos/contract.js';
import type { Client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';
import { openShop, type Shop } from '../support/host.js';

/** What the sample plugin does during the next refund, and what it was told. */
const script = { allow: true as boolean | 'throw', early: undefined as 'throw' | undefined, late: undefined as 'refuse' | 'throw' | undefined };
const seen: ProposedRefund[] = [];
const sample: Plugin = definePlugin({
  id: 'ornek', name: 'Örnek', version: '1.0.0', requires: ['pos'],
  taps: [
    tap(refund.allowed, {}, proposed => {
      seen.push(proposed);
      if (script.allow === 'throw') throw new Error('No word today');
      return script.allow ? undefined : new Refusal('ornek.closed', 409);
    }),
    tap(refund.join, { stage: 'early' }, () => { if (script.early) throw new Error('No room today'); }),
    tap(refund.join, {}, refunding => {
      if (script.late === 'refuse') throw new Refusal('ornek.late', 422, { receiptNo: refunding.receipt!.no });
      if (script.late === 'throw') throw new Error('No room today');
    }),
  ],
  outbox: [subscribe(refundCompleted, 'ornek.refunds', {}, async () => undefined)],
});

eachDatabase('Plugins in a refund', kind => {
  let shop: Shop;
  let admin: Client;
  let good: Good;
  before(async () => {
    shop = await openShop(kind, { plugins: [...installed, sample] });
    ({ admin } = shop);
    good = await makeGood(admin, { price: 1000, warehouseId: shop.warehouseId, onHand: 100 });
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  beforeEach(() => Object.assign(script, { allow: true, early: undefined, late: undefined }));

  const refusals: [title: string, told: Partial<typeof script>, expected: object][] = [
    ['refuse before anything is written', { allow: false }, { status: 409, code: 'ornek.closed' }],
    ['refuse by failing where the last word is theirs', { allow: 'throw' }, { status: 500, code: 'plugin.failed', plugin: 'ornek' }],
    ['roll it back by failing while rows are locked', { early: 'throw' }, { status: 500, code: 'plugin.failed', plugin: 'ornek' }],
    ['refuse inside the transaction, with their own code', { late: 'refuse' }, { status: 422, code: 'ornek.late' }],
    ['roll it back by failing inside it', { late: 'throw' }, { status: 500, code: 'plugin.failed', plugin: 'ornek' }],
  ];
  for (const [title, told, expected] of refusals) it(title, async () => {
    const sold = (await admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }]))).body;
    const id = randomUUID();
    const ask = () => admin.post(`/api/pos/sales/${sold.id}/refunds`, { id, lines: [{ lineId: sold.lines[0].id, quantity: 1 }], reason: 'x', payments: [{ method: 'cash', amount: 1000 }] });
    const before = await onHand(admin, good);
    Object.assign(script, told);
    expect((await ask()).body).to.include(expected);
    expect(await onHand(admin, good)).to.equal(before);
    expect((await admin.get(`/api/pos/sales/${sold.id}`)).body).to.deep.equal(sold);
    expect((await admin.get(`/api/pos/sales/${id}`)).status).to.equal(404);
    Object.assign(script, { allow: true, early: undefined, late: undefined });
    const made = await ask();
    expect(made.status, made.text).to.equal(201);
    expect(made.body.sequence).to.equal(sold.sequence + 1);
    Object.assign(script, told);
    expect((await ask()).body, 'a repeated request has its answer').to.deep.equal(made.body);
  });

  it('are told what goes back, without minus signs, and once it went', async () => {
    const sold = (await admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }]))).body;
    const made = (await admin.post(`/api/pos/sales/${sold.id}/refunds`, { lines: [{ lineId: sold.lines[0].id, quantity: 2 }], reason: 'Bozuk', payments: [{ method: 'cash', amount: 2000 }] })).body;
    expect(seen.at(-1)).to.deep.include({
      kind: 'refund', completes: true, reason: 'Bozuk', subtotal: 2000, discountTotal: 0, vatTotal: 182, total: 2000, rounding: 0,
      sale: { id: sold.id, receiptNo: sold.receiptNo, soldAt: sold.soldAt, customerId: null, total: 2000 },
    });
    const row = await shop.host.database.first<{ payload: unknown }>(`SELECT payload FROM cikis_kutusu WHERE topic = 'pos.refund.completed' AND aggregate = $1`, [made.id]);
    const told = typeof row!.payload === 'string' ? JSON.parse(row!.payload) : row!.payload;
    expect(told).to.include({ id: made.id, saleId: sold.id, kind: 'refund', receiptNo: made.receiptNo, total: 2000, reason: 'Bozuk' });
    expect(told.lines[0]).to.include({ saleLineId: sold.lines[0].id, quantity: 2000, total: 2000, restock: true });
    const { items } = (await admin.get('/api/audit?action=pos.refund.create')).body;
    expect(items[0]).to.deep.include({ subjectId: made.id });
  });
});
