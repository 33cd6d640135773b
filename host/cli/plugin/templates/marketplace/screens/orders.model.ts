import { signal } from '@preact/signals';
import { createPagedList, type Api, type ListPage } from '@sontechsp/sdk/ui';

export interface Order {
  readonly number: string;
  readonly customer: string;
  readonly state: string;
  readonly total: number;
  readonly orderedAt: string;
}

export function createOrdersModel({ api }: { api: Api }) {
  const list = createPagedList<Order>(query => api.get<ListPage<Order>>('/api/ornek/orders', query));
  const busy = signal(false);
  return {
    list, busy,
    async fetchNow() {
      busy.value = true;
      try {
        await api.post('/api/ornek/fetch');
        await list.reload();
      } finally {
        busy.value = false;
      }
    },
  };
}
