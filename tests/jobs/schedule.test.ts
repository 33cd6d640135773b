import { job } from '@sontechsp/sdk';
import { expect } from 'chai';
import { checkJob, nextRun } from '../../host/jobs/schedule.js';

const series = (cron: string, timeZone: string, from: string, count: number): string[] => {
  const times = [from];
  while (times.length <= count) times.push(nextRun({ cron, timeZone }, times.at(-1)!)!);
  return times.slice(1);
};

describe('A schedule', () => {
  it('follows the clock on the wall of its time zone', () => {
    expect(nextRun({ cron: '0 3 * * *', timeZone: 'Europe/Istanbul' }, '2025-06-01T12:00:00.000Z')).to.equal('2025-06-02T00:00:00.000Z');
    expect(nextRun({ cron: '0 3 * * *', timeZone: 'Asia/Tashkent' }, '2025-06-01T12:00:00.000Z')).to.equal('2025-06-01T22:00:00.000Z');
    expect(nextRun({ cron: '0 3 * * *', timeZone: 'UTC' }, '2025-06-01T12:00:00.000Z')).to.equal('2025-06-02T03:00:00.000Z');
    expect(nextRun({ cron: '30 8 * * 1', timeZone: 'Europe/Istanbul' }, '2025-06-03T00:00:00.000Z'), 'on Mondays').to.equal('2025-06-09T05:30:00.000Z');
  });

  it('comes at the first moment after the gap where clocks are set forward, and once a day still', () => {
    expect(series('30 2 * * *', 'Europe/Berlin', '2025-03-29T00:00:00.000Z', 3)).to.deep.equal([
      '2025-03-29T01:30:00.000Z', '2025-03-30T01:00:00.000Z', '2025-03-31T00:30:00.000Z',
    ]);
  });

  it('comes once where clocks are set back, and every hour where it is by the hour', () => {
    expect(series('30 2 * * *', 'Europe/Berlin', '2025-10-25T12:00:00.000Z', 2)).to.deep.equal(['2025-10-26T00:30:00.000Z', '2025-10-27T01:30:00.000Z']);
    expect(series('30 * * * *', 'Europe/Berlin', '2025-10-25T23:45:00.000Z', 3)).to.deep.equal([
      '2025-10-26T00:30:00.000Z', '2025-10-26T01:30:00.000Z', '2025-10-26T02:30:00.000Z',
    ]);
  });

  it('of a period keeps its beat, also when some were missed', () => {
    const every = { everyMs: 600_000 };
    expect(nextRun(every, '2025-06-01T12:00:00.000Z')).to.equal('2025-06-01T12:10:00.000Z');
    expect(nextRun(every, '2025-06-01T12:34:56.789Z', '2025-06-01T12:10:00.000Z')).to.equal('2025-06-01T12:40:00.000Z');
    expect(nextRun(every, '2025-06-01T12:20:00.000Z', '2025-06-01T12:10:00.000Z'), 'on the dot').to.equal('2025-06-01T12:30:00.000Z');
  });

  it('that can never come is refused with its plugin, its job and the remedy', () => {
    const check = (schedule: { cron: string } | { everyMs: number }) => () => checkJob('deneme', job({ id: 'deneme.work', schedule, per: 'host' }, async () => undefined));
    expect(check({ cron: 'every morning' })).to.throw(/Plugin 'deneme' declares the job 'deneme.work' with the schedule 'every morning'.*five fields/);
    expect(check({ cron: '0 0 30 2 *' })).to.throw(/never comes/);
    expect(check({ cron: '*/5 * * * * *' })).to.throw(/five fields/);
    for (const everyMs of [0, 5, 999, 1000.5, Number.NaN])
      expect(check({ everyMs }), String(everyMs)).to.throw(`Plugin 'deneme' declares the job 'deneme.work' every ${everyMs} ms. Give a whole number of milliseconds, 1000 or more.`);
    expect(check({ everyMs: 1000 })).not.to.throw();
    expect(check({ cron: '0 3 * * *' })).not.to.throw();
  });
});
