import { expect } from 'chai';
import { isItem } from '../../../plugins/pos/screens/basket.js';
import type { SaleModel } from '../../../plugins/pos/screens/sale.model.js';
import { fakeClock, fakeEvents, fakeHost, fakeStorage, fakeVault, lost, openTill, problem, settle } from './fakes.js';

const MILK = '8690504115113', PLUM = '8690000000418';
const seen = (model: SaleModel) => model.till.keeper.basket.value.lines.map(line => (isItem(line) ? `${line.quantity / 1000} ${line.name}` : `${line.kind} ${line.code}`));
const kind = (model: SaleModel) => model.desk.panel.value.kind;

function open() {
  const { clock, pass } = fakeClock();
  const { host, api } = fakeHost();
  const storage = fakeStorage();
  const events = fakeEvents();
  return { host, api, clock, pass, storage, events, model: openTill({ api, clock, storage, events }), again: () => openTill({ api, clock, storage }) };
}

describe('The till', () => {
  it('sells three goods for cash with two keys after the last scan', async () => {
    const { model, host, pass } = open();
    for (const code of [MILK, PLUM, MILK]) model.scanned(code, 0);
    await settle();
    model.command('cash');
    model.command('confirm');
    await pass(50);
    expect([...host.sales.values()].map(sale => JSON.parse(sale.body))).to.deep.equal([{
      id: [...host.sales.keys()][0], expectedTotal: 9690,
      lines: [{ barcode: MILK, quantity: 2 }, { barcode: PLUM, quantity: 1 }], payments: [{ method: 'cash', amount: 9690 }],
    }]);
    expect([kind(model), seen(model)]).to.deep.equal(['done', []]);
  });

  it('waits with the sale for the answer to the last scan', async () => {
    const { model, host, pass } = open();
    let release = () => {};
    host.before = request => (request.includes(PLUM) ? new Promise(resolve => { release = resolve; }) : undefined);
    model.scanned(MILK, 0);
    model.scanned(PLUM, 0);
    model.command('cash');
    model.command('confirm');
    await pass(500);
    expect(host.sales.size).to.equal(0);
    release();
    await pass(10);
    expect([...host.sales.values()].map(sale => sale.reply.total)).to.deep.equal([7190]);
  });

  it('has its keys act on what was scanned last, though its answer, or that of an earlier scan, comes later', async () => {
    const { model, host, pass } = open();
    const answers = new Map<string, () => void>();
    host.before = request => new Promise<void>(resolve => answers.set(request.includes(PLUM) ? PLUM : MILK, resolve));
    model.scanned(PLUM, 0);
    model.scanned(MILK, 0);
    await settle();
    model.command('more');
    answers.get(MILK)!();
    await settle();
    answers.get(PLUM)!();
    await settle();
    model.command('more');
    await pass(10);
    expect(seen(model)).to.deep.equal(['1 Erik', '3 Süt']);
    expect(model.sounds).to.deep.equal(['ok', 'ok', 'ok']);
  });

  it('leaves the keys with the line that was chosen while a scan waited for its answer', async () => {
    const { model, host } = open();
    model.scanned(PLUM, 0);
    await settle();
    let release = () => {};
    host.before = () => new Promise<void>(resolve => { release = resolve; });
    model.scanned(MILK, 0);
    await settle();
    model.command('up');
    release();
    await settle();
    model.command('more');
    expect(seen(model)).to.deep.equal(['2 Erik', '1 Süt']);
  });

  it('keeps scans in their order however their answers come, and asks for each code once', async () => {
    const { model, host } = open();
    const answers: (() => void)[] = [];
    host.before = () => new Promise<void>(resolve => answers.push(resolve));
    for (const code of [PLUM, MILK, PLUM, MILK, MILK]) model.scanned(code, 0);
    await settle();
    for (const reply of answers.reverse()) {
      reply();
      await settle();
    }
    expect(seen(model)).to.deep.equal(['2 Erik', '3 Süt']);
    expect(host.asked.length).to.equal(2);
  });

  it('shows what it cannot sell, with a sound, and sells the rest', async () => {
    const { model, host, pass } = open();
    model.scanned('8690504115114', 0);
    model.scanned(MILK, 0);
    await settle();
    expect(seen(model)).to.deep.equal(['unknown 8690504115114', '1 Süt']);
    expect(model.sounds).to.deep.equal(['error', 'ok']);
    model.command('card');
    model.command('confirm');
    await pass(10);
    expect([...host.sales.values()][0]!.reply.lines.length).to.equal(1);
  });

  it('does not pay when the scan it waited for turns out unknown', async () => {
    const { model, host, pass } = open();
    model.scanned(MILK, 0);
    await settle();
    model.scanned('12345678', 0);
    model.command('cash');
    model.command('confirm');
    await pass(50);
    expect([host.sales.size, kind(model)]).to.deep.equal([0, 'pay']);
  });

  it('repeats the last line with Enter, multiplies the next scan, and looks up a code typed by hand', async () => {
    const { model } = open();
    model.typed('3*');
    model.scanned(MILK, 0);
    await settle();
    model.command('confirm');
    model.typed(PLUM);
    model.command('confirm');
    await settle();
    expect(seen(model)).to.deep.equal(['4 Süt', '1 Erik']);
  });

  it('takes back what it took for typing when it belonged to a scan', async () => {
    const { model } = open();
    model.typed('8');
    model.scanned(MILK, 1);
    await settle();
    expect([model.desk.entry.value.text, seen(model)]).to.deep.equal(['', ['1 Süt']]);
  });

  it('removes the chosen line, and takes every step back', async () => {
    const { model } = open();
    model.scanned(MILK, 0);
    model.scanned(PLUM, 0);
    await settle();
    model.command('up');
    model.command('remove');
    expect(seen(model)).to.deep.equal(['1 Erik']);
    expect(model.desk.notice.value).to.include({ key: 'removed', undo: true });
    model.command('undo');
    expect(seen(model)).to.deep.equal(['1 Süt', '1 Erik']);
    model.command('undo');
    model.command('undo');
    await settle();
    expect(seen(model)).to.deep.equal([]);
  });

  it('changes quantity, price and discount of a line, also with the number typed first', async () => {
    const { model } = open();
    model.scanned(MILK, 0);
    await settle();
    model.typed('5');
    model.command('quantity');
    model.command('confirm');
    model.command('price');
    model.write('20,00');
    model.command('confirm');
    model.command('discount');
    model.command('discount');
    model.write('10');
    model.command('confirm');
    expect(model.paying.due.value).to.equal(9000);
    model.command('discount');
    model.write('50');
    model.command('confirm');
    expect([kind(model), model.approving.need.value]).to.deep.equal(['approve', { permission: 'pos.discount', amount: 55, worth: 5500 }]);
    model.command('back');
    expect([kind(model), model.desk.entry.value.text, model.paying.due.value]).to.deep.equal(['discount', '50', 9000]);
  });

  it('goes one step back with every Esc, and never loses the basket', async () => {
    const { model } = open();
    model.scanned(MILK, 0);
    await settle();
    model.command('split');
    model.write('10');
    model.command('confirm');
    await settle();
    model.write('5');
    const steps = [];
    for (let n = 0; n < 5; n++) {
      model.command('back');
      const panel = model.desk.panel.value;
      steps.push(panel.kind === 'pay' ? `pay ${panel.payment.parts.length}` : panel.kind);
    }
    expect([steps, seen(model)]).to.deep.equal([['pay 1', 'pay 0', 'pad', 'pad', 'pad'], ['1 Süt']]);
  });

  it('adds a scan to the basket while it is being paid for', async () => {
    const { model, host, pass } = open();
    model.scanned(MILK, 0);
    await settle();
    model.command('cash');
    model.scanned(PLUM, 0);
    await settle();
    expect([kind(model), model.paying.due.value]).to.deep.equal(['pay', 7190]);
    model.command('confirm');
    await pass(10);
    expect([...host.sales.values()].map(sale => sale.reply.total)).to.deep.equal([7190]);
  });
});

