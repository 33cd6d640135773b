import { signal } from '@preact/signals';
import { expect } from 'chai';
import { createApp } from '../../host/web/app.model.js';
import { createIdleLock } from '../../host/web/lock/idle.js';
import { createTillDoor } from '../../host/web/signin/till-door.model.js';
import { createDoor } from '../../host/web/services/door.js';
import { createSession } from '../../host/web/services/session.js';
import { ApiProblem } from '../../sdk/ui/index.js';
import { fakeApi, fakeBrowser, fakeClock } from './fakes.js';

const place = { storeId: 's1', terminalId: 't1' };
const stores = [{ id: 's1', code: 'M1', name: 'Merkez', timeZone: 'Europe/Istanbul', currency: 'TRY', terminals: [{ id: 't1', code: 'K1', name: 'Kasa 1' }] }];
const profile = (id: string) => ({ user: { id, username: id, fullName: id, roles: [], permissions: ['pos.sell'], limits: {} }, stores });

/** A browser at a till where `ali` has signed in. */
function rig() {
  const { api, calls } = fakeApi((_method, path, body) => {
    if (path === '/api/auth/pin') {
      const { userId, pin } = body as { userId: string; pin: string };
      if (pin !== '482915') throw new ApiProblem({ status: 401, code: 'auth.invalid', title: '', detail: '' });
      return { accessToken: `of ${userId}`, expiresIn: 900, ...profile(userId), context: place };
    }
    if (path === '/api/auth/me') return { ...profile('ali'), context: place };
    return { done: true };
  });
  const ended: string[] = [];
  const token = signal<string | undefined>('of ali');
  const session = createSession({
    api, access: { token, take: reply => { token.value = reply.accessToken; }, forget() {}, renew: async () => true }, endOther: old => void ended.push(old),
  });
  const app = createApp({ api, clock: fakeClock().clock, session, onEnter: async () => {}, onLeave() {} });
  return { app, session, calls, ended };
}

describe('a locked till', () => {
  let forget: () => void;
  beforeEach(() => {
    forget = fakeBrowser();
    localStorage.setItem('sontechsp.session', 'true');
  });
  afterEach(() => forget());

  it('stays locked through a reload, and opens by a PIN', async () => {
    const first = rig();
    await first.app.start();
    first.app.lock();
    expect(first.app.stage.value).to.equal('locked');
    const { app, session, ended } = rig();
    await app.start();
    expect([app.stage.value, session.user.value?.id]).to.deep.equal(['locked', 'ali']);
    const door = createTillDoor({ signIn: session.signInByPin, entered: app.unlocked, first: 'ali' });
    door.type('000000');
    await door.enter();
    expect([app.stage.value, (door.work.problem.value as ApiProblem).code, door.pin.value]).to.deep.equal(['locked', 'auth.invalid', '']);
    door.choose('zeynep');
    door.type('482915');
    await door.enter();
    expect([app.stage.value, session.user.value?.id, session.terminal.value?.id, ended]).to.deep.equal(['frame', 'zeynep', 't1', ['of ali']]);
    const again = rig();
    await again.app.start();
    expect(again.app.stage.value).to.equal('frame');
  });
  it('locks only what is open', async () => {
    const { app } = rig();
    app.lock();
    expect(app.stage.value).to.equal('starting');
  });
  it('locks itself when nobody touched it for as long as the store allows, and never where it allows for ever', () => {
    const { clock, waiting, ring } = fakeClock();
    let locked = 0;
    const idle = createIdleLock({ clock, lock: () => { locked++; } });
    idle.touch();
    expect(waiting).to.have.length(0);
    idle.rules({ afterMinutes: 5, others: false });
    expect([waiting.map(one => one.ms), idle.others.value]).to.deep.equal([[300_000], false]);
    ring();
    expect(locked).to.equal(1);
    idle.rules({ afterMinutes: 0, others: true });
    expect(waiting).to.have.length(0);
  });
  it('knows whether this device is a till, and keeps what it knew while the host is silent', async () => {
    const asked: string[] = [];
    let answer: () => unknown = () => ({ enrolled: true, items: [], store: {}, terminal: { id: 't1' } });
    const door = createDoor({ get: async <T>(path: string) => (asked.push(path), answer() as T) });
    await door.look();
    expect(door.tiles.value?.terminal.id).to.equal('t1');
    answer = () => { throw new ApiProblem({ status: 0, code: 'network', title: '', detail: '' }); };
    await door.look();
    expect(door.tiles.value?.terminal.id).to.equal('t1');
    answer = () => { throw new ApiProblem({ status: 401, code: 'auth.notEnrolled', title: '', detail: '' }); };
    await door.look();
    expect(door.tiles.value).to.equal(undefined);
    asked.length = 0;
    answer = () => ({ enrolled: false, storeId: null, terminalId: null });
    await door.look();
    // Names would be refused to it, with an error in the browser's console.
    expect([door.tiles.value, asked]).to.deep.equal([undefined, ['/api/auth/device']]);
  });
});
