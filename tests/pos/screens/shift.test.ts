import { signal } from '@preact/signals';
import { expect } from 'chai';
import { createDesk } from '../../../plugins/pos/screens/desk.js';
import { createDrawerWork } from '../../../plugins/pos/screens/drawer/drawer-work.js';
import { createShiftState } from '../../../plugins/pos/screens/shift/shift-state.js';
import { createShiftWork } from '../../../plugins/pos/screens/shift/shift-work.js';
import { createShiftsModel } from '../../../plugins/pos/screens/shifts/shifts.model.js';
import type { ShiftReply } from '../../../plugins/pos/shifts/schemas.js';
import type { SessionStore, SessionUser } from '../../../sdk/ui/index.js';
import { fakeApi, quiet, tick, words } from '../../web/fakes.js';
import { fakeClock, fakeEvents, problem, settle } from './fakes.js';

const shift = (change: Partial<ShiftReply> = {}): ShiftReply => ({
  id: 's1', storeId: 'm', terminalId: 'kasa', cashierId: 'ali', cashierName: 'Ali', state: 'open', openedAt: '2026-03-04T06:00:00.000Z', businessDay: '2026-03-04',
  openingCash: 10_000, expectedCash: null, closedAt: null, closedBy: null, closedByName: null, countedCash: null, difference: null, reason: null, reasonMissing: false,
  reasonAddedAt: null, reasonAddedBy: null, reasonAddedByName: null, forced: false, zNo: null, ...change,
});
const session = (rights: string[], user = 'ali') => ({
  can: (right: string) => rights.includes(right), user: signal<SessionUser | undefined>({ id: user, username: user, fullName: user, roles: [] }),
  store: signal<SessionStore | undefined>({ id: 'm', code: 'M1', name: 'Merkez', timeZone: 'Asia/Kathmandu', terminals: [] }),
});
function deskOf(clock = fakeClock().clock) {
  const errors: number[] = [];
  return { desk: createDesk({ clock, sound: { muted: signal(false), mute() {}, ok() {}, error: () => void errors.push(1) }, format: { decimalMark: ',' } }), errors };
}

describe('The shift of a till', () => {
  it('is looked for in a list, so that a till without one meets no error', async () => {
    let there: ShiftReply[] = [];
    const { api, calls } = fakeApi(() => ({ items: there }));
    const state = createShiftState({ api, clock: fakeClock().clock, events: fakeEvents(), session: session(['pos.shift']), terminalId: 'kasa' });
    await tick();
    expect([state.current.value, calls.map(([, path, query]) => [path, query])]).to.deep.equal([null, [['/api/pos/shifts', { state: 'open', terminalId: 'kasa', limit: 1 }]]]);
    there = [shift()];
    await state.load();
    expect(state.current.value?.id).to.equal('s1');
  });

  it('counted blind asks no reason before it is closed, then takes it with one key for every try', async () => {
    let lose = true;
    const keys: unknown[] = [];
    const { api } = fakeApi(() => undefined);
    const posted: [string, unknown][] = [];
    const asked = {
      ...api,
      get: async () => ({ items: [] }),
      post: async (path: string, body: unknown, options?: { key?: string }) => {
        posted.push([path, body]);
        if (path.endsWith('/close')) return { ...shift({ state: 'closed', expectedCash: 12_000, countedCash: 11_000, difference: -1000, reasonMissing: true, zNo: 1 }), receipts: { stored: 0, printed: null, unprinted: [] }, explanations: [] };
        keys.push(options?.key);
        if (lose) throw problem(0, 'network');
        return shift({ state: 'closed', reason: 'Bulunamadı', reasonMissing: false });
      },
    } as unknown as typeof api;
    const { desk } = deskOf();
    const state = createShiftState({ api: asked, clock: fakeClock().clock, events: fakeEvents(), session: session(['pos.shift']), terminalId: 'kasa' });
    await tick();
    state.know(shift());
    const work = createShiftWork({ api: asked, desk, state });
    desk.show({ kind: 'shift', view: 'count' }, { text: '110', fresh: false });
    work.compare();
    await work.close();
    expect(posted).to.deep.equal([['/api/pos/shifts/s1/close', { countedCash: 11_000 }]]);
    expect([work.closed.value?.reasonMissing, work.reason.value]).to.deep.equal([true, '']);
    await work.giveReason();
    expect(posted, 'nothing to say').to.have.length(1);
    work.explain(' Bulunamadı ');
    await work.giveReason();
    expect(work.problem.value).to.be.instanceOf(Error);
    lose = false;
    await work.giveReason();
    expect([posted.at(-1), keys[0] === keys[1] && keys[0] !== undefined]).to.deep.equal([['/api/pos/shifts/s1/reason', { reason: 'Bulunamadı' }], true]);
    expect([work.closed.value?.reason, work.closed.value?.reasonMissing, work.closed.value?.difference, desk.notice.value?.key]).to.deep.equal(['Bulunamadı', false, -1000, 'reasonKept']);
  });
});

