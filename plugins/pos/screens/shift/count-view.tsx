import { useEffect } from 'preact/hooks';
import { Button, decimalText, useServices } from '@sontechsp/sdk/ui';
import type { SaleModel } from '../sale.model.js';
import { AmountEntry, AmountWays } from './amount-entry.js';
import { PendingView } from './pending-view.js';
import { ShiftHead } from './shift-head.js';
import type { ShiftWork } from './shift-work.js';

/** What lies in the drawer now. What still waits at the till is shown first. */
export function CountView({ model, work }: { model: SaleModel; work: ShiftWork }) {
  const { t, format } = useServices();
  const pending = work.pending.value;
  const unfinished = model.till.keeper.basket.value.lines.length;
  useEffect(() => {
    void work.look();
    const before = work.counted.peek();
    if (before !== undefined && !work.byNotes.peek()) model.write(decimalText(before, 2, format.decimalMark));
  }, []);
  const waits = pending && pending.parked.length + pending.others.length + pending.unprinted.length + unfinished > 0;
  if (waits) return <PendingView model={model} work={work} pending={pending} unfinished={unfinished} />;
  return (
    <form
      class="sale-panel sale-panel-form"
      aria-label={t('pos:ui.shift.count')}
      onSubmit={event => {
        event.preventDefault();
        work.compare();
      }}
    >
      <ShiftHead model={model} title={t('pos:ui.shift.count')}><AmountWays work={work} /></ShiftHead>
      {!work.byNotes.value && <p class="quiet sale-panel-hint">{t('pos:ui.shift.countHint')}</p>}
      <AmountEntry model={model} work={work} label={t('pos:ui.shift.counted')} subject={`count-${String(pending === undefined)}`} />
      <Button type="submit" size="key" variant="primary" icon="arrow-right" shortcut="Enter" block>{t('pos:ui.shift.goOn')}</Button>
    </form>
  );
}
