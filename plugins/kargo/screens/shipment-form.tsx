import { Banner, Button, Checkbox, Field, IconButton, IntegerInput, MoneyInput, ProblemBanner, QuantityInput, Select, SidePanel, TextInput, useServices } from '@sontechsp/sdk/ui';
import { Quotes } from './quotes.js';
import { cities } from './cities.js';
import type { ParcelDraft } from './draft.js';
import type { Order } from './shipment.js';
import type { ShipmentForm as Model } from './shipment-form.model.js';

/** Making a shipment, of a receipt or by hand; mending one that was refused. */
export function ShipmentForm({ model, onClose }: { model: Model; onClose: () => void }) {
  const { t, format } = useServices();
  const { form, mending } = model;
  const v = form.values.value;
  const can = model.connection.value;
  const words = (name: 'orderNo' | 'name' | 'phone' | 'line' | 'district' | 'city' | 'postalCode' | 'description', options: { required?: boolean; max: number; type?: 'tel'; list?: string }) => (
    <Field label={t(`kargo:ui.form.${name}`)} error={form.error(name)} required={options.required ?? false}>
      <TextInput value={v[name]} onChange={text => form.set(name, text)} maxLength={options.max} type={options.type ?? 'text'} {...(options.list ? { list: options.list } : {})} />
    </Field>
  );

  return (
    <SidePanel
      title={t(mending ? 'kargo:ui.form.mendTitle' : 'kargo:ui.form.title')}
      subtitle={mending?.orderNo}
      onClose={onClose}
      onSubmit={() => void model.send()}
      actions={(
        <>
          <Button onClick={onClose}>{t('host:web.ui.cancel')}</Button>
          <Button type="submit" variant="primary" icon="truck" busy={form.busy.value}>{t(mending?.retryable ? 'kargo:ui.form.sendAgain' : mending ? 'host:web.ui.save' : 'kargo:ui.form.send')}</Button>
        </>
      )}
    >
      <ProblemBanner problem={form.problem.value} />
      {mending?.problem && <Banner tone="danger" title={t(`kargo:ui.problems.${mending.problem.kind}`)}>{mending.problem.message}</Banner>}
      <Field label={t('kargo:ui.form.carrier')} error={form.error('connectionId')} required>
        <Select value={v.connectionId} onChange={id => form.set('connectionId', id)} placeholder={t('kargo:ui.form.chooseCarrier')} options={model.usable.map(c => ({ value: c.id, label: c.name }))} />
      </Field>
      {!mending && (
        <div class="cargo-lookup">
          <Field label={t('kargo:ui.form.receiptNo')} hint={t('kargo:ui.form.receiptHint')} error={form.error('receiptNo')}>
            <TextInput
              value={v.receiptNo} onChange={text => form.set('receiptNo', text)} maxLength={40} data-autofocus
              onKeyDown={event => {
                if (event.key !== 'Enter' || v.receiptNo.trim() === '' || v.order?.orderNo === v.receiptNo.trim()) return;
                event.preventDefault();
                void model.lookUp();
              }}
            />
          </Field>
          <Button icon="search" busy={model.looking.value} disabled={v.receiptNo.trim() === ''} onClick={() => void model.lookUp()}>{t('kargo:ui.form.lookUp')}</Button>
        </div>
      )}
      {v.order && <OrderBanner order={v.order} />}
      {!mending && !v.order && words('orderNo', { max: 40 })}

      <fieldset class="group cargo-group">
        <legend>{t('kargo:ui.form.recipient')}</legend>
        {words('name', { required: true, max: 200 })}
        {words('phone', { required: true, max: 30, type: 'tel' })}
        {words('line', { required: true, max: 500 })}
        <div class="cargo-pair">
          {words('district', { required: true, max: 60 })}
          {words('city', { required: true, max: 60, list: 'cargo-cities' })}
        </div>
        <datalist id="cargo-cities">{cities.map(city => <option key={city} value={city} />)}</datalist>
        {words('postalCode', { max: 10 })}
      </fieldset>

      <fieldset class="group cargo-group">
        <legend>{t('kargo:ui.form.parcels')}</legend>
        {v.parcels.map((parcel, at) => <ParcelRow key={parcel.key} model={model} parcel={parcel} at={at} removable={v.parcels.length > 1} />)}
        {form.error('parcels') && <p class="cargo-wrong" role="alert">{form.error('parcels')}</p>}
        <div class="cargo-sum">
          <Button size="small" icon="plus" disabled={can?.multiParcel === false} onClick={() => model.addParcel()}>{t('kargo:ui.form.addParcel')}</Button>
          <strong>{t('kargo:ui.form.desi', { desi: format.number(model.desi.value), count: v.parcels.length })}</strong>
        </div>
      </fieldset>

      {can?.recipientPays && (
        <Field label={t('kargo:ui.form.payer')}>
          <Select value={v.payer} onChange={payer => form.set('payer', payer)} options={(['sender', 'recipient'] as const).map(value => ({ value, label: t(`kargo:ui.payer.${value}`) }))} />
        </Field>
      )}
      {can?.cashOnDelivery && (
        <>
          <Checkbox checked={v.collect} onChange={on => form.set('collect', on)} label={t('kargo:ui.form.collect')} />
          {v.collect && (
            <div class="cargo-pair">
              <Field label={t('kargo:ui.form.amount')} error={form.error('amount')} required><MoneyInput value={v.amount} onChange={amount => form.set('amount', amount)} min={1} /></Field>
              <Field label={t('kargo:ui.form.by')}><Select value={v.by} onChange={by => form.set('by', by)} options={(['cash', 'card'] as const).map(value => ({ value, label: t(`kargo:ui.by.${value}`) }))} /></Field>
            </div>
          )}
        </>
      )}
      {words('description', { max: 250 })}
      {model.quotes.offered && <Quotes model={model} />}
    </SidePanel>
  );
}

