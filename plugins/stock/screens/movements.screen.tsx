import { useEffect, useState } from 'preact/hooks';
import { Button, DataTable, EmptyState, Page, Select, createPagedList, useServices, type ListPage } from '@sontechsp/sdk/ui';

interface Movement {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly quantity: number;
  readonly reason: string | null;
  readonly createdAt: string;
}
const types = ['sale', 'refund', 'in', 'out', 'adjust', 'opening'] as const;

/** Why the balances are what they are. */
export default function Movements() {
  const { api, t, format, events, navigate } = useServices();
  const [list] = useState(() => createPagedList<Movement>(
    query => api.get<ListPage<Movement>>('/api/stock/movements', query),
    { query: { productId: new URLSearchParams(location.search).get('productId') } },
  ));
  useEffect(() => void list.reload(), []);
  useEffect(() => events.on('stock.changed', () => void list.reload()), []);
  const query = list.query.value;

  return (
    <Page
      body="fill"
      title={t('stock:ui.movements.title')}
      actions={<Button icon="boxes" onClick={() => navigate('/stock')}>{t('stock:ui.balances.title')}</Button>}
      tools={(
        <>
          <Select label={t('stock:ui.balances.type')} placeholder={t('stock:ui.movements.allTypes')} value={String(query['type'] ?? '')} onChange={type => void list.setQuery({ type })} options={types.map(value => ({ value, label: t(`stock:ui.types.${value}`) }))} />
          {query['productId'] && <Button icon="close" onClick={() => void list.setQuery({ productId: undefined })}>{t('stock:ui.movements.allProducts')}</Button>}
        </>
      )}
    >
      <DataTable
        label={t('stock:ui.movements.title')}
        list={list}
        rowId={m => m.id}
        columns={[
          { id: 'at', title: t('stock:ui.movements.at'), width: '170px', cell: m => format.dateTime(m.createdAt) },
          { id: 'name', title: t('stock:ui.balances.product'), width: '3fr', cell: m => <span class="cut">{m.name}</span> },
          { id: 'type', title: t('stock:ui.balances.type'), width: '130px', from: 560, cell: m => t(`stock:ui.types.${m.type}`) },
          { id: 'reason', title: t('stock:ui.balances.reason'), width: '2fr', from: 760, cell: m => <span class="cut">{m.reason ?? ''}</span> },
          { id: 'quantity', title: t('stock:ui.balances.quantity'), width: '120px', align: 'end', cell: m => `${m.quantity > 0 ? '+' : ''}${format.quantity(m.quantity)}` },
        ]}
        empty={<EmptyState icon="history" title={t('stock:ui.movements.empty')}>{t('stock:ui.movements.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}
