import { useState } from 'preact/hooks';
import { Button, NameTiles, PinPad, useServices } from '@sontechsp/sdk/ui';
import { Mark } from '../frame/mark.js';
import { useHost } from '../host-services.js';
import type { Face, Tiles } from '../services/door.js';
import { createTillDoor } from './till-door.model.js';

interface Props {
  tiles: Tiles;
  /** Who may come in; a choice of one is made already. */
  people: readonly Face[];
  title: string;
  /** Whose turn it most likely is. */
  first?: string | undefined;
  /** The way to user and password. */
  other: { readonly label: string; readonly go: () => void };
}

/** The way in at a till: a name, and its PIN. */
export function TillDoor({ tiles, people, title, first, other }: Props) {
  const { t } = useServices();
  const { app, session } = useHost();
  const known = people.find(one => one.id === first) ?? (people.length === 1 ? people[0] : undefined);
  const [model] = useState(() => createTillDoor({
    signIn: (id, pin) => session.signInByPin(id, pin), entered: () => app.unlocked(), first: known?.id,
  }));
  const who = people.find(one => one.id === model.who.value);
  return (
    <main class="entrance">
      <div
        class={`entrance-card entrance-till ${who ? '' : 'entrance-wide'}`}
        onKeyDown={event => { if (event.key === 'Escape' && people.length > 1) model.choose(undefined); }}
      >
        <header class="entrance-head">
          <Mark large />
          <div>
            <h1>{title}</h1>
            <p class="quiet">{tiles.store.name} · {tiles.terminal.name}</p>
          </div>
        </header>
        {who
          ? (
            <>
              <p class="entrance-who"><strong>{who.fullName}</strong>{people.length > 1 && <Button size="till" icon="users" shortcut="Esc" onClick={() => model.choose(undefined)}>{t('host:web.pin.another')}</Button>}</p>
              <PinPad
                label={t('host:web.pin.of', { name: who.fullName })}
                value={model.pin.value}
                onChange={model.type}
                onSubmit={() => void model.enter()}
                submit={t('host:web.signIn.enter')}
                busy={model.work.busy.value}
                problem={model.work.problem.value}
              />
            </>
          )
          : <NameTiles label={t('host:web.pin.choose')} people={people} onChoose={model.choose} />}
        <div class="entrance-other"><Button size="till" variant="ghost" icon="key" onClick={other.go}>{other.label}</Button></div>
      </div>
    </main>
  );
}
