import { signal } from '@preact/signals';
import { expect } from 'chai';
import fc from 'fast-check';
import { balanceOf } from '../../../plugins/pos/screens/refund/balance.js';
import { fitted, restOf, sumOf, withAmount } from '../../../plugins/pos/screens/refund/give-back.js';
import { createGoods } from '../../../plugins/pos/screens/refund/goods.js';
import { receiptNumberOf } from '../../../plugins/pos/screens/refund/receipt-number.js';
import { createRefundModel } from '../../../plugins/pos/screens/refund/refund.model.js';
import { choose, chooseAll, returnLinesOf } from '../../../plugins/pos/screens/refund/return-lines.js';
import type { SaleDetail } from '../../../plugins/pos/schemas.js';
import type { Api } from '../../../sdk/ui/index.js';
import { fakeClock, fakeEvents, goods, problem, settle } from './fakes.js';

describe('the number of a receipt', () => {
  it('is known from a product\'s code, whatever keyboard the scanner is set to', () => {
    expect(['M1-K1-000042', 'm1*k1*000042', 'M12/K3/1000000'].map(receiptNumberOf)).to.deep.equal(['M1-K1-000042', 'M1-K1-000042', 'M12-K3-1000000']);
    expect(['8690504115113', 'AB-12', 'M1-K1', 'M1-K1-42', 'K1-000042', 'M1K1000042'].map(receiptNumberOf)).to.deep.equal(Array(6).fill(undefined));
  });
});

describe('what is given back', () => {
  const tenders = fc.record({ card: fc.nat(100_000), cash: fc.nat(100_000), credit: fc.nat(100_000) });
  const listed = (all: Record<string, number>) => Object.entries(all).map(([method, amount]) => ({ method, amount }));
  it('stays the same sum when one tender is changed, and never more than was paid with another, where that can be', () => fc.assert(fc.property(tenders, fc.nat(100), fc.nat(100), (left, share, part) => {
    const all = listed(left);
    const due = Math.floor(sumOf(all) * share / 100);
    const now = restOf(all, due);
    const amount = Math.floor(Math.min(due, left.card) * part / 100);
    const next = withAmount(now, all, 'card', amount);
    const room = left.cash + left.credit;
    expect(sumOf(next)).to.equal(Math.min(due, amount + room));
    for (const { method, amount: given } of next) if (method !== 'card') expect(given).to.be.at.most(left[method as 'cash']).and.at.least(0);
  })));
  it('follows the host where cash is rounded', () => {
    expect(fitted([{ method: 'card', amount: 100 }, { method: 'cash', amount: 103 }], 205)).to.deep.equal([{ method: 'card', amount: 100 }, { method: 'cash', amount: 105 }]);
    expect(fitted([], 50)).to.deep.equal([{ method: 'cash', amount: 50 }]);
  });
  it('of an exchange is the difference: paid in the store\'s steps, or given back in cash first', () => {
    expect(balanceOf(1003, 500, [], 5)).to.deep.equal({ amount: 503, inCash: 505, givenBack: [] });
    expect(balanceOf(200, 500, [{ method: 'card', amount: 400 }, { method: 'cash', amount: 100 }], 0).givenBack).to.deep.equal([{ method: 'cash', amount: 100 }, { method: 'card', amount: 200 }]);
    expect(balanceOf(500, 500, [{ method: 'cash', amount: 500 }], 5)).to.deep.equal({ amount: 0, inCash: 0, givenBack: [] });
  });
});

const sale = (refunded = 0) => ({
  id: 'sale-1', receiptNo: 'M1-K1-000001', soldAt: '2026-03-04T10:00:00.000Z', state: refunded ? 'partlyRefunded' : 'completed', total: 12_190,
  lines: [
    { id: 'l1', productId: 'milk', barcode: '8690504115113', name: 'Süt', quantity: 3, unitPrice: 2500, total: 7500, ...(refunded ? { refunded } : {}) },
    { id: 'l2', productId: 'plum', barcode: null, name: 'Erik', quantity: 1, unitPrice: 4690, total: 4690 },
  ],
}) as unknown as SaleDetail;

