import { expect } from 'chai';
import fc from 'fast-check';
import { notesOf } from '../../plugins/pos/denominations.js';
import { explain, type DrawerEvent, type Explanation, type Fault } from '../../plugins/pos/shifts/explain.js';
import { exchanged, receiptEvent } from '../../plugins/pos/shifts/events.js';

let made = 0;
const event = (type: DrawerEvent['type'], cash: number, rest: Partial<DrawerEvent> = {}): DrawerEvent =>
  ({ type, id: `e${++made}`, name: `${type} ${made}`, at: '2026-03-02T09:00:00.000Z', cash, change: 0, others: [], ...rest });
const notes = notesOf('TRY');
const codes = (found: readonly Explanation[]): string[] => found.map(({ steps }) => steps.map(step => step.fault).join('+'));

/** An amount people pay: from 1.00 to 9,999.99. */
const amount = () => fc.integer({ min: 100, max: 999_999 });
const someEvent: fc.Arbitrary<DrawerEvent> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(amount(), fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 20_000 }))).map(([due, change]) => event('sale', due + change, { change })) },
  { weight: 3, arbitrary: amount().map(due => event('sale', 0, { others: [due] })) },
  { weight: 1, arbitrary: fc.tuple(amount(), amount()).map(([cash, card]) => event('sale', cash, { others: [card] })) },
  { weight: 1, arbitrary: amount().map(cash => event('refund', cash)) },
  { weight: 1, arbitrary: amount().map(card => event('refund', 0, { others: [card] })) },
  { weight: 1, arbitrary: amount().map(cash => event('in', cash)) },
  { weight: 1, arbitrary: amount().map(cash => event('out', cash)) },
);
const shift = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.array(someEvent, { minLength: 6, maxLength: 60 }))
  .map(([opening, events]) => [event('opening', opening * 10_000), ...events]);

/** What a fault at an event does to the cash that is really there, told independently of the code under test. */
const mistakes: [Fault, (of: DrawerEvent) => number | undefined][] = [
  ['cardKeyedAsCash', of => (of.type === 'sale' && of.cash > 0 ? -(of.cash - of.change) : undefined)],
  ['cashKeyedAsCard', of => (of.type === 'sale' ? of.others[0] : undefined)],
  ['changeGivenTwice', of => (of.type === 'sale' && of.change > 0 ? -of.change : undefined)],
  ['changeNotGiven', of => (of.type === 'sale' && of.change > 0 ? of.change : undefined)],
  ['refundGivenTwice', of => (of.type === 'refund' && of.cash > 0 ? -of.cash : undefined)],
  ['refundKeyedAsCash', of => (of.type === 'refund' && of.cash > 0 ? of.cash : undefined)],
  ['refundKeyedAsCard', of => (of.type === 'refund' && of.others.length > 0 ? -of.others[0]! : undefined)],
  ['outEnteredAsIn', of => (of.type === 'in' ? -2 * of.cash : undefined)],
  ['inEnteredAsOut', of => (of.type === 'out' ? 2 * of.cash : undefined)],
  ['notDone', of => (of.type === 'in' ? -of.cash : of.type === 'out' ? of.cash : undefined)],
  ['openingNotCounted', of => (of.type === 'opening' ? -of.cash : undefined)],
  ['digitsTransposed', of => {
    const digits = [...String(of.cash)];
    if (of.type !== 'in' || digits.at(-1) === digits.at(-2)) return undefined;
    return Number([...digits.slice(0, -2), digits.at(-1), digits.at(-2)].join('')) - of.cash;
  }],
];
const planted = (events: readonly DrawerEvent[]) => events.flatMap(of => mistakes.flatMap(([fault, effect]) => {
  const value = effect(of);
  return value === undefined || value === 0 ? [] : [{ of, fault, effect: value }];
}));
const at = (found: readonly Explanation[], ...causes: { of: DrawerEvent; fault: Fault }[]): number => found.findIndex(({ steps }) =>
  steps.length === causes.length && causes.every(cause => steps.some(step => step.fault === cause.fault && step.events.includes(cause.of))));

