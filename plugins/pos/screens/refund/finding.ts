import { batch, signal, type ReadonlySignal } from '@preact/signals';
import type { Api, BrowserClock, Session } from '@sontechsp/sdk/ui';
import type { SaleDetail, SaleReply } from '../../schemas.js';
import { createBusinessDays } from '../business-days.js';

export type ListedSale = SaleReply & { readonly cashierName: string };

/** Looks for the sale whose goods come back: by its number, scanned or typed in part, or by its day. */
export interface Finding {
  readonly q: ReadonlySignal<string>;
  /** A business day of the store, `2026-03-04`; empty for any. */
  readonly day: ReadonlySignal<string>;
  readonly sales: ReadonlySignal<readonly ListedSale[]>;
  readonly active: ReadonlySignal<number>;
  readonly state: ReadonlySignal<'asking' | 'ready' | 'none' | 'failed'>;
  type(q: string): void;
  setDay(day: string): void;
  move(by: number): void;
  point(at: number): void;
  /** The chosen sale; waits for the answer when the last letters are not answered yet. */
  chosen(): Promise<ListedSale | undefined>;
  /** Asks anew: sales were made meanwhile. */
  refresh(): void;
  /** The receipt of exactly this number, a refund's too; undefined when the store has none. */
  byNumber(receiptNo: string): Promise<ListedSale | undefined>;
  byId(id: string): Promise<SaleDetail>;
}

const PAUSE = 120;

export function createFinding({ api, clock, session }: { api: Api; clock: BrowserClock; session: Pick<Session, 'store'> }): Finding {
  const days = createBusinessDays({ api, session });
  const q = signal('');
  const day = signal('');
  const sales = signal<readonly ListedSale[]>([]);
  const active = signal(0);
  const state = signal<'asking' | 'ready' | 'none' | 'failed'>('asking');
  let cancel = () => {};
  let running: AbortController | undefined;
  let answered: Promise<void> = Promise.resolve();

  async function ask(): Promise<void> {
    running?.abort();
    const mine = running = new AbortController();
    state.value = 'asking';
    try {
      const { items } = await api.get<{ items: readonly ListedSale[] }>('/api/pos/sales', {
        q: q.peek().trim(), ...await days.between({ from: day.peek(), to: day.peek() }), limit: 30,
      }, { signal: mine.signal });
      if (mine.signal.aborted) return;
      batch(() => {
        sales.value = items;
        active.value = 0;
        state.value = items.length > 0 ? 'ready' : 'none';
      });
    } catch {
      if (!mine.signal.aborted) state.value = 'failed';
    }
  }
  function later(): void {
    cancel();
    state.value = 'asking';
    answered = new Promise(resolve => { cancel = clock.after(PAUSE, () => void ask().then(resolve)); });
  }
  return {
    q, day, sales, active, state,
    type(next) {
      if (next === q.peek()) return;
      q.value = next;
      later();
    },
    setDay(next) {
      day.value = next;
      later();
    },
    move(by) {
      const last = sales.peek().length - 1;
      active.value = Math.max(0, Math.min(last, active.peek() + by));
    },
    point(at) {
      active.value = at;
    },
    async chosen() {
      await answered;
      return sales.peek()[active.peek()];
    },
    refresh() {
      cancel();
      answered = ask();
    },
    byNumber: async receiptNo => (await api.get<{ items: readonly ListedSale[] }>('/api/pos/sales', { receiptNo })).items[0],
    byId: id => api.get<SaleDetail>(`/api/pos/sales/${id}`),
  };
}
