import { Button, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import type { ShiftReply } from '../../shifts/schemas.js';
import type { SaleModel } from '../sale.model.js';
import { CountFacts } from './count-facts.js';
import { ReasonField } from './reason-field.js';
import { ShiftHead } from './shift-head.js';
import type { ShiftWork } from './shift-work.js';

/**
 * The count beside what should be there, and why they differ. No difference is refused. Who counts blind sees the count alone:
 * whether there is a difference, and so its reason, is a matter of after the close.
 */
export function CloseView({ model, work, shift }: { model: SaleModel; work: ShiftWork; shift: ShiftReply }) {
  const { t } = useServices();
  const counted = work.counted.value ?? 0;
  const expected = shift.expectedCash;
  const difference = expected === null ? null : counted - expected;
  const asks = difference !== null && difference !== 0;
  return (
    <form
      class="sale-panel sale-panel-form"
      aria-label={t('pos:ui.shift.do.count')}
      onSubmit={event => {
        event.preventDefault();
        void work.close();
      }}
    >
      <ShiftHead model={model} title={t('pos:ui.shift.do.count')} />
      <CountFacts expected={expected} counted={counted} difference={difference} />
      {asks && <ReasonField work={work} />}
      <p class="quiet sale-panel-hint">{t(`pos:ui.shift.${difference === null ? 'blindHint' : asks ? 'whyHint' : 'evenHint'}`)}</p>
      <ProblemBanner problem={work.problem.value} />
      <div class="sale-panel-space" />
      <Button type="submit" size="key" variant="primary" icon="lock" shortcut="Enter" block autoFocus={!asks} busy={work.busy.value}>{t('pos:ui.shift.do.count')}</Button>
    </form>
  );
}
