import { useServices } from '@sontechsp/sdk/ui';
import { restOf } from '../payment.js';
import { KeyButton } from './key-button.js';
import type { RefundModel } from './refund.model.js';

/** What it comes to, and the keys that end it: always in their place. */
export function Foot({ model }: { model: RefundModel }) {
  const { t, format } = useServices();
  const phase = model.phase.value;
  const told = model.quoting.told.value;
  const { parts } = model.purse.payment.value;
  const busy = model.selling.state.value !== 'idle' || model.leave.need.value !== undefined;
  const working = (phase.kind === 'sale' || phase.kind === 'free') && !busy;
  const how = phase.kind === 'sale' ? phase.how : phase.kind === 'free' ? 'free' : 'refund';
  const exchange = how === 'exchange';
  const pays = exchange && told !== undefined && told.due > 0;
  const even = exchange && told?.goods !== undefined && told.due === 0 && told.giveBack === 0;
  const left = (method: string): number => restOf({ ...model.purse.payment.value, method }, told?.due ?? 0, model.ways.rules.value?.cashRounding ?? 0).left;
  const { label, amount } = phase.kind === 'done' ? ended(phase.balance)
    : pays ? { label: parts.length > 0 ? 'pos:ui.pay.left' : 'pos:ui.refund.customerPays', amount: left('card') }
    : { label: even ? 'pos:ui.refund.even' : 'pos:ui.refund.giveBack', amount: told?.giveBack ?? 0 };
  return (
    <footer class="sale-foot">
      <div class="sale-sum">
        <div class="sale-sum-facts">
          {exchange && <span>{t('pos:ui.refund.total')} {told && told.back > 0 && '−'}{format.amount(told?.back ?? 0)}</span>}
          {exchange && <span>{t('pos:ui.refund.newTotal')} {format.amount(told?.goods?.total ?? model.goods.rows.sums.value.total)}</span>}
          {pays && left('cash') !== amount && <span>{t('pos:ui.refund.inCash')} {format.amount(left('cash'))}</span>}
        </div>
        <div class="sale-total">
          <span class="sale-total-label" id="refund-total-label">{t(label)}</span>
          <output class="sale-total-amount" aria-labelledby="refund-total-label">{format.money(amount)}</output>
        </div>
      </div>
      <div class="sale-bar refund-bar">
        <KeyButton model={model} command="card" size="key" variant="primary" icon="card" disabled={!working || how === 'void' || even}>{t(`pos:ui.refund.keys.card.${pays ? 'pay' : 'back'}`)}</KeyButton>
        <KeyButton model={model} command="cash" size="key" variant={how === 'void' ? 'danger' : 'pay'} icon={how === 'void' ? 'close' : pays || how === 'free' ? 'cash' : 'check'} busy={model.selling.state.value !== 'idle'} disabled={!working}>{t(`pos:ui.refund.keys.cash.${pays ? 'pay' : how}`)}</KeyButton>
      </div>
    </footer>
  );
}

const ended = (balance: number): { label: string; amount: number } =>
  ({ label: balance > 0 ? 'pos:ui.refund.paid' : balance < 0 ? 'pos:ui.refund.giveBack' : 'pos:ui.refund.even', amount: Math.abs(balance) });
