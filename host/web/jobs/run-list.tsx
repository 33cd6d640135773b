import { Badge, Button, EmptyState, Icon, ProblemBanner, Spinner, useServices, type Tone } from '@sontechsp/sdk/ui';
import type { RunInfo } from './job.js';
import type { JobsModel } from './jobs.model.js';
import { durationText } from './schedule-text.js';

const looks: Readonly<Record<RunInfo['state'], { tone?: Tone; icon?: string }>> = {
  queued: { icon: 'clock' }, running: { tone: 'info', icon: 'play' }, done: { tone: 'success' }, failed: { tone: 'danger' }, timedOut: { tone: 'danger', icon: 'clock' },
  lost: { tone: 'warn' }, cancelled: { tone: 'warn', icon: 'pause' },
};

export function RunState({ state }: { state: RunInfo['state'] }) {
  const { t } = useServices();
  const { tone, icon } = looks[state];
  return <Badge tone={tone} {...(icon ? { icon } : {})}>{t(`host:web.jobs.runs.${state}`)}</Badge>;
}

/** What was run, newest first. */
export function RunList({ model: { runs } }: { model: JobsModel }) {
  const { t } = useServices();
  const items = runs.items.value;
  const state = runs.state.value;
  return (
    <section class="runs" aria-label={t('host:web.jobs.history')} aria-busy={state === 'loading'}>
      <h3>{t('host:web.jobs.history')}</h3>
      <ProblemBanner problem={runs.error.value} onRetry={() => void runs.reload()} />
      {items.length === 0 && (state === 'loading' ? <Spinner label={t('host:web.ui.loading')} /> : state === 'ready' && <EmptyState icon="history" title={t('host:web.jobs.noRuns')} />)}
      <ol class="run-list">{items.map(run => <RunRow key={run.id} run={run} />)}</ol>
      {runs.hasMore.value && <Button size="small" variant="ghost" busy={state === 'more'} onClick={() => void runs.loadMore()}>{t('host:web.jobs.more')}</Button>}
    </section>
  );
}

function RunRow({ run }: { run: RunInfo }) {
  const { t, format } = useServices();
  const at = run.startedAt ?? run.dueAt;
  const result = run.result === null ? '' : JSON.stringify(run.result);
  return (
    <li class="run">
      <div class="run-head">
        <RunState state={run.state} />
        <time dateTime={at}>{format.dateTime(at)}</time>
        {run.startedAt && run.endedAt && <span class="quiet">{durationText(run.startedAt, run.endedAt, t, format.number)}</span>}
      </div>
      <p class="quiet run-facts">
        <span><Icon name={run.cause === 'person' ? 'user' : run.cause === 'takeover' ? 'undo' : 'calendar'} /> {t(`host:web.jobs.causes.${run.cause}`)}</span>
        {run.host && <span><Icon name="monitor" /> {run.host}</span>}
      </p>
      {run.message && <p class="run-message">{run.message}</p>}
      {result && <code class="code run-result">{result}</code>}
    </li>
  );
}