describe('the lines of a refund', () => {
  it('can give back what is left of them, and no more', () => {
    const lines = returnLinesOf(sale(1));
    expect(lines.map(line => [line.sold, line.refunded, line.left])).to.deep.equal([[3000, 1000, 2000], [1000, 0, 1000]]);
    expect(choose(lines, 'l1', 2500)).to.equal(undefined);
    expect(choose(lines, 'l1', 2000)!.map(line => line.chosen)).to.deep.equal([2000, 0]);
    expect(chooseAll(lines).map(line => line.chosen)).to.deep.equal([2000, 1000]);
    expect(chooseAll(chooseAll(lines)).map(line => line.chosen)).to.deep.equal([0, 0]);
  });
});

/** A host with one sale, that answers quotes and refuses as it is told. */
function fakeShop() {
  const sent: { path: string; body: Record<string, unknown> }[] = [];
  const shop = { sent, refunded: 0, refuse: (_path: string): Error | undefined => undefined };
  const api = {
    async get(path: string) {
      if (path.startsWith('/api/katalog/lookup/')) {
        const found = goods[path.split('/').at(-1)!];
        if (!found) throw problem(404, 'katalog.notFound');
        return { product: { id: found.id, name: found.name, unit: 'piece', price: found.price, vatRate: 1 }, quantity: 1, price: found.price };
      }
      if (path === '/api/pos/sales') return { items: [sale(shop.refunded)] };
      if (path === '/api/pos/payment-methods') return { items: [{ method: 'cash', title: 'Nakit', step: 5 }, { method: 'card', title: 'Kart', step: 0 }] };
      return sale(shop.refunded);
    },
    async post(path: string, body: Record<string, unknown>) {
      const lines = (body['lines'] ?? []) as { lineId: string; quantity: number }[];
      if (path.endsWith('/quotes') && path.includes('refunds')) {
        const each = lines.map(line => ({ lineId: line.lineId, quantity: line.quantity, total: (line.lineId === 'l1' ? 2500 : 4690) * line.quantity }));
        const total = each.reduce((sum, line) => sum + line.total, 0);
        return { lines: each, total, payments: [{ method: 'card', amount: Math.min(4000, total) }, { method: 'cash', amount: total - Math.min(4000, total) }], left: [{ method: 'card', amount: 4000 }, { method: 'cash', amount: 8190 }] };
      }
      if (path === '/api/pos/quotes') throw problem(0, 'network');
      sent.push({ path, body });
      const refusal = shop.refuse(path);
      if (refusal) throw refusal;
      const refund = { id: body['id'], receiptNo: 'M1-K1-000002', lines: [], total: 0, payments: body['payments'] ?? [] };
      return path === '/api/pos/exchanges' ? { id: body['id'], refund, sale: { id: 's', receiptNo: 'M1-K1-000003', total: 0, change: 0, payments: [] }, balance: 0 } : refund;
    },
  } as unknown as Api;
  const { clock, pass } = fakeClock();
  const sounds: string[] = [];
  const sound = { muted: signal(false), mute() {}, ok: () => void sounds.push('ok'), error: () => void sounds.push('error') };
  const rights = new Set(['pos.refund', 'pos.sell', 'pos.return.free', 'pos.void']);
  const model = createRefundModel({
    api, clock, sound, session: { can: right => rights.has(right), store: signal(undefined) }, goods: createGoods({ api, clock, events: fakeEvents() }), words: { t: key => key, format: { decimalMark: ',' } },
  });
  return { ...shop, shop, model, pass, sounds };
}
const amounts = (payments: unknown) => (payments as { method: string; amount: number }[]).map(one => [one.method, one.amount]);

