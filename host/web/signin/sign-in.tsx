import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Field, ProblemBanner, Spinner, TextInput, createForm, useServices } from '@sontechsp/sdk/ui';
import { Mark } from '../frame/mark.js';
import { useHost } from '../host-services.js';
import { languages as known } from '../services/language.js';
import { remembered } from '../services/remembered.js';
import { TillDoor } from './till-door.js';

const lastUser = remembered('user', '');

/** Names and PINs on a device that belongs to a till, else user and password; the one is a touch away from the other. */
export function SignIn() {
  const { t } = useServices();
  const { door } = useHost();
  const [way, setWay] = useState<'asking' | 'till' | 'office'>('asking');
  useEffect(() => { document.title = `${t('host:web.signIn.title')} · SONTECHSP`; });
  useEffect(() => { void door.look().then(tiles => setWay(tiles?.items.some(one => one.hasPin) ? 'till' : 'office')); }, []);
  const tiles = door.tiles.value;
  if (way === 'asking') return <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>;
  if (way === 'till' && tiles) {
    return (
      <TillDoor
        tiles={tiles}
        people={tiles.items.filter(one => one.hasPin)}
        title={t('host:web.pin.title')}
        other={{ label: t('host:web.pin.office'), go: () => setWay('office') }}
      />
    );
  }
  return <OfficeSignIn {...(tiles ? { onTill: () => setWay('till') } : {})} />;
}

/** User and password. The address bar keeps its place, so that one goes on where one was. */
function OfficeSignIn({ onTill }: { onTill?: () => void }) {
  const { t, toast } = useServices();
  const { app, session, languages } = useHost();
  const [form] = useState(() => createForm({ username: lastUser.value, password: '' }));
  const password = useRef<HTMLInputElement>(null);
  const { username } = form.values.value;

  const submit = async () => {
    const missing = (['username', 'password'] as const).filter(name => form.values.value[name] === '');
    for (const name of missing) form.refuse(name, t('host:web.ui.required'));
    if (missing.length > 0) return;
    const done = await form.submit(async values => {
      await session.signIn(values.username.trim(), values.password);
      lastUser.value = values.username.trim();
      await app.signedIn();
    });
    if (!done) {
      password.current?.focus();
      password.current?.select();
    }
  };
  return (
    <main class="entrance">
      <form class="entrance-card" noValidate onSubmit={event => { event.preventDefault(); void submit(); }}>
        <header class="entrance-head">
          <Mark large />
          <h1>{t('host:web.signIn.title')}</h1>
        </header>
        {form.problem.value !== undefined && <ProblemBanner problem={form.problem.value} />}
        <Field label={t('host:web.signIn.username')} error={form.error('username')}>
          <TextInput value={username} onChange={v => form.set('username', v)} autocomplete="username" autocapitalize="none" spellcheck={false} autoFocus={username === ''} class="input-till" />
        </Field>
        <Field label={t('host:web.signIn.password')} error={form.error('password')}>
          <TextInput type="password" inputRef={password} value={form.values.value.password} onChange={v => form.set('password', v)} autocomplete="current-password" autoFocus={username !== ''} class="input-till" />
        </Field>
        <Button type="submit" variant="primary" size="till" block busy={form.busy.value}>{t('host:web.signIn.enter')}</Button>
        {onTill && <Button variant="ghost" icon="users" block onClick={onTill}>{t('host:web.pin.till')}</Button>}
        <div class="entrance-languages" role="group" aria-label={t('host:web.frame.language')}>
          {known.map(([id, name]) => (
            <Button
              key={id}
              size="small"
              variant="ghost"
              lang={id}
              aria-pressed={languages.current.value === id}
              onClick={() => void languages.choose(id).catch((error: unknown) => toast.problem(error))}
            >
              {name}
            </Button>
          ))}
        </div>
      </form>
    </main>
  );
}
