import { signal } from '@preact/signals';
import { expect } from 'chai';
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

const PRICES: Readonly<Record<string, number>> = { l1: 2500, l2: 4690 };
interface Wanted { method: string; amount: number }
const NEEDS = [{ permission: 'pos.refund', amount: 7500, subject: 'sale-1' }];

/** A host with one sale, paid 40 by card and the rest in cash, that answers quotes and refuses as it is told. */
function fakeShop() {
  const sent: { path: string; body: Record<string, unknown> }[] = [];
  const asked: { path: string; body: Record<string, unknown> }[] = [];
  const given: Record<string, unknown>[] = [];
  const shop = { sent, asked, given, refunded: 0, needs: [] as object[], voidRefused: undefined as string | undefined, shiftNeeded: signal(false), refuse: (_path: string): Error | undefined => undefined, refuseQuote: (): Error | undefined => undefined };
  const told = () => (shop.needs.length > 0 ? { needs: shop.needs } : {});
  const split = (total: number, [first]: Wanted[] = []): Wanted[] => {
    const card = first?.method === 'card' ? first.amount : first ? Math.min(4000, total - first.amount) : Math.min(4000, total);
    return [{ method: 'card', amount: card }, { method: 'cash', amount: first?.method === 'cash' ? first.amount : total - card }].filter(one => one.amount > 0);
  };
  const backOf = (lines: { lineId: string; quantity: number }[]) => {
    const each = lines.map(line => ({ lineId: line.lineId, quantity: line.quantity, total: PRICES[line.lineId]! * line.quantity }));
    return { lines: each, total: each.reduce((sum, line) => sum + line.total, 0), left: [{ method: 'card', amount: 4000 }, { method: 'cash', amount: 8190 }] };
  };
  const priced = (lines: { barcode: string; quantity: number; unitPrice?: number; discount?: { percent: number } }[]) => {
    const each = lines.map(line => ({ unitPrice: line.unitPrice ?? goods[line.barcode]!.price, total: Math.round((line.unitPrice ?? goods[line.barcode]!.price) * line.quantity * (1 - (line.discount?.percent ?? 0) / 100)), discountAmount: 0 }));
    return { lines: each, total: each.reduce((sum, line) => sum + line.total, 0), warnings: [] };
  };
  const quotes: Record<string, (body: never) => object> = {
    refunds({ lines, payments }: { lines: { lineId: string; quantity: number }[]; payments?: Wanted[] }) {
      const back = backOf(lines);
      return { ...back, payments: split(back.total, payments), ...(payments ? { due: back.total } : {}) };
    },
    exchanges({ return: { lines }, sale: { lines: news }, refundPayments }: { return: { lines: { lineId: string; quantity: number }[] }; sale: { lines: { barcode: string; quantity: number }[] }; refundPayments?: Wanted[] }) {
      const [refund, made] = [backOf(lines), priced(news)];
      const rest = Math.max(0, refund.total - made.total);
      const due = Math.max(0, made.total - refund.total);
      return { refund, sale: made, balance: made.total - refund.total, due, dueInCash: Math.round(due / 5) * 5, refundPayments: rest > 0 ? split(rest, refundPayments) : [], refundDue: rest };
    },
    returns({ lines, payments }: { lines: { barcode: string; quantity: number }[]; payments?: Wanted[] }) {
      const made = priced(lines);
      const card = payments?.[0]?.method === 'card' ? payments[0].amount : 0;
      return { ...made, due: made.total, payments: [...(card > 0 ? [{ method: 'card', amount: card }] : []), ...(card < made.total ? [{ method: 'cash', amount: made.total - card }] : [])] };
    },
  };
  const api = {
    async get(path: string, query?: { code?: string }) {
      if (path === '/api/katalog/lookup') {
        const found = goods[query!.code!];
        return { items: found ? [{ product: { id: found.id, name: found.name, unit: 'piece', price: found.price, vatRate: 1 }, quantity: 1, price: found.price }] : [] };
      }
      if (path === '/api/pos/sales') return { items: [sale(shop.refunded)] };
      if (path === '/api/auth/approvers') return { items: [{ id: 'mudur', fullName: 'Müdür' }] };
      if (path.endsWith('/void')) return shop.voidRefused ? { possible: false, code: shop.voidRefused } : { possible: true, total: 12_190, payments: split(12_190), ...told() };
      return sale(shop.refunded);
    },
    async post(path: string, body: Record<string, unknown>) {
      if (path.endsWith('/quotes')) {
        asked.push({ path, body });
        const refusal = shop.refuseQuote();
        if (refusal) throw refusal;
        return { ...quotes[path.split('/').at(-2)!]!(body as never), ...told() };
      }
      if (path === '/api/auth/approvals') {
        if (body['pin'] !== '731904') throw problem(401, 'auth.invalid');
        given.push(body);
        return { id: `leave ${given.length}` };
      }
      sent.push({ path, body });
      const refusal = shop.refuse(path);
      if (refusal) throw refusal;
      const refund = { id: body['id'], receiptNo: 'M1-K1-000002', lines: [], total: 0, payments: body['payments'] ?? [] };
      return path === '/api/pos/exchanges' ? { id: body['id'], refund, sale: { id: 's', receiptNo: 'M1-K1-000003', total: 0, change: 310, payments: [] }, balance: 0 } : refund;
    },
  } as unknown as Api;
  const { clock, pass } = fakeClock();
  const sounds: string[] = [];
  const sound = { muted: signal(false), mute() {}, ok: () => void sounds.push('ok'), error: () => void sounds.push('error') };
  const rules = { shiftRequired: false, shiftPerCashier: false, blindCount: false, cashRounding: 5, lockAfterMinutes: 0, switchCashier: true, drawer: false };
  const model = createRefundModel({
    api, clock, sound, session: { store: signal(undefined) }, goods: createGoods({ api, clock, events: fakeEvents() }), words: { t: key => key, format: { decimalMark: ',' } },
    till: { ways: { rules: signal(rules), methods: signal([]) }, shift: { needed: shop.shiftNeeded }, toShift() {} },
  });
  const lines = () => {
    const at = model.phase.value;
    return at.kind === 'sale' ? at.back.lines.value : [];
  };
  return { ...shop, shop, model, pass, sounds, lines };
}
const amounts = (payments: unknown) => (payments as Wanted[]).map(one => [one.method, one.amount]);
/** Asks for the sale, a line of it back, and others instead. */
async function exchanging({ model, pass }: ReturnType<typeof fakeShop>, line: 'l1' | 'l2', code: string): Promise<void> {
  await model.open({ id: 'sale-1' });
  if (line === 'l2') model.command('down');
  model.typed('1');
  model.command('confirm');
  model.command('price');
  model.scanned(code);
  await pass(500);
}

