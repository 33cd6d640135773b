import { useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import type { SaleModel } from './sale.model.js';

/** The total, and the keys that end a sale: always in sight, always in their place. */
export function SaleFoot({ model }: { model: SaleModel }) {
  const { t } = useServices();
  const panel = model.desk.panel.value;
  const busy = model.till.selling.state.value !== 'idle';
  const empty = !model.paying.payable.value;
  const method = panel.kind === 'pay' ? panel.payment.method : undefined;
  return (
    <footer class="sale-foot">
      <Total model={model} />
      <div class="sale-bar">
        <CommandButton model={model} command="park" size="key" icon="pause" disabled={empty || busy} aria-pressed={panel.kind === 'park'}>{t('pos:ui.sale.park')}</CommandButton>
        <CommandButton model={model} command="parked" size="key" icon="layers" disabled={busy} aria-pressed={panel.kind === 'parked'}>{t('pos:ui.sale.parked')}</CommandButton>
        <CommandButton model={model} command="discount" size="key" icon="percent" disabled={empty || busy} aria-pressed={panel.kind === 'discount'}>
          {t('pos:ui.sale.discount')}
        </CommandButton>
        <CommandButton model={model} command="cash" size="key" variant="pay" icon="cash" disabled={empty || busy} aria-pressed={method === 'cash'}>{t('pos:ui.method.cash')}</CommandButton>
        <CommandButton model={model} command="card" size="key" variant="primary" icon="card" disabled={empty || busy} aria-pressed={method === 'card'}>{t('pos:ui.method.card')}</CommandButton>
      </div>
    </footer>
  );
}

function Total({ model }: { model: SaleModel }) {
  const { t, format } = useServices();
  const due = model.paying.due.value;
  const { discountTotal, subtotal, count } = model.till.rows.sums.value;
  return (
    <div class="sale-sum">
      <div class="sale-sum-facts">
        <span>{t('pos:ui.sale.count', { n: count })}</span>
        {discountTotal > 0 && <span class="sale-sum-subtotal">{t('pos:ui.sale.subtotal')} {format.amount(subtotal)}</span>}
        {discountTotal > 0 && <span>{t('pos:ui.sale.column.discount')} −{format.amount(discountTotal)}</span>}
      </div>
      <div class="sale-total">
        <span class="sale-total-label" id="sale-total-label">{t('pos:ui.sale.total')}</span>
        <output class="sale-total-amount" aria-labelledby="sale-total-label"><span key={due}>{format.money(due)}</span></output>
      </div>
    </div>
  );
}
