import { batch, signal } from '@preact/signals';
import { createPagedList, isProblem, type Api, type BrowserClock, type Events, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';

export const outboxTabs = ['all', 'ready', 'leased', 'retry', 'uncertain', 'dead', 'held', 'done', 'cancelled'] as const;
export type OutboxTab = (typeof outboxTabs)[number];
export type OutboxState = Exclude<OutboxTab, 'all'>;

export interface OutboxItem {
  readonly id: string;
  readonly topic: string;
  readonly subscriber: string;
  readonly plugin: string;
  readonly state: OutboxState;
  readonly storeId: string | null;
  readonly aggregate: string;
  readonly lane: string;
  readonly attempts: number;
  readonly dueAt: string | null;
  readonly createdAt: string;
  readonly doneAt: string | null;
  readonly closedBy: string | null;
  readonly lastError: string | null;
  /** Whose lane it is. */
  readonly connection: { readonly id: string; readonly name: string; readonly plugin: string; readonly pluginName: string | null } | null;
}
export interface Evidence {
  readonly at: string;
  readonly kind: string;
  readonly message: string;
  readonly remoteCode?: string;
  readonly said?: string;
}
export interface OutboxCase extends OutboxItem {
  readonly payload: unknown;
  readonly answer: unknown;
  readonly evidence: Evidence | null;
  readonly inDoubt: boolean;
  readonly waitsFor: { readonly id: string; readonly state: OutboxState } | null;
  readonly laneRest: { readonly reason: string; readonly restsUntil: string | null; readonly lastError: string } | null;
  readonly history: readonly {
    readonly at: string; readonly attempt: number; readonly state: OutboxState; readonly userId: string | null; readonly userName: string | null;
    readonly note: string | null; readonly evidence: Evidence | null;
  }[];
}

/** What a person may do with a row, by its state; the host has the last word. */
const deeds: Readonly<Record<OutboxState, readonly Deed[]>> = {
  ready: ['cancel', 'done'], leased: [], retry: ['retry', 'cancel', 'done'], uncertain: ['retry', 'cancel', 'done'], dead: ['retry', 'cancel', 'done'],
  held: ['cancel', 'done'], done: [], cancelled: [],
};
export type Deed = 'retry' | 'cancel' | 'done';
/** What went well at once is not told, so the numbers are asked for now and then. */
const REFRESH_MS = 5000;

interface Deps { api: Api; toast: Toasts; t: Translate; events: Pick<Events, 'on'>; clock: BrowserClock }

/** What is to be told to other systems: a list by state, and one row with what can be done about it. */
export function createOutboxModel({ api, toast, t, events, clock }: Deps) {
  const list = createPagedList<OutboxItem>(query => api.get<ListPage<OutboxItem>>('/api/outbox', query));
  const tab = signal<OutboxTab>('all');
  const counts = signal<Readonly<Record<string, number>>>({});
  const open = signal<OutboxCase | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const busy = signal<Deed | undefined>(undefined);
  /** What is asked before it is done: to repeat what may have been sent, to give up, to close by hand. */
  const asking = signal<{ deed: Deed; reason: string; missing: boolean; problem?: unknown } | undefined>(undefined);
  let shown = 0;

  async function count(): Promise<void> {
    counts.value = (await api.get<{ counts: Record<string, number> }>('/api/outbox/counts')).counts;
  }
  async function show(id: string | undefined): Promise<void> {
    const turn = ++shown;
    problem.value = undefined;
    if (id === undefined) {
      open.value = undefined;
      return;
    }
    try {
      const found = await api.get<OutboxCase>(`/api/outbox/${id}`);
      if (turn === shown) open.value = found;
    } catch (error) {
      if (turn === shown) problem.value = error;
    }
  }
  /** Rows on screen keep their place: those that changed are put in, the rest is left. */
  async function refresh(): Promise<void> {
    await Promise.allSettled([count(), list.state.value === 'ready' ? list.reload() : undefined, open.value && !asking.value ? show(open.value.id) : undefined]);
  }
  async function act(deed: Deed, body?: object): Promise<void> {
    const row = open.value;
    if (!row || busy.value) return;
    busy.value = deed;
    try {
      const changed = await api.post<OutboxCase>(`/api/outbox/${row.id}/${deed}`, body);
      batch(() => {
        asking.value = undefined;
        if (open.value?.id === changed.id) open.value = changed;
        list.update(items => items.map(item => (item.id === changed.id ? changed : item)));
      });
      toast.success(t(`host:web.outbox.did.${deed}`));
      await count();
    } catch (error) {
      if (asking.value) asking.value = { ...asking.value, problem: error };
      else problem.value = error;
      // Somebody was quicker: show how it stands now.
      if (isProblem(error) && error.status === 409) await show(row.id).then(() => { problem.value = asking.value ? undefined : error; });
    } finally {
      busy.value = undefined;
    }
  }

  return {
    list, tab, counts, open, problem, busy, asking, show, refresh,
    may: (row: OutboxItem, deed: Deed): boolean => deeds[row.state].includes(deed),
    /** Returns how to stop. */
    start(): () => void {
      void list.reload();
      void count().catch(() => undefined);
      let cancel = (): void => undefined;
      const again = (): void => { cancel = clock.after(REFRESH_MS, () => void count().catch(() => undefined).then(again)); };
      again();
      const off = events.on('outbox.changed', () => void refresh());
      return () => {
        cancel();
        off();
      };
    },
    async choose(next: OutboxTab): Promise<void> {
      tab.value = next;
      await list.setQuery({ state: next === 'all' ? undefined : next });
    },
    /** Asked first where it cannot be taken back; a row that surely was not sent is tried again at once. */
    async want(deed: Deed): Promise<void> {
      if (deed === 'retry' && !open.value?.inDoubt) return act('retry');
      asking.value = { deed, reason: '', missing: false };
    },
    reason(text: string): void {
      if (asking.value) asking.value = { ...asking.value, reason: text, missing: false };
    },
    keep(): void {
      asking.value = undefined;
    },
    async confirm(): Promise<void> {
      const asked = asking.value;
      if (!asked) return;
      if (asked.deed !== 'done') return act(asked.deed);
      if (asked.reason.trim() === '') asking.value = { ...asked, missing: true };
      else await act('done', { reason: asked.reason });
    },
  };
}
export type OutboxModel = ReturnType<typeof createOutboxModel>;