describe('What may be behind a difference', () => {
  it('has the one cause that was planted in a random shift among its first three', () => {
    fc.assert(fc.property(shift, fc.nat(), (events, pick) => {
      const causes = planted(events);
      const cause = causes[pick % causes.length]!;
      // Causes that come to the same kuruş cannot be told apart by the money.
      fc.pre(causes.filter(other => other.effect === cause.effect && other.fault !== cause.fault).length < 3);
      expect(at(explain(cause.effect, events, notes), cause), `${cause.fault} ${cause.effect}`).to.be.within(0, 2);
    }), { numRuns: 500 });
  });

  it('has two causes at two events among its first three, unless more than three fit', () => {
    fc.assert(fc.property(shift, fc.nat(), fc.nat(), (events, one, two) => {
      const causes = planted(events);
      const [first, second] = [causes[one % causes.length]!, causes[two % causes.length]!];
      const difference = first.effect + second.effect;
      fc.pre(first.of !== second.of && difference !== 0);
      const found = explain(difference, events, notes);
      fc.pre(found.length < 4);
      expect(at(found, first, second), `${first.fault} ${first.effect}, ${second.fault} ${second.effect}: ${codes(found)}`).to.be.within(0, 2);
    }), { numRuns: 500 });
  });

  it('comes to the difference in every case, the likelier first, at most ten', () => {
    fc.assert(fc.property(shift, fc.integer({ min: -100_000, max: 100_000 }), (events, difference) => {
      const found = explain(difference, events, notes);
      expect(found.length).to.be.within(difference === 0 ? 0 : 1, difference === 0 ? 0 : 10);
      for (const { steps } of found) {
        expect(steps.reduce((sum, step) => sum + step.effect, 0)).to.equal(difference);
        if (steps.length === 2) expect(new Set(steps.flatMap(step => step.events)).size).to.be.greaterThan(1);
      }
      const named = found.filter(({ steps }) => steps[0]!.fault !== 'movementMissing');
      const pairsBegin = named.findIndex(({ steps }) => steps.length === 2);
      if (pairsBegin >= 0) expect(named.slice(pairsBegin).every(({ steps }) => steps.length === 2)).to.equal(true);
    }));
  });

  it('is a movement nobody entered when nothing else fits, sooner where the drawer was opened for nothing', () => {
    const sales = [event('opening', 10_000), event('sale', 4321), event('sale', 0, { others: [777] })];
    expect(codes(explain(-5000, sales))[0]).to.equal('movementMissing');
    const drawer = event('drawer', 0);
    const [found] = explain(-5000, [...sales, drawer]);
    expect(found!.steps).to.deep.equal([{ fault: 'movementMissing', effect: -5000, events: [drawer] }]);
  });

  it('is two everyday mistakes to the very kuruş before it is an odd sum nobody entered', () => {
    const events = [event('opening', 20_000), event('sale', 0, { others: [51_590] }), event('in', 1234), event('sale', 4690)];
    expect(codes(explain(51_590 - 2468, events)).slice(0, 2)).to.deep.equal(['cashKeyedAsCard+outEnteredAsIn', 'movementMissing']);
    expect(codes(explain(51_590 - 2468, [...events, event('drawer', 0)]))[0]).to.equal('movementMissing');
    expect(codes(explain(52_000, [event('sale', 0, { others: [51_590] }), event('sale', 0, { others: [410] })]))[0]).to.equal('movementMissing');
  });

  it('is the same movement entered twice before it is one that did not happen', () => {
    const [first, again] = [event('out', 2500), event('out', 2500)];
    const found = explain(2500, [event('opening', 10_000), first, again]);
    expect(codes(found).slice(0, 2)).to.deep.equal(['enteredTwice', 'notDone']);
    expect(found[0]!.steps[0]!.events).to.deep.equal([first, again]);
  });

  it('is the count itself, typed with two digits changed', () => {
    expect(codes(explain(54_100 - 45_100, [event('opening', 45_100), event('count', 54_100)]))).to.include('digitsTransposed');
  });

  it('is another note than the one that was keyed, if it would have done for what was due', () => {
    const [milk, coat] = [event('sale', 10_000, { change: 5310 }), event('sale', 10_000, { change: 1000 })];
    expect(explain(-5000, [milk, coat], notes)[0]!.steps).to.deep.equal([{ fault: 'noteMistaken', effect: -5000, events: [milk] }]);
    expect(explain(10_000, [milk, coat], notes)[0]!.steps).to.deep.equal([{ fault: 'noteMistaken', effect: 10_000, events: [milk, coat] }]);
    expect(codes(explain(-5000, [coat, event('sale', 9350, { change: 5000 })], notes))).to.not.include('noteMistaken');
  });

  it('puts events alike to the kuruş together', () => {
    const alike = Array.from({ length: 12 }, () => event('sale', 2500));
    const found = explain(-2500, alike);
    expect(found[0]!.steps[0]).to.deep.include({ fault: 'cardKeyedAsCash', effect: -2500, events: alike });
    expect(codes(explain(-5000, alike))).to.include('cardKeyedAsCash+cardKeyedAsCash');
  });

  it('takes a day of five thousand receipts in a moment', () => {
    const events = Array.from({ length: 5000 }, (_, n) => event('sale', 1000 + (n * 7919) % 50_000, { change: (n * 31) % 700, others: n % 3 ? [] : [n * 13 + 1] }));
    const start = performance.now();
    expect(explain(-12_345, events, notes)).to.have.length(10);
    expect(performance.now() - start).to.be.below(3000);
  });
});

describe('The two halves of an exchange', () => {
  const receipt = (id: string, exchangeOf: string | null, change: number, paid: { method: string; amount: number }[]) => ({ id, name: id, at: '', exchangeOf, change, paid });
  const eventOf = (...receipts: ReturnType<typeof receipt>[]) => exchanged(receipts).map(receiptEvent);

  it('are one event of what the customer added or was given', () => {
    expect(eventOf(
      receipt('refund', null, 0, [{ method: 'cash', amount: -1000 }]),
      receipt('sale', 'refund', 100, [{ method: 'cash', amount: 1000 }, { method: 'cash', amount: 600 }]),
    )).to.deep.equal([{ type: 'sale', id: 'sale', name: 'sale', at: '', cash: 600, change: 100, others: [] }]);
    expect(eventOf(
      receipt('refund', null, 0, [{ method: 'card', amount: -1000 }, { method: 'cash', amount: -300 }]), receipt('sale', 'refund', 0, [{ method: 'card', amount: 1000 }]),
    )).to.deep.equal([{ type: 'refund', id: 'sale', name: 'sale', at: '', cash: 300, change: 0, others: [] }]);
  });
  it('are left alone where a receipt is none', () => {
    expect(eventOf(receipt('refund', null, 0, [{ method: 'card', amount: -500 }]))).to.deep.equal([{ type: 'refund', id: 'refund', name: 'refund', at: '', cash: 0, change: 0, others: [500] }]);
  });
});
