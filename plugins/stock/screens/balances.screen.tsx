import { useEffect, useState } from 'preact/hooks';
import { Badge, Checkbox, DataTable, EmptyState, Page, SearchBox, useServices } from '@sontechsp/sdk/ui';
import { BalanceCard } from './balance-card.js';
import { createBalancesModel, type Balance } from './balances.model.js';

/** What is there, what is running out, and what is below zero. */
export default function Balances() {
  const { api, toast, t, format, events, session } = useServices();
  const [model] = useState(() => createBalancesModel({ api, toast, t }));
  useEffect(() => void model.start(), []);
  useEffect(() => events.on('stock.changed', () => void model.list.reload()), []);
  const query = model.list.query.value;
  const open = model.open.value;
  const badge = (b: Balance) => b.onHand < 0 ? <Badge tone="danger">{t('stock:ui.balances.negative')}</Badge>
    : b.onHand === 0 ? <Badge tone="warn">{t('stock:ui.balances.none')}</Badge>
    : b.belowCritical ? <Badge tone="warn">{t('stock:ui.balances.low')}</Badge> : null;

  return (
    <Page
      body="fill"
      title={t('stock:ui.balances.title')}
      tools={(
        <>
          <SearchBox label={t('stock:ui.balances.search')} value={String(query['q'] ?? '')} onChange={q => void model.list.setQuery({ q })} />
          <Checkbox label={t('stock:ui.balances.onlyCritical')} checked={query['below'] === 'critical'} onChange={on => void model.list.setQuery({ below: on ? 'critical' : undefined })} />
        </>
      )}
      panel={open && <BalanceCard key={`${open.productId} ${open.warehouseId}`} model={model} mayWrite={session.can('stock.write')} />}
    >
      <DataTable
        label={t('stock:ui.balances.title')}
        list={model.list}
        rowId={b => `${b.productId} ${b.warehouseId}`}
        selected={open && `${open.productId} ${open.warehouseId}`}
        onOpen={b => model.show(b)}
        columns={[
          { id: 'name', title: t('stock:ui.balances.product'), width: '3fr', cell: b => <span class="cut">{b.name}</span> },
          { id: 'state', title: t('stock:ui.balances.state'), width: '130px', from: 560, cell: badge },
          { id: 'onHand', title: t('stock:ui.balances.onHand'), width: '96px', align: 'end', cell: b => format.quantity(b.onHand) },
          { id: 'reserved', title: t('stock:ui.balances.reserved'), width: '110px', align: 'end', from: 860, cell: b => format.quantity(b.reserved) },
          { id: 'available', title: t('stock:ui.balances.available'), width: '130px', align: 'end', from: 620, cell: b => format.quantity(b.available) },
        ]}
        empty={<EmptyState icon="boxes" title={t('stock:ui.balances.empty')}>{t('stock:ui.balances.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}
