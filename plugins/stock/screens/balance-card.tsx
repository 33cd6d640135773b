import { Button, Facts, Field, ProblemBanner, QuantityInput, Select, SidePanel, TextInput, useServices } from '@sontechsp/sdk/ui';
import type { BalancesModel, BookingType } from './balances.model.js';

const types: readonly BookingType[] = ['in', 'out', 'adjust'];

/** The stock of one product: what is there, a booking by hand, and its own levels. */
export function BalanceCard({ model, mayWrite }: { model: BalancesModel; mayWrite: boolean }) {
  const { t, format, navigate } = useServices();
  const { booking, levels } = model;
  const open = model.open.value;
  if (!open) return null;
  const { type, quantity, reason } = booking.values.value;
  const level = (name: 'floor' | 'warnAt' | 'critical') => (
    <Field label={t(`stock:ui.balances.${name}`)} hint={t(`stock:ui.balances.${name}Hint`)} error={levels.error(name)}>
      <QuantityInput value={levels.values.value[name]} onChange={v => levels.set(name, v)} unit={open.unit} />
    </Field>
  );

  return (
    <SidePanel title={open.name} subtitle={open.sku ?? undefined} onClose={() => model.close()}>
      <Facts items={[
        [t('stock:ui.balances.onHand'), format.quantity(open.onHand)],
        [t('stock:ui.balances.reserved'), format.quantity(open.reserved)],
        [t('stock:ui.balances.available'), format.quantity(open.available)],
      ]} />
      <Button icon="history" onClick={() => navigate(`/stock/movements?productId=${open.productId}`)}>{t('stock:ui.balances.seeMovements')}</Button>
      {mayWrite && (
        <form class="group" noValidate onSubmit={event => { event.preventDefault(); void model.book(); }}>
          <h3>{t('stock:ui.balances.book')}</h3>
          {booking.problem.value !== undefined && <ProblemBanner problem={booking.problem.value} />}
          <Field label={t('stock:ui.balances.type')}>
            <Select value={type} onChange={v => booking.set('type', v)} options={types.map(value => ({ value, label: t(`stock:ui.types.${value}`) }))} />
          </Field>
          <Field label={t(type === 'adjust' ? 'stock:ui.balances.difference' : 'stock:ui.balances.quantity')} error={booking.error('quantity')} required>
            <QuantityInput value={quantity} onChange={v => booking.set('quantity', v)} unit={open.unit} />
          </Field>
          <Field label={t('stock:ui.balances.reason')} error={booking.error('reason')} required>
            <TextInput value={reason} onChange={v => booking.set('reason', v)} maxLength={200} />
          </Field>
          <Button type="submit" variant="primary" busy={booking.busy.value}>{t('stock:ui.balances.bookNow')}</Button>
        </form>
      )}
      {mayWrite && (
        <form class="group" noValidate onSubmit={event => { event.preventDefault(); void model.saveLevels(); }}>
          <h3>{t('stock:ui.balances.levels')}</h3>
          <p class="quiet">{t('stock:ui.balances.levelsHint')}</p>
          {levels.problem.value !== undefined && <ProblemBanner problem={levels.problem.value} />}
          {level('floor')}
          {level('warnAt')}
          {level('critical')}
          <Button type="submit" busy={levels.busy.value} disabled={!levels.changed.value}>{t('host:web.ui.save')}</Button>
        </form>
      )}
    </SidePanel>
  );
}
