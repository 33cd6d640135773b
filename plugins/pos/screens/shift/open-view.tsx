import { Button, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import type { SaleModel } from '../sale.model.js';
import { AmountEntry, AmountWays } from './amount-entry.js';
import { ShiftHead } from './shift-head.js';
import type { ShiftWork } from './shift-work.js';

/** No shift is open: what lies in the drawer at its beginning. */
export function OpenView({ model, work }: { model: SaleModel; work: ShiftWork }) {
  const { t } = useServices();
  return (
    <form
      class="sale-panel sale-panel-form"
      aria-label={t('pos:ui.shift.open')}
      onSubmit={event => {
        event.preventDefault();
        void work.openShift();
      }}
    >
      <ShiftHead model={model} title={t('pos:ui.shift.open')}><AmountWays work={work} /></ShiftHead>
      {!work.byNotes.value && <p class="quiet sale-panel-hint">{t('pos:ui.shift.openHint')}</p>}
      <ProblemBanner problem={work.problem.value} />
      <AmountEntry model={model} work={work} label={t('pos:ui.shift.opening')} subject="open" />
      <Button type="submit" size="key" variant="primary" icon="play" shortcut="Enter" block busy={work.busy.value}>{t('pos:ui.shift.open')}</Button>
    </form>
  );
}
