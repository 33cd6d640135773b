import { useEffect, useState } from 'preact/hooks';
import { Banner, Button, Checkbox, DataTable, EmptyState, Page, SearchBox, Select, useServices } from '@sontechsp/sdk/ui';
import { LabelMenu } from './label-menu.js';
import { saveFile } from './save-file.js';
import { ShipmentCard } from './shipment-card.js';
import { ShipmentForm } from './shipment-form.js';
import { states, type ShipmentLine } from './shipment.js';
import { createShipmentsModel, type ShipmentsModel } from './shipments.model.js';
import { LateBadge, RowBadge } from './state-badge.js';

/** What is on its way, what is late, and what the driver will take. */
export default function Shipments() {
  const { api, toast, t, format, events, session, navigate } = useServices();
  const [model] = useState(() => createShipmentsModel({ api, toast, t, save: saveFile }));
  useEffect(() => void model.start(), []);
  useEffect(() => events.on<{ ids: readonly string[] }>('kargo.changed', ({ ids }) => void model.renew(ids)), []);
  const query = model.list.query.value;
  const { open, form, chosen } = model;
  const mayWrite = session.can('kargo.write');
  const none = model.connections.value?.length === 0;
  const carriers = model.connections.value ?? [];
  // Who carries is worth a column only where there is a choice; the names before it keep room to be read.
  const several = carriers.length > 1;
  const narrowed = Boolean(query['q'] || query['state'] || query['connectionId'] || query['late']);

  return (
    <Page
      body="fill"
      title={t('kargo:ui.shipments.title')}
      actions={(
        <>
          <Button icon="list" onClick={() => navigate('/kargo/handovers')}>{t('kargo:ui.handovers.title')}</Button>
          {mayWrite && <Button variant="primary" icon="plus" disabled={carriers.length === 0 || !model.senderKnown.value} onClick={() => model.begin()}>{t('kargo:ui.shipments.new')}</Button>}
        </>
      )}
      tools={chosen.value.size > 0 ? <ChosenBar model={model} mayWrite={mayWrite} /> : (
        <>
          <SearchBox label={t('kargo:ui.shipments.search')} value={String(query['q'] ?? '')} onChange={q => void model.list.setQuery({ q })} />
          <Select label={t('kargo:ui.shipments.state')} placeholder={t('kargo:ui.shipments.allStates')} value={String(query['state'] ?? '')} onChange={state => void model.list.setQuery({ state })} options={states.map(value => ({ value, label: t(`kargo:ui.states.${value}`) }))} />
          {several && <Select label={t('kargo:ui.form.carrier')} placeholder={t('kargo:ui.shipments.allCarriers')} value={String(query['connectionId'] ?? '')} onChange={connectionId => void model.list.setQuery({ connectionId })} options={carriers.map(c => ({ value: c.id, label: c.name }))} />}
          <Checkbox label={t('kargo:ui.shipments.onlyLate')} checked={query['late'] === 'true'} onChange={on => void model.list.setQuery({ late: on ? 'true' : undefined })} />
          <Button variant="ghost" icon="check" onClick={() => model.chooseReady()}>{t('kargo:ui.shipments.chooseReady')}</Button>
        </>
      )}
      panel={form.value ? <ShipmentForm key={form.value.mending?.id ?? 'new'} model={form.value} onClose={() => model.leaveForm()} />
        : open.value && <ShipmentCard key={open.value.id} model={model} shipment={open.value} mayWrite={mayWrite} />}
    >
      {!none && !model.senderKnown.value && (
        <Banner tone="warn" title={t('kargo:ui.shipments.senderTitle')} actions={session.can('host.settings') && <Button size="small" icon="settings" onClick={() => navigate('/plugins')}>{t('kargo:ui.shipments.toSettings')}</Button>}>
          {t('kargo:ui.shipments.senderText')}
        </Banner>
      )}
      <DataTable
        label={t('kargo:ui.shipments.title')}
        list={model.list}
        rowId={s => s.id}
        selected={open.value?.id}
        onOpen={s => void model.show(s.id)}
        columns={[
          { id: 'choose', title: t('kargo:ui.shipments.pick'), width: '44px', cell: s => <Choose model={model} shipment={s} /> },
          { id: 'state', title: t('kargo:ui.shipments.state'), width: '180px', sort: 'stateAt', cell: s => <RowBadge shipment={s} /> },
          { id: 'late', title: t('kargo:ui.shipments.late'), width: '124px', from: 660, cell: s => <LateBadge shipment={s} /> },
          { id: 'order', title: t('kargo:ui.shipments.order'), width: 'minmax(118px, 1.2fr)', sort: 'orderNo', cell: s => <span class="cut">{s.orderNo}</span> },
          { id: 'recipient', title: t('kargo:ui.form.recipient'), width: '2fr', cell: s => <span class="cut">{s.recipientName}</span> },
          { id: 'city', title: t('kargo:ui.form.city'), width: 'minmax(84px, 1fr)', from: 760, cell: s => <span class="cut">{s.recipientCity}</span> },
          ...(several ? [{ id: 'carrier', title: t('kargo:ui.form.carrier'), width: 'minmax(110px, 1.4fr)', from: 880, cell: (s: ShipmentLine) => <span class="cut">{model.connectionName(s.connectionId)}</span> }] : []),
          { id: 'made', title: t('kargo:ui.card.made'), width: '160px', from: several ? 1060 : 940, sort: 'createdAt', cell: s => format.dateTime(s.createdAt) },
          { id: 'parcels', title: t('kargo:ui.form.parcels'), width: '76px', align: 'end', from: several ? 1150 : 1030, cell: s => s.parcelCount },
          { id: 'cod', title: t('kargo:ui.shipments.collect'), width: '120px', align: 'end', from: several ? 1290 : 1170, cell: s => (s.cashOnDelivery ? format.money(s.cashOnDelivery.amount) : '') },
        ]}
        empty={<Empty none={none} narrowed={narrowed} mayWrite={mayWrite} model={model} />}
      />
    </Page>
  );
}

