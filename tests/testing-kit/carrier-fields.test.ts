import { expect } from 'chai';
import fc from 'fast-check';
import { cut, desiOf, fromTurkiye, lira, oldestFirst, phoneDigits, stateAfter, turkiyeDate, type TrackingEvent, type TrackingState } from '@sontechsp/sdk/carrier';

const event = (at: string, state: TrackingState): TrackingEvent => ({ at, state, rawCode: state, rawText: state });

describe('Fields of carriers', () => {
  it('are cut to length on whole characters, on one line', () => {
    expect(cut('  Ayşe\n\tÖrnek\u0000 ', 50)).to.equal('Ayşe Örnek');
    expect(cut('ab😀cd', 3)).to.equal('ab');
    expect(cut('ab \ud83d', 9)).to.equal('ab');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 20 }), (text, max) => {
      const kept = cut(text, max);
      return kept.length <= max && !/[\p{Cc}\p{Cs}]/u.test(kept) && kept === kept.trim();
    }));
  });

  it('hold ten digits of a phone in Türkiye, or none', () => {
    for (const phone of ['+90 (532) 111 22 33', '0532 111 22 33', '5321112233', '0090-532-111-2233', '90 532 1112233']) expect(phoneDigits(phone), phone).to.equal('5321112233');
    expect(phoneDigits('0212 555 12 34')).to.equal('2125551234');
    for (const none of ['', '12', '0532 111 22 3', '+49 30 901820', '1321112233']) expect(phoneDigits(none), none).to.equal(undefined);
  });

  it('hold money to the kuruş', () => {
    expect([lira(0), lira(1), lira(10), lira(129_905), lira(100_000_000_000)]).to.deep.equal(['0.00', '0.01', '0.10', '1299.05', '1000000000.00']);
  });

  it('hold instants of Türkiye as UTC, in the forms carriers write', () => {
    for (const [date, time] of [['20260302', '093015'], ['2026-03-02 09:30:15', ''], ['2026-03-02T09:30:15', ''], ['02.03.2026', '09:30:15'], ['02.03.2026 09:30:15', ''], ['2026-03-02T08:30:15+02:00', ''], ['2026-03-02T06:30:15Z', '']] as const) {
      expect(fromTurkiye(date, time), `${date} ${time}`).to.equal('2026-03-02T06:30:15.000Z');
    }
    expect(fromTurkiye('20260101')).to.equal('2025-12-31T21:00:00.000Z');
    for (const none of ['', 'dün', '20261301', '20260230', '2026-03-02T99:00:00Z']) expect(fromTurkiye(none), none).to.equal(undefined);
    expect(turkiyeDate('2026-03-02T21:00:00.000Z')).to.equal('2026-03-03');
  });

  it('measure desi as length × width × height ÷ 3000', () => {
    expect(desiOf({ lengthCm: 40, widthCm: 30, heightCm: 25, weightGrams: 1 })).to.equal(10);
    expect(desiOf({ lengthCm: 10, widthCm: 10, heightCm: 10, weightGrams: 1 })).to.equal(0.33);
  });

  it('end a journey for good, whatever comes late', () => {
    const told = [event('2026-03-02T12:00:00.000Z', 'delivered'), event('2026-03-02T10:00:00.000Z', 'out_for_delivery'), event('2026-03-02T08:00:00.000Z', 'picked_up')];
    expect(stateAfter(oldestFirst(told))).to.equal('delivered');
    expect(stateAfter([event('1', 'picked_up'), event('2', 'unknown')])).to.equal('picked_up');
    expect(stateAfter([event('1', 'in_transit')], 'cancelled')).to.equal('cancelled');
    expect(stateAfter([])).to.equal('pending');
  });
});
