import { expect } from 'chai';
import fc from 'fast-check';
import { trackingStates, type Tracking, type TrackingState } from '@sontechsp/sdk/carrier';
import { nextTrackAt } from '../../plugins/kargo/carrying/pace.js';
import { desiOf } from '../../plugins/kargo/parcels.js';
import { tidyPhone } from '../../plugins/kargo/phone.js';
import { newReference } from '../../plugins/kargo/reference.js';
import { stateOf, type ToldEvent } from '../../plugins/kargo/states.js';
import { eventsOf } from '../../plugins/kargo/tracking/digest.js';

const at = (hour: number): string => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const told = (...events: [hour: number, state: TrackingState][]): ToldEvent[] => events.map(([hour, state]) => ({ at: at(hour), state }));
const state = (events: ToldEvent[], cancelledAt: string | null = null): string => stateOf({ cancelledAt, events }).state;

describe('The state of a shipment', () => {
  it('is what the newest event says, in whatever order they come', () => {
    expect(state([])).to.equal('pending');
    expect(state(told([9, 'in_transit'], [8, 'picked_up']))).to.equal('in_transit');
    fc.assert(fc.property(
      fc.array(fc.record({ at: fc.integer({ min: 0, max: 23 }).map(at), state: fc.constantFrom(...trackingStates) }), { maxLength: 8 }).chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => state(all) === state(shuffled)));
  });
  it('keeps its end against older and newer news that do not end it', () => {
    expect(state(told([12, 'delivered'], [9, 'in_transit']))).to.equal('delivered');
    expect(state(told([12, 'delivered'], [13, 'in_transit']))).to.equal('delivered');
    expect(state(told([12, 'delivered'], [14, 'returned']))).to.equal('returned');
  });
  it('takes the one further on the way of one moment', () => {
    expect(state(told([12, 'delivered'], [12, 'out_for_delivery']))).to.equal('delivered');
  });
  it('does not forget what it knew for what nobody could translate', () => {
    expect(state(told([9, 'picked_up'], [10, 'unknown']))).to.equal('picked_up');
    expect(state(told([9, 'unknown']))).to.equal('unknown');
    expect(state(told([9, 'unknown'], [10, 'picked_up']))).to.equal('picked_up');
  });
  it('stays cancelled unless the carrier moved it afterwards', () => {
    expect(state(told([9, 'pending']), at(10))).to.equal('cancelled');
    expect(state(told([9, 'picked_up']), at(10))).to.equal('cancelled');
    expect(state(told([11, 'delivered']), at(10))).to.equal('delivered');
  });
});

describe('What a carrier tells', () => {
  const tracking = (changes: Partial<Tracking>): Tracking => ({ reference: 'R', state: 'in_transit', events: [], ...changes });
  it('is kept as it was said, with what cannot be put in order left out', () => {
    const event = { at: '2026-03-02T12:00:00+03:00', state: 'in_transit' as const, rawCode: 'TR1', rawText: 'Yolda', place: 'İzmir' };
    const [kept, ...more] = eventsOf(tracking({ events: [event, { ...event, at: 'dün' }] }), at(20));
    expect(kept).to.include({ at: at(9), state: 'in_transit', raw_code: 'TR1', raw_text: 'Yolda', place: 'İzmir' });
    expect(more).to.deep.equal([]);
  });
  it('is the same event though the adapter learnt to translate it', () => {
    const digest = (as: TrackingState): string => eventsOf(tracking({ state: as, events: [{ at: at(9), state: as, rawCode: 'X', rawText: 'x' }] }), at(20))[0]!.digest;
    expect(digest('unknown')).to.equal(digest('picked_up'));
  });
  it('becomes an event where only a state was told, once', () => {
    const first = eventsOf(tracking({ state: 'delivered' }), at(10));
    expect(first).to.have.length(1);
    expect(first[0]).to.include({ at: at(10), state: 'delivered' });
    expect(eventsOf(tracking({ state: 'delivered' }), at(11))[0]!.digest).to.equal(first[0]!.digest);
    expect(eventsOf(tracking({ state: 'pending' }), at(10))).to.deep.equal([]);
    expect(eventsOf(tracking({ state: 'delivered', events: [{ at: at(8), state: 'in_transit', rawCode: 'Y', rawText: '' }] }), at(10)).map(e => [e.at, e.state])).to.deep.equal([[at(8), 'in_transit'], [at(8), 'delivered']]);
  });
});

describe('Small things of shipments', () => {
  it('ask often while a shipment moves, seldom when it stands, and at last no more', () => {
    const wait = (hoursStill: number, outForDelivery = false, everyMs = 0): number | null => {
      const now = '2026-03-02T00:00:00.000Z';
      const next = nextTrackAt(now, { since: new Date(Date.parse(now) - hoursStill * 3600_000).toISOString(), outForDelivery, everyMs });
      return next === null ? null : (Date.parse(next) - Date.parse(now)) / 60_000;
    };
    expect([wait(1), wait(24), wait(100), wait(400), wait(24 * 61), wait(400, true)]).to.deep.equal([15, 60, 180, 720, null, 15]);
    expect(wait(1, false, 3 * 3600_000), 'never sooner than the carrier allows').to.equal(180);
  });
  it('measure desi as length × width × height ÷ 3000, rounded up once', () => {
    expect(desiOf([{ lengthCm: 30, widthCm: 20, heightCm: 10 }])).to.equal(200);
    expect(desiOf([{ lengthCm: 10, widthCm: 10, heightCm: 10 }, { lengthCm: 10, widthCm: 10, heightCm: 10 }])).to.equal(67);
  });
  it('write phones with their country', () => {
    expect(['0532 111 22 33', '532 111 22 33', '+90 532 111 2233', '0090 532 111 22 33', '+7 912 345-67-89'].map(tidyPhone))
      .to.deep.equal(['+905321112233', '+905321112233', '+905321112233', '+905321112233', '+79123456789']);
  });
  it('make references of letters that are not misread', () => {
    const made = Array.from({ length: 200 }, newReference);
    expect(new Set(made).size).to.equal(200);
    for (const reference of made) expect(reference).to.match(/^[0-9A-HJKMNP-TV-Z]{12}$/);
  });
});
