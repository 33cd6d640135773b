import { Button, Dialog, Field, Icon, MoneyInput, ProblemBanner, TextInput, useServices } from '@sontechsp/sdk/ui';
import type { ShiftReply } from '../../shifts/schemas.js';
import type { ShiftsModel } from './shifts.model.js';

/** Asks before a shift is closed by somebody who does not stand at its till, and says what comes of it. */
export function ForceClose({ model, shift, till }: { model: ShiftsModel; shift: ShiftReply; till: string }) {
  const { t, format } = useServices();
  const { force } = model;
  const { counted, reason } = force.values.value;
  const pending = model.pending.value;
  const word = (key: string, values?: Record<string, string | number>) => t(`pos:ui.shifts.force.${key}`, values);
  const consequences = [
    word('final'),
    counted === null ? word('uncounted') : shift.expectedCash === null ? word('counted') : word('difference', { amount: format.money(counted - shift.expectedCash) }),
    word(model.shiftRequired.value ? 'stops' : 'goesOn'),
    ...(pending && pending.parked.length > 0 ? [word('parked', { n: pending.parked.length })] : []),
    ...(pending && pending.unprinted.length > 0 ? [word('unprinted', { n: pending.unprinted.length })] : []),
    word('basket'),
  ];
  return (
    <Dialog
      open={model.forcing.value}
      title={word('title', { till })}
      onClose={model.leaveForce}
      onSubmit={() => void model.closeByForce()}
      actions={
        <>
          <Button onClick={model.leaveForce}>{t('host:web.ui.cancel')}</Button>
          <Button type="submit" variant="danger" icon="lock" busy={force.busy.value}>{word('do')}</Button>
        </>
      }
    >
      <ProblemBanner problem={force.problem.value} />
      <ul class="force-list">{consequences.map(text => <li key={text}><Icon name="alert" /><span>{text}</span></li>)}</ul>
      <Field label={word('amount')} hint={word('amountHint')} error={force.error('countedCash')}>
        <MoneyInput value={counted} onChange={value => force.set('counted', value)} />
      </Field>
      <Field label={t('pos:ui.shift.reason')} error={force.error('reason')} required>
        <TextInput value={reason} onChange={value => force.set('reason', value)} maxLength={500} autoFocus />
      </Field>
    </Dialog>
  );
}
