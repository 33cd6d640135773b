import { useState } from 'preact/hooks';
import { Button, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from '../command-button.js';
import { ReasonLine } from '../reason-line.js';
import type { SaleModel } from '../sale.model.js';
import { createDrawerWork } from './drawer-work.js';

/** Why the drawer is to be opened without a sale. */
export function DrawerPanel({ model }: { model: SaleModel }) {
  const { api, clock, t } = useServices();
  const [work] = useState(() => createDrawerWork({ api, clock, desk: model.desk }));
  return (
    <form
      class="sale-panel sale-panel-form"
      aria-label={t('pos:ui.drawer.title')}
      onSubmit={event => {
        event.preventDefault();
        void work.open();
      }}
    >
      <header class="sale-panel-head">
        <h2 class="sale-panel-titles">{t('pos:ui.drawer.title')}</h2>
        <CommandButton model={model} command="back" disabled={work.busy.value}>{t('pos:ui.edit.back')}</CommandButton>
      </header>
      <ProblemBanner problem={work.problem.value} />
      <ReasonLine reason={work.reason.value} onChange={work.explain} usual={['change', 'exchange', 'wrongChange']} autoFocus />
      <p class="quiet sale-panel-hint">{t('pos:ui.drawer.hint')}</p>
      <div class="sale-panel-space" />
      <Button type="submit" size="key" variant="primary" icon="drawer" shortcut="Enter" block busy={work.busy.value}>{t('pos:ui.drawer.open')}</Button>
    </form>
  );
}
