import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { fold } from '../fold.js';
import { initials } from './initials.js';
import { useServices } from './services.js';
import { TextInput } from './text-input.js';

export interface NameTile {
  readonly id: string;
  readonly fullName: string;
}
export interface NameTilesProps {
  /** Read by who cannot see them: what the choice is for. */
  label: string;
  people: readonly NameTile[];
  /** Who the arrows begin at. */
  first?: string | undefined;
  onChoose: (id: string) => void;
}

/** People to choose from: by finger, by arrows, or by typing a part of the name. */
export function NameTiles({ label, people, first, onChoose }: NameTilesProps) {
  const { t } = useServices();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [q, setQ] = useState('');
  const [active, setActive] = useState(() => Math.max(0, people.findIndex(one => one.id === first)));
  const words = fold(q.trim());
  const shown = people.filter(one => fold(one.fullName).includes(words));
  const at = Math.min(active, shown.length - 1);
  useEffect(() => { list.current?.children[at]?.scrollIntoView({ block: 'nearest' }); }, [at]);

  /** How many stand in a row, as they are laid out now. */
  const columns = () => {
    const tiles = [...(list.current?.children ?? [])] as HTMLElement[];
    return Math.max(1, tiles.findIndex(tile => tile.offsetTop > tiles[0]!.offsetTop));
  };
  const steps: Readonly<Record<string, () => number>> = {
    ArrowRight: () => 1, ArrowLeft: () => -1, ArrowDown: columns, ArrowUp: () => -columns(),
  };
  return (
    <div class="names">
      <TextInput
        class="input-till"
        role="combobox"
        aria-label={label}
        aria-expanded={true}
        aria-controls={id}
        {...(shown[at] ? { 'aria-activedescendant': `${id}-${shown[at]!.id}` } : {})}
        placeholder={t('host:web.pin.find')}
        autoFocus
        spellcheck={false}
        value={q}
        onChange={next => {
          setQ(next);
          setActive(0);
        }}
        onKeyDown={event => {
          const step = steps[event.key];
          if (step) {
            event.preventDefault();
            setActive(Math.max(0, Math.min(shown.length - 1, at + step())));
          } else if (event.key === 'Enter' && shown[at]) {
            event.preventDefault();
            onChoose(shown[at]!.id);
          }
        }}
      />
      <div ref={list} id={id} class="names-list" role="listbox" aria-label={label}>
        {shown.map((one, index) => (
          <div key={one.id} id={`${id}-${one.id}`} role="option" class="names-tile" aria-selected={index === at} onClick={() => onChoose(one.id)}>
            <span class="avatar" aria-hidden="true">{initials(one.fullName)}</span>
            <span class="names-name">{one.fullName}</span>
          </div>
        ))}
      </div>
      {shown.length === 0 && <p class="quiet">{t('host:web.pin.nobody')}</p>}
    </div>
  );
}
