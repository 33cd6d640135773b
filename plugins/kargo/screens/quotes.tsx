import { Badge, Button, useServices } from '@sontechsp/sdk/ui';
import type { ShipmentForm } from './shipment-form.model.js';

/** Prices of the carriers that tell them; one that is pressed is the carrier. */
export function Quotes({ model }: { model: ShipmentForm }) {
  const { t, format } = useServices();
  const { quotes, form } = model;
  const shown = quotes.quotes.value;
  return (
    <section class="cargo-quotes">
      <Button size="small" icon="tag" busy={quotes.busy.value} onClick={() => void model.askPrices()}>{t('kargo:ui.form.quotes')}</Button>
      {shown?.length === 0 && <p class="quiet" role="status">{t('kargo:ui.form.noQuotes')}</p>}
      {shown && shown.length > 0 && (
        <ul aria-label={t('kargo:ui.form.quotes')}>
          {shown.map(({ connectionId, carrier, service, amount, days }) => (
            <li key={`${connectionId} ${service}`}>
              <button type="button" class="cargo-quote" aria-pressed={form.values.value.connectionId === connectionId} onClick={() => form.set('connectionId', connectionId)}>
                <span><strong>{carrier}</strong> <span class="quiet">{service}{days !== null && ` · ${t('kargo:ui.form.quoteDays', { n: days })}`}</span></span>
                <span>{form.values.value.connectionId === connectionId && <Badge tone="success">{t('kargo:ui.form.quoteChosen')}</Badge>} {format.money(amount)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
