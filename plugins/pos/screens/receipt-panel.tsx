import { useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import { ReceiptView } from './receipt-view.js';
import type { SaleModel } from './sale.model.js';

/** A receipt of the till, in the place of the pad. */
export function ReceiptPanel({ model, saleId, print }: { model: SaleModel; saleId: string; print: boolean }) {
  const { t } = useServices();
  return (
    <section class="sale-panel sale-receipt" aria-label={t('pos:ui.receipt.title')}>
      <header class="sale-panel-head">
        <h2 class="sale-panel-titles">{t('pos:ui.receipt.title')}</h2>
        <CommandButton model={model} command="back">{t('pos:ui.edit.back')}</CommandButton>
      </header>
      <ReceiptView saleId={saleId} print={print} size="till" />
    </section>
  );
}
