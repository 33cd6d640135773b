import { useState } from 'preact/hooks';
import { Banner, Button, Checkbox, ConfirmDialog, Field, IntegerInput, ProblemBanner, Select, SidePanel, TextInput, useServices } from '@sontechsp/sdk/ui';
import { pageNumbers, type PageName, type PrinterCardData } from './printer.js';
import type { PrintersModel } from './printers.model.js';

const pages = Object.keys(pageNumbers) as PageName[];

/** The card of one printer, with a slip to try it. */
export function PrinterCard({ model, printer }: { model: PrintersModel; printer: PrinterCardData | undefined }) {
  const { t, session } = useServices();
  const [asking, ask] = useState(false);
  const { form } = model;
  const values = form.values.value;
  const tills = session.store.value?.terminals ?? [];
  const files = session.can('host.settings') || printer?.kind === 'file';
  const word = (key: string) => t(`pos:ui.printing.${key}`);
  return (
    <SidePanel
      title={printer?.name ?? word('add')}
      subtitle={session.store.value?.name}
      onClose={() => model.show(undefined)}
      onSubmit={() => void model.save()}
      actions={
        <>
          <Tried model={model} trouble={printer?.trouble ?? null} />
          {printer && <Button class="panel-first" variant="ghost" icon="trash" onClick={() => ask(true)}>{t('host:web.ui.delete')}</Button>}
          <Button icon="printer" busy={model.busy.value} onClick={() => void model.test()}>{word('test')}</Button>
          <Button type="submit" variant="primary" icon="save" busy={form.busy.value}>{t('host:web.ui.save')}</Button>
        </>
      }
    >
      <ProblemBanner problem={form.problem.value} />
      <Field label={word('name')} error={form.error('name')} required>
        <TextInput value={values.name} onChange={value => form.set('name', value)} maxLength={80} autoFocus={!printer} />
      </Field>
      <Field label={word('till')} hint={word('tillHint')} error={form.error('terminalId')}>
        <Select value={values.terminalId} onChange={value => form.set('terminalId', value)} options={[{ value: '', label: word('everyTill') }, ...tills.map(one => ({ value: one.id, label: one.name }))]} />
      </Field>
      <Field label={word('kind')}>
        <Select value={values.kind} onChange={value => form.set('kind', value)} options={(['tcp', 'file'] as const).map(value => ({ value, label: word(`kindNames.${value}`), disabled: value === 'file' && !files }))} />
      </Field>
      {values.kind === 'tcp' ? (
        <div class="printer-pair">
          <Field label={word('host')} error={form.error('host')} required>
            <TextInput value={values.host} onChange={value => form.set('host', value)} placeholder="192.168.1.50" maxLength={253} />
          </Field>
          <Field label={word('port')} error={form.error('port')}>
            <IntegerInput value={values.port} onChange={value => form.set('port', value)} min={1} max={65535} />
          </Field>
        </div>
      ) : (
        <Field label={word('path')} hint={word('pathHint')} error={form.error('path')} required>
          <TextInput value={values.path} onChange={value => form.set('path', value)} placeholder="/dev/usb/lp0" maxLength={400} />
        </Field>
      )}
      <Field label={word('paper')}>
        <Select value={values.columns} onChange={value => form.set('columns', value)} options={(['48', '32'] as const).map(value => ({ value, label: t('pos:ui.receipt.width', { width: value === '32' ? '58' : '80' }) }))} />
      </Field>
      <PagePair model={model} which="page" />
      <PagePair model={model} which="otherPage" />
      <div class="printer-halves">
        <Field label={word('cut')}>
          <Select value={values.cut} onChange={value => form.set('cut', value)} options={(['partial', 'full', 'none'] as const).map(value => ({ value, label: word(`cuts.${value}`) }))} />
        </Field>
        <Field label={word('drawer')}>
          <Select value={values.drawer} onChange={value => form.set('drawer', value)} options={(['none', 'pin2', 'pin5'] as const).map(value => ({ value, label: word(`drawers.${value}`) }))} />
        </Field>
      </div>
      <Checkbox checked={values.enabled} onChange={value => form.set('enabled', value)} label={word('enabled')} />
      {printer && (
        <ConfirmDialog open={asking} danger title={t('pos:ui.printing.removeTitle', { name: printer.name })} confirm={t('host:web.ui.delete')} onConfirm={() => void model.remove(printer)} onClose={() => ask(false)}>
          {word('removeDetail')}
        </ConfirmDialog>
      )}
    </SidePanel>
  );
}

/** A code page and the number this printer knows it by. */
function PagePair({ model, which }: { model: PrintersModel; which: 'page' | 'otherPage' }) {
  const { t } = useServices();
  const { form } = model;
  const number = which === 'page' ? 'pageNumber' : 'otherNumber';
  const options = pages.map(value => ({ value, label: t(`pos:ui.printing.pages.${value}`) }));
  return (
    <div class="printer-pair">
      <Field label={t(`pos:ui.printing.${which}`)} {...(which === 'page' ? { hint: t('pos:ui.printing.pageHint') } : {})} error={form.error('codePages')}>
        <Select
          value={form.values.value[which]}
          onChange={value => model.choosePage(which, value as PageName | '')}
          options={which === 'page' ? options : [{ value: '' as PageName, label: t('host:web.ui.none') }, ...options]}
        />
      </Field>
      <Field label={t('pos:ui.printing.pageNumber')}>
        <IntegerInput value={form.values.value[number]} onChange={value => form.set(number, value)} min={0} max={255} disabled={form.values.value[which] === ''} />
      </Field>
    </div>
  );
}

/** What became of the test slip. */
function Tried({ model, trouble }: { model: PrintersModel; trouble: string | null }) {
  const { t } = useServices();
  const job = model.tried.value;
  if (!job) return null;
  // Others may wait before it, for the same reason.
  const problem = job.problem ?? trouble;
  if (job.state === 'printed') return <div class="panel-note"><Banner tone="success" title={t('pos:ui.printing.tried.printed')}>{t('pos:ui.printing.tried.look')}</Banner></div>;
  if (job.state === 'failed') return <div class="panel-note"><Banner tone="danger" title={t(`pos:ui.printing.problems.${job.problem ?? 'lost'}`)} /></div>;
  return (
    <div class="panel-note">
      <Banner tone={problem === null ? 'info' : 'warn'} title={t(problem === null ? 'pos:ui.printing.tried.sending' : `pos:ui.printing.problems.${problem}`)}>
        {problem !== null && t('pos:ui.printing.tried.waits')}
      </Banner>
    </div>
  );
}
