import { expect } from 'chai';
import { isItem } from '../../../plugins/pos/screens/basket.js';
import type { SaleModel } from '../../../plugins/pos/screens/sale.model.js';
import { fakeClock, fakeHost, fakeStorage, lost, openTill, settle } from './fakes.js';

const MILK = '8690504115113', PLUM = '8690000000418';
const seen = (model: SaleModel) => model.till.keeper.basket.value.lines.map(line => (isItem(line) ? `${line.quantity / 1000} ${line.name}` : `${line.kind} ${line.code}`));
const kind = (model: SaleModel) => model.desk.panel.value.kind;
const notice = (model: SaleModel) => model.desk.notice.value?.key;

function open(options: Partial<Parameters<typeof openTill>[0]> = {}) {
  const { clock, pass } = fakeClock();
  const { host, api } = fakeHost();
  const storage = fakeStorage();
  return { host, pass, model: openTill({ api, clock, storage, ...options }), again: () => openTill({ api, clock, storage, ...options }) };
}
async function discountAboveTheLimit(model: SaleModel): Promise<void> {
  model.scanned(MILK, 0);
  await settle();
  model.command('discount');
  model.write('30');
  model.command('confirm');
  await settle();
}
async function approve(model: SaleModel, pin = '731904'): Promise<void> {
  model.approving.type(pin);
  await model.approving.enter();
  await settle();
}

describe('A basket put aside', () => {
  it('gets a name, leaves the till empty, and comes back with all that was changed in it', async () => {
    const { model, host } = open();
    for (const code of [MILK, PLUM, MILK]) model.scanned(code, 0);
    await settle();
    model.command('first');
    model.command('price');
    model.write('20');
    model.command('confirm');
    model.command('park');
    expect([kind(model), model.desk.entry.value.text]).to.deep.equal(['park', '14:05 Süt']);
    model.write('Ayşe Hanım');
    model.command('confirm');
    await settle();
    expect([kind(model), seen(model), notice(model)]).to.deep.equal(['pad', [], 'parked']);
    expect([...host.parked.values()].map(({ name, lines }) => [name, lines])).to.deep.equal([['Ayşe Hanım', [{ barcode: MILK, quantity: 2, unitPrice: 2000 }, { barcode: PLUM, quantity: 1 }]]]);
    model.command('parked');
    await settle();
    model.command('confirm');
    await settle();
    expect([kind(model), seen(model), model.paying.due.value, host.parked.size]).to.deep.equal(['pad', ['2 Süt', '1 Erik'], 8690, 0]);
  });

  it('keeps the basket when it cannot be put aside', async () => {
    const { model, host } = open();
    model.scanned(MILK, 0);
    await settle();
    host.before = request => { if (request === 'park') throw lost(); };
    model.command('park');
    model.command('confirm');
    await settle();
    expect([kind(model), seen(model), host.parked.size]).to.deep.equal(['park', ['1 Süt'], 0]);
    const id = (model.desk.panel.value as { id: string }).id;
    host.before = () => {};
    model.command('confirm');
    await settle();
    expect([seen(model), [...host.parked.keys()]]).to.deep.equal([[], [id]]);
  });

  it('is not put aside over a code that turns out unknown meanwhile: that is seen first', async () => {
    const { model, host } = open();
    model.scanned(MILK, 0);
    await settle();
    let answered = () => {};
    host.before = request => (request.endsWith('8690504115114') ? new Promise<void>(resolve => { answered = resolve; }) : undefined);
    model.scanned('8690504115114', 0);
    model.command('park');
    model.command('confirm');
    await settle();
    answered();
    await settle();
    expect([kind(model), seen(model), host.parked.size]).to.deep.equal(['park', ['1 Süt', 'unknown 8690504115114'], 0]);
    model.command('confirm');
    await settle();
    expect([kind(model), seen(model), [...host.parked.values()].map(({ lines }) => lines)]).to.deep.equal(['pad', [], [[{ barcode: MILK, quantity: 1 }]]]);
  });

  it('is lost to no lost answer and to no crash while it is taken back', async () => {
    const { model, host, pass, again } = open();
    model.scanned(MILK, 0);
    await settle();
    model.command('park');
    model.command('confirm');
    await settle();
    let silent = true;
    host.before = (request, done) => { if (silent && request === 'recall' && done) throw lost(); };
    model.command('parked');
    await settle();
    model.command('confirm');
    await settle();
    expect([host.parked.size, seen(model)]).to.deep.equal([0, []]);
    const after = again();
    silent = false;
    await pass(2000);
    expect(seen(after)).to.deep.equal(['1 Süt']);
  });

  it('says so when somebody else took it, and takes none over a basket that is open', async () => {
    const { model, host } = open();
    model.scanned(MILK, 0);
    await settle();
    model.command('park');
    model.command('confirm');
    await settle();
    model.command('parked');
    await settle();
    host.parked.clear();
    model.command('confirm');
    await settle();
    expect([kind(model), notice(model), model.parking.list.value]).to.deep.equal(['parked', 'parkedGone', []]);
    model.command('back');
    model.scanned(PLUM, 0);
    await settle();
    model.command('park');
    model.command('confirm');
    await settle();
    model.scanned(MILK, 0);
    await settle();
    model.command('parked');
    await settle();
    model.command('confirm');
    await settle();
    expect([notice(model), host.parked.size, seen(model)]).to.deep.equal(['parkFirst', 1, ['1 Süt']]);
  });
});