/** What a receipt tells: found, given back since, or shipped before. */
function OrderBanner({ order }: { order: Order }) {
  const { t, format } = useServices();
  const facts = { order: order.orderNo, total: format.money(order.total), n: order.shipments };
  if (order.state === 'refunded' || order.state === 'voided') return <Banner tone="danger" title={t(`kargo:ui.sale.${order.state}`)}>{t('kargo:ui.sale.notToSend')}</Banner>;
  return (
    <Banner tone={order.shipments > 0 || order.state === 'partlyRefunded' ? 'warn' : 'success'} title={order.state === 'partlyRefunded' ? t('kargo:ui.sale.partlyRefunded') : undefined}>
      {t(order.shipments > 0 ? 'kargo:ui.form.orderShipped' : 'kargo:ui.form.orderFound', facts)}
    </Banner>
  );
}

function ParcelRow({ model, parcel, at, removable }: { model: Model; parcel: ParcelDraft; at: number; removable: boolean }) {
  const { t } = useServices();
  const size = (name: 'length' | 'width' | 'height') => (
    <Field label={t(`kargo:ui.form.${name}`)} hideLabel={at > 0}>
      <IntegerInput value={parcel[name]} onChange={cm => model.setParcel(parcel.key, { [name]: cm })} min={1} max={500} unit="cm" />
    </Field>
  );
  return (
    <div class="cargo-parcel" role="group" aria-label={t('kargo:ui.form.parcelNo', { n: at + 1 })}>
      {size('length')}
      {size('width')}
      {size('height')}
      <Field label={t('kargo:ui.form.weight')} hideLabel={at > 0}>
        <QuantityInput value={parcel.weight} onChange={weight => model.setParcel(parcel.key, { weight })} unit="kg" min={0.001} max={1000} />
      </Field>
      <IconButton icon="trash" label={t('kargo:ui.form.removeParcel', { n: at + 1 })} disabled={!removable} onClick={() => model.removeParcel(parcel.key)} />
    </div>
  );
}