/** A tick of its own, so that choosing many opens none. */
function Choose({ model, shipment }: { model: ShipmentsModel; shipment: ShipmentLine }) {
  const { t } = useServices();
  return (
    <span class="cargo-choose" onClick={event => event.stopPropagation()}>
      <input type="checkbox" aria-label={t('kargo:ui.shipments.choose', { order: shipment.orderNo })} checked={model.chosen.value.has(shipment.id)} onChange={event => model.choose(shipment.id, event.currentTarget.checked)} />
    </span>
  );
}

/** What can be done with the chosen ones. Buttons stay, so that nothing moves under a finger. */
function ChosenBar({ model, mayWrite }: { model: ShipmentsModel; mayWrite: boolean }) {
  const { t } = useServices();
  const rows = model.chosenRows.value;
  return (
    <>
      <strong role="status">{t('kargo:ui.shipments.chosen', { n: rows.length })}</strong>
      {model.canPrint.value
        ? <LabelMenu primary onPick={(kind, size) => void model.print(rows, kind, size)} />
        : <Button icon="printer" disabled>{t('kargo:ui.label.title')}</Button>}
      {mayWrite && <Button icon="truck" disabled={!model.canHandOver.value} busy={model.busy.value} onClick={() => void model.handOver()}>{t('kargo:ui.shipments.handOver')}</Button>}
      <Button variant="ghost" icon="close" onClick={() => model.chooseNone()}>{t('kargo:ui.shipments.chooseNone')}</Button>
      {(!model.canPrint.value || !model.canHandOver.value) && <span class="quiet">{t(model.canPrint.value ? 'kargo:ui.shipments.whyNotHandOver' : 'kargo:ui.shipments.whyNotPrint')}</span>}
    </>
  );
}

function Empty({ none, narrowed, mayWrite, model }: { none: boolean; narrowed: boolean; mayWrite: boolean; model: ShipmentsModel }) {
  const { t, session, navigate } = useServices();
  if (none) return (
    <EmptyState
      icon="link" title={t('kargo:ui.shipments.noConnection')}
      action={session.can('host.settings') && <Button variant="primary" icon="link" onClick={() => navigate('/connections')}>{t('kargo:ui.shipments.makeConnection')}</Button>}
    >
      {t(session.can('host.settings') ? 'kargo:ui.shipments.noConnectionText' : 'kargo:ui.shipments.askAdmin')}
    </EmptyState>
  );
  if (narrowed) return <EmptyState icon="search" title={t('kargo:ui.shipments.nothingFound')} />;
  return (
    <EmptyState icon="truck" title={t('kargo:ui.shipments.empty')} action={mayWrite && model.senderKnown.value && <Button variant="primary" icon="plus" onClick={() => model.begin()}>{t('kargo:ui.shipments.new')}</Button>}>
      {t('kargo:ui.shipments.emptyText')}
    </EmptyState>
  );
}