describe('the refund screen', () => {
  it('opens a scanned receipt, counts scanned goods back, and sends the tenders the host proposed', async () => {
    const { model, pass, sent, lines } = fakeShop();
    model.scanned('M1-K1-000001');
    await pass(200);
    model.scanned('8690504115113');
    model.scanned('8690504115113');
    model.scanned('8690000000418');
    await pass(500);
    expect(lines().map(line => line.chosen)).to.deep.equal([2000, 1000]);
    model.command('cash');
    await pass(100);
    expect([sent[0]!.path, sent[0]!.body['lines'], amounts(sent[0]!.body['payments']), sent[0]!.body['reason']]).to.deep.equal([
      '/api/pos/sales/sale-1/refunds', [{ lineId: 'l1', quantity: 2, restock: true }, { lineId: 'l2', quantity: 1, restock: true }], [['card', 4000], ['cash', 5690]], 'pos:ui.refund.reasons.changedMind',
    ]);
    expect(sent[0]!.body).to.not.have.property('approvals');
    expect(model.phase.value.kind).to.equal('done');
  });

  it('asks the host anew for tenders somebody chose, forgets them with other lines, and writes nothing while they do not add up', async () => {
    const { model, pass, sent, asked } = fakeShop();
    await model.open({ id: 'sale-1' });
    model.typed('*');
    await pass(200);
    model.purse.want('cash', 9000);
    await pass(200);
    expect(asked.at(-1)!.body['payments']).to.deep.equal([{ method: 'cash', amount: 9000 }]);
    expect(amounts(model.quoting.told.value!.payments)).to.deep.equal([['card', 3190], ['cash', 9000]]);
    model.purse.want('cash', 100);
    await pass(200);
    model.command('cash');
    await pass(200);
    expect([sent, model.notice.value?.key]).to.deep.equal([[], 'tendersOpen']);
    model.command('less');
    await pass(200);
    expect([asked.at(-1)!.body['payments'], amounts(model.quoting.told.value!.payments)]).to.deep.equal([undefined, [['card', 4000], ['cash', 5690]]]);
    model.command('card');
    await pass(200);
    expect(asked.at(-1)!.body['payments']).to.deep.equal([{ method: 'card', amount: 4000 }]);
  });

  it('looks again where the sum has changed meanwhile, and sends it when asked again, with the same id', async () => {
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
    expect([sent.length, sent[0]!.body['id']]).to.deep.equal([2, sent[1]!.body['id']]);
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
    const { model, pass, shop, lines } = fakeShop();
    shop.refunded = 2;
    await model.open({ id: 'sale-1' });
    for (const bad of ['2', '1,001', '99999999999']) {
      model.typed(bad);
      model.command('confirm');
      expect([model.notice.value?.key, lines()[0]!.chosen], bad).to.deep.equal(['tooMany', 0]);
    }
    for (const bad of ['0,0005', '1,2,3']) {
      model.handling.write(bad);
      model.command('confirm');
      expect([model.notice.value?.key, lines()[0]!.chosen], bad).to.deep.equal(['badNumber', 0]);
    }
    model.typed('+++');
    model.scanned('8690504115113');
    await pass(100);
    expect([model.notice.value?.key, lines()[0]!.chosen]).to.deep.equal(['noneLeft', 1000]);
    model.typed('0');
    model.command('confirm');
    expect(lines()[0]!.chosen).to.equal(0);
    model.command('cash');
    await pass(100);
    expect(model.notice.value?.key).to.equal('chooseLines');
  });

  it('opens the sale anew when another till has taken back what was chosen', async () => {
    const { model, pass, shop, lines, sent } = fakeShop();
    await model.open({ id: 'sale-1' });
    shop.refunded = 2;
    shop.refuseQuote = () => problem(409, 'pos.refundExceeds', { lineId: 'l1' });
    model.command('confirm');
    await pass(200);
    expect([model.notice.value?.key, lines()[0]!.left, lines()[0]!.chosen, model.quoting.problem.value]).to.deep.equal(['changedMeanwhile', 1000, 0, undefined]);
    shop.refuseQuote = () => problem(0, 'network');
    model.command('confirm');
    await pass(200);
    model.command('cash');
    await pass(200);
    expect(sent).to.deep.equal([]);
    expect((model.quoting.problem.value as { code: string }).code).to.equal('network');
    shop.refuseQuote = () => undefined;
    await pass(3000);
    expect([sent, model.quoting.problem.value], 'nothing goes on by itself once the host is back').to.deep.equal([[], undefined]);
    model.command('cash');
    await pass(200);
    expect(sent.length).to.equal(1);
  });

  it('waits with what is to be written for the answer to what was scanned last', async () => {
    const { model, pass, sent } = fakeShop();
    await model.open({ id: 'sale-1' });
    model.command('confirm');
    model.command('cash');
    model.scanned('8690000000418');
    await pass(500);
    expect(sent.map(({ body }) => (body['lines'] as { quantity: number }[]).map(line => line.quantity))).to.deep.equal([[3, 1]]);
  });

  it('asks for leave where the host says it takes some, and sends it along once it was given', async () => {
    const { model, pass, sent, given, shop } = fakeShop();
    shop.needs = NEEDS;
    await model.open({ id: 'sale-1' });
    model.command('confirm');
    await pass(200);
    model.command('cash');
    await pass(100);
    expect([model.leave.need.value, model.leave.people.value?.length, sent.length]).to.deep.equal([NEEDS[0], 1, 0]);
    model.typed('5');
    model.command('remove');
    expect(model.handling.entry.value.text, 'the lines wait meanwhile').to.equal('');
    model.leave.type('000000');
    await model.leave.enter();
    expect([(model.leave.work.problem.value as { code: string }).code, model.leave.pin.value]).to.deep.equal(['auth.invalid', '']);
    model.leave.type('731904');
    await model.leave.enter();
    await pass(100);
    expect(given).to.deep.equal([{ userId: 'mudur', pin: '731904', ...NEEDS[0] }]);
    expect([sent.length, sent[0]!.body['approvals'], model.phase.value.kind]).to.deep.equal([1, ['leave 1'], 'done']);
  });

  it('goes back to the lines when nobody gives leave, and asks again when what was given is over', async () => {
    const { model, pass, sent, shop } = fakeShop();
    shop.needs = NEEDS;
    await model.open({ id: 'sale-1' });
    model.command('confirm');
    await pass(200);
    model.command('cash');
    await pass(100);
    model.command('back');
    expect([model.leave.need.value, model.phase.value.kind, sent.length]).to.deep.equal([undefined, 'sale', 0]);
    shop.refuse = () => problem(403, 'approval.invalid');
    model.command('cash');
    await pass(100);
    model.leave.type('731904');
    await model.leave.enter();
    await pass(100);
    expect([sent.length, model.leave.need.value, model.booking.refusal.value]).to.deep.equal([1, NEEDS[0], undefined]);
    shop.refuse = () => undefined;
    model.leave.type('731904');
    await model.leave.enter();
    await pass(100);
    expect(sent.map(({ body }) => body['approvals'])).to.deep.equal([['leave 1'], ['leave 2']]);
  });

  it('sells others instead, paid part by part: each in the tender that was pressed, the last with change', async () => {
    const shop = fakeShop();
    const { model, pass, sent } = shop;
    await exchanging(shop, 'l1', '8690000000418');
    expect(model.quoting.told.value).to.include({ due: 2190, back: 2500, giveBack: 0 });
    for (const [typed, key] of [['3', 'card'], ['5', 'cash'], ['2,01', 'cash']] as const) {
      model.typed(typed);
      model.command(key);
      await pass(100);
    }
    expect([amounts(model.purse.payment.value.parts), model.notice.value?.key]).to.deep.equal([[['card', 300], ['cash', 500]], 'cashStep']);
    model.typed('99');
    model.command('card');
    await pass(100);
    expect(model.notice.value?.key).to.equal('cardAbove');
    model.command('back');
    expect(amounts(model.purse.payment.value.parts)).to.deep.equal([['card', 300]]);
    model.typed('20');
    model.command('cash');
    await pass(100);
    const { body } = sent[0]!;
    expect([sent.length, amounts(body['payments']), body['refundPayments'], (body['sale'] as { expectedTotal: number }).expectedTotal]).to.deep.equal([1, [['card', 300], ['cash', 2000]], undefined, 4690]);
    expect(model.phase.value).to.include({ kind: 'done', balance: 1990 });
  });

  it('gives back what an exchange leaves over, in the tenders that were chosen', async () => {
    const shop = fakeShop();
    const { model, pass, sent } = shop;
    await exchanging(shop, 'l2', '8690504115113');
    model.purse.want('cash', 700);
    await pass(200);
    model.command('cash');
    await pass(100);
    expect([amounts(sent[0]!.body['payments']), amounts(sent[0]!.body['refundPayments'])]).to.deep.equal([[], [['card', 1490], ['cash', 700]]]);
    expect(model.phase.value).to.include({ kind: 'done', balance: -2190 });
  });

  it('sets prices and discounts of the new goods, and shows what the host makes of them', async () => {
    const shop = fakeShop();
    const { model, pass, asked } = shop;
    await exchanging(shop, 'l1', '8690000000418');
    model.command('price');
    expect(model.handling.entry.value).to.deep.equal({ text: '46,90', fresh: true });
    model.typed('40');
    model.command('confirm');
    model.command('discount');
    model.typed('10');
    model.command('confirm');
    await pass(200);
    expect((asked.at(-1)!.body['sale'] as { lines: unknown }).lines).to.deep.equal([{ barcode: '8690000000418', quantity: 1, unitPrice: 4000, discount: { percent: 10 } }]);
    expect(model.quoting.told.value!.due).to.equal(1100);
    model.command('discount');
    model.command('discount');
    model.typed('5');
    model.command('confirm');
    await pass(200);
    expect((asked.at(-1)!.body['sale'] as { discount: unknown }).discount).to.deep.equal({ percent: 5 });
    model.command('price');
    model.handling.write('-1');
    model.command('confirm');
    expect(model.notice.value?.key).to.equal('badNumber');
  });

  it('takes goods back without a receipt, on the shelf or not, in one tender or several', async () => {
    const { model, pass, sent } = fakeShop();
    model.command('price');
    model.command('cash');
    await pass(100);
    expect(model.notice.value?.key).to.equal('scanBack');
    model.scanned('8690504115113');
    model.scanned('8690000000418');
    await pass(300);
    model.command('discount');
    model.purse.want('card', 5000);
    await pass(200);
    model.command('cash');
    await pass(100);
    expect([sent[0]!.path, sent[0]!.body['lines'], amounts(sent[0]!.body['payments'])]).to.deep.equal([
      '/api/pos/returns', [{ barcode: '8690504115113', quantity: 1 }, { barcode: '8690000000418', quantity: 1, restock: false }], [['card', 5000], ['cash', 2190]],
    ]);
  });

  it('voids the last sale as a whole, and offers a refund where it is not the last', async () => {
    const { model, pass, sent, shop, lines } = fakeShop();
    await model.open({ id: 'sale-1' }, 'void');
    await pass(200);
    model.typed('+-*5');
    model.command('remove');
    expect(lines().map(line => line.chosen)).to.deep.equal([3000, 1000]);
    model.command('cash');
    await pass(100);
    expect([sent[0]!.path, Object.keys(sent[0]!.body).sort()]).to.deep.equal(['/api/pos/sales/sale-1/void', ['id', 'reason']]);
    shop.voidRefused = 'pos.voidNotLast';
    await model.open({ id: 'sale-1' }, 'void');
    await pass(200);
    const at = model.phase.value;
    expect([at.kind === 'sale' && at.how, model.notice.value?.key]).to.deep.equal(['refund', 'voidNotLast']);
  });

  it('writes nothing before a shift is open where the store wants one', async () => {
    const { model, pass, sent, shop } = fakeShop();
    shop.shiftNeeded.value = true;
    await model.open({ id: 'sale-1' });
    model.command('confirm');
    await pass(200);
    model.command('cash');
    await pass(100);
    expect([sent.length, model.notice.value?.key]).to.deep.equal([0, 'noShift']);
  });

  it('says which receipt it does not know, and what is no receipt', async () => {
    const { model, sounds } = fakeShop();
    model.scanned('8690504115113');
    await settle();
    expect([model.notice.value?.key, sounds]).to.deep.equal(['scanReceipt', ['error']]);
  });
});
