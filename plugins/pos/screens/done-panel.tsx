import { Badge, Button, Icon, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import { methodTitle } from './method-title.js';
import type { Panel } from './panel.js';
import { VoidButton } from './refund/void-button.js';
import type { SaleModel } from './sale.model.js';
import { warningKey } from './warning-key.js';

/** What was just sold, with the change to give back, until the next scan. */
export function DonePanel({ model, panel: { sale, earlier } }: { model: SaleModel; panel: Extract<Panel, { kind: 'done' }> }) {
  const { t, format } = useServices();
  const nameOf = (productId: unknown) => sale.lines.find(line => line.productId === productId)?.name ?? '';
  return (
    <section class="sale-panel sale-done" aria-label={t('pos:ui.done.title')}>
      <div class="sale-done-head" role="status">
        <Icon name="check-circle" />
        <h2>{t(earlier ? 'pos:ui.done.earlier' : 'pos:ui.done.title')}</h2>
        <span class="sale-done-number">{sale.receiptNo}</span>
      </div>
      <div class="sale-change">
        <span>{t('pos:ui.pay.change')}</span>
        <output class="sale-change-amount">{format.money(sale.change)}</output>
      </div>
      <dl class="sale-done-sums">
        <div><dt>{t('pos:ui.sale.total')}</dt><dd>{format.money(sale.total)}</dd></div>
        {sale.rounding !== undefined && sale.rounding !== 0 && <div><dt>{t('pos:ui.done.rounding')}</dt><dd>{format.money(sale.rounding)}</dd></div>}
        {sale.payments.map(payment => <div key={payment.id}><dt>{methodTitle(payment.method, model.ways.methods.value, t)}</dt><dd>{format.money(payment.amount)}</dd></div>)}
      </dl>
      {sale.warnings.length > 0 && (
        <ul class="sale-done-warnings">
          {sale.warnings.slice(0, 3).map((warning, at) => (
            <li key={at}>
              <Badge tone="warn">{nameOf(warning['productId'])}</Badge>
              <span>{t(warningKey(warning.code), { onHand: typeof warning['onHand'] === 'number' ? warning['onHand'] : '', plugin: String(warning['plugin'] ?? '') })}</span>
            </li>
          ))}
        </ul>
      )}
      <div class="sale-done-actions">
        <CommandButton model={model} command="reprint" size="key" icon="printer">{t('pos:ui.receipt.print')}</CommandButton>
        <Button size="key" icon="receipt" onClick={() => model.showReceipt(sale.id, false)}>{t('pos:ui.receipt.show')}</Button>
        <VoidButton sale={sale} />
      </div>
      <p class="quiet sale-done-next"><Icon name="barcode" />{t('pos:ui.done.next')}</p>
    </section>
  );
}
