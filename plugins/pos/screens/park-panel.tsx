import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import type { SaleModel } from './sale.model.js';

/** A name for a basket that is put aside. */
export function ParkPanel({ model }: { model: SaleModel }) {
  const { t } = useServices();
  const field = useRef<HTMLInputElement>(null);
  const { parking } = model;
  const unsold = model.till.keeper.basket.value.lines.filter(line => line.kind === 'unknown').length;
  useLayoutEffect(() => {
    field.current!.focus();
    field.current!.select();
  }, []);
  return (
    <form
      class="sale-panel sale-panel-form"
      aria-label={t('pos:ui.park.title')}
      onSubmit={event => {
        event.preventDefault();
        model.command('confirm');
      }}
    >
      <header class="sale-panel-head">
        <h2 class="sale-panel-titles">{t('pos:ui.park.title')}</h2>
        <CommandButton model={model} command="back" disabled={parking.work.busy.value}>{t('pos:ui.edit.back')}</CommandButton>
      </header>
      <input
        ref={field}
        class="input sale-name"
        type="text"
        autocomplete="off"
        maxLength={80}
        aria-label={t('pos:ui.park.name')}
        value={model.desk.entry.value.text}
        onInput={event => model.write(event.currentTarget.value)}
      />
      <p class="quiet sale-panel-hint">{t('pos:ui.park.hint')}</p>
      {unsold > 0 && <p class="sale-pay-unsold">{t('pos:ui.park.unsold', { n: unsold })}</p>}
      <ProblemBanner problem={parking.work.problem.value} />
      <Button type="submit" size="key" variant="primary" icon="pause" shortcut="Enter" block busy={parking.work.busy.value}>{t('pos:ui.park.park')}</Button>
    </form>
  );
}
