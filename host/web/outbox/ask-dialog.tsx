import { ConfirmDialog, Field, TextInput, useServices } from '@sontechsp/sdk/ui';
import type { OutboxModel } from './outbox.model.js';

/** Asks before a row is given up, closed by hand, or sent though it may have been sent. */
export function AskDialog({ model }: { model: OutboxModel }) {
  const { t } = useServices();
  const asked = model.asking.value;
  const deed = asked?.deed ?? 'retry';
  return (
    <ConfirmDialog
      open={asked !== undefined}
      title={t(`host:web.outbox.ask.${deed}.title`)}
      confirm={t(`host:web.outbox.do.${deed}`)}
      danger={deed === 'cancel'}
      busy={model.busy.value !== undefined}
      problem={asked?.problem}
      onConfirm={() => void model.confirm()}
      onClose={() => model.keep()}
    >
      <p>{t(`host:web.outbox.ask.${deed}.text`)}</p>
      {asked?.deed === 'done' && (
        <Field label={t('host:web.outbox.reason')} {...(asked.missing ? { error: t('host:web.ui.required') } : {})}>
          <TextInput autoFocus value={asked.reason} onChange={reason => model.reason(reason)} />
        </Field>
      )}
    </ConfirmDialog>
  );
}
