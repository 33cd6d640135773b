import { signal, type ReadonlySignal } from '@preact/signals';
import { createPagedList, type Api, type PagedList } from '@sontechsp/sdk/ui';
import type { SaleReply } from '../schemas.js';

export type PastSale = SaleReply & { readonly cashierName: string };
export interface SaleFilter {
  /** Days as `2026-03-04`, both included; empty: no bound. */
  readonly from: string;
  readonly to: string;
  readonly receiptNo: string;
}

/** The sales of the store, newest first, and the one whose card is open. */
export interface History {
  readonly list: PagedList<PastSale>;
  readonly filter: ReadonlySignal<SaleFilter>;
  readonly open: ReadonlySignal<PastSale | undefined>;
  setFilter(change: Partial<SaleFilter>): void;
  show(sale: PastSale | undefined): void;
  start(): void;
}

export function createHistory({ api }: { api: Api }): History {
  const filter = signal<SaleFilter>({ from: '', to: '', receiptNo: '' });
  const open = signal<PastSale | undefined>(undefined);
  const list = createPagedList<PastSale>(query => api.get('/api/pos/sales', query));
  return {
    list, filter, open,
    setFilter(change) {
      filter.value = { ...filter.value, ...change };
      const { from, to, receiptNo } = filter.value;
      void list.setQuery({ from: dayStart(from, 0), to: dayStart(to, 1), receiptNo: receiptNo.trim() });
    },
    show(sale) {
      open.value = sale;
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
