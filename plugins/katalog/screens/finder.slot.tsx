import { useFinder, useServices, type FinderProps, type ListPage } from '@sontechsp/sdk/ui';
import type { Product } from './product.js';

const MOST = 6;

/** Products in `Ctrl+K`, by name or by barcode. */
export default function FindProducts(props: FinderProps) {
  const { api, format } = useServices();
  useFinder(props, 'katalog.products', async q => {
    const { items } = await api.get<ListPage<Product>>('/api/katalog/products', { ...(/^\d{6,}$/.test(q) ? { barcode: q } : { q }), limit: MOST });
    return items.map(({ id, name, price }) => ({ id, title: name, detail: format.money(price), icon: 'tag', path: `/products?id=${id}` }));
  });
  return null;
}
