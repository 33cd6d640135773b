import { useState } from 'preact/hooks';
import { Button, Icon, useServices } from '@sontechsp/sdk/ui';
import { methodTitle } from '../method-title.js';
import { ReceiptView } from '../receipt-view.js';
import { KeyButton } from './key-button.js';
import type { Done } from './phase.js';
import type { RefundModel } from './refund.model.js';

/** What was written, with the money to give or keep. */
export function DoneFacts({ model, phase: { what, refund, sale, balance, money } }: { model: RefundModel; phase: Done }) {
  const { t, format, navigate } = useServices();
  const change = sale?.change ?? 0;
  const known = model.ways.methods.value;
  return (
    <div class="sale-panel sale-done refund-done">
      <div class="sale-done-head" role="status">
        <Icon name="check-circle" />
        <h2>{t(`pos:ui.refund.done.${what}`)}</h2>
        <span class="sale-done-number">{refund.receiptNo}{sale && ` · ${sale.receiptNo}`}</span>
      </div>
      <div class="sale-change">
        <span>{t(balance > 0 ? (change > 0 ? 'pos:ui.pay.change' : 'pos:ui.refund.paid') : balance < 0 ? 'pos:ui.refund.giveBack' : 'pos:ui.refund.even')}</span>
        <output class="sale-change-amount">{format.money(balance > 0 ? change || balance : -balance)}</output>
      </div>
      <dl class="sale-done-sums">
        <div><dt>{t('pos:ui.refund.total')}</dt><dd>{format.money(refund.total)}</dd></div>
        {sale && <div><dt>{t('pos:ui.refund.newTotal')}</dt><dd>{format.money(sale.total)}</dd></div>}
        {money.map((one, at) => <div key={at}><dt>{methodTitle(one.method, known, t)}</dt><dd>{format.money(one.amount)}</dd></div>)}
      </dl>
      <div class="sale-done-actions">
        <KeyButton model={model} command="confirm" size="key" variant="primary">{t('pos:ui.refund.done.another')}</KeyButton>
        <Button size="key" icon="cart" onClick={() => navigate('/sale')}>{t('pos:ui.refund.done.toSale')}</Button>
      </div>
    </div>
  );
}

/** The slip of the refund, and of an exchange the new sale's too. */
export function DoneReceipt({ phase: { refund, sale } }: { phase: Done }) {
  const { t } = useServices();
  const [id, setId] = useState(refund.id);
  const receipts = [refund, ...(sale ? [sale] : [])];
  return (
    <div class="sale-panel sale-receipt">
      {sale && (
        <div class="segments" role="group" aria-label={t('pos:ui.receipt.title')}>
          {receipts.map(one => <Button key={one.id} size="till" aria-pressed={id === one.id} onClick={() => setId(one.id)}>{one.receiptNo}</Button>)}
        </div>
      )}
      <ReceiptView key={id} saleId={id} size="till" />
    </div>
  );
}
