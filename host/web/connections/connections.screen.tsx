import { useEffect, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { Chip, ConfirmDialog, EmptyState, Icon, Menu, Page, ProblemBanner, Select, Spinner, useServices, type ScreenProps } from '@sontechsp/sdk/ui';
import { ConnectionCard } from './connection-card.js';
import { ConnectionPanel } from './connection-panel.js';
import { createConnectionsModel, type ConnectionsModel } from './connections.model.js';

/** The accounts at carriers and other partners, per store. */
export default function Connections({ query = {} }: Partial<ScreenProps>) {
  const { api, toast, t, session, events, navigate } = useServices();
  const [plugin] = useState(() => signal(query['plugin']));
  const [model] = useState(() => createConnectionsModel({ api, toast, t, stores: () => session.stores.value, storeId: () => session.store.value?.id, plugin: () => plugin.value }));
  useEffect(() => {
    plugin.value = query['plugin'];
    void model.load();
  }, [query['plugin']]);
  useEffect(() => {
    const stops = ['connections.changed', 'plugins.changed'].map(type => events.on(type, () => void model.load()));
    return () => stops.forEach(stop => stop());
  }, []);
  const items = model.items.value;
  const adapters = model.adapters.value;
  const store = model.store.value;
  const asking = model.asking.value;
  const only = query['plugin'] && (adapters.find(one => one.plugin === query['plugin'])?.pluginName ?? query['plugin']);

  return (
    <Page
      title={t('host:web.connections.title')}
      subtitle={t('host:web.connections.subtitle', { store: store?.name ?? '' })}
      actions={
        <>
          {session.stores.value.length > 1 && (
            <Select label={t('host:web.plugins.store')} value={store?.id ?? ''} onChange={id => void model.choose(id)} options={session.stores.value.map(s => ({ value: s.id, label: s.name }))} />
          )}
          {adapters.length > 0 && items !== undefined && items.length > 0 && <NewConnection model={model} />}
        </>
      }
      tools={only && <Chip onRemove={() => navigate('/connections')}>{only}</Chip>}
      panel={<Panel model={model} />}
    >
      <ProblemBanner problem={model.problem.value} onRetry={() => void model.load()} />
      {!items && model.problem.value === undefined && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {items?.length === 0 && (
        <EmptyState icon="link" title={t(adapters.length > 0 ? 'host:web.connections.empty' : 'host:web.connections.noAdapters')} action={adapters.length > 0 && <NewConnection model={model} />}>
          {t(adapters.length > 0 ? 'host:web.connections.emptyDetail' : 'host:web.connections.noAdaptersDetail')}
        </EmptyState>
      )}
      <div class="plugin-cards">
        {items?.map(connection => <ConnectionCard key={connection.id} connection={connection} model={model} />)}
      </div>
      <ConfirmDialog
        open={asking !== undefined}
        title={t('host:web.connections.removeTitle', { name: asking?.name ?? '' })}
        confirm={t('host:web.ui.delete')}
        danger
        busy={model.removing.busy.value}
        problem={model.removing.problem.value}
        onConfirm={() => void model.remove()}
        onClose={() => model.askRemove(undefined)}
      >
        <p>{t('host:web.connections.removeText')}</p>
      </ConfirmDialog>
    </Page>
  );
}

function NewConnection({ model }: { model: ConnectionsModel }) {
  const { t } = useServices();
  const label = t('host:web.connections.new');
  return (
    <Menu
      label={label} align="end" class="button button-primary button-normal"
      groups={[{ items: model.adapters.value.map(adapter => ({ id: adapter.id, label: adapter.title, icon: 'link', onSelect: () => model.edit({ adapter }) })) }]}
    >
      <Icon name="plus" />
      <span class="button-text">{label}</span>
    </Menu>
  );
}

function Panel({ model }: { model: ConnectionsModel }) {
  const editing = model.editing.value;
  const store = model.store.value;
  if (!editing || !store) return null;
  const connection = 'connection' in editing ? editing.connection : undefined;
  const adapter = 'adapter' in editing ? editing.adapter : model.adapterOf(editing.connection);
  if (!adapter) return null;
  return (
    <ConnectionPanel
      key={connection ? `${connection.id}` : `${store.id}/${adapter.id}`}
      adapter={adapter}
      connection={connection}
      store={store}
      names={model.items.value?.map(one => one.name) ?? []}
      onSaved={saved => {
        model.edit(undefined);
        void model.load();
        if (saved.lastTest === null) void model.test(saved);
      }}
      onRemove={connection && (() => model.askRemove(connection))}
      onClose={() => model.edit(undefined)}
    />
  );
}
