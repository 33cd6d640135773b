import { useEffect, useState } from 'preact/hooks';
import { Button, Field, ProblemBanner, Spinner, TextInput, createForm, useServices } from '@sontechsp/sdk/ui';
import { Mark } from '../frame/mark.js';
import { useHost } from '../host-services.js';
import { TillDoor } from '../signin/till-door.js';

/** Stands before the frame until its user is back, or another of the store where that is allowed. The basket waits behind it. */
export function LockScreen() {
  const { t, session } = useServices();
  const { app, door, lock, session: own } = useHost();
  const [asked, setAsked] = useState(false);
  useEffect(() => { document.title = `${t('host:web.lock.title')} · SONTECHSP`; });
  useEffect(() => { void door.look().then(() => setAsked(true)); }, []);
  const user = session.user.value;
  const tiles = door.tiles.value;
  const here = tiles?.terminal.id === session.terminal.value?.id ? tiles : undefined;
  const people = here?.items.filter(one => one.hasPin && (lock.others.value || one.id === user?.id)) ?? [];
  const leave = { label: t('host:web.lock.leave'), go: () => void own.signOut().catch(() => {}).then(() => app.signedOut()) };
  if (!asked && !tiles) return <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>;
  return here && people.length > 0
    ? <TillDoor tiles={here} people={people} title={t('host:web.lock.title')} first={user?.id} other={leave} />
    : <PasswordLock other={leave} />;
}

/** On a device of no till, and for who has no PIN. */
function PasswordLock({ other }: { other: { label: string; go: () => void } }) {
  const { t, session } = useServices();
  const { app, session: own } = useHost();
  const [form] = useState(() => createForm({ password: '' }));
  const user = session.user.value;
  const submit = () => void form.submit(async ({ password }) => {
    const place = own.place.peek();
    await own.signIn(user!.username, password);
    if (place) await own.enter(place);
    await app.unlocked();
  });
  return (
    <main class="entrance">
      <form class="entrance-card" noValidate onSubmit={event => { event.preventDefault(); submit(); }}>
        <header class="entrance-head">
          <Mark large />
          <div><h1>{t('host:web.lock.title')}</h1><p class="quiet">{user?.fullName}</p></div>
        </header>
        {form.problem.value !== undefined && <ProblemBanner problem={form.problem.value} />}
        <Field label={t('host:web.signIn.password')} error={form.error('password')}>
          <TextInput type="password" value={form.values.value.password} onChange={v => form.set('password', v)} autocomplete="current-password" autoFocus class="input-till" />
        </Field>
        <Button type="submit" variant="primary" size="till" block busy={form.busy.value}>{t('host:web.lock.open')}</Button>
        <Button variant="ghost" icon="log-out" block onClick={other.go}>{other.label}</Button>
      </form>
    </main>
  );
}
