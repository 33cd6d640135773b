import { Field, Select, TextInput, useServices } from '@sontechsp/sdk/ui';
import { reasons } from './phase.js';
import type { RefundModel } from './refund.model.js';

/** Why it comes back. */
export function ReasonField({ model }: { model: RefundModel }) {
  const { t } = useServices();
  const reason = model.reason.value;
  const quick = 'quick' in reason ? reason.quick : 'other';
  return (
    <div class="refund-reason">
      <Field label={`${t('pos:ui.refund.reason')} (F4)`}>
        <Select
          class="select-till"
          value={quick}
          options={[...reasons, 'other' as const].map(value => ({ value, label: t(`pos:ui.refund.reasons.${value}`) }))}
          onChange={value => model.setReason(value === 'other' ? { text: '' } : { quick: value })}
        />
      </Field>
      {'text' in reason && (
        <Field label={t('pos:ui.refund.ownReason')}>
          <TextInput class="input-till" autoFocus maxLength={200} value={reason.text} onChange={text => model.setReason({ text })} />
        </Field>
      )}
    </div>
  );
}
