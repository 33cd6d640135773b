import { useEffect, useState } from 'preact/hooks';
import { Badge, DataTable, EmptyState, Page, SearchBox, Tabs, useServices } from '@sontechsp/sdk/ui';
import { OutboxCard } from './outbox-card.js';
import { createOutboxModel, outboxTabs } from './outbox.model.js';
import { tones } from './tones.js';

/** What is to be told to other systems, what became of it, and what a person can do about it. */
export default function Outbox() {
  const { api, toast, t, format, events, clock } = useServices();
  const [model] = useState(() => createOutboxModel({ api, toast, t, events, clock }));
  useEffect(() => model.start(), []);
  const open = model.open.value;
  const counts = model.counts.value;
  const badge = (tab: (typeof outboxTabs)[number]) => (tab !== 'all' && counts[tab] ? { badge: format.number(counts[tab]) } : {});

  return (
    <Page
      body="fill"
      title={t('host:web.outbox.title')}
      subtitle={t('host:web.outbox.subtitle')}
      tools={<SearchBox label={t('host:web.outbox.search')} value={String(model.list.query.value['q'] ?? '')} onChange={q => void model.list.setQuery({ q })} />}
      panel={open && <OutboxCard key={open.id} model={model} row={open} />}
    >
      <Tabs
        label={t('host:web.outbox.byState')}
        tabs={outboxTabs.map(id => ({ id, label: t(`host:web.outbox.states.${id}`), ...badge(id) }))}
        active={model.tab.value}
        onChange={id => void model.choose(id)}
      >
        <DataTable
          label={t('host:web.outbox.title')}
          list={model.list}
          rowId={r => r.id}
          selected={open?.id}
          onOpen={r => void model.show(r.id)}
          columns={[
            { id: 'state', title: t('host:web.outbox.state'), width: '140px', cell: r => <Badge tone={tones[r.state]}>{t(`host:web.outbox.states.${r.state}`)}</Badge> },
            { id: 'topic', title: t('host:web.outbox.topic'), width: 'minmax(120px, 240px)', cell: r => <code class="code cut">{r.topic}</code> },
            { id: 'subscriber', title: t('host:web.outbox.subscriber'), width: '1.4fr', cell: r => <span class="cut"><code class="code">{r.subscriber}</code>{r.connection && <span class="quiet"> {r.connection.name}</span>}</span>, from: 560 },
            { id: 'attempts', title: t('host:web.outbox.attempts'), width: '76px', align: 'end', cell: r => format.number(r.attempts), from: 760 },
            { id: 'error', title: t('host:web.outbox.lastError'), width: '2fr', cell: r => <span class="quiet cut">{r.lastError ?? ''}</span>, from: 900 },
            { id: 'createdAt', title: t('host:web.outbox.createdAt'), width: '150px', sort: 'createdAt', cell: r => format.dateTime(r.createdAt), from: 480 },
          ]}
          empty={(
            <EmptyState icon="check-circle" title={t(model.tab.value === 'all' ? 'host:web.outbox.empty' : 'host:web.outbox.emptyState')}>
              {t('host:web.outbox.emptyDetail')}
            </EmptyState>
          )}
        />
      </Tabs>
    </Page>
  );
}
