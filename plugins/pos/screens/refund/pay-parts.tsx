import { Button, parseDecimal, useServices } from '@sontechsp/sdk/ui';
import { methodTitle } from '../method-title.js';
import { changeFor } from '../payment.js';
import type { RefundModel } from './refund.model.js';

/** What the customer has handed over for the difference so far, and what is left of it. */
export function PayParts({ model, disabled }: { model: RefundModel; disabled: boolean }) {
  const { t, format } = useServices();
  const due = model.quoting.told.value?.due ?? 0;
  const step = model.ways.rules.value?.cashRounding ?? 0;
  const payment = { ...model.purse.payment.value, method: 'cash' };
  const known = model.ways.methods.value;
  const { text } = model.handling.entry.value;
  const typed = text === '' ? undefined : parseDecimal(text, 2, format.decimalMark);
  const change = typed === undefined ? 0 : changeFor(payment, due, typed, step);
  const others = known.filter(one => one.method !== 'cash' && one.method !== 'card');
  return (
    <div class="refund-pay" role="group" aria-label={t('pos:ui.refund.paying')}>
      <h3>{t('pos:ui.refund.paying')}</h3>
      {payment.parts.length > 0 && (
        <ul class="sale-pay-parts" aria-label={t('pos:ui.pay.parts')}>
          {payment.parts.map((part, at) => (
            <li key={at}>
              <Button size="till" icon="close" disabled={disabled} aria-label={t('pos:ui.pay.dropPart', { method: methodTitle(part.method, known, t), amount: format.money(part.amount) })} onClick={() => model.purse.dropPart(at)}>
                {methodTitle(part.method, known, t)} {format.amount(part.amount)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {change > 0
        ? <p class="refund-pay-change"><span>{t('pos:ui.refund.changeInCash')}</span> <strong>{format.money(change)}</strong></p>
        : <p class="quiet">{t('pos:ui.refund.splitHint')}</p>}
      {others.length > 0 && (
        <div class="segments" role="group" aria-label={t('pos:ui.pay.methods')}>
          {others.map(({ method, needsCustomer }) => (
            <Button key={method} size="till" disabled={disabled || needsCustomer} title={needsCustomer ? t('pos:ui.pay.needsCustomer') : undefined} onClick={() => model.tender(method)}>{methodTitle(method, known, t)}</Button>
          ))}
        </div>
      )}
    </div>
  );
}
