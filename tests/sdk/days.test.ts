import { expect } from 'chai';
import fc from 'fast-check';
import { dayLater, dayOf, dayStart, daysBetween } from '@sontechsp/sdk';

const istanbul = { timeZone: 'Europe/Istanbul' };
/** With summer time, without, half and quarter hours off, far east and far west, and those that change at midnight or by half an hour. */
const zones = [
  'Europe/Istanbul', 'Europe/Berlin', 'Asia/Tashkent', 'Asia/Kathmandu', 'America/New_York', 'America/Havana', 'America/Sao_Paulo', 'Africa/Cairo',
  'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Beirut', 'UTC',
];

describe('The day of an instant', () => {
  it('is that of the zone, and lasts until its hour', () => {
    expect(dayOf('2026-03-01T20:59:59.999Z', istanbul)).to.equal('2026-03-01');
    expect(dayOf('2026-03-01T21:00:00.000Z', istanbul)).to.equal('2026-03-02');
    expect(dayOf('2026-03-01T00:30:00.000Z', { ...istanbul, endsAt: 4 })).to.equal('2026-02-28');
    expect(dayOf('2026-03-01T01:00:00.000Z', { ...istanbul, endsAt: 4 })).to.equal('2026-03-01');
    expect(dayOf('2028-03-01T00:30:00.000Z', { ...istanbul, endsAt: 4 })).to.equal('2028-02-29');
  });
});

describe('The start of a day', () => {
  it('is an instant of the zone, wherever who asks may be', () => {
    expect(dayStart('2026-07-25', istanbul)).to.equal('2026-07-24T21:00:00.000Z');
    expect(dayStart('2026-07-25', { ...istanbul, endsAt: 6 })).to.equal('2026-07-25T03:00:00.000Z');
    expect(dayStart('2026-01-01', { timeZone: 'Asia/Kathmandu' })).to.equal('2025-12-31T18:15:00.000Z');
  });

  it('is right on days of 23 and of 25 hours', () => {
    const hours = (day: string, timeZone: string, endsAt = 0): number =>
      (Date.parse(dayStart(dayLater(day, 1), { timeZone, endsAt })!) - Date.parse(dayStart(day, { timeZone, endsAt })!)) / 3600_000;
    expect(hours('2026-03-29', 'Europe/Berlin')).to.equal(23);
    expect(hours('2026-10-25', 'Europe/Berlin')).to.equal(25);
    // The night belongs to the business day before.
    expect([hours('2026-03-28', 'Europe/Berlin', 4), hours('2026-03-29', 'Europe/Berlin', 4)]).to.deep.equal([23, 24]);
    expect(hours('2026-10-24', 'Europe/Berlin', 4)).to.equal(25);
  });

  it('is the first instant there is where midnight, or the whole day, is left out', () => {
    // Clocks went from 00:00 to 01:00 on 28 April 2023 in Cairo, and Samoa had no 30 December 2011.
    expect(dayStart('2023-04-28', { timeZone: 'Africa/Cairo' })).to.equal('2023-04-27T22:00:00.000Z');
    expect(dayStart('2011-12-30', { timeZone: 'Pacific/Apia' })).to.equal(dayStart('2011-12-31', { timeZone: 'Pacific/Apia' }));
  });

  it('is that of the hour the clocks left out, when a day ends in it', () => {
    expect(dayStart('2026-03-29', { timeZone: 'Europe/Berlin', endsAt: 2 })).to.equal('2026-03-29T01:00:00.000Z');
  });

  it('is nothing for what no calendar has, or is half typed', () => {
    for (const day of ['', '2026-02-30', '2026-13-01', '2026-1-1', '0002-03-04', '0202-03-04', '26-03-04', '2026-03-04T00:00', 'today'])
      expect(dayStart(day, istanbul), day).to.equal(undefined);
    expect(dayStart('2028-02-29', istanbul)).to.equal('2028-02-28T21:00:00.000Z');
  });

  it('divides time, in any zone and at any hour: what is before is of another day, what follows is of it', () => {
    const place = { timeZone: fc.constantFrom(...zones), endsAt: fc.integer({ min: 0, max: 12 }) };
    fc.assert(fc.property(fc.record(place), fc.integer({ min: 0, max: 25_000 }), (rule, days) => {
      const day = dayLater('1990-01-01', days);
      const start = dayStart(day, rule)!;
      expect(dayOf(start, rule)).to.equal(day);
      expect(dayOf(new Date(Date.parse(start) - 1).toISOString(), rule)).to.equal(dayLater(day, -1));
    }), { numRuns: 300 });
    fc.assert(fc.property(fc.record(place), fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2060-01-01T00:00:00Z'), noInvalidDate: true }), (rule, at) => {
      const { from, to } = daysBetween({ from: dayOf(at.toISOString(), rule), to: dayOf(at.toISOString(), rule) }, rule);
      expect(from! <= at.toISOString() && at.toISOString() < to!, `${at.toISOString()} in ${from} – ${to}`).to.equal(true);
    }), { numRuns: 300 });
  });
});

describe('A span of days', () => {
  it('begins with its first and ends after its last; an open end is no bound', () => {
    expect(daysBetween({ from: '2026-12-31', to: '2026-12-31' }, istanbul)).to.deep.equal({ from: '2026-12-30T21:00:00.000Z', to: '2026-12-31T21:00:00.000Z' });
    expect(daysBetween({ from: '2026-03-04', to: '' }, istanbul)).to.deep.equal({ from: '2026-03-03T21:00:00.000Z', to: undefined });
    expect(daysBetween({ from: '', to: '0002-03-04' }, istanbul)).to.deep.equal({ from: undefined, to: undefined });
  });
});
