import { signal } from '@preact/signals';
import { render } from 'preact';
import { ServicesContext, type Services } from '@sontechsp/sdk/ui';
import { App } from './app.js';
import { createApp } from './app.model.js';
import { createFrame } from './frame/frame.model.js';
import { go } from './frame/navigate.js';
import { ownScreens, ownView } from './frame/own-screens.js';
import { HostContext, type HostServices } from './host-services.js';
import { createIdleLock } from './lock/idle.js';
import { createAccess, type Access } from './services/access.js';
import { createApi } from './services/api.js';
import { clock } from './services/clock.js';
import { createDoor } from './services/door.js';
import { createEvents } from './services/events.js';
import { createFormat } from './services/format.js';
import { createLanguages } from './services/language.js';
import { createNetwork } from './services/network.js';
import { createSession } from './services/session.js';
import { createTheme } from './services/theme.js';
import { createToasts } from './services/toasts.js';

/** Makes every service once, gives them to the screens, and shows the page. */
const fetch = window.fetch.bind(window);
const theme = createTheme();
const languages = createLanguages(async language => {
  const reply = await fetch(`/api/ui/messages/${language}`);
  if (!reply.ok) throw new TypeError(`messages answered ${reply.status}`);
  return (await reply.json()) as Record<string, string>;
});
const { t } = languages;
// Locks exist on https and localhost only.
const access = createAccess(fetch, clock, renew => (navigator.locks ? navigator.locks.request('sontechsp.refresh', renew) : renew()));
/** For what is asked before anybody has signed in. */
const nobody: Access = { token: signal(undefined), take() {}, forget() {}, renew: async () => false };
const network = createNetwork(clock, async () => {
  if (!(await fetch('/healthz', { cache: 'no-store' })).ok) throw new TypeError('not healthy');
});
const api = createApi({ fetch, access, network, t, language: () => languages.current.value, onSignedOut: () => app.signedOut() });
const events = createEvents({ clock, open: (headers, signal) => api.send('GET', '/api/events', { headers, signal }) });
const session = createSession({
  api, access,
  endOther: token => void fetch('/api/auth/logout', { method: 'POST', credentials: 'omit', headers: { Authorization: `Bearer ${token}` } }).catch(() => {}),
});
const door = createDoor(createApi({ fetch, access: nobody, network, t, language: () => languages.current.value, onSignedOut() {} }));
const frame = createFrame({ api, events, own: () => ownScreens(session.can), ownView });
const toast = createToasts(clock, t);

let unfollow = () => {};
const app = createApp({
  api, clock, session,
  async onEnter() {
    await frame.load();
    events.start();
    unfollow();
    unfollow = frame.follow();
    void door.look();
  },
  onLeave() {
    lock.forget();
    events.stop();
    unfollow();
  },
});
const lock = createIdleLock({ clock, lock: () => app.lock() });
const services: Services = {
  api, clock, t, events, toast, session, lock,
  language: languages.current,
  online: network.online,
  slots: frame,
  format: createFormat({ language: languages.current, timeZone: session.timeZone, currency: session.currency, clock, t }),
  navigate: go,
};
const host: HostServices = { app, frame, theme, languages, session, toasts: toast, door, lock };

// Another page of this browser went to another store: the session is one, so this page follows.
addEventListener('storage', event => {
  // What one page locks, all are locked; and who opened it may be another.
  if (event.key === 'sontechsp.locked') {
    if (event.newValue === 'true') app.heardLock();
    else location.reload();
  }
  if (event.key === 'sontechsp.place' && event.newValue !== JSON.stringify(session.place.value)) location.reload();
});

async function start() {
  try {
    await languages.start();
  } catch {
    clock.after(2000, () => void start());
    return;
  }
  render(
    <ServicesContext.Provider value={services}>
      <HostContext.Provider value={host}><App /></HostContext.Provider>
    </ServicesContext.Provider>,
    document.getElementById('app')!,
  );
  await app.start();
}
void start();
