import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Field, ProblemBanner, TextInput, createForm, useServices } from '@sontechsp/sdk/ui';
import { Mark } from '../frame/mark.js';
import { useHost } from '../host-services.js';
import { languages as known } from '../services/language.js';
import { remembered } from '../services/remembered.js';

const lastUser = remembered('user', '');

/** User and password. The address bar keeps its place, so that one goes on where one was. */
export function SignIn() {
  const { t, toast } = useServices();
  const { app, session, languages } = useHost();
  const [form] = useState(() => createForm({ username: lastUser.value, password: '' }));
  const password = useRef<HTMLInputElement>(null);
  const { username } = form.values.value;
  useEffect(() => { document.title = `${t('host:web.signIn.title')} · SONTECHSP`; });

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
