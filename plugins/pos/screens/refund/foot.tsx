import { useServices } from '@sontechsp/sdk/ui';
import { KeyButton } from './key-button.js';
import type { RefundModel } from './refund.model.js';

/** What it comes to, and the keys that end it: always in their place. */
export function Foot({ model }: { model: RefundModel }) {
  const { t, format } = useServices();
  const phase = model.phase.value;
  const busy = model.selling.state.value !== 'idle';
  const balance = model.booking.balance.value;
  const exchange = phase.kind === 'sale' && phase.how === 'exchange';
  const working = phase.kind === 'sale' || phase.kind === 'free';
  const amount = exchange ? Math.abs(balance.amount > 0 ? balance.amount : balance.givenBack.reduce((sum, one) => sum + one.amount, 0))
    : phase.kind === 'sale' ? phase.back.due.value : phase.kind === 'free' ? model.goods.rows.sums.value.total : phase.kind === 'done' ? Math.abs(phase.balance) : 0;
  const pays = exchange && balance.amount > 0;
  const how = phase.kind === 'sale' ? phase.how : phase.kind === 'free' ? 'free' : 'refund';
  const label = t(phase.kind === 'done' && phase.balance >= 0 ? (phase.balance > 0 ? 'pos:ui.refund.paid' : 'pos:ui.refund.even') : exchange ? (pays ? 'pos:ui.refund.customerPays' : balance.amount < 0 ? 'pos:ui.refund.giveBack' : 'pos:ui.refund.even') : 'pos:ui.refund.giveBack');
  return (
    <footer class="sale-foot">
      <div class="sale-sum">
        <div class="sale-sum-facts">
          {exchange && <span>{t('pos:ui.refund.total')} −{format.amount(phase.back.quote.value?.total ?? 0)}</span>}
          {exchange && <span>{t('pos:ui.refund.newTotal')} {format.amount(model.goods.rows.sums.value.total)}</span>}
          {exchange && balance.givenBack.map(one => <span key={one.method}>{model.booking.methods.value.find(known => known.method === one.method)?.title ?? one.method} {format.amount(one.amount)}</span>)}
          {exchange && pays && balance.inCash !== balance.amount && <span>{t('pos:ui.refund.inCash')} {format.amount(balance.inCash)}</span>}
          {phase.kind === 'free' && model.booking.freeInCash.value !== amount && <span>{t('pos:ui.refund.inCash')} {format.amount(model.booking.freeInCash.value)}</span>}
        </div>
        <div class="sale-total">
          <span class="sale-total-label" id="refund-total-label">{label}</span>
          <output class="sale-total-amount" aria-labelledby="refund-total-label">{format.money(amount)}</output>
        </div>
      </div>
      <div class="sale-bar refund-bar">
        <KeyButton model={model} command="card" size="key" variant="primary" icon="card" disabled={!working || busy || how === 'void' || (exchange && !pays)}>{t(`pos:ui.refund.keys.card.${pays ? 'pay' : how}`)}</KeyButton>
        <KeyButton model={model} command="cash" size="key" variant="pay" icon={how === 'void' ? 'close' : 'cash'} busy={busy} disabled={!working}>{t(`pos:ui.refund.keys.cash.${pays ? 'pay' : how}`)}</KeyButton>
      </div>
    </footer>
  );
}