describe('the refund screen', () => {
  it('opens a scanned receipt, counts scanned goods back, and sends the tenders the host proposed', async () => {
    const { model, pass, sent } = fakeShop();
    model.scanned('M1-K1-000001');
    await pass(200);
    model.scanned('8690504115113');
    model.scanned('8690504115113');
    model.scanned('8690000000418');
    await pass(500);
    expect(model.phase.value.kind === 'sale' && model.phase.value.back.lines.value.map(line => line.chosen)).to.deep.equal([2000, 1000]);
    model.command('cash');
    await pass(100);
    expect([sent[0]!.path, sent[0]!.body['lines'], amounts(sent[0]!.body['payments']), sent[0]!.body['reason']]).to.deep.equal([
      '/api/pos/sales/sale-1/refunds', [{ lineId: 'l1', quantity: 2, restock: true }, { lineId: 'l2', quantity: 1, restock: true }], [['card', 4000], ['cash', 5690]], 'pos:ui.refund.reasons.changedMind',
    ]);
    expect(model.phase.value.kind).to.equal('done');
  });

  it('takes over the sum the host wants for rounded cash, and sends it when asked again, with the same id', async () => {
    const { model, pass, sent, shop } = fakeShop();
    await model.open({ id: 'sale-1' });
    model.typed('*');
    await pass(200);
    shop.refuse = () => problem(422, 'pos.refundAmount', { due: 12_195, given: 12_190 });
    model.command('cash');
    await pass(100);
    expect(model.notice.value?.key).to.equal('fitted');
    shop.refuse = () => undefined;
    model.command('cash');
    await pass(100);
    expect(sent.map(({ body }) => amounts(body['payments']))).to.deep.equal([[['card', 4000], ['cash', 8190]], [['card', 4000], ['cash', 8195]]]);
    expect(sent[0]!.body['id']).to.equal(sent[1]!.body['id']);
  });

  it('sends one thing until it is answered, however often the answer is lost', async () => {
    const { model, pass, sent, shop } = fakeShop();
    await model.open({ id: 'sale-1' });
    model.command('confirm');
    await pass(200);
    let losses = 2;
    shop.refuse = () => (losses-- > 0 ? problem(0, 'network') : undefined);
    model.command('cash');
    await pass(3000);
    expect([sent.length, new Set(sent.map(({ body }) => JSON.stringify(body))).size, model.phase.value.kind]).to.deep.equal([3, 1, 'done']);
  });

  it('never lets more of a line be chosen than is left, by number, by key or by scan', async () => {
    const { model, pass, shop } = fakeShop();
    shop.refunded = 2;
    await model.open({ id: 'sale-1' });
    model.typed('2');
    model.command('confirm');
    expect(model.notice.value?.key).to.equal('tooMany');
    model.typed('+++');
    model.scanned('8690504115113');
    await pass(100);
    expect(model.notice.value?.key).to.equal('noneLeft');
    expect(model.phase.value.kind === 'sale' && model.phase.value.back.lines.value[0]!.chosen).to.equal(1000);
  });

  it('sells others instead with one balance: what the customer hands over, or what is given back', async () => {
    const { model, pass, sent } = fakeShop();
    await model.open({ id: 'sale-1' });
    model.typed('1');
    model.command('confirm');
    model.command('price');
    model.scanned('8690000000418');
    await pass(500);
    expect(model.booking.balance.value).to.deep.equal({ amount: 2190, inCash: 2190, givenBack: [] });
    model.typed('50');
    model.command('cash');
    await pass(100);
    expect([sent[0]!.path, amounts(sent[0]!.body['payments']), sent[0]!.body['refundPayments']]).to.deep.equal(['/api/pos/exchanges', [['cash', 5000]], undefined]);

    await model.open({ id: 'sale-1' });
    model.command('down');
    model.command('confirm');
    model.command('price');
    model.scanned('8690504115113');
    await pass(500);
    model.command('cash');
    await pass(100);
    expect([amounts(sent[1]!.body['payments']), amounts(sent[1]!.body['refundPayments'])]).to.deep.equal([[], [['cash', 690], ['card', 1500]]]);
  });

  it('says which receipt it does not know, and what is no receipt', async () => {
    const { model, sounds } = fakeShop();
    model.scanned('8690504115113');
    await settle();
    expect([model.notice.value?.key, sounds]).to.deep.equal(['scanReceipt', ['error']]);
  });
});
