import type { AnyComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Badge, Icon, IconButton, Lazy, Menu, Slot, initials, useServices, type Language } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';
import { languages as known } from '../services/language.js';
import { themes, type Theme } from '../services/theme.js';

const ownPinDialog = async () => (await import('./own-pin.js')).OwnPin as unknown as AnyComponent<Record<string, unknown>>;
const themeIcons: Record<Theme, string> = { system: 'monitor', light: 'sun', dark: 'moon' };

/** Where one is, how things stand, and who one is. */
export function TopBar({ lockable, onMenu, onPalette }: { lockable: boolean; onMenu: () => void; onPalette: () => void }) {
  const { t, online, session } = useServices();
  const { app } = useHost();
  const [ownPin, setOwnPin] = useState(false);
  const store = session.store.value, terminal = session.terminal.value;
  return (
    <header class="top-bar">
      <IconButton class="top-bar-burger" icon="menu" label={t('host:web.frame.menu')} aria-controls="main-menu" onClick={onMenu} />
      <div class="top-bar-place">
        <Icon name="store" />
        <span class="top-bar-store" title={store?.name}>{store?.name}</span>
        <span class="top-bar-terminal" title={terminal?.name}>{terminal?.name}</span>
      </div>
      <Slot name="host.topBar" />
      <div class="top-bar-space" />
      <button type="button" class="top-bar-find" onClick={onPalette} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span>{t('host:web.palette.open')}</span>
        <kbd class="key" aria-hidden="true">Ctrl+K</kbd>
      </button>
      <span class="top-bar-net">
        {online.value ? <Badge icon="wifi">{t('host:web.network.online')}</Badge> : <Badge tone="warn" icon="cloud-off">{t('host:web.network.offline')}</Badge>}
      </span>
      <TimeOfDay />
      {lockable && <IconButton class="top-bar-lock" icon="lock" label={t('host:web.lock.now')} shortcut="Ctrl+L" onClick={() => app.lock()} />}
      <UserMenu onPin={() => setOwnPin(true)} />
      {ownPin && <Lazy load={ownPinDialog} props={{ onClose: () => setOwnPin(false) }} />}
    </header>
  );
}

function TimeOfDay() {
  const { format, clock } = useServices();
  const [now, setNow] = useState(clock.now());
  useEffect(() => clock.after(60_000 - (Date.parse(now) % 60_000) + 20, () => setNow(clock.now())), [now]);
  return <time class="top-bar-time" dateTime={now.slice(0, 16)}>{format.time(now)}</time>;
}

function UserMenu({ onPin }: { onPin: () => void }) {
  const { t, session, toast } = useServices();
  const { app, theme, languages, session: own } = useHost();
  const user = session.user.value;
  const choose = (language: Language) => void languages.choose(language).catch((error: unknown) => toast.problem(error));
  return (
    <Menu
      align="end"
      class="top-bar-user"
      label={t('host:web.frame.userMenu')}
      head={<><strong>{user?.fullName}</strong><span>{user?.username}</span></>}
      groups={[
        { title: t('host:web.frame.language'), items: known.map(([id, label]) => ({ id, label, checked: languages.current.value === id, onSelect: () => choose(id) })) },
        {
          title: t('host:web.frame.theme.title'),
          items: themes.map(id => ({ id, label: t(`host:web.frame.theme.${id}`), icon: themeIcons[id], checked: theme.value === id, onSelect: () => { theme.value = id; } })),
        },
        {
          items: [
            { id: 'pin', label: t('host:web.users.pin.own'), icon: 'key', onSelect: onPin },
            { id: 'place', label: t('host:web.frame.changePlace'), icon: 'store', onSelect: () => app.choosePlace() },
            { id: 'out', label: t('host:web.frame.signOut'), icon: 'log-out', onSelect: () => void own.signOut().catch(() => {}).then(() => app.signedOut()) },
          ],
        },
      ]}
    >
      <span class="avatar" aria-hidden="true">{initials(user?.fullName ?? '')}</span>
      <span class="top-bar-name">{user?.fullName}</span>
      <span class="unseen">{t('host:web.frame.userMenu')}</span>
      <Icon name="chevron-down" />
    </Menu>
  );
}
