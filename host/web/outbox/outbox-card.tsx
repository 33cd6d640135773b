import type { ComponentChildren } from 'preact';
import { Badge, Banner, Button, Facts, ProblemBanner, SidePanel, useServices, type Translate } from '@sontechsp/sdk/ui';
import { AskDialog } from './ask-dialog.js';
import type { Deed, OutboxCase, OutboxModel } from './outbox.model.js';
import { tones } from './tones.js';

const looks: readonly { deed: Deed; variant: 'primary' | 'plain' }[] = [
  { deed: 'cancel', variant: 'plain' }, { deed: 'done', variant: 'plain' }, { deed: 'retry', variant: 'primary' },
];
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** The lane where it is not the subscriber's own: of a connection, its name and plugin over the id. */
function laneOf({ lane, subscriber, connection }: OutboxCase, t: Translate): readonly (readonly [string, ComponentChildren])[] {
  if (connection) return [[t('host:web.outbox.connection'), <span>{connection.name} · {connection.pluginName ?? connection.plugin}<br /><code class="code">{lane}</code></span>]];
  return lane === subscriber ? [] : [[t('host:web.outbox.lane'), <code class="code">{lane}</code>]];
}

/** One row: how it stands and why, what was sent and answered, what happened so far. */
export function OutboxCard({ model, row }: { model: OutboxModel; row: OutboxCase }) {
  const { t, format } = useServices();
  const deeds = looks.filter(({ deed }) => model.may(row, deed));
  const rest = row.laneRest;
  return (
    <SidePanel
      title={row.topic}
      subtitle={row.subscriber}
      onClose={() => void model.show(undefined)}
      actions={deeds.length > 0 && deeds.map(({ deed, variant }) => (
        <Button key={deed} variant={variant} busy={model.busy.value === deed && !model.asking.value} onClick={() => void model.want(deed)}>
          {t(`host:web.outbox.do.${deed}`)}
        </Button>
      ))}
    >
      <ProblemBanner problem={model.problem.value} />
      {row.state === 'uncertain' && <Banner tone="warn" title={t('host:web.outbox.uncertainTitle')}>{t('host:web.outbox.uncertainDetail')}</Banner>}
      {row.state === 'held' && <Banner title={t('host:web.outbox.heldTitle')}>{t('host:web.outbox.heldDetail', { plugin: row.plugin })}</Banner>}
      {rest && (
        <Banner tone="warn" title={t(`host:web.outbox.rest.${rest.reason}`)}>
          {rest.restsUntil === null ? t('host:web.outbox.rest.forAdmin') : t('host:web.outbox.rest.until', { time: format.time(rest.restsUntil) })} {rest.lastError}
        </Banner>
      )}
      {row.waitsFor && (
        <Banner
          title={t('host:web.outbox.waitsTitle')}
          actions={<Button size="small" onClick={() => void model.show(row.waitsFor!.id)}>{t('host:web.outbox.waitsOpen')}</Button>}
        >
          {t('host:web.outbox.waitsDetail', { state: t(`host:web.outbox.states.${row.waitsFor.state}`) })}
        </Banner>
      )}
      <Facts
        items={[
          [t('host:web.outbox.state'), <Badge tone={tones[row.state]}>{t(`host:web.outbox.states.${row.state}`)}</Badge>],
          [t('host:web.outbox.attempts'), format.number(row.attempts)],
          [t('host:web.outbox.createdAt'), format.dateTime(row.createdAt)],
          ...(row.dueAt && row.state !== 'leased' ? [[t('host:web.outbox.dueAt'), format.dateTime(row.dueAt)] as const] : []),
          ...(row.doneAt ? [[t('host:web.outbox.doneAt'), format.dateTime(row.doneAt)] as const] : []),
          [t('host:web.outbox.aggregate'), <code class="code">{row.aggregate}</code>],
          ...laneOf(row, t),
          ['id', <code class="code">{row.id}</code>],
        ]}
      />
      {row.evidence && row.state !== 'done' && (
        <section class="outbox-part">
          <h3>{t('host:web.outbox.evidence')}</h3>
          <p>{row.evidence.message}</p>
          <p class="quiet">{[t(`host:web.outbox.kinds.${row.evidence.kind}`), row.evidence.remoteCode, row.evidence.said, format.dateTime(row.evidence.at)].filter(Boolean).join(' · ')}</p>
        </section>
      )}
      {row.answer !== null && <section class="outbox-part"><h3>{t('host:web.outbox.answer')}</h3><pre class="audit-details" tabIndex={0}>{text(row.answer)}</pre></section>}
      <section class="outbox-part">
        <h3>{t('host:web.outbox.history')}</h3>
        {row.history.length === 0 && <p class="quiet">{t('host:web.outbox.noHistory')}</p>}
        <ol class="outbox-history">
          {row.history.map(line => (
            <li key={`${line.at} ${line.state}`}>
              <span class="outbox-when">{format.dateTime(line.at)}</span>
              <span>
                <strong>{line.userId ? t(`host:web.outbox.by.${line.state}`, { name: line.userName ?? line.userId }) : t('host:web.outbox.attemptLed', { n: line.attempt, state: t(`host:web.outbox.states.${line.state}`) })}</strong>
                {line.note && <span class="quiet"> {line.note}</span>}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section class="outbox-part"><h3>{t('host:web.outbox.payload')}</h3><pre class="audit-details" tabIndex={0}>{text(row.payload)}</pre></section>
      <AskDialog model={model} />
    </SidePanel>
  );
}
