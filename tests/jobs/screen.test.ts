import { expect } from 'chai';
import { createJobsModel } from '../../host/web/jobs/jobs.model.js';
import { durationText, scheduleOf, scheduleText } from '../../host/web/jobs/schedule-text.js';
import { ApiProblem, type Translate } from '../../sdk/ui/index.js';
import { fakeApi, fakeClock, quiet, tick, words } from '../web/fakes.js';

const job = (id: string, state = 'scheduled') => ({ id, title: id, state, lastRun: null });
const spoken: Translate = (key, values = {}) => `${key.replace('host:web.jobs.', '')} ${Object.values(values).join(' ')}`.trim();

function rig(more: (path: string) => unknown = () => ({})) {
  let jobs = [job('a'), job('b')];
  const { api, calls } = fakeApi((method, path) => {
    if (method === 'POST') return more(path);
    if (path.endsWith('/runs')) return { items: [{ id: `run of ${path}`, state: 'done' }], nextCursor: null };
    return { items: jobs, nextCursor: null, process: { enabled: true, host: 'h', leader: null } };
  });
  const time = fakeClock();
  const problems: unknown[] = [];
  const model = createJobsModel({ api, clock: time.clock, t: words, toast: { ...quiet, problem: p => void problems.push(p) } });
  return { model, calls, time, problems, becomes: (next: typeof jobs) => { jobs = next; } };
}

describe('The screen of jobs', () => {
  it('keeps what is in sight up to date while somebody looks, and no longer', async () => {
    const { model, time, becomes, calls } = rig();
    await model.start();
    const stop = model.watch();
    becomes([job('a', 'running'), job('b')]);
    time.ring();
    await tick();
    expect(model.list.items.value.map(item => [item.id, item.state])).to.deep.equal([['a', 'running'], ['b', 'scheduled']]);
    expect(time.waiting.map(one => one.ms)).to.deep.equal([3000]);
    stop();
    expect(time.waiting).to.deep.equal([]);
    expect(calls.length).to.equal(2);
  });

  it('shows the runs of the job that is open', async () => {
    const { model } = rig();
    await model.start();
    await model.show(model.list.items.value[1]);
    expect([model.openId.value, model.runs.items.value.map(run => run.id)]).to.deep.equal(['b', ['run of /api/jobs/b/runs']]);
    await model.show(undefined);
    expect([model.openId.value, model.runs.items.value]).to.deep.equal([undefined, []]);
  });

  it('asks for a run once, and says why when it is refused', async () => {
    const refusal = new ApiProblem({ status: 409, code: 'job.running', title: '', detail: '', facts: {} });
    const { model, calls, problems } = rig(() => { throw refusal; });
    await model.start();
    const [a] = model.list.items.value;
    await Promise.all([model.runNow(a!), model.runNow(a!)]);
    expect(calls.filter(([method]) => method === 'POST')).to.deep.equal([['POST', '/api/jobs/a/run']]);
    expect([problems, model.asking.value.size]).to.deep.equal([[refusal], 0]);
  });

  it('says a schedule in words where it can', () => {
    const text = (cron: string, timeZone = 'Europe/Istanbul') => scheduleText({ cron, timeZone }, spoken);
    expect([
      text('0 3 * * *'), text('0 3 * * *', 'UTC'), text('5 * * * *'), text('*/15 * * * *'), text('* * * * *'), text('30 8 * * 1'), text('0 4 1 * *'), text('0 9-17 * * 1-5'),
    ]).to.deep.equal([
      'daily 03:00', 'daily 03:00 UTC', 'hourly 05', 'everyMinute 15', 'everyMinute 1', 'weekly 08:30 days.1', 'monthly 04:00 1', '0 9-17 * * 1-5',
    ]);
    expect([30_000, 60_000, 90_000, 7_200_000, 86_400_000].map(everyMs => scheduleText({ everyMs }, spoken)))
      .to.deep.equal(['everySecond 30', 'everyMinute 1', 'everySecond 90', 'everyHour 2', 'everyDay 1']);
    expect(['every 300000 ms', '0 3 * * *'].map(written => scheduleText(scheduleOf(written), spoken)), 'as a descriptor has it').to.deep.equal(['everyMinute 5', 'daily 03:00']);
  });

  it('says how long a run took', () => {
    const took = (ms: number) => durationText('2026-01-01T00:00:00.000Z', new Date(Date.parse('2026-01-01T00:00:00.000Z') + ms).toISOString(), spoken, String);
    expect([340, 2_440, 150_000].map(took)).to.deep.equal(['took.ms 340', 'took.s 2.4', 'took.min 2.5']);
  });
});
