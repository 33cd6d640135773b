import { useEffect, useState } from 'preact/hooks';
import { Badge, Banner, Button, DataTable, EmptyState, Facts, IconButton, Page, SearchBox, Select, SidePanel, useServices } from '@sontechsp/sdk/ui';
import type { JobInfo } from './job.js';
import { createJobsModel, type JobsModel } from './jobs.model.js';
import { RunList, RunState } from './run-list.js';
import { scheduleText } from './schedule-text.js';

/** Work by the clock: what runs when, how it went, and running it now. */
export default function Jobs() {
  const { api, t, format, toast, session, clock } = useServices();
  const [model] = useState(() => createJobsModel({ api, clock, toast, t }));
  useEffect(() => void model.start(), []);
  useEffect(() => model.watch(), []);
  const process = model.process.value;
  const open = model.list.items.value.find(job => job.id === model.openId.value);
  const stores = session.stores.value;

  return (
    <Page
      body="fill"
      title={t('host:web.jobs.title')}
      subtitle={process?.leader ? t(process.leader.here ? 'host:web.jobs.leadsHere' : 'host:web.jobs.leads', { host: process.leader.host }) : t('host:web.jobs.subtitle')}
      tools={(
        <>
          <SearchBox label={t('host:web.jobs.search')} value={String(model.list.query.value['q'] ?? '')} onChange={q => void model.list.setQuery({ q })} />
          {stores.length > 1 && (
            <Select
              label={t('host:web.jobs.place')}
              value={String(model.list.query.value['storeId'] ?? '')}
              onChange={id => void model.list.setQuery({ storeId: id || undefined })}
              options={[{ value: '', label: t('host:web.jobs.everywhere') }, ...stores.map(s => ({ value: s.id, label: s.name }))]}
            />
          )}
        </>
      )}
      panel={open && <JobCard key={open.id} job={open} model={model} />}
    >
      {process && process.leader === null && <Banner tone="warn" title={t('host:web.jobs.nobody')}>{t('host:web.jobs.nobodyDetail')}</Banner>}
      <DataTable
        label={t('host:web.jobs.title')}
        list={model.list}
        rowId={job => job.id}
        rowHeight={52}
        selected={open?.id}
        onOpen={job => void model.show(job)}
        columns={[
          { id: 'title', title: t('host:web.jobs.job'), width: '2fr', sort: 'name', cell: job => <span class="job-title"><span>{job.title}</span><small class="quiet">{job.plugin === 'host' ? t('host:web.jobs.house') : job.plugin}</small></span> },
          { id: 'place', title: t('host:web.jobs.place'), cell: job => placeOf(job, t), from: 620 },
          { id: 'schedule', title: t('host:web.jobs.schedule'), width: '1.4fr', cell: job => <span class="quiet">{scheduleText(job.schedule, t)}</span>, from: 760 },
          { id: 'last', title: t('host:web.jobs.last'), width: '1.4fr', cell: job => job.lastRun && <span class="job-last"><RunState state={job.lastRun.state} /><small class="quiet">{format.relative(job.lastRun.startedAt ?? job.lastRun.dueAt)}</small></span> },
          { id: 'next', title: t('host:web.jobs.next'), width: '1.1fr', cell: job => <Next job={job} />, from: 480 },
          { id: 'run', title: t('host:web.jobs.run'), width: '84px', align: 'end', cell: job => <RunNow job={job} model={model} /> },
        ]}
        empty={<EmptyState icon="clock" title={t('host:web.jobs.empty')}>{t('host:web.jobs.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}

const placeOf = (job: JobInfo, t: (key: string) => string): string => job.storeName ?? t(job.per === 'host' ? 'host:web.jobs.once' : 'host:web.jobs.wholeFirm');
const mayRun = (job: JobInfo, model: JobsModel): boolean => job.state === 'scheduled' && !model.asking.value.has(job.id);

function Next({ job }: { job: JobInfo }) {
  const { t, format } = useServices();
  if (job.state === 'off') return <Badge icon="power">{t('host:web.jobs.off')}</Badge>;
  if (job.state === 'queued') return <Badge icon="clock">{t('host:web.jobs.runs.queued')}</Badge>;
  return job.nextRunAt && (
    <span class="job-last" title={format.dateTime(job.nextRunAt)}>
      <time dateTime={job.nextRunAt}>{format.time(job.nextRunAt)}</time>
      <small class="quiet">{format.relative(job.nextRunAt)}</small>
    </span>
  );
}

function RunNow({ job, model }: { job: JobInfo; model: JobsModel }) {
  const { t } = useServices();
  return (
    <span onClick={event => event.stopPropagation()}>
      <IconButton icon="play" label={t('host:web.jobs.runNamed', { title: job.title })} disabled={!mayRun(job, model)} onClick={() => void model.runNow(job)} />
    </span>
  );
}

function JobCard({ job, model }: { job: JobInfo; model: JobsModel }) {
  const { t, format } = useServices();
  const zone = 'timeZone' in job.schedule ? job.schedule.timeZone : undefined;
  return (
    <SidePanel
      title={job.title}
      subtitle={placeOf(job, t)}
      onClose={() => void model.show(undefined)}
      actions={(
        <Button icon="play" variant="primary" busy={model.asking.value.has(job.id) || job.state === 'running'} disabled={!mayRun(job, model)} onClick={() => void model.runNow(job)}>
          {t(job.state === 'running' ? 'host:web.jobs.running' : 'host:web.jobs.runNow')}
        </Button>
      )}
    >
      <Facts
        items={[
          [t('host:web.jobs.schedule'), scheduleText(job.schedule, t)],
          ...(zone ? [[t('host:web.jobs.timeZone'), zone] as const] : []),
          [t('host:web.jobs.next'), job.nextRunAt ? format.dateTime(job.nextRunAt) : t('host:web.jobs.off')],
          ['id', <code class="code">{job.job}</code>],
        ]}
      />
      {job.state === 'off' && <Banner>{t('host:web.jobs.offDetail')}</Banner>}
      <RunList model={model} />
    </SidePanel>
  );
}
