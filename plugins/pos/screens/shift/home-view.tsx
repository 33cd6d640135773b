import { Button, useServices } from '@sontechsp/sdk/ui';
import type { ShiftReply } from '../../shifts/schemas.js';
import type { ShiftView } from '../panel.js';
import type { SaleModel } from '../sale.model.js';
import { ShiftHead } from './shift-head.js';

const deeds: readonly { view: ShiftView; icon: string }[] = [
  { view: 'in', icon: 'plus' }, { view: 'out', icon: 'minus' }, { view: 'report', icon: 'receipt' }, { view: 'count', icon: 'lock' },
];

/** How the open shift stands, and what may be done with it. */
export function HomeView({ model, shift }: { model: SaleModel; shift: ShiftReply }) {
  const { t, format, session } = useServices();
  const drawer = model.ways.rules.value?.drawer ?? false;
  return (
    <section class="sale-panel" aria-label={t('pos:ui.shift.title')}>
      <ShiftHead model={model} title={t('pos:ui.shift.title')} note={t('pos:ui.shift.since', { name: shift.cashierName, time: format.dateTime(shift.openedAt) })} />
      <div class="shift-balance">
        <span>{t('pos:ui.shift.balance')}</span>
        {shift.expectedCash === null ? <span class="quiet">{t('pos:ui.shift.blind')}</span> : <output class="shift-balance-amount">{format.money(shift.expectedCash)}</output>}
      </div>
      <dl class="sale-done-sums"><div><dt>{t('pos:ui.shift.opening')}</dt><dd>{format.money(shift.openingCash)}</dd></div></dl>
      <div class="shift-deeds">
        {deeds.map(({ view, icon }, at) => (
          <Button key={view} size="key" icon={icon} variant={view === 'count' ? 'primary' : 'plain'} autoFocus={at === 0} onClick={() => model.desk.show({ kind: 'shift', view })}>
            {t(`pos:ui.shift.do.${view}`)}
          </Button>
        ))}
      </div>
      {session.can('pos.drawer') && <Button size="till" icon="drawer" block disabled={!drawer} onClick={() => model.command('drawer')}>{t('pos:ui.drawer.title')}</Button>}
    </section>
  );
}
