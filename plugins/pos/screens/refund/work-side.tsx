import { ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import { LeavePanel } from '../leave-panel.js';
import { EntryField } from './entry-field.js';
import { KeyButton } from './key-button.js';
import { PayParts } from './pay-parts.js';
import type { Phase } from './phase.js';
import { Products } from './products.js';
import { ReasonField } from './reason-field.js';
import type { RefundModel } from './refund.model.js';
import { Tenders } from './tenders.js';
import { Tools } from './tools.js';

/** What is done with the chosen line, why it all comes back, and where the money goes. */
export function WorkSide({ model, phase }: { model: RefundModel; phase: Extract<Phase, { kind: 'sale' | 'free' }> }) {
  const { t, format } = useServices();
  const sale = phase.kind === 'sale' ? phase.back.sale : undefined;
  const how = phase.kind === 'sale' ? phase.how : 'free';
  const busy = model.selling.state.value !== 'idle';
  const pays = how === 'exchange' && (model.quoting.told.value?.due ?? 0) > 0;
  if (model.leave.need.value) return <LeavePanel leave={model.leave} back={<KeyButton model={model} command="back" disabled={model.leave.work.busy.value}>{t('pos:ui.edit.back')}</KeyButton>} />;
  return (
    <div class="sale-panel refund-work">
      <header class="sale-panel-head">
        <div class="sale-panel-titles">
          <h2>{t(`pos:ui.refund.how.${how}`)}</h2>
          <p class="quiet cut">{sale ? `${sale.receiptNo} · ${format.dateTime(sale.soldAt)}` : t('pos:ui.refund.free.detail')}</p>
        </div>
        <KeyButton model={model} command="back">{t('pos:ui.edit.back')}</KeyButton>
      </header>
      {model.searching.value ? <Products model={model} /> : (
        <>
          {how !== 'void' && <Tools model={model} how={how} />}
          {how !== 'void' && <EntryField model={model} pays={pays} disabled={busy} />}
          {!model.handling.editing.value && (
            <>
              <ReasonField model={model} />
              {pays ? <PayParts model={model} disabled={busy} /> : <Tenders model={model} disabled={busy || how === 'void'} />}
            </>
          )}
        </>
      )}
      <ProblemBanner problem={model.booking.refusal.value ?? model.quoting.problem.value} />
    </div>
  );
}
