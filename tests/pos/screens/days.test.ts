import { signal } from '@preact/signals';
import { expect } from 'chai';
import { createAuditModel } from '../../../host/web/audit/audit.model.js';
import { createHistory } from '../../../plugins/pos/screens/history.model.js';
import { createFinding } from '../../../plugins/pos/screens/refund/finding.js';
import type { Query, SessionStore } from '../../../sdk/ui/index.js';
import { fakeApi, tick } from '../../web/fakes.js';
import { fakeClock } from './fakes.js';

/** No zone any machine of the tests stands in. */
const session = { store: signal<SessionStore | undefined>({ id: 's', code: 'M1', name: 'Merkez', timeZone: 'Asia/Kathmandu', terminals: [] }) };

/** A host whose business days end at four in the morning, and what lists were asked for. */
function lists() {
  const asked: Query[] = [];
  const { api, calls } = fakeApi((_method, path, query) => {
    if (path === '/api/pos/till') return { dayEndsAt: 4 };
    asked.push(query as Query);
    return { items: [], nextCursor: null };
  });
  return { api, calls, asked };
}

describe('A day in a filter', () => {
  it('of past sales is a business day of the store', async () => {
    const { api, asked } = lists();
    const model = createHistory({ api, session });
    model.setFilter({ from: '2026-03-04' });
    await tick();
    model.setFilter({ to: '2026-03-05' });
    await tick();
    expect(asked.map(({ from, to }) => [from, to])).to.deep.equal([
      ['2026-03-03T22:15:00.000Z', undefined], ['2026-03-03T22:15:00.000Z', '2026-03-05T22:15:00.000Z'],
    ]);
  });

  it('asks for the hour the day ends at only once a day is named', async () => {
    const { api, calls, asked } = lists();
    const model = createHistory({ api, session });
    model.start();
    model.setFilter({ receiptNo: ' M1-K1 ' });
    await tick();
    expect(calls.some(([, path]) => path === '/api/pos/till')).to.equal(false);
    expect(asked.at(-1)).to.include({ kind: 'all', q: 'M1-K1', from: undefined, to: undefined });
  });

  it('of a sale whose goods come back is a business day as well', async () => {
    const { api, asked } = lists();
    const { clock, pass } = fakeClock();
    const finding = createFinding({ api, clock, session });
    finding.setDay('2026-03-04');
    await pass(500);
    expect(asked.map(({ from, to }) => [from, to])).to.deep.equal([['2026-03-03T22:15:00.000Z', '2026-03-04T22:15:00.000Z']]);
  });

  it('of the audit trail is a day of the calendar in the store', async () => {
    const { api, asked } = lists();
    const model = createAuditModel({ api, session });
    await model.between({ from: '2026-03-04', to: '2026-03-04' });
    expect(asked.map(({ from, to }) => [from, to])).to.deep.equal([['2026-03-03T18:15:00.000Z', '2026-03-04T18:15:00.000Z']]);
  });
});
