import { useEffect, useState } from 'preact/hooks';
import { Button, EmptyState, Page, ProblemBanner, Select, Spinner, useServices } from '@sontechsp/sdk/ui';
import { createReportModel, spans } from './report.model.js';

/** What was sold most. */
export default function Report() {
  const { api, clock, t, format, toast } = useServices();
  const [model] = useState(() => createReportModel({ api, clock }));
  useEffect(() => void model.load(), []);
  const items = model.items.value;

  async function download() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([await model.csv()], { type: 'text/csv' }));
    link.download = 'ornek.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <Page
      title={t('ornek:ui.title')}
      actions={<Button icon="download" onClick={() => void download().catch(error => toast.problem(error))}>{t('ornek:ui.csv')}</Button>}
      tools={<Select label={t('ornek:ui.span')} value={model.days.value} onChange={days => void model.choose(days)} options={spans.map(value => ({ value, label: t(`ornek:ui.days.${value}`) }))} />}
    >
      {model.problem.value !== undefined && <ProblemBanner problem={model.problem.value} onRetry={() => void model.load()} />}
      {items === undefined && model.problem.value === undefined && <Spinner label={t('host:web.ui.loading')} />}
      {items?.length === 0 && <EmptyState icon="chart" title={t('ornek:ui.empty')}>{t('ornek:ui.emptyDetail')}</EmptyState>}
      {items && items.length > 0 && (
        <table class="ornek-table">
          <thead><tr><th>{t('ornek:ui.product')}</th><th>{t('ornek:ui.quantity')}</th><th>{t('ornek:ui.total')}</th></tr></thead>
          <tbody>
            {items.map(item => (
              <tr key={item.productId}><td>{item.name}</td><td>{format.quantity(item.quantity)}</td><td>{format.money(item.total)}</td></tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}
