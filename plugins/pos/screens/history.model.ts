import { signal, type ReadonlySignal } from '@preact/signals';
import { createPagedList, type Api, type PagedList } from '@sontechsp/sdk/ui';
import type { SaleDetail, SaleReply } from '../schemas.js';

export type PastSale = SaleReply & { readonly cashierName: string };
export interface SaleFilter {
  /** Days as `2026-03-04`, both included; empty: no bound. */
  readonly from: string;
  readonly to: string;
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

export function createHistory({ api }: { api: Api }): History {
  const filter = signal<SaleFilter>({ from: '', to: '', receiptNo: '' });
  const open = signal<PastSale | undefined>(undefined);
  const detail = signal<SaleDetail | undefined>(undefined);
  let asked = 0;
  const list = createPagedList<PastSale>(query => api.get('/api/pos/sales', { kind: 'all', ...query }));
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
      const { from, to, receiptNo } = filter.value;
      void list.setQuery({ from: dayStart(from, 0), to: dayStart(to, 1), receiptNo: receiptNo.trim() });
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

/** The instant a day begins, or so many days later; empty for no day, or one still being typed. */
export function dayStart(day: string, later: number): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!parts) return '';
  const at = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + later);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
