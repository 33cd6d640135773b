import { useEffect, useId, useState } from 'preact/hooks';
import { Dialog, Icon, SearchBox, fold, foldWords, useServices } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';
import { messageKey } from './title.js';

/** Ctrl+K: goes to a screen by a few letters of its name. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useServices();
  return <Dialog open={open} title={t('host:web.palette.title')} onClose={onClose}><Finder onClose={onClose} /></Dialog>;
}

function Finder({ onClose }: { onClose: () => void }) {
  const { t, navigate } = useServices();
  const { frame } = useHost();
  const id = useId();
  const [q, setQ] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [q]);

  const words = foldWords(q);
  const entries = frame.menu.value.flatMap(({ group, screens }) => screens.map(screen => ({ screen, title: t(messageKey(screen)), group: t(`host:web.frame.groups.${group}`) })));
  const hits = entries.filter(e => words.every(w => fold(`${e.title} ${e.group}`).includes(w)));
  const open = (hit: (typeof hits)[number] | undefined) => {
    if (!hit) return;
    onClose();
    navigate(hit.screen.path);
  };
  return (
    <div
      class="palette"
      onKeyDownCapture={event => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <SearchBox
        label={t('host:web.palette.search')}
        value={q}
        onChange={setQ}
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-hits`}
        {...(hits[at] ? { 'aria-activedescendant': `${id}-${at}` } : {})}
        onKeyDown={event => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            setAt(Math.max(0, Math.min(hits.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
          } else if (event.key === 'Enter') {
            event.preventDefault();
            open(hits[at]);
          }
        }}
      />
      <ul id={`${id}-hits`} class="palette-hits" role="listbox" aria-label={t('host:web.palette.title')}>
        {hits.map((hit, index) => (
          <li key={hit.screen.path} id={`${id}-${index}`} role="option" class="palette-hit" aria-selected={index === at} onMouseMove={() => setAt(index)} onClick={() => open(hit)}>
            <Icon name={hit.screen.menu!.icon} />
            <span class="palette-title">{hit.title}</span>
            <span class="palette-group">{hit.group}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p class="quiet">{t('host:web.palette.none')}</p>}
    </div>
  );
}
