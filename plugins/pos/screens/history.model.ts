import { signal, type ReadonlySignal } from '@preact/signals';
import { createPagedList, type Api, type DaySpan, type PagedList, type Session } from '@sontechsp/sdk/ui';
import type { SaleDetail, SaleReply } from '../schemas.js';
import { createBusinessDays } from './business-days.js';

export type PastSale = SaleReply & { readonly cashierName: string };
/** Business days of the store, and part of a number. */
export interface SaleFilter extends DaySpan {
  readonly receiptNo: string;
}

/** The receipts of the store, refunds among them, newest first, and the one whose card is open. */
export interface History {
  readonly list: PagedList<PastSale>;
  readonly filter: ReadonlySignal<SaleFilter>;
  readonly open: ReadonlySignal<PastSale | undefined>;
  /** The open one with what was refunded of it, once the host has told. */
  readonly detail: ReadonlySignal<SaleDetail | undefined>;
  setFilter(change: Partial<SaleFilter>): void;
  show(sale: PastSale | undefined): void;
  /** Another receipt, which this one is about. */
  follow(id: string): Promise<void>;
  start(): void;
}

export function createHistory({ api, session }: { api: Api; session: Pick<Session, 'store'> }): History {
  const days = createBusinessDays({ api, session });
  const filter = signal<SaleFilter>({ from: '', to: '', receiptNo: '' });
  const open = signal<PastSale | undefined>(undefined);
  const detail = signal<SaleDetail | undefined>(undefined);
  let asked = 0;
  const list = createPagedList<PastSale>(async query => api.get('/api/pos/sales', { kind: 'all', ...query, ...await days.between(filter.peek()) }));
  function show(sale: PastSale | undefined): void {
    const turn = ++asked;
    open.value = sale;
    detail.value = undefined;
    if (sale) api.get<SaleDetail>(`/api/pos/sales/${sale.id}`).then(told => { if (turn === asked) detail.value = told; }, () => { /* what the list said is shown */ });
  }
  return {
    list, filter, open, detail,
    setFilter(change) {
      filter.value = { ...filter.value, ...change };
      void list.setQuery({ q: filter.value.receiptNo.trim() || undefined });
    },
    show,
    async follow(id) {
      const found = list.items.peek().find(sale => sale.id === id);
      if (found) return show(found);
      try {
        const sale = await api.get<SaleDetail>(`/api/pos/sales/${id}`);
        show({ ...sale, cashierName: '' });
      } catch { /* the card that is open stays */ }
    },
    start: () => void list.reload(),
  };
}
