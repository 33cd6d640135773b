import { Button, Icon, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from '../command-button.js';
import type { Panel } from '../panel.js';
import { VoidButton } from '../refund/void-button.js';
import type { SaleModel } from '../sale.model.js';
import { FavouritesGrid } from './favourites-grid.js';

/** Where goods are sold by touch: what was just sold stays above the tiles, so that the next sale begins with one touch. */
export function DoneStrip({ model, panel: { sale } }: { model: SaleModel; panel: Extract<Panel, { kind: 'done' }> }) {
  const { t, format } = useServices();
  return (
    <section class="sale-panel sale-done done-strip" aria-label={t('pos:ui.done.title')}>
      <div class="sale-done-head" role="status">
        <Icon name="check-circle" />
        <h2>{t('pos:ui.done.title')}</h2>
        <span class="sale-done-number">{sale.receiptNo}</span>
      </div>
      <div class="sale-change">
        <span>{t('pos:ui.pay.change')}</span>
        <output class="sale-change-amount">{format.money(sale.change)}</output>
      </div>
      <div class="sale-done-actions">
        <CommandButton model={model} command="reprint" icon="printer">{t('pos:ui.receipt.print')}</CommandButton>
        <Button size="till" icon="receipt" onClick={() => model.showReceipt(sale.id, false)}>{t('pos:ui.receipt.show')}</Button>
        <VoidButton sale={sale} size="till" />
      </div>
      <FavouritesGrid model={model} />
    </section>
  );
}
