import { Button, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import { EntryField, NumberPad } from './number-pad.js';
import { isItem } from './basket.js';
import { LineStory } from './line-story.js';
import type { Panel } from './panel.js';
import type { SaleModel } from './sale.model.js';

type Editing = Extract<Panel, { kind: 'quantity' | 'price' | 'discount' }>;

/** One number about a line, or the discount of the basket. */
export function EditPanel({ model, panel }: { model: SaleModel; panel: Editing }) {
  const { t, format, session } = useServices();
  const line = model.till.keeper.basket.value.lines.find(l => l.key === panel.key);
  const item = isItem(line) ? line : undefined;
  const unit = panel.kind === 'quantity' ? (item ? t(`host:web.ui.unit.${item.unit}`) : undefined) : panel.kind === 'discount' && panel.by === 'percent' ? '%' : format.currencySymbol;
  const row = item && model.till.rows.row(item.key)?.value;
  const title = t(`pos:ui.edit.${panel.kind}`);
  const choice = panel.kind === 'discount' ? `${panel.on}-${panel.by}` : '';
  return (
    <form
      class={`sale-panel sale-panel-form sale-edit-${panel.kind}`}
      aria-label={title}
      onSubmit={event => {
        event.preventDefault();
        model.command('confirm');
      }}
    >
      <header class="sale-panel-head">
        <div class="sale-panel-titles">
          <h2>{title}</h2>
          <p class="quiet cut">{panel.kind === 'discount' && panel.on === 'basket' ? t('pos:ui.edit.wholeBasket') : item?.name}</p>
        </div>
        <CommandButton model={model} command="back">{t('pos:ui.edit.back')}</CommandButton>
      </header>
      {panel.kind === 'discount' && (
        <div class="sale-choices">
          <div class="segments" role="group" aria-label={t('pos:ui.edit.on.title')}>
            {(['basket', 'line'] as const).map(on => (
              <Button key={on} size="till" aria-pressed={panel.on === on} onClick={() => model.lines.editDiscount(on)}>{t(`pos:ui.edit.on.${on}`)}</Button>
            ))}
          </div>
          <div class="segments" role="group" aria-label={t('pos:ui.edit.by.title')}>
            {(['percent', 'amount'] as const).map(by => (
              <Button key={by} size="till" aria-pressed={panel.by === by} aria-label={t(`pos:ui.edit.by.${by}`)} onClick={() => model.lines.discountBy(by)}>{by === 'percent' ? '%' : format.currencySymbol}</Button>
            ))}
          </div>
        </div>
      )}
      <EntryField model={model} label={title} unit={unit} subject={`${panel.kind}-${panel.key ?? ''}-${choice}`} />
      <p class="quiet sale-panel-hint">
        {panel.kind === 'discount' ? t('pos:ui.edit.limit', { limit: session.limit('pos.discount') }) : panel.kind === 'quantity' ? t('pos:ui.edit.zeroRemoves') : t('pos:ui.edit.emptyPrice')}
      </p>
      {item && row && <LineStory line={item} row={row} />}
      <NumberPad model={model}>
        <Button type="submit" size="key" variant="primary" class="pad-confirm" shortcut="Enter">{t('pos:ui.edit.apply')}</Button>
      </NumberPad>
    </form>
  );
}
