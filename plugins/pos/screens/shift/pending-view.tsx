import { Button, Icon, useServices } from '@sontechsp/sdk/ui';
import type { PendingReply } from '../../shifts/schemas.js';
import type { SaleModel } from '../sale.model.js';
import { ShiftHead } from './shift-head.js';
import type { ShiftWork } from './shift-work.js';

/** What should be seen to before the drawer is counted. It stops nobody. */
export function PendingView({ model, work, pending, unfinished }: { model: SaleModel; work: ShiftWork; pending: PendingReply; unfinished: number }) {
  const { t, format } = useServices();
  return (
    <section class="sale-panel" aria-label={t('pos:ui.shift.pending.title')}>
      <ShiftHead model={model} title={t('pos:ui.shift.pending.title')} note={t('pos:ui.shift.pending.hint')} />
      <ul class="shift-list">
        {unfinished > 0 && <li><Icon name="cart" /><span>{t('pos:ui.shift.pending.basket', { n: unfinished })}</span><strong>{format.money(model.till.rows.sums.value.total)}</strong></li>}
        {pending.parked.map(one => (
          <li key={one.id}><Icon name="pause" /><span>{one.name} <span class="quiet">{format.time(one.parkedAt)} · {one.cashierName}</span></span><strong>{format.money(one.total)}</strong></li>
        ))}
        {pending.unprinted.length > 0 && <li><Icon name="printer" /><span>{t('pos:ui.shift.pending.unprinted', { n: pending.unprinted.length })} <span class="quiet">{pending.unprinted.slice(0, 3).join(', ')}</span></span></li>}
        {pending.others.map(one => <li key={one.code}><Icon name="alert" /><span>{one.text}</span><strong>{format.number(one.count)}</strong></li>)}
      </ul>
      <Button size="key" variant="primary" icon="arrow-right" block autoFocus onClick={() => work.seen()}>{t('pos:ui.shift.pending.goOn')}</Button>
    </section>
  );
}
