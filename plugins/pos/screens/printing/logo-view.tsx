import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Card, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import { createLogoModel, type LogoFacts } from './logo.model.js';
import { shrink } from './shrink.js';

/** The logo of the store, and how the head of a slip looks with it on both papers. */
export function LogoView() {
  const { api, toast, t } = useServices();
  const [model] = useState(() => createLogoModel({ api, toast, t, shrink }));
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => void model.load(), [model]);
  const logo = model.logo.value;
  return (
    <div class="logo-view">
      <Card title={t('pos:ui.logo.title')}>
        <p class="quiet">{t('pos:ui.logo.hint')}</p>
        <ProblemBanner problem={model.problem.value} />
        <div class="logo-keys">
          <input
            ref={file}
            class="unseen"
            type="file"
            accept="image/*"
            tabIndex={-1}
            aria-label={t('pos:ui.logo.choose')}
            onChange={event => {
              void model.choose(event.currentTarget.files?.[0]);
              // The same file may be chosen again once it was mended.
              event.currentTarget.value = '';
            }}
          />
          <Button variant="primary" icon="image" busy={model.busy.value} onClick={() => file.current?.click()}>{t(logo ? 'pos:ui.logo.change' : 'pos:ui.logo.choose')}</Button>
          {logo && <Button icon="trash" onClick={() => void model.remove()}>{t('pos:ui.logo.remove')}</Button>}
          {logo && <span class="quiet cut">{logo.name}</span>}
        </div>
      </Card>
      {logo !== undefined && (
        <div class="logo-papers">
          <Paper logo={logo} columns="48" />
          <Paper logo={logo} columns="32" />
        </div>
      )}
    </div>
  );
}

/** Eight dots make a millimetre. */
const mm = (dots: number): string => `${dots / 8}mm`;

function Paper({ logo, columns }: { logo: LogoFacts | null; columns: '48' | '32' }) {
  const { t, session } = useServices();
  const size = columns === '48' ? logo?.wide : logo?.narrow;
  const width = columns === '48' ? '80' : '58';
  return (
    <figure class="logo-paper">
      <figcaption class="quiet">{t('pos:ui.receipt.width', { width })}</figcaption>
      <div class="logo-sheet" style={{ width: `${width}mm` }}>
        {logo && size
          ? <img src={`/api/pos/logos/${logo.id}?columns=${columns}`} alt={t('pos:ui.logo.title')} style={{ width: mm(size.width), height: mm(size.height) }} />
          : <span class="logo-none">{t('pos:ui.logo.none')}</span>}
        <strong>{session.store.value?.name}</strong>
      </div>
    </figure>
  );
}