describe('What a cashier may not alone', () => {
  it('is done with somebody\'s leave, which goes with the sale', async () => {
    const { model, host, pass } = open();
    await discountAboveTheLimit(model);
    expect([kind(model), model.approving.people.value?.length, model.approving.who.value]).to.deep.equal(['approve', 1, 'mudur']);
    await approve(model, '000000');
    expect([kind(model), (model.approving.work.problem.value as { code: string }).code, model.approving.pin.value, model.paying.due.value]).to.deep.equal(['approve', 'auth.invalid', '', 2500]);
    await approve(model);
    expect([kind(model), model.paying.due.value]).to.deep.equal(['pad', 1750]);
    expect(host.approvals).to.deep.equal([{ id: 'leave 1', userId: 'mudur', permission: 'pos.discount', amount: 30, worth: 750, used: false }]);
    host.rise = 0;
    model.command('cash');
    model.command('confirm');
    await pass(10);
    expect((JSON.parse([...host.sales.values()][0]?.body ?? '{}') as { approvals?: string[] }).approvals).to.deep.equal(['leave 1']);
  });

  it('takes the change on what the basket is by then', async () => {
    const { model } = open();
    await discountAboveTheLimit(model);
    model.scanned(PLUM, 0);
    await settle();
    await approve(model);
    expect([kind(model), seen(model), model.paying.due.value]).to.deep.equal(['pad', ['1 Süt', '1 Erik'], 5033]);
  });

  it('is asked again when the minute is over before the customer pays', async () => {
    const { model, host, pass } = open();
    await discountAboveTheLimit(model);
    await approve(model);
    await pass(55_000);
    model.command('cash');
    model.command('confirm');
    await pass(10);
    expect([kind(model), host.sales.size]).to.deep.equal(['approve', 0]);
    await approve(model);
    await pass(10);
    expect([kind(model), host.sales.size, host.approvals.map(one => one.used)]).to.deep.equal(['done', 1, [true, true]]);
  });

  it('is asked again for the goods of another basket', async () => {
    const { model } = open();
    await discountAboveTheLimit(model);
    await approve(model);
    model.command('remove');
    await discountAboveTheLimit(model);
    expect([kind(model), seen(model)]).to.deep.equal(['approve', ['1 Süt']]);
  });

  it('is asked again for a discount that more goods have made larger', async () => {
    const { model, host, pass } = open();
    await discountAboveTheLimit(model);
    await approve(model);
    model.scanned(PLUM, 0);
    await settle();
    model.command('first');
    model.command('more');
    model.command('cash');
    model.command('confirm');
    await pass(10);
    expect([kind(model), model.approving.need.value, host.sales.size]).to.deep.equal(['approve', { permission: 'pos.discount', amount: 30, worth: 2907 }, 0]);
    await approve(model);
    await pass(10);
    expect(host.approvals.map(({ worth }) => worth)).to.deep.equal([750, 2907]);
  });

  it('is asked for each price of its own once, and for several of them by one PIN', async () => {
    const { model, host, pass } = open({ rights: ['pos.discount'] });
    for (const code of [MILK, PLUM]) model.scanned(code, 0);
    await settle();
    const setPrice = async (at: 'first' | 'last', price: string): Promise<void> => {
      model.command(at);
      model.command('price');
      model.write(price);
      model.command('confirm');
      await settle();
      await approve(model);
    };
    await setPrice('first', '20');
    await setPrice('last', '30');
    expect(host.approvals.map(({ permission, amount }) => [permission, amount])).to.deep.equal([['pos.price.override', 2000], ['pos.price.override', 3000]]);
    model.command('more');
    model.command('cash');
    model.command('confirm');
    await pass(10);
    expect([kind(model), model.approving.need.value?.amount]).to.deep.equal(['approve', 6000]);
    model.approving.back();
    await pass(55_000);
    model.command('confirm');
    await pass(10);
    expect(kind(model)).to.equal('approve');
    await approve(model);
    await pass(10);
    expect(host.approvals.slice(2).map(({ permission, amount }) => [permission, amount])).to.deep.equal([['pos.price.override', 2000], ['pos.price.override', 6000]]);
  });

  it('is asked again when the host finds it used or over', async () => {
    const { model, host, pass } = open();
    await discountAboveTheLimit(model);
    await approve(model);
    host.approvals[0]!.used = true;
    model.command('cash');
    model.command('confirm');
    await pass(10);
    expect([kind(model), host.sales.size]).to.deep.equal(['approve', 0]);
    await approve(model);
    await pass(10);
    expect([kind(model), host.sales.size]).to.deep.equal(['done', 1]);
  });
});

describe('A till of a store that wants shifts', () => {
  it('leads to the opening of one instead of the payment, and still takes scans', async () => {
    const { model } = open();
    model.shift.required.value = true;
    model.shift.know(null);
    model.scanned(MILK, 0);
    await settle();
    model.command('cash');
    expect([kind(model), notice(model)]).to.deep.equal(['shift', 'noShift']);
    model.scanned(PLUM, 0);
    await settle();
    expect([kind(model), seen(model)]).to.deep.equal(['shift', ['1 Süt', '1 Erik']]);
    model.command('back');
    expect(kind(model)).to.equal('pad');
  });

  it('rounds cash to the steps of the store', async () => {
    const { model, pass, host } = open({ rules: { cashRounding: 100 } });
    model.scanned(PLUM, 0);
    await settle();
    model.command('cash');
    model.command('confirm');
    await pass(10);
    expect([...host.sales.values()].map(sale => (JSON.parse(sale.body) as { payments: unknown }).payments)).to.deep.equal([[{ method: 'cash', amount: 4700 }]]);
  });
});
