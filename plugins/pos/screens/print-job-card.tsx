import { Badge, Banner, Button, Facts, SidePanel, useServices } from '@sontechsp/sdk/ui';
import { jobTitle, jobTones, type PrintJob } from './printer.js';
import type { PrintersModel } from './printers.model.js';

/** One print job: what became of it, and what a person can decide. */
export function PrintJobCard({ model, job }: { model: PrintersModel; job: PrintJob }) {
  const { t, format } = useServices();
  const busy = model.busy.value;
  const mayRetry = (job.state === 'failed' || job.state === 'expired' || job.state === 'cancelled') && job.kind !== 'drawer';
  const mayCancel = job.state === 'queued' || job.state === 'failed';
  const time = (at: string | null): string => (at === null ? '' : format.dateTime(at));
  return (
    <SidePanel
      title={jobTitle(job, t)}
      subtitle={job.printerName ?? t('pos:ui.printing.gone')}
      onClose={() => model.showJob(undefined)}
      actions={(mayRetry || mayCancel) && (
        <>
          {mayCancel && <Button icon={job.state === 'failed' ? 'check' : 'close'} busy={busy} onClick={() => void model.cancel(job)}>{t(job.state === 'failed' ? 'pos:ui.printing.inOrder' : 'pos:ui.printing.giveUp')}</Button>}
          {mayRetry && <Button variant="primary" icon="printer" busy={busy} onClick={() => void model.retry(job)}>{t('pos:ui.printing.again')}</Button>}
        </>
      )}
    >
      {job.problem === 'lost' && <Banner tone="danger" title={t('pos:ui.printing.look')}>{t('pos:ui.printing.lookDetail')}</Banner>}
      <Facts items={[
        [t('pos:ui.printing.state'), <Badge tone={jobTones[job.state]}>{t(`pos:ui.printing.states.${job.state}`)}</Badge>],
        ...(job.problem === null ? [] : [[t('pos:ui.printing.problem'), t(`pos:ui.printing.problems.${job.problem}`)] as const]),
        [t('pos:ui.printing.user'), job.userName],
        [t('pos:ui.printing.at'), time(job.createdAt)],
        [t('pos:ui.printing.sentAt'), time(job.sentAt)],
        [t('pos:ui.printing.doneAt'), time(job.doneAt)],
        ...(job.state === 'queued' ? [[t('pos:ui.printing.expiresAt'), time(job.expiresAt)] as const] : []),
        [t('pos:ui.printing.attempts'), format.number(job.attempts)],
      ]} />
    </SidePanel>
  );
}
