import { Button, ConfirmDialog, Field, IconButton, MoneyInput, ProblemBanner, QuantityInput, Select, SidePanel, Slot, TextInput, useServices } from '@sontechsp/sdk/ui';
import { vatRates } from './product.js';
import type { ProductsModel } from './products.model.js';

/** One product: what it is called, what it costs, and the codes it is scanned by. */
export function ProductCard({ model, readOnly }: { model: ProductsModel; readOnly: boolean }) {
  const { t } = useServices();
  const { form } = model;
  const open = model.open.value;
  const values = form.values.value;
  if (!open) return null;
  const isNew = open === 'new';

  return (
    <SidePanel
      title={isNew ? t('katalog:ui.products.new') : open.name}
      onClose={() => model.close()}
      {...(readOnly ? {} : {
        onSubmit: () => void model.save(),
        actions: (
          <>
            {!isNew && <Button class="push" variant="ghost" icon="trash" onClick={() => model.askArchive()}>{t('katalog:ui.products.archive')}</Button>}
            <Button type="submit" variant="primary" busy={form.busy.value}>{t(isNew ? 'host:web.ui.create' : 'host:web.ui.save')}</Button>
          </>
        ),
      })}
    >
      {form.problem.value !== undefined && <ProblemBanner problem={form.problem.value} />}
      <Field label={t('katalog:ui.products.name')} error={form.error('name')} required>
        <TextInput value={values.name} onChange={v => form.set('name', v)} maxLength={200} disabled={readOnly} />
      </Field>
      <Field label={t('katalog:ui.products.price')} hint={t('katalog:ui.products.priceHint')} error={form.error('price')} required>
        <MoneyInput value={values.price} onChange={v => form.set('price', v)} min={0} disabled={readOnly} />
      </Field>
      {model.maySeeCost && (
        <Field label={t('katalog:ui.products.cost')} error={form.error('cost')}>
          <MoneyInput value={values.cost} onChange={v => form.set('cost', v)} min={0} disabled={readOnly} />
        </Field>
      )}
      <Field label={t('katalog:ui.products.vat')} error={form.error('vatRate')}>
        <Select value={values.vatRate} onChange={v => form.set('vatRate', v)} options={vatRates.map(r => ({ value: String(r), label: `%${r}` }))} disabled={readOnly} />
      </Field>
      <Field label={t('katalog:ui.products.unit')} error={form.error('unit')}>
        <Select value={values.unit} onChange={v => form.set('unit', v)} options={(['piece', 'kg'] as const).map(u => ({ value: u, label: t(`host:web.ui.unit.${u}`) }))} disabled={readOnly} />
      </Field>
      <Field label={t('katalog:ui.products.category')} error={form.error('categoryId')}>
        <Select value={values.categoryId} onChange={v => form.set('categoryId', v)} placeholder={t('katalog:ui.products.noCategory')} options={model.categories.value.map(c => ({ value: c.id, label: c.name }))} disabled={readOnly} />
      </Field>
      <Field label={t('katalog:ui.products.sku')} error={form.error('sku')}>
        <TextInput value={values.sku} onChange={v => form.set('sku', v)} maxLength={64} disabled={readOnly} />
      </Field>
      <fieldset class="group" disabled={readOnly}>
        <legend>{t('katalog:ui.products.barcodes')}</legend>
        <p class="quiet">{t('katalog:ui.products.barcodesHint')}</p>
        {values.barcodes.map((barcode, at) => (
          <div class="barcode-row" key={at}>
            <TextInput aria-label={t('katalog:ui.products.barcode')} value={barcode.code} onChange={code => model.setBarcode(at, { code })} maxLength={64} inputmode="numeric" disabled={readOnly} />
            <QuantityInput label={t('katalog:ui.products.packQuantity')} value={barcode.quantity} onChange={quantity => model.setBarcode(at, { quantity })} min={0.001} unit={values.unit} disabled={readOnly} />
            <IconButton icon="close" label={t('katalog:ui.products.removeBarcode')} onClick={() => model.removeBarcode(at)} disabled={readOnly} />
          </div>
        ))}
        {form.error('barcodes') && <p class="group-error">{form.error('barcodes')}</p>}
        {!readOnly && <Button variant="ghost" icon="plus" onClick={() => model.addBarcode()}>{t('katalog:ui.products.addBarcode')}</Button>}
      </fieldset>
      {!isNew && <Slot name="katalog.product.card" props={{ productId: open.id }} />}
      <ConfirmDialog
        open={model.asking.value}
        title={t('katalog:ui.products.archiveTitle')}
        confirm={t('katalog:ui.products.archive')}
        danger
        busy={model.archiving.busy.value}
        problem={model.archiving.problem.value}
        onConfirm={() => void model.archive()}
        onClose={() => model.keep()}
      >
        <p>{t('katalog:ui.products.archiveText', { name: isNew ? '' : open.name })}</p>
      </ConfirmDialog>
    </SidePanel>
  );
}
