import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button, Field, TextInput, useServices } from '@sontechsp/sdk/ui';
import type { RefundModel } from './refund.model.js';

/** Digits typed anywhere land here: the quantity of the chosen line, its price or discount, or what the customer hands over. */
export function EntryField({ model, pays, disabled }: { model: RefundModel; pays: boolean; disabled: boolean }) {
  const { t, format, session } = useServices();
  const { handling } = model;
  const editing = handling.editing.value;
  const field = useRef<HTMLInputElement>(null);
  const subject = editing && `${editing.kind}-${editing.key ?? ''}-${editing.kind === 'discount' ? editing.by : ''}`;
  useLayoutEffect(() => {
    if (!subject) return;
    field.current!.focus();
    field.current!.select();
    // The keys act on the lines again once the number was taken.
    return () => field.current?.blur();
  }, [subject]);
  const isNew = model.phase.value.kind === 'sale' && handling.selected.value?.list === 'goods';
  const label = t(editing ? `pos:ui.edit.${editing.kind}` : pays ? 'pos:ui.refund.quantityOrMoney' : isNew ? 'pos:ui.edit.quantity' : 'pos:ui.refund.quantity');
  return (
    <div class="refund-entry">
      {editing?.kind === 'discount' && (
        <div class="sale-choices">
          <div class="segments" role="group" aria-label={t('pos:ui.edit.on.title')}>
            {(['basket', 'line'] as const).map(on => (
              <Button key={on} size="till" aria-pressed={(editing.key === undefined) === (on === 'basket')} onClick={() => handling.discountOn(on)}>{t(`pos:ui.refund.discountOn.${on}`)}</Button>
            ))}
          </div>
          <div class="segments" role="group" aria-label={t('pos:ui.edit.by.title')}>
            {(['percent', 'amount'] as const).map(by => (
              <Button key={by} size="till" aria-pressed={editing.by === by} aria-label={t(`pos:ui.edit.by.${by}`)} onClick={() => handling.discountBy(by)}>{by === 'percent' ? '%' : format.currencySymbol}</Button>
            ))}
          </div>
        </div>
      )}
      <Field label={label} {...(editing?.kind === 'discount' ? { hint: t('pos:ui.edit.limit', { limit: session.limit('pos.discount') }) } : {})}>
        <TextInput
          inputRef={field}
          class="input-till refund-quantity"
          inputMode="decimal"
          disabled={disabled || (!editing && handling.selected.value === undefined)}
          value={handling.entry.value.text}
          onChange={handling.write}
          onKeyDown={event => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            model.command('confirm');
          }}
        />
      </Field>
    </div>
  );
}
