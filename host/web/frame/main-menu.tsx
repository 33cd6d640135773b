import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Icon, IconButton, useServices } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';
import { Mark } from './mark.js';
import { messageKey } from './title.js';

interface Props {
  /** Pictures only; the words become tooltips. */
  compact: boolean;
  /** Left out where the room decides. */
  onCompact?: () => void;
  onClose: () => void;
}

/** What the user may open, grouped. On narrow screens it lies over the page until something is chosen. */
export function MainMenu({ compact, onCompact, onClose }: Props) {
  const { t } = useServices();
  const { frame } = useHost();
  const { path } = useLocation();
  const active = frame.find(path)?.screen;
  const nav = useRef<HTMLElement>(null);
  useEffect(() => { nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }); }, [active?.path]);

  return (
    <>
      <div class="menu-scrim" aria-hidden="true" onClick={onClose} />
      <nav ref={nav} id="main-menu" class="main-menu" aria-label={t('host:web.frame.menu')} onKeyDown={event => { if (event.key === 'Escape') onClose(); }}>
        <a class="main-menu-mark" href="/" aria-label="SONTECHSP"><Mark /><span class="main-menu-word">SONTECHSP</span></a>
        <div class="main-menu-groups">
          {frame.menu.value.map(({ group, screens }) => (
            <div key={group} role="group" class="main-menu-group" aria-label={t(`host:web.frame.groups.${group}`)}>
              <h2 class="main-menu-title" aria-hidden="true">{t(`host:web.frame.groups.${group}`)}</h2>
              <ul>
                {screens.map(screen => {
                  const title = t(messageKey(screen));
                  const here = screen === active || (active?.menu === null && path.startsWith(`${screen.path}/`));
                  return (
                    <li key={screen.path}>
                      <a class="main-menu-entry" href={screen.path} aria-current={here ? 'page' : undefined} {...(compact ? { title } : {})}>
                        <Icon name={screen.menu!.icon} />
                        <span class="main-menu-word">{title}</span>
                      </a>
                    </li>
                  );
                })}
              </ul>
            </div>
          ))}
        </div>
        {onCompact && (
          <div class="main-menu-foot">
            <IconButton icon={compact ? 'panel-open' : 'panel-close'} label={t(compact ? 'host:web.frame.widen' : 'host:web.frame.narrow')} onClick={onCompact} />
          </div>
        )}
      </nav>
    </>
  );
}
