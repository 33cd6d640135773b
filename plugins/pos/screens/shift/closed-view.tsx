import { Banner, Button, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import type { CloseReply } from '../../shifts/schemas.js';
import type { SaleModel } from '../sale.model.js';
import { Causes } from './causes.js';
import { CountFacts } from './count-facts.js';
import { ReasonField } from './reason-field.js';
import { ShiftHead } from './shift-head.js';
import type { ShiftWork } from './shift-work.js';

/** The shift is closed: its number, its difference, what may be behind that, and its reason where none was given. */
export function ClosedView({ model, work, closed }: { model: SaleModel; work: ShiftWork; closed: CloseReply }) {
  const { t, format } = useServices();
  const { stored, printed, unprinted } = closed.receipts;
  const asks = closed.reasonMissing;
  const z = t('pos:ui.shift.closed.z', { n: closed.zNo ?? 0 });
  const show = () => model.desk.show({ kind: 'shift', view: 'z' });
  return (
    <form
      class="sale-panel sale-panel-form"
      aria-label={t('pos:ui.shift.closed.title')}
      onSubmit={event => {
        event.preventDefault();
        // Without a reason it is as it was: the report is what comes next.
        if (asks && work.reason.peek().trim() !== '') void work.giveReason();
        else show();
      }}
    >
      <ShiftHead model={model} title={t('pos:ui.shift.closed.title')} note={printed === stored ? `${z} · ${t('pos:ui.shift.closed.printed', { n: stored })}` : z} />
      <CountFacts expected={closed.expectedCash} counted={closed.countedCash ?? 0} difference={closed.difference} />
      {printed !== null && printed !== stored && (
        <Banner tone="warn" title={t('pos:ui.shift.closed.unprinted', { n: stored, printed })}>{unprinted.slice(0, 5).join(', ')}{unprinted.length > 5 && ` +${format.number(unprinted.length - 5)}`}</Banner>
      )}
      {closed.difference !== 0 && (
        <div class="shift-causes">
          <h3>{t('pos:ui.shift.closed.causes')}</h3>
          <Causes explanations={closed.explanations} {...(asks ? { onChoose: work.explain } : {})} />
        </div>
      )}
      <div class="sale-panel-space" />
      <ProblemBanner problem={work.problem.value} />
      {asks && <ReasonField work={work} />}
      {!asks && closed.reason !== null && closed.difference !== 0 && <p class="shift-reason"><span class="quiet">{t('pos:ui.shift.why')}:</span> {closed.reason}</p>}
      <div class={asks ? 'shift-ends' : ''}>
        {asks && <Button type="submit" size="key" variant="primary" icon="check" disabled={work.reason.value.trim() === ''} busy={work.busy.value}>{t('pos:ui.shift.closed.give')}</Button>}
        <Button size="key" variant={asks ? 'plain' : 'primary'} icon="receipt" block={!asks} autoFocus={!asks} onClick={show}>{t('pos:ui.shift.closed.show')}</Button>
      </div>
    </form>
  );
}
