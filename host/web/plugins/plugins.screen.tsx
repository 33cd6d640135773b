import { useEffect, useState } from 'preact/hooks';
import { Badge, Banner, Button, Card, ConfirmDialog, EmptyState, Icon, Page, ProblemBanner, Select, Spinner, Switch, useServices, type Tone } from '@sontechsp/sdk/ui';
import { ConnectionsLink } from '../connections/connections-link.js';
import { useHost } from '../host-services.js';
import { createPluginsModel, type PluginInfo, type PluginsModel } from './plugins.model.js';
import { SettingsPanel } from './settings-panel.js';

/** What is installed, and what of it is on in a store. */
export default function Plugins() {
  const { api, toast, t, session, events } = useServices();
  const [model] = useState(() => createPluginsModel({ api, toast, t, stores: () => session.stores.value, storeId: () => session.store.value?.id }));
  useEffect(() => void model.load(), []);
  useEffect(() => events.on('plugins.changed', () => void model.load()), []);
  const items = model.items.value;
  const asking = model.asking.value;
  const settings = model.settingsOf.value;
  const store = model.store.value?.name ?? '';

  return (
    <Page
      title={t('host:web.plugins.title')}
      subtitle={t('host:web.plugins.subtitle', { store })}
      actions={session.stores.value.length > 1 && (
        <Select
          label={t('host:web.plugins.store')}
          value={model.store.value?.id ?? ''}
          onChange={id => model.choose(id)}
          options={session.stores.value.map(s => ({ value: s.id, label: s.name }))}
        />
      )}
      panel={settings && <SettingsPanel key={`${settings.id}/${model.store.value?.id}`} plugin={settings} store={model.store.value} onClose={() => model.showSettings(undefined)} />}
    >
      <ProblemBanner problem={model.problem.value} onRetry={() => void model.load()} />
      {!items && model.problem.value === undefined && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {items?.length === 0 && <EmptyState icon="puzzle" title={t('host:web.plugins.empty')} />}
      <div class="plugin-cards">
        {items?.map(plugin => <PluginCard key={plugin.id} plugin={plugin} model={model} />)}
      </div>
      <ConfirmDialog
        open={asking !== undefined}
        title={t(asking?.by.length ? 'host:web.plugins.cascadeTitle' : 'host:web.plugins.offTitle', { name: asking?.plugin.name ?? '' })}
        confirm={t(asking?.by.length ? 'host:web.plugins.cascadeConfirm' : 'host:web.plugins.offConfirm')}
        danger
        busy={asking?.busy ?? false}
        problem={asking?.problem}
        onConfirm={() => void model.confirm()}
        onClose={() => model.keep()}
      >
        <p>
          {asking?.by.length
            ? t('host:web.plugins.cascadeText', { name: asking.plugin.name, by: asking.by.join(', ') })
            : t('host:web.plugins.offText', { store })}
        </p>
      </ConfirmDialog>
    </Page>
  );
}

const tones: Readonly<Record<string, Tone>> = { on: 'success', failed: 'danger', waiting: 'warn' };

function PluginCard({ plugin, model }: { plugin: PluginInfo; model: PluginsModel }) {
  const { t, session } = useServices();
  const { frame } = useHost();
  const on = model.isOn(plugin);
  const state = plugin.state === 'failed' ? 'failed' : plugin.stores[model.store.value?.id ?? '']?.state ?? 'off';
  const word = t(`host:web.plugins.states.${state}`);
  const icon = frame.screens.value.find(s => s.plugin === plugin.id && s.menu)?.menu?.icon ?? 'puzzle';
  const requiredBy = model.items.value?.filter(p => p.requires.some(r => r.split('@')[0] === plugin.id)) ?? [];
  return (
    <Card class={`plugin-card ${on ? '' : 'plugin-off'}`}>
      <div class="plugin-head">
        <span class="plugin-icon"><Icon name={icon} /></span>
        <div class="plugin-titles">
          <h2>{plugin.name}</h2>
          <p class="quiet">{plugin.id} · {t('host:web.plugins.version', { version: plugin.version })}</p>
        </div>
        <Switch
          hideLabel
          label={t('host:web.plugins.toggle', { name: plugin.name, store: model.store.value?.name ?? '' })}
          checked={on}
          busy={model.switching.value === plugin.id}
          disabled={plugin.state !== 'active'}
          onChange={enabled => void model.toggle(plugin, enabled)}
        />
      </div>
      <div class="stack">
        {plugin.reason && <Banner tone="danger">{plugin.reason}</Banner>}
        {plugin.requires.length > 0 && <p class="quiet">{t('host:web.plugins.requires')}: {plugin.requires.map(model.nameOf).join(', ')}</p>}
        {requiredBy.length > 0 && <p class="quiet">{t('host:web.plugins.requiredBy')}: {requiredBy.map(p => p.name).join(', ')}</p>}
      </div>
      <div class="plugin-foot">
        <Badge tone={tones[state]} {...(tones[state] ? {} : { icon: 'power' })}>{word.startsWith('host:') ? state : word}</Badge>
        <ConnectionsLink plugin={plugin.id} />
        {plugin.settings && session.can('host.settings') && <Button size="small" variant="ghost" icon="settings" onClick={() => model.showSettings(plugin)}>{t('host:web.plugins.settings')}</Button>}
      </div>
    </Card>
  );
}
