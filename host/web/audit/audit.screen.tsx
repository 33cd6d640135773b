import { useEffect, useState } from 'preact/hooks';
import { DataTable, DayRange, EmptyState, Facts, Page, SearchBox, SidePanel, useServices } from '@sontechsp/sdk/ui';
import { createAuditModel } from './audit.model.js';

/** Who did what, and when. */
export default function Audit() {
  const { api, t, format, session } = useServices();
  const [model] = useState(() => createAuditModel({ api, session }));
  useEffect(() => void model.list.reload(), []);
  const open = model.open.value;
  return (
    <Page
      body="fill"
      title={t('host:web.audit.title')}
      subtitle={t('host:web.audit.subtitle')}
      tools={(
        <>
          <SearchBox label={t('host:web.audit.search')} value={String(model.list.query.value['q'] ?? '')} onChange={q => void model.list.setQuery({ q })} />
          <DayRange value={model.days.value} onChange={span => void model.between(span)} />
        </>
      )}
      panel={open && (
        <SidePanel key={open.id} title={open.action} subtitle={format.dateTime(open.at)} onClose={() => model.show(undefined)}>
          <Facts
            items={[
              [t('host:web.audit.who'), open.userName ?? open.userId ?? t('host:web.audit.system')],
              [t('host:web.audit.subject'), open.subjectType],
              ['id', <code class="code">{open.subjectId}</code>],
            ]}
          />
          {open.details && <pre class="audit-details">{JSON.stringify(open.details, null, 2)}</pre>}
          {open.hash && <Facts items={[[t('host:web.audit.hash'), <code class="code">{open.hash}</code>]]} />}
        </SidePanel>
      )}
    >
      <DataTable
        label={t('host:web.audit.title')}
        list={model.list}
        rowId={r => String(r.id)}
        selected={open && String(open.id)}
        onOpen={r => model.show(r)}
        columns={[
          { id: 'at', title: t('host:web.audit.at'), width: '170px', cell: r => format.dateTime(r.at) },
          { id: 'who', title: t('host:web.audit.who'), cell: r => r.userName ?? r.userId ?? t('host:web.audit.system'), from: 480 },
          { id: 'action', title: t('host:web.audit.action'), width: '1.4fr', cell: r => <code class="code">{r.action}</code> },
          { id: 'subject', title: t('host:web.audit.subject'), cell: r => r.subjectType, from: 640 },
          { id: 'details', title: t('host:web.audit.details'), width: '1.8fr', cell: r => <span class="quiet">{r.details && JSON.stringify(r.details)}</span>, from: 860 },
        ]}
        empty={<EmptyState icon="history" title={t('host:web.audit.empty')}>{t('host:web.audit.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}
