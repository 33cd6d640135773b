import { useEffect, useState } from 'preact/hooks';
import { Banner, EmptyState, Page, ProblemBanner, Select, Spinner, useServices } from '@sontechsp/sdk/ui';
import { DetailsPanel } from './details-panel.js';
import { PluginCard } from './plugin-card.js';
import type { PendingPackage } from './plugin-info.js';
import { createPluginsModel } from './plugins.model.js';
import { SettingsPanel } from './settings-panel.js';
import { SwitchDialog } from './switch-dialog.js';

/** Figures are read anew so often while somebody looks. */
const LOOK_AGAIN_MS = 20_000;

/** What is installed, what of it is on in a store, and how it does. */
export default function Plugins() {
  const { api, toast, t, session, events, clock } = useServices();
  const [model] = useState(() => createPluginsModel({ api, toast, t, stores: () => session.stores.value, storeId: () => session.store.value?.id }));
  useEffect(() => {
    let stop = () => {};
    const again = () => void model.load().then(() => { stop = clock.after(LOOK_AGAIN_MS, again); });
    again();
    return () => stop();
  }, []);
  useEffect(() => events.on('plugins.changed', () => void model.load()), []);
  const items = model.items.value;
  const store = model.store.value;
  const settings = model.settingsOf.value;
  const details = model.detailsOf.value;

  return (
    <Page
      title={t('host:web.plugins.title')}
      subtitle={t('host:web.plugins.subtitle', { store: store?.name ?? '' })}
      actions={session.stores.value.length > 1 && (
        <Select
          label={t('host:web.plugins.store')}
          value={store?.id ?? ''}
          onChange={id => model.choose(id)}
          options={session.stores.value.map(s => ({ value: s.id, label: s.name }))}
        />
      )}
      panel={settings
        ? <SettingsPanel key={`${settings.id}/${store?.id}`} plugin={settings} store={store} onClose={() => model.showSettings(undefined)} />
        : details && <DetailsPanel key={`${details}/${store?.id}`} id={details} model={model} />}
    >
      <ProblemBanner problem={model.problem.value} onRetry={() => void model.load()} />
      <Pending packages={model.pending.value} />
      {!items && model.problem.value === undefined && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {items?.length === 0 && <EmptyState icon="puzzle" title={t('host:web.plugins.empty')} />}
      <div class="plugin-cards">
        {items?.map(plugin => <PluginCard key={plugin.id} plugin={plugin} model={model} />)}
      </div>
      <SwitchDialog model={model} />
    </Page>
  );
}

/** Packages that were put there or taken away while the host runs: it knows of them from its next start on. */
function Pending({ packages }: { packages: readonly PendingPackage[] }) {
  const { t } = useServices();
  if (packages.length === 0) return null;
  return (
    <Banner tone="info" title={t('host:web.plugins.pending.title')}>
      <ul class="plugin-pending">
        {packages.map(({ id, name, version, change }) => <li key={id}>{t(`host:web.plugins.pending.${change}`, { name, version })}</li>)}
      </ul>
      <p>{t('host:web.plugins.pending.text')}</p>
    </Banner>
  );
}
