import { useFinder, useServices, type FinderProps, type ListPage } from '@sontechsp/sdk/ui';
import type { PastSale } from './history.model.js';

const MOST = 6;

/** Receipts in `Ctrl+K`, by part of their number. */
export default function FindReceipts(props: FinderProps) {
  const { api, format } = useServices();
  useFinder(props, 'pos.receipts', async q => {
    if (!/\d/.test(q)) return [];
    const { items } = await api.get<ListPage<PastSale>>('/api/pos/sales', { kind: 'all', q, limit: MOST });
    return items.map(({ id, receiptNo, soldAt, total, kind }) =>
      ({ id, title: receiptNo, detail: `${format.dateTime(soldAt)} · ${format.money(kind ? -total : total)}`, icon: 'receipt', path: `/sales?id=${id}` }));
  });
  return null;
}
