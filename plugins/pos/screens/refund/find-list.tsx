import { useEffect, useRef } from 'preact/hooks';
import { EmptyState, useServices } from '@sontechsp/sdk/ui';
import { SaleChip } from '../sale-chip.js';
import type { RefundModel } from './refund.model.js';

/** The sales that fit, the last first. */
export function FindList({ model }: { model: RefundModel }) {
  const { t, format } = useServices();
  const { finding } = model;
  const sales = finding.sales.value;
  const active = finding.active.value;
  const state = finding.state.value;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => { list.current?.children[active]?.scrollIntoView({ block: 'nearest' }); }, [active, sales]);
  if (sales.length === 0 && state !== 'asking') {
    return (
      <div class="sale-empty">
        <EmptyState icon={state === 'failed' ? 'cloud-off' : 'receipt'} title={t(`pos:ui.refund.find.${state === 'failed' ? 'failed' : 'none'}`)}>
          {t(`pos:ui.refund.find.${state === 'failed' ? 'failedDetail' : 'noneDetail'}`)}
        </EmptyState>
      </div>
    );
  }
  return (
    <div ref={list} class="sale-rows refund-sales" role="listbox" tabIndex={0} aria-label={t('pos:ui.refund.find.list')} aria-busy={state === 'asking'} {...(sales[active] ? { 'aria-activedescendant': `past-${active}` } : {})}>
      {sales.map((sale, at) => (
        <div key={sale.id} id={`past-${at}`} role="option" aria-selected={at === active} class="sale-row refund-sale" onClick={() => void model.choose(at)}>
          <span class="refund-sale-name">
            <strong>{sale.receiptNo}</strong>
            <span class="quiet">{format.dateTime(sale.soldAt)} · {sale.cashierName}</span>
          </span>
          <span>{sale.state !== 'completed' && <SaleChip sale={sale} />}</span>
          <strong class="number-text sale-row-total">{format.money(sale.total)}</strong>
        </div>
      ))}
    </div>
  );
}
