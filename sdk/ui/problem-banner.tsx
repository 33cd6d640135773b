import { Banner } from './badge.js';
import { Button } from './button.js';
import { ApiProblem } from './problem.js';
import { useServices } from './services.js';

/** What happened, why and what next, with a code that can be copied. Nothing when there is no problem. */
export function ProblemBanner({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const { t } = useServices();
  if (problem === undefined || problem === null) return null;
  const known = problem instanceof ApiProblem ? problem : undefined;
  const title = known?.title ?? t('host:web.ui.unexpected.title');
  const detail = known ? known.detail : t('host:web.ui.unexpected.detail');
  const code = known?.code ?? 'screen.unexpected';
  const requestId = known?.facts['requestId'];
  return (
    <Banner
      tone="danger"
      title={title}
      actions={onRetry && <Button size="small" icon="refresh" onClick={onRetry}>{t('host:web.ui.retry')}</Button>}
    >
      {detail && detail !== title && <p>{detail}</p>}
      {known?.errors.map(e => <p key={e.path}>{e.path ? `${e.path}: ${e.message}` : e.message}</p>)}
      <code class="code">{typeof requestId === 'string' ? `${code} · ${requestId}` : code}</code>
    </Banner>
  );
}