describe('The drawer without a sale', () => {
  it('is not opened without a reason, and tells when it stays shut', async () => {
    const { clock, pass } = fakeClock();
    const { desk, errors } = deskOf(clock);
    let state = 'queued';
    const { api, calls } = fakeApi(method => (method === 'POST' ? { jobId: 'j' } : { state }));
    const work = createDrawerWork({ api, clock, desk });
    desk.show({ kind: 'drawer' });
    await work.open();
    expect([calls, desk.notice.value?.key, desk.panel.value.kind]).to.deep.equal([[], 'noReason', 'drawer']);
    work.explain(' Bozuk para ');
    await work.open();
    expect([calls[0]!.slice(0, 2), (calls[0]![2] as { reason: string }).reason, desk.panel.value.kind, desk.notice.value?.key]).to.deep.equal([['POST', '/api/pos/drawer'], 'Bozuk para', 'pad', 'drawerOpened']);
    await pass(2000);
    expect(errors).to.have.length(1);
    state = 'expired';
    await pass(500);
    expect([desk.notice.value?.key, errors.length]).to.deep.equal(['drawerShut', 2]);
    const asked = calls.length;
    await pass(60_000);
    expect(calls.length, 'asked no more').to.equal(asked);
  });

  it('is content once it opened, and opens once however often it is asked', async () => {
    const { clock, pass } = fakeClock();
    const { desk } = deskOf(clock);
    let refuse = true;
    const { api, calls } = fakeApi(method => {
      if (method === 'GET') return { state: 'printed' };
      if (refuse) throw problem(0, 'network');
      return { jobId: 'j' };
    });
    const work = createDrawerWork({ api, clock, desk });
    work.explain('Bozuk para');
    await work.open();
    expect(work.problem.value).to.be.instanceOf(Error);
    refuse = false;
    await work.open();
    await pass(20_000);
    const ids = calls.filter(([method]) => method === 'POST').map(([, , body]) => (body as { id: string }).id);
    expect([ids[0] === ids[1], calls.filter(([method]) => method === 'GET').length]).to.deep.equal([true, 1]);
    expect(desk.notice.value?.key).to.not.equal('drawerShut');
  });
});

describe('The list of shifts', () => {
  const closedShift = shift({ state: 'closed', closedBy: 'ali', expectedCash: 5000, countedCash: 4000, difference: -1000, reasonMissing: true, zNo: 3 });
  function model(rights: string[], user = 'ali') {
    const { api, calls } = fakeApi((method, path) => {
      if (path.endsWith('/pending')) return { unprinted: [], parked: [{ id: 'p', name: 'Ayşe' }], others: [] };
      if (path.endsWith('/explain')) return { items: [{ steps: [] }] };
      if (path === '/api/pos/till') return { shiftRequired: true, dayEndsAt: 4 };
      if (path.endsWith('/force-close')) return shift({ state: 'closed', forced: true, zNo: 4, closedBy: 'mudur' });
      if (path.endsWith('/reason')) return { ...closedShift, reason: 'x', reasonMissing: false };
      return { items: [], nextCursor: null };
    });
    return { calls, model: createShiftsModel({ api, events: fakeEvents(), session: session(rights, user), toast: quiet, t: words }) };
  }

  it('shows open ones of any day, and closed ones by business days of the store', async () => {
    const { model: shifts, calls } = model([]);
    const stop = shifts.start();
    await settle();
    await shifts.choose('closed');
    await shifts.between({ from: '2026-03-04', to: '2026-03-04' });
    const asked = calls.filter(([, path]) => path === '/api/pos/shifts').map(([, , query]) => query as Record<string, unknown>);
    expect(asked.map(({ state, from, to }) => [state, from, to])).to.deep.equal([
      ['open', undefined, undefined], ['closed', undefined, undefined], ['closed', '2026-03-03T22:15:00.000Z', '2026-03-04T22:15:00.000Z'],
    ]);
    stop();
  });

  it('closes one by force only with a reason, and then shows its Z', async () => {
    const { model: shifts, calls } = model(['pos.shift.any'], 'mudur');
    shifts.show(shift());
    shifts.askForce();
    await settle();
    expect([shifts.pending.value?.parked.length, shifts.shiftRequired.value, shifts.forcing.value]).to.deep.equal([1, true, true]);
    await shifts.closeByForce();
    expect([shifts.force.error('reason'), calls.some(([, path]) => path.endsWith('/force-close'))]).to.deep.equal(['host:web.ui.required', false]);
    shifts.force.set('reason', ' Eve gitti ');
    await shifts.closeByForce();
    expect(calls.find(([, path]) => path.endsWith('/force-close'))![2]).to.deep.equal({ reason: 'Eve gitti' });
    expect([shifts.open.value?.zNo, shifts.forcing.value]).to.deep.equal([4, false]);
  });

  it('takes a missing reason from whose shift it was and from a manager, once', async () => {
    const { model: shifts, calls } = model([]);
    shifts.show(closedShift);
    await settle();
    expect([shifts.explanations.value.length, shifts.mayExplain(closedShift)]).to.deep.equal([1, true]);
    expect(model([], 'veli').model.mayExplain(closedShift)).to.equal(false);
    expect(model(['pos.shift.any'], 'mudur').model.mayExplain(closedShift)).to.equal(true);
    await shifts.explain();
    expect(shifts.why.error('reason')).to.equal('host:web.ui.required');
    shifts.why.set('reason', 'x');
    await shifts.explain();
    expect(calls.filter(([, path]) => path.endsWith('/reason')).map(([, , body]) => body)).to.deep.equal([{ reason: 'x' }]);
    expect([shifts.open.value?.reason, shifts.mayExplain(shifts.open.value!)]).to.deep.equal(['x', false]);
  });
});
