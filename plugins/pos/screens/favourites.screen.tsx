import { useEffect, useState } from 'preact/hooks';
import { Badge, Banner, Button, Page, ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import { ArrangeGrid } from './favourites/arrange-grid.js';
import { ArrangeSide } from './favourites/arrange-side.js';
import { createArrange } from './favourites/arrange.model.js';

/** Where a manager arranges what the store sells by touch. */
export default function FavouritesScreen() {
  const { api, clock, events, toast, t, session } = useServices();
  const [model] = useState(() => createArrange({ api, clock, events, toast, t }));
  useEffect(() => model.start(), [model]);
  const changed = model.changed.value;
  return (
    <Page
      title={t('pos:ui.favourites.title')}
      subtitle={t('pos:ui.favourites.subtitle', { store: session.store.value?.name ?? '' })}
      actions={
        <>
          {changed && <Badge tone="warn">{t('pos:ui.favourites.unsaved')}</Badge>}
          <Button icon="undo" disabled={!changed} onClick={() => void model.load()}>{t('pos:ui.favourites.discard')}</Button>
          <Button variant="primary" icon="save" busy={model.busy.value} disabled={!changed || model.conflict.value} onClick={() => void model.save()}>{t('host:web.ui.save')}</Button>
        </>
      }
    >
      <ProblemBanner problem={model.problem.value} {...(model.state.value === 'failed' ? { onRetry: () => void model.load() } : {})} />
      {model.conflict.value && (
        <Banner
          tone="warn"
          title={t('pos:ui.favourites.conflict.title')}
          actions={
            <>
              <Button onClick={() => void model.load()}>{t('pos:ui.favourites.conflict.theirs')}</Button>
              <Button variant="primary" onClick={() => void model.merge()}>{t('pos:ui.favourites.conflict.merge')}</Button>
            </>
          }
        >
          {t('pos:ui.favourites.conflict.detail')}
        </Banner>
      )}
      {model.state.value === 'loading' && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {model.state.value === 'ready' && (
        <div class="arrange">
          <ArrangeGrid model={model} />
          <ArrangeSide model={model} />
        </div>
      )}
    </Page>
  );
}
