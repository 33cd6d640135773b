import { useEffect, useState } from 'preact/hooks';
import { Banner, Button, Card, Facts, Page, ProblemBanner, Progress, useServices } from '@sontechsp/sdk/ui';
import { createImportModel } from './import.model.js';

/** A catalogue from a CSV file: choose, watch, and see which lines were bad. */
export default function Import() {
  const { api, t, format, navigate } = useServices();
  const [model] = useState(() => createImportModel({ api, wait: ms => new Promise(done => setTimeout(done, ms)) }));
  useEffect(() => () => model.leave(), []);
  const report = model.report.value;
  const sending = model.sent.value;
  const number = (n: number): string => format.quantity(n);

  return (
    <Page title={t('katalog:ui.import.title')} subtitle={t('katalog:ui.import.subtitle')} actions={<Button icon="arrow-left" onClick={() => navigate('/products')}>{t('katalog:ui.import.back')}</Button>}>
      <Card title={t('katalog:ui.import.file')}>
        <form class="import-form" onSubmit={event => { event.preventDefault(); void model.start(); }}>
          <input class="input import-file" type="file" accept=".csv,text/csv,text/plain" aria-label={t('katalog:ui.import.file')} onChange={event => model.choose(event.currentTarget.files?.[0])} />
          <Button type="submit" variant="primary" icon="upload" disabled={!model.file.value} busy={sending !== undefined}>{t('katalog:ui.import.start')}</Button>
        </form>
        <p class="quiet">{t('katalog:ui.import.columns')}</p>
        <p class="quiet"><code>barkod, ad, kategori, kdv_orani, satis_fiyati, alis_fiyati, birim, stok</code></p>
      </Card>
      {model.problem.value !== undefined && <ProblemBanner problem={model.problem.value} />}
      {sending !== undefined && !report && <Progress label={t('katalog:ui.import.sending')} value={sending} />}
      {report && (
        <Card title={t(`katalog:ui.import.state.${report.state}`)}>
          <Progress label={t('katalog:ui.import.progress')} value={report.state === 'done' ? 1 : report.progress} />
          <Facts items={[
            [t('katalog:ui.import.read'), number(report.read)],
            [t('katalog:ui.import.created'), number(report.created)],
            [t('katalog:ui.import.updated'), number(report.updated)],
            [t('katalog:ui.import.failed'), number(report.failed)],
            ...(report.encoding ? [[t('katalog:ui.import.encoding'), report.encoding] as const] : []),
          ]} />
          {report.ignored.length > 0 && <Banner tone="warn">{t('katalog:ui.import.ignored', { columns: report.ignored.join(', ') })}</Banner>}
          {report.errors.length > 0 && (
            <>
              <h3>{t('katalog:ui.import.errors')}</h3>
              <ul class="import-errors">
                {report.errors.map(e => <li key={`${e.line} ${e.message}`}><strong>{t('katalog:ui.import.line', { line: e.line })}</strong> {e.message}</li>)}
              </ul>
            </>
          )}
        </Card>
      )}
    </Page>
  );
}