describe('A till without luck', () => {
  it('sends a sale again with the same id until it is answered, and writes it once', async () => {
    const { model, host, pass } = open();
    model.scanned(MILK, 0);
    await settle();
    let failures = 3;
    host.before = (request, written) => {
      if (request === 'sell' && written && failures-- > 0) throw lost();
    };
    model.command('cash');
    model.command('confirm');
    await pass(100);
    expect(model.till.selling.state.value).to.equal('retrying');
    model.command('confirm');
    model.scanned(PLUM, 0);
    expect(seen(model)).to.deep.equal(['1 Süt']);
    await pass(10_000);
    expect([host.sales.size, kind(model)]).to.deep.equal([1, 'done']);
    expect(seen(model), 'what was scanned meanwhile is in the next basket').to.deep.equal(['1 Erik']);
  });

  it('shows what was scanned while the host is away, and completes it by itself', async () => {
    const { model, host, pass } = open();
    host.before = () => { throw lost(); };
    model.scanned(MILK, 0);
    await settle();
    const [key] = model.till.rows.keys.value;
    expect([seen(model), model.till.scans.slow.value.has(key!)]).to.deep.equal([[`asking ${MILK}`], true]);
    host.before = () => {};
    await pass(2000);
    expect([seen(model), model.till.scans.slow.value.size]).to.deep.equal([['1 Süt'], 0]);
  });

  it('has the basket back after a crash, with its id and with scans that were not answered', async () => {
    const { model, host, pass, again } = open();
    model.scanned(MILK, 0);
    await settle();
    host.before = () => { throw lost(); };
    model.scanned(PLUM, 0);
    await settle();
    const { saleId } = model.till.keeper.basket.value;
    host.before = () => {};
    const next = again();
    await pass(10);
    expect([next.till.keeper.basket.value.saleId, seen(next)]).to.deep.equal([saleId, ['1 Süt', '1 Erik']]);
  });

  it('has the basket of the younger of two copies: browsers write theirs down only seconds later', async () => {
    const { host, api, clock, storage, pass } = open();
    const vault = fakeVault();
    const model = openTill({ api, clock, storage, vault });
    model.scanned(MILK, 0);
    await settle();
    const early = JSON.stringify(model.till.keeper.kept.value);
    model.scanned(PLUM, 0);
    await settle();
    model.command('more');
    const { saleId } = model.till.keeper.basket.value;
    const behind = fakeStorage();
    behind.setItem('sontechsp.pos.basket.kasa', early);
    for (const left of [behind, fakeStorage()]) {
      const next = openTill({ api, clock, storage: left, vault });
      expect([next.till.keeper.basket.value.saleId, seen(next)]).to.deep.equal([saleId, ['1 Süt', '2 Erik']]);
    }
    const ahead = openTill({ api, clock, storage, vault });
    ahead.command('cash');
    ahead.command('confirm');
    await pass(50);
    expect([seen(openTill({ api, clock, storage: behind, vault })), host.sales.size]).to.deep.equal([[], 1]);
  });

  it('finds out after a crash that a sale was written', async () => {
    const { model, host, pass, again } = open();
    model.scanned(MILK, 0);
    await settle();
    host.before = (_, written) => { if (written) throw lost(); };
    model.command('cash');
    model.command('confirm');
    await pass(50);
    host.before = () => {};
    const next = again();
    await pass(50);
    expect([kind(next), seen(next), host.sales.size]).to.deep.equal(['done', [], 1]);
  });

  it('keeps the basket after a crash when the sale was not written', async () => {
    const { model, host, pass, again } = open();
    model.scanned(MILK, 0);
    await settle();
    host.before = request => { if (request === 'sell') throw lost(); };
    model.command('cash');
    model.command('confirm');
    await pass(50);
    host.before = () => {};
    model.till.selling.stop();
    const next = again();
    await pass(50);
    expect([kind(next), seen(next), host.sales.size, next.till.keeper.kept.value.attempt]).to.deep.equal(['pad', ['1 Süt'], 0, null]);
  });

  it('never sells twice when the basket changed after an answer was lost', async () => {
    const { model, host, pass } = open();
    model.scanned(MILK, 0);
    await settle();
    host.before = (_, written) => { if (written) throw lost(); };
    model.command('cash');
    model.command('confirm');
    await pass(50);
    model.command('back');
    host.before = () => {};
    model.scanned(PLUM, 0);
    await settle();
    model.command('confirm');
    await pass(50);
    expect([host.sales.size, [...host.sales.values()][0]!.reply.total]).to.deep.equal([1, 2500]);
    const panel = model.desk.panel.value;
    expect([panel.kind === 'done' && panel.earlier, seen(model)]).to.deep.equal([true, ['1 Erik']]);
  });

  it('offers a changed price, and sells at it only once it was accepted', async () => {
    const { model, host, pass } = open();
    model.scanned(MILK, 0);
    await settle();
    host.rise = 300;
    model.command('cash');
    model.command('confirm');
    await pass(10);
    expect([model.paying.priceChange.value, host.sales.size]).to.deep.equal([{ before: 2500, now: 2800 }, 0]);
    model.command('confirm');
    expect([model.paying.due.value, host.sales.size]).to.deep.equal([2800, 0]);
    model.command('confirm');
    await pass(10);
    expect([...host.sales.values()].map(sale => sale.reply.total)).to.deep.equal([2800]);
  });

  it('shows which product is short, and keeps the basket', async () => {
    const { model, host, pass } = open();
    model.scanned(MILK, 0);
    await settle();
    host.before = request => { if (request === 'sell') throw problem(409, 'stock.insufficient', { productId: 'milk', onHand: -5, requested: 1, floor: -5 }); };
    model.command('cash');
    model.command('confirm');
    await pass(10);
    const [key] = model.till.rows.keys.value;
    expect(model.till.rows.row(key!).value.short).to.deep.equal({ productId: 'milk', onHand: -5 });
    expect([kind(model), seen(model), model.paying.refusal.value]).to.deep.include(['1 Süt']);
    model.command('back');
    model.command('back');
    model.scanned(MILK, 0);
    expect(model.till.rows.row(key!).value.short).to.equal(undefined);
  });

  it('asks again for what it knew when the catalogue changed', async () => {
    const { model, host, events } = open();
    model.scanned(MILK, 0);
    await settle();
    model.scanned(MILK, 0);
    expect(host.asked.length).to.equal(1);
    host.rise = 100;
    events.tell('catalogue.changed');
    model.scanned(MILK, 0);
    await settle();
    expect(host.asked.length).to.equal(2);
    expect(seen(model), 'the new price is a line of its own').to.deep.equal(['2 Süt', '1 Süt']);
  });
});
