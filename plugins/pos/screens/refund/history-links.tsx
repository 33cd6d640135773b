import { Button, useServices, type Session } from '@sontechsp/sdk/ui';
import type { History, PastSale } from '../history.model.js';
import { methodTitle } from '../method-title.js';
import { SaleChip } from '../sale-chip.js';
import { storeWaysAt } from '../till-rules.js';
import { mayVoid } from './may-void.js';

export const mayRefund = (sale: PastSale, session: Session): boolean => session.can('pos.sell') && !sale.kind && (sale.state === 'completed' || sale.state === 'partlyRefunded');

/** What may be done with a past sale, for one that may be refunded. */
export function SaleLinks({ sale }: { sale: PastSale }) {
  const { t, session, navigate } = useServices();
  return (
    <>
      {mayVoid(sale, session.terminal.value?.id ?? '') && <Button variant="danger" onClick={() => navigate(`/refund?sale=${sale.id}&void=true`)}>{t('pos:ui.refund.how.void')}</Button>}
      <Button variant="primary" icon="undo" onClick={() => navigate(`/refund?sale=${sale.id}`)}>{t('pos:ui.refund.refundSale')}</Button>
    </>
  );
}

/** What came back of a sale, or the sale a refund came from. */
export function Refunded({ sale, model }: { sale: PastSale; model: History }) {
  const services = useServices();
  const { t, format, session } = services;
  const methods = storeWaysAt(session.terminal.value?.id ?? '', services).methods.value;
  const detail = model.detail.value;
  const origin = sale.refundOf ?? sale.exchangeOf;
  if (origin) {
    return (
      <p class="history-origin">
        {sale.reason && <span class="quiet">{t('pos:ui.refund.reason')}: {sale.reason}</span>}
        <Button size="small" icon="link" onClick={() => void model.follow(origin)}>{t(sale.refundOf ? 'pos:ui.refund.ofRefund' : 'pos:ui.refund.ofExchange')}</Button>
      </p>
    );
  }
  if (!detail?.refunds?.length) return sale.reason ? <p class="quiet">{t('pos:ui.refund.reason')}: {sale.reason}</p> : null;
  return (
    <section class="stack">
      <h3>{t('pos:ui.refund.refundsOf')}</h3>
      <ul class="history-refunds">
        {detail.refunds.map(refund => (
          <li key={refund.id}>
            <Button size="small" onClick={() => void model.follow(refund.id)}>{refund.receiptNo}</Button>
            <SaleChip sale={{ state: 'completed', kind: refund.kind }} />
            <strong class="number-text">−{format.money(refund.total)}</strong>
            <span class="quiet">{format.dateTime(refund.refundedAt)} · {refund.reason}</span>
          </li>
        ))}
      </ul>
      {detail.left && detail.left.some(one => one.amount > 0) && <p class="quiet">{t('pos:ui.refund.left')}: {detail.left.filter(one => one.amount > 0).map(one => `${methodTitle(one.method, methods, t)} ${format.money(one.amount)}`).join(' · ')}</p>}
    </section>
  );
}
