import { useEffect, useState } from 'preact/hooks';
import { Button, EmptyState, Icon, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import { Mark } from '../frame/mark.js';
import { useHost } from '../host-services.js';
import type { Place } from '../services/session.js';

/** At which store and terminal? Asked once per browser; the user menu leads back here. */
export function PlaceChoice() {
  const { t, session } = useServices();
  const { app, session: own } = useHost();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => { document.title = `${t('host:web.place.title')} · SONTECHSP`; });

  const enter = async (place: Place) => {
    setBusy(place.terminalId);
    setProblem(undefined);
    try {
      await app.enter(place);
    } catch (error) {
      setProblem(error);
      setBusy(undefined);
    }
  };
  const stores = session.stores.value;
  const first = stores.find(s => s.terminals.length > 0)?.terminals[0]?.id;
  return (
    <main class="entrance">
      <div class="entrance-card entrance-wide">
        <header class="entrance-head">
          <Mark large />
          <div>
            <h1>{t('host:web.place.title')}</h1>
            <p class="quiet">{t('host:web.place.lead', { name: session.user.value?.fullName ?? '' })}</p>
          </div>
        </header>
        {problem !== undefined && <ProblemBanner problem={problem} />}
        {stores.length === 0 && <EmptyState icon="store" title={t('host:web.place.none')}>{t('host:web.place.noneDetail')}</EmptyState>}
        {stores.map(store => (
          <section key={store.id} class="stack" aria-label={store.name}>
            <h2 class="place-store"><Icon name="store" /> <span>{store.name}</span> <span class="quiet">{store.code}</span></h2>
            {store.terminals.length === 0 && <p class="quiet">{t('host:web.place.noTerminal')}</p>}
            <div class="place-terminals">
              {store.terminals.map(terminal => (
                <Button
                  key={terminal.id}
                  size="key"
                  icon="monitor"
                  class="place-terminal"
                  autoFocus={terminal.id === first}
                  busy={busy === terminal.id}
                  disabled={busy !== undefined}
                  onClick={() => void enter({ storeId: store.id, terminalId: terminal.id })}
                >
                  {terminal.name} <span class="quiet">{terminal.code}</span>
                </Button>
              ))}
            </div>
          </section>
        ))}
        <div><Button variant="ghost" icon="log-out" onClick={() => void own.signOut().catch(() => {}).then(() => app.signedOut())}>{t('host:web.frame.signOut')}</Button></div>
      </div>
    </main>
  );
}
