import { Button, useServices } from '@sontechsp/sdk/ui';
import type { SaleModel } from '../sale.model.js';
import { ReportSheet } from './report-sheet.js';
import { ShiftHead } from './shift-head.js';

/** A report of the till's shift, and its printing. */
export function ReportView({ model, shiftId, type }: { model: SaleModel; shiftId: string; type: 'x' | 'z' }) {
  const { t } = useServices();
  const title = t(`pos:ui.shift.report.${type}`);
  return (
    <section class="sale-panel sale-receipt" aria-label={title}>
      <ShiftHead model={model} title={title} />
      <ReportSheet shiftId={shiftId} type={type}>
        {print => <Button size="key" variant="primary" icon="printer" block autoFocus disabled={!print} onClick={print}>{t('pos:ui.receipt.print')}</Button>}
      </ReportSheet>
    </section>
  );
}
