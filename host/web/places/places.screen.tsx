import { useEffect, useState } from 'preact/hooks';
import { Badge, Button, Card, EmptyState, Field, IconButton, Page, ProblemBanner, Select, SidePanel, Spinner, TextInput, useServices } from '@sontechsp/sdk/ui';
import { Devices } from './devices.js';
import { timeZones } from '../services/time-zones.js';
import { createPlacesModel, type Kind, type Part, type PlacesModel, type Store } from './places.model.js';

const words: Record<Kind, string> = { stores: 'newStore', terminals: 'newTerminal', warehouses: 'newWarehouse' };

/** The firm's stores, with the tills and warehouses of each. */
export default function Places() {
  const { api, toast, t } = useServices();
  const [model] = useState(() => createPlacesModel({ api, toast, t }));
  useEffect(() => void model.load(), []);
  const stores = model.stores.value;
  return (
    <Page
      title={t('host:web.places.title')}
      subtitle={t('host:web.places.subtitle')}
      actions={<Button variant="primary" icon="plus" onClick={() => model.show({ kind: 'stores' })}>{t('host:web.places.newStore')}</Button>}
      panel={model.open.value && <PlaceCard model={model} />}
    >
      <ProblemBanner problem={model.problem.value} onRetry={() => void model.load()} />
      {!stores && model.problem.value === undefined && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {stores?.length === 0 && <EmptyState icon="store" title={t('host:web.places.empty')} />}
      {stores?.map(store => <StoreCard key={store.id} store={store} model={model} />)}
    </Page>
  );
}

function StoreCard({ store, model }: { store: Store; model: PlacesModel }) {
  const { t } = useServices();
  return (
    <Card class="place">
      <header class="card-head">
        <div class="row">
          <h2>{store.name}</h2>
          <Badge>{store.code}</Badge>
          <span class="quiet">{store.timeZone}</span>
        </div>
        <IconButton icon="edit" label={t('host:web.places.editTitle', { name: store.name })} onClick={() => model.show({ kind: 'stores', item: store })} />
      </header>
      <div class="place-parts">
        <Parts kind="terminals" store={store} items={model.terminals.value} model={model} />
        <Parts kind="warehouses" store={store} items={model.warehouses.value} model={model} />
      </div>
    </Card>
  );
}

function Parts({ kind, store, items, model }: { kind: 'terminals' | 'warehouses'; store: Store; items: readonly Part[]; model: PlacesModel }) {
  const { t } = useServices();
  const mine = items.filter(i => i.storeId === store.id);
  return (
    <section aria-label={`${store.name}: ${t(`host:web.places.${kind}`)}`}>
      <h3 class="place-kind">{t(`host:web.places.${kind}`)}</h3>
      <ul class="place-list">
        {mine.map(item => (
          <li key={item.id} class="place-row">
            <span class="place-name">{item.name}</span>
            {item.isDefault && <Badge tone="info" icon="check">{t('host:web.places.default')}</Badge>}
            <Badge>{item.code}</Badge>
            <IconButton size="small" icon="edit" label={t('host:web.places.editTitle', { name: item.name })} onClick={() => model.show({ kind, storeId: store.id, item })} />
          </li>
        ))}
      </ul>
      <Button size="small" variant="ghost" icon="plus" onClick={() => model.show({ kind, storeId: store.id })}>{t(`host:web.places.${words[kind]}`)}</Button>
    </section>
  );
}

function PlaceCard({ model }: { model: PlacesModel }) {
  const { t } = useServices();
  const { kind, item, storeId } = model.open.value!;
  const { form } = model;
  const store = model.stores.value?.find(s => s.id === storeId);
  return (
    <SidePanel
      key={item?.id ?? `${kind}/${storeId}`}
      title={item ? t('host:web.places.editTitle', { name: item.name }) : t(`host:web.places.${words[kind]}`)}
      subtitle={item ? item.code : store?.name}
      onClose={() => model.close()}
      onSubmit={() => void model.save()}
      actions={<Button type="submit" variant="primary" busy={form.busy.value}>{t(item ? 'host:web.ui.save' : 'host:web.ui.create')}</Button>}
    >
      <ProblemBanner problem={form.problem.value} />
      <Field label={t('host:web.places.name')} error={form.error('name')} required>
        <TextInput value={form.values.value.name} onChange={v => form.set('name', v)} maxLength={200} autoFocus />
      </Field>
      {kind === 'stores' && (
        <Field label={t('host:web.places.timeZone')} error={form.error('timeZone')}>
          <Select value={form.values.value.timeZone} onChange={v => form.set('timeZone', v)} options={timeZones(form.values.value.timeZone)} />
        </Field>
      )}
      {kind === 'terminals' && item && <Devices terminalId={item.id} />}
    </SidePanel>
  );
}
