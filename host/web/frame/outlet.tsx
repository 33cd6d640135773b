import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Button, EmptyState, ErrorBoundary, Lazy, ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';
import { messageKey } from './title.js';

/** The screen of the path, or a clear word on why there is none. */
export function Outlet() {
  const { t, navigate } = useServices();
  const { frame } = useHost();
  const { path, query } = useLocation();
  const home = frame.home.value;
  const found = path === '/' ? undefined : frame.find(path);
  const title = found && t(messageKey(found.screen));

  useEffect(() => { if (path === '/' && home) navigate(home, { replace: true }); }, [path, home]);
  useEffect(() => { document.title = title ? `${title} · SONTECHSP` : 'SONTECHSP'; }, [title]);

  if (found) {
    const { screen, params } = found;
    return (
      <ErrorBoundary key={`${screen.plugin}/${screen.module}`} fallback={(error, retry) => <div class="page"><ProblemBanner problem={error} onRetry={retry} /></div>}>
        <Lazy
          load={() => frame.component(screen)}
          props={{ params, query }}
          waiting={<div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
        />
      </ErrorBoundary>
    );
  }
  if (path === '/' && home) return null;
  const why = path === '/' ? 'nothing' : frame.vanished(path) ? 'vanished' : 'missing';
  return (
    <div class="curtain">
      <EmptyState
        page
        icon={why === 'vanished' ? 'puzzle' : 'compass'}
        title={t(`host:web.frame.${why}.title`)}
        action={home && <Button variant="primary" icon="arrow-left" onClick={() => navigate(home)}>{t('host:web.frame.home')}</Button>}
      >
        {t(`host:web.frame.${why}.detail`)}
      </EmptyState>
    </div>
  );
}
