import { useEffect, useState } from 'preact/hooks';
import { Button, DataTable, EmptyState, Page, useServices } from '@sontechsp/sdk/ui';
import { createOrdersModel } from './orders.model.js';

/** Orders of the marketplace. */
export default function Orders() {
  const { api, t, format, events, toast } = useServices();
  const [{ list, busy, fetchNow }] = useState(() => createOrdersModel({ api }));
  useEffect(() => void list.reload(), []);
  useEffect(() => events.on('ornek.changed', () => void list.reload()), []);

  return (
    <Page
      body="fill"
      title={t('ornek:ui.title')}
      actions={<Button icon="refresh" disabled={busy.value} onClick={() => void fetchNow().catch(error => toast.problem(error))}>{t('ornek:ui.fetch')}</Button>}
    >
      <DataTable
        label={t('ornek:ui.title')}
        list={list}
        rowId={order => order.number}
        columns={[
          { id: 'at', title: t('ornek:ui.at'), width: '170px', cell: order => format.dateTime(order.orderedAt) },
          { id: 'number', title: t('ornek:ui.number'), width: '1fr', cell: order => order.number },
          { id: 'customer', title: t('ornek:ui.customer'), width: '2fr', cell: order => <span class="cut">{order.customer}</span> },
          { id: 'state', title: t('ornek:ui.state'), width: '140px', cell: order => order.state },
          { id: 'total', title: t('ornek:ui.total'), width: '120px', align: 'end', cell: order => format.money(order.total) },
        ]}
        empty={<EmptyState icon="cart" title={t('ornek:ui.empty')}>{t('ornek:ui.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}
