import { signal } from '@preact/signals';
import { expect } from 'chai';
import { createApp } from '../../host/web/app.model.js';
import { createSession } from '../../host/web/services/session.js';
import { fakeApi, fakeBrowser, fakeClock } from './fakes.js';

const store = (id: string, ...terminals: string[]) => ({ id, code: id, name: id, timeZone: 'Europe/Istanbul', currency: 'TRY', terminals: terminals.map(t => ({ id: t, code: t, name: t })) });
const profile = (stores: object[]) => ({ user: { id: 'u', username: 'ali', fullName: 'Ali', roles: ['cashier'], permissions: ['pos.sell', 'pos.discount'], limits: { 'pos.discount': 10 } }, stores });

function rig({ done = true, renews = true, context = null as object | null, stores = [store('s1', 't1')] } = {}) {
  const { api, calls } = fakeApi((_method, path) => {
    if (path === '/api/setup') return { done };
    if (path === '/api/auth/login') return { accessToken: 'a', expiresIn: 900, ...profile(stores) };
    if (path === '/api/auth/me') return { ...profile(stores), context };
    return { accessToken: 'b', expiresIn: 900 };
  });
  const session = createSession({ api, access: { token: signal(undefined), take() {}, forget() {}, renew: async () => renews } });
  let entered = 0;
  const app = createApp({ api, clock: fakeClock().clock, session, onEnter: async () => void entered++, onLeave() {} });
  return { app, session, calls, entered: () => entered };
}

describe('the way in', () => {
  let forget: () => void;
  beforeEach(() => { forget = fakeBrowser(); });
  afterEach(() => forget());

  it('begins with the set-up of a host that has none, without asking for a session it cannot have', async () => {
    const { app, calls } = rig({ done: false });
    await app.start();
    expect([app.stage.value, calls]).to.deep.equal(['setup', [['GET', '/api/setup']]]);
  });
  it('leads straight to the only till there is', async () => {
    const { app, session, entered } = rig();
    await session.signIn('ali', 'parola');
    await app.signedIn();
    expect([app.stage.value, session.place.value, entered()]).to.deep.equal(['frame', { storeId: 's1', terminalId: 't1' }, 1]);
    expect([session.can('pos.sell'), session.can('pos.refund'), session.limit('pos.discount'), session.limit('pos.sell')]).to.deep.equal([true, false, 10, 100]);
  });
  it('asks which till among several, and remembers the answer in this browser', async () => {
    const stores = [store('s1', 't1', 't2')];
    const first = rig({ stores });
    await first.session.signIn('ali', 'parola');
    await first.app.signedIn();
    expect(first.app.stage.value).to.equal('place');
    await first.app.enter({ storeId: 's1', terminalId: 't2' });
    first.app.signedOut();
    expect(first.app.stage.value).to.equal('signIn');
    const again = rig({ stores });
    await again.session.signIn('ali', 'parola');
    await again.app.signedIn();
    expect([again.app.stage.value, again.session.terminal.value?.id]).to.deep.equal(['frame', 't2']);
  });
  it('takes up the session of an earlier visit where it was', async () => {
    const before = rig();
    await before.session.signIn('ali', 'parola');
    const { app, session, calls } = rig({ context: { storeId: 's1', terminalId: 't1' } });
    await app.start();
    expect([app.stage.value, session.store.value?.id, calls]).to.deep.equal(['frame', 's1', [['GET', '/api/auth/me']]]);
  });
});
