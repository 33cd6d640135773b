import { useEffect, useId, useState } from 'preact/hooks';
import { Dialog, Icon, SearchBox, Slot, fold, foldWords, useServices, type FinderHit } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';
import { messageKey } from './title.js';

/** Ctrl+K: goes to a screen by a few letters of its name, and to what plugins find under them: a product, a receipt. */
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
  const [told, setTold] = useState<Readonly<Record<string, readonly FinderHit[]>>>({});
  const found = (source: string, hits: readonly FinderHit[]) => setTold(all => ({ ...all, [source]: hits }));
  useEffect(() => setAt(0), [q]);

  const words = foldWords(q);
  const screens = frame.menu.value
    .flatMap(({ group, screens }) => screens.map((screen): FinderHit => ({ id: screen.path, title: t(messageKey(screen)), detail: t(`host:web.frame.groups.${group}`), icon: screen.menu!.icon, path: screen.path })))
    .filter(one => words.every(w => fold(`${one.title} ${one.detail}`).includes(w)));
  const hits = [...screens, ...Object.values(told).flat()];
  const open = (hit: FinderHit | undefined) => {
    if (!hit) return;
    onClose();
    navigate(hit.path);
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
          <li key={hit.id} id={`${id}-${index}`} role="option" class="palette-hit" aria-selected={index === at} onMouseMove={() => setAt(index)} onClick={() => open(hit)}>
            <Icon name={hit.icon} />
            <span class="palette-title">{hit.title}</span>
            <span class="palette-group">{hit.detail}</span>
          </li>
        ))}
      </ul>
      <Slot name="host.finder" props={{ q, found }} />
      {hits.length === 0 && <p class="quiet">{t('host:web.palette.none')}</p>}
    </div>
  );
}
