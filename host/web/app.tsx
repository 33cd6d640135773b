import { LocationProvider } from 'preact-iso';
import { EmptyState, Lazy, Spinner, useServices } from '@sontechsp/sdk/ui';
import { FrameView } from './frame/frame.js';
import { ToastHost } from './frame/toast-host.js';
import { useHost } from './host-services.js';

/** Fetched once in a host's life. */
const wizard = async () => (await import('./setup/wizard.js')).Wizard;
/** Not for who comes back with a session. */
const signIn = async () => (await import('./signin/sign-in.js')).SignIn;
const place = async () => (await import('./signin/place.js')).PlaceChoice;
const lock = async () => (await import('./lock/lock-screen.js')).LockScreen;

/** The whole page, by stage. */
export function App() {
  const { app } = useHost();
  const { t } = useServices();
  const stage = app.stage.value;
  return (
    <LocationProvider>
      {stage === 'starting' && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {stage === 'unreachable' && (
        <main class="curtain">
          <EmptyState page icon="cloud-off" title={t('host:web.network.title')}>{t('host:web.network.detail')}</EmptyState>
        </main>
      )}
      {stage === 'setup' && <Lazy load={wizard} />}
      {stage === 'signIn' && <Lazy key="signIn" load={signIn} />}
      {stage === 'place' && <Lazy key="place" load={place} />}
      {stage === 'locked' && <Lazy key="locked" load={lock} />}
      {stage === 'frame' && <FrameView />}
      <ToastHost />
    </LocationProvider>
  );
}
