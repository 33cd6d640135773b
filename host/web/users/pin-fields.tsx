import { Field, ProblemBanner, TextInput, useServices } from '@sontechsp/sdk/ui';
import type { PinModel } from './pin.model.js';

/** A new PIN, twice: nobody sees what was typed. */
export function PinFields({ model, autoFocus = false }: { model: PinModel; autoFocus?: boolean }) {
  const { t } = useServices();
  const { form } = model;
  const field = (name: 'pin' | 'again') => ({
    value: form.values.value[name], onChange: (value: string) => form.set(name, value.replace(/\D/g, '')),
    type: 'password', inputmode: 'numeric', autocomplete: 'off', maxLength: 20,
  } as const);
  return (
    <>
      <ProblemBanner problem={form.problem.value ?? model.work.problem.value} />
      <div class="form-grid">
        <Field label={t('host:web.users.pin.new')} hint={t('host:web.users.pin.hint')} error={form.error('pin')}><TextInput {...field('pin')} autoFocus={autoFocus} /></Field>
        <Field label={t('host:web.users.pin.again')} error={form.error('again')}><TextInput {...field('again')} /></Field>
      </div>
    </>
  );
}
