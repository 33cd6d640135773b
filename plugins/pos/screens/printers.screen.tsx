import { useEffect, useState } from 'preact/hooks';
import { Badge, Button, DataTable, EmptyState, Page, Tabs, useServices, type TableColumn } from '@sontechsp/sdk/ui';
import { PrintJobCard } from './print-job-card.js';
import { PrinterCard } from './printer-card.js';
import { LogoView } from './printing/logo-view.js';
import { addressOf, jobTitle, jobTones, type PrintJob, type PrinterCardData } from './printer.js';
import { createPrintersModel, printerTabs, type PrintersModel } from './printers.model.js';

/** The store's printers, and what waits for them or did not come out. */
export default function Printers() {
  const { api, events, toast, t, clock, format } = useServices();
  const [model] = useState(() => createPrintersModel({ api, events, toast, t, clock }));
  useEffect(() => model.start(), [model]);
  const tab = model.tab.value;
  const counts = model.counts.value;
  const badge = (id: (typeof printerTabs)[number]) => ((id === 'failed' || id === 'queued') && counts[id] > 0 ? { badge: format.number(counts[id]) } : {});

  return (
    <Page
      body="fill"
      title={t('pos:ui.printing.title')}
      subtitle={t('pos:ui.printing.subtitle')}
      actions={<Button variant="primary" icon="plus" onClick={() => { void model.choose('printers'); model.show('new'); }}>{t('pos:ui.printing.add')}</Button>}
      panel={panelOf(model)}
    >
      <Tabs
        label={t('pos:ui.printing.title')}
        tabs={printerTabs.map(id => ({ id, label: t(`pos:ui.printing.tabs.${id}`), ...badge(id) }))}
        active={tab}
        onChange={id => void model.choose(id)}
      >
        {tab === 'printers' ? <PrinterTable model={model} /> : tab === 'logo' ? <LogoView /> : <JobTable key={tab} model={model} />}
      </Tabs>
    </Page>
  );
}

function panelOf(model: PrintersModel) {
  const printer = model.open.value;
  if (printer) return <PrinterCard key={printer === 'new' ? 'new' : printer.id} model={model} printer={printer === 'new' ? undefined : printer} />;
  const job = model.openJob.value;
  return job && <PrintJobCard key={job.id} model={model} job={job} />;
}

function PrinterTable({ model }: { model: PrintersModel }) {
  const { t, session } = useServices();
  const tills = new Map(session.stores.value.flatMap(store => store.terminals.map(one => [one.id, one.name] as const)));
  const open = model.open.value;
  const columns: TableColumn<PrinterCardData>[] = [
    { id: 'name', title: t('pos:ui.printing.name'), width: '1.4fr', sort: 'name', cell: row => <strong class="cut">{row.name}</strong> },
    { id: 'till', title: t('pos:ui.printing.till'), from: 620, cell: row => <span class="cut">{row.terminalId === null ? t('pos:ui.printing.everyTill') : tills.get(row.terminalId) ?? ''}</span> },
    { id: 'address', title: t('pos:ui.printing.address'), width: '1.4fr', from: 600, cell: row => <code class="code cut">{addressOf(row)}</code> },
    { id: 'paper', title: t('pos:ui.printing.paper'), width: '90px', from: 860, cell: row => t('pos:ui.receipt.width', { width: row.columns === 32 ? '58' : '80' }) },
    { id: 'drawer', title: t('pos:ui.printing.drawer'), width: '100px', from: 980, cell: row => t(row.drawer === 'none' ? 'host:web.ui.none' : 'host:web.ui.yes') },
    { id: 'state', title: t('pos:ui.printing.state'), width: 'minmax(190px, 2.2fr)', cell: row => <PrinterState printer={row} /> },
  ];
  return (
    <DataTable
      label={t('pos:ui.printing.tabs.printers')}
      list={model.printers}
      columns={columns}
      rowId={row => row.id}
      selected={open === 'new' ? undefined : open?.id}
      onOpen={row => model.show(row)}
      empty={<EmptyState icon="printer" title={t('pos:ui.printing.empty')} action={<Button variant="primary" icon="plus" onClick={() => model.show('new')}>{t('pos:ui.printing.add')}</Button>}>{t('pos:ui.printing.emptyDetail')}</EmptyState>}
    />
  );
}

function PrinterState({ printer }: { printer: PrinterCardData }) {
  const { t, format } = useServices();
  const waiting = printer.waiting > 0 && <span class="quiet cut">{t('pos:ui.printing.waiting', { n: format.number(printer.waiting) })}</span>;
  const badge = !printer.enabled ? <Badge icon="power">{t('pos:ui.printing.off')}</Badge>
    : printer.trouble !== null ? <Badge tone="warn">{t(`pos:ui.printing.problems.${printer.trouble}`)}</Badge>
    : <Badge tone="success">{t('pos:ui.printing.ready')}</Badge>;
  return <span class="printer-state">{badge}{waiting}</span>;
}

function JobTable({ model }: { model: PrintersModel }) {
  const { t, format } = useServices();
  const columns: TableColumn<PrintJob>[] = [
    { id: 'state', title: t('pos:ui.printing.state'), width: '150px', cell: job => <Badge tone={jobTones[job.state]}>{t(`pos:ui.printing.states.${job.state}`)}</Badge> },
    { id: 'what', title: t('pos:ui.printing.what'), width: '1.6fr', cell: job => <span class="printer-state"><strong class="cut">{jobTitle(job, t)}</strong>{job.copy && <Badge icon="copy">{t('pos:ui.printing.copy')}</Badge>}</span> },
    { id: 'printer', title: t('pos:ui.printing.printer'), from: 620, cell: job => <span class="cut">{job.printerName ?? t('pos:ui.printing.gone')}</span> },
    { id: 'problem', title: t('pos:ui.printing.problem'), width: '1.4fr', from: 760, cell: job => <span class="quiet cut">{job.problem === null ? '' : t(`pos:ui.printing.problems.${job.problem}`)}</span> },
    { id: 'user', title: t('pos:ui.printing.user'), from: 980, cell: job => <span class="cut">{job.userName}</span> },
    { id: 'createdAt', title: t('pos:ui.printing.at'), width: '170px', sort: 'createdAt', from: 560, cell: job => format.dateTime(job.createdAt) },
  ];
  return (
    <DataTable
      label={t('pos:ui.printing.jobs')}
      list={model.jobs}
      columns={columns}
      rowId={job => job.id}
      selected={model.openJob.value?.id}
      onOpen={job => model.showJob(job)}
      empty={<EmptyState icon="check-circle" title={t('pos:ui.printing.noJobs')}>{t('pos:ui.printing.noJobsDetail')}</EmptyState>}
    />
  );
}
