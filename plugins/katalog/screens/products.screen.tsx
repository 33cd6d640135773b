import { useEffect, useState } from 'preact/hooks';
import { Button, DataTable, EmptyState, Page, SearchBox, Select, useServices, type ScreenProps } from '@sontechsp/sdk/ui';
import { ProductCard } from './product-card.js';
import { createProductsModel } from './products.model.js';

/** What is sold: search by name, barcode or SKU, and the card of each. `?id=` opens one. */
export default function Products({ query: asked }: ScreenProps) {
  const { api, toast, t, session, format, events, navigate } = useServices();
  const [model] = useState(() => createProductsModel({ api, toast, t, maySeeCost: session.can('katalog.cost.read') }));
  useEffect(() => void model.start(), []);
  useEffect(() => { if (asked['id']) void model.follow(asked['id']); }, [asked['id']]);
  useEffect(() => events.on('catalogue.changed', () => { if (!model.form.changed.value) void model.list.reload(); }), []);
  const mayWrite = session.can('katalog.write');
  const open = model.open.value;
  const query = model.list.query.value;
  const categoryName = (id: string | null): string => model.categories.value.find(c => c.id === id)?.name ?? '';

  return (
    <Page
      body="fill"
      title={t('katalog:ui.products.title')}
      actions={mayWrite && (
        <>
          <Button icon="upload" onClick={() => navigate('/products/import')}>{t('katalog:ui.products.import')}</Button>
          <Button variant="primary" icon="plus" onClick={() => model.create()}>{t('katalog:ui.products.new')}</Button>
        </>
      )}
      tools={(
        <>
          <SearchBox label={t('katalog:ui.products.search')} value={String(query['q'] ?? '')} onChange={q => void model.list.setQuery({ q })} />
          <Select
            label={t('katalog:ui.products.category')}
            placeholder={t('katalog:ui.products.allCategories')}
            value={String(query['categoryId'] ?? '')}
            onChange={categoryId => void model.list.setQuery({ categoryId })}
            options={model.categories.value.map(c => ({ value: c.id, label: c.name }))}
          />
        </>
      )}
      panel={open && <ProductCard key={open === 'new' ? 'new' : open.id} model={model} readOnly={!mayWrite} />}
    >
      <DataTable
        label={t('katalog:ui.products.title')}
        list={model.list}
        rowId={p => p.id}
        selected={open === 'new' ? undefined : open?.id}
        onOpen={p => model.show(p)}
        columns={[
          { id: 'name', title: t('katalog:ui.products.name'), width: '3fr', sort: 'name', cell: p => <span class="cut">{p.name}</span> },
          { id: 'barcode', title: t('katalog:ui.products.barcodes'), width: '160px', from: 560, cell: p => `${p.barcodes[0]?.code ?? ''}${p.barcodes.length > 1 ? ` +${p.barcodes.length - 1}` : ''}` },
          { id: 'category', title: t('katalog:ui.products.category'), width: '2fr', from: 760, cell: p => <span class="cut">{categoryName(p.categoryId)}</span> },
          { id: 'vat', title: t('katalog:ui.products.vat'), width: '72px', align: 'end', from: 660, cell: p => `%${p.vatRate}` },
          { id: 'price', title: t('katalog:ui.products.price'), width: '120px', align: 'end', cell: p => `${format.money(p.price)}${p.unit === 'kg' ? `/${t('host:web.ui.unit.kg')}` : ''}` },
        ]}
        empty={<EmptyState icon="tag" title={t('katalog:ui.products.empty')}>{t(query['q'] ? 'katalog:ui.products.noMatch' : 'katalog:ui.products.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}
