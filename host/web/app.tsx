import { LocationProvider } from 'preact-iso';
import { EmptyState, Lazy, Spinner, useServices } from '@sontechsp/sdk/ui';
import { FrameView } from './frame/frame.js';
import { ToastHost } from './frame/toast-host.js';
import { useHost } from './host-services.js';
import { LockScreen } from './lock/lock-screen.js';
import { PlaceChoice } from './signin/place.js';
import { SignIn } from './signin/sign-in.js';

/** Fetched once in a host's life. */
const wizard = async () => (await import('./setup/wizard.js')).Wizard;

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
          <EmptyState icon="cloud-off" title={t('host:web.network.title')}>{t('host:web.network.detail')}</EmptyState>
        </main>
      )}
      {stage === 'setup' && <Lazy load={wizard} />}
      {stage === 'signIn' && <SignIn />}
      {stage === 'place' && <PlaceChoice />}
      {stage === 'locked' && <LockScreen />}
      {stage === 'frame' && <FrameView />}
      <ToastHost />
    </LocationProvider>
  );
}
