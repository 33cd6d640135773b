import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Query } from './api.js';

export interface ListPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Rows of a list that arrive page by page, by cursor. */
export interface PagedList<T> {
  readonly items: ReadonlySignal<readonly T[]>;
  /** `loading` while the first page is awaited, `more` while a further one is. */
  readonly state: ReadonlySignal<'loading' | 'ready' | 'more' | 'error'>;
  readonly error: ReadonlySignal<unknown>;
  readonly hasMore: ReadonlySignal<boolean>;
  readonly query: ReadonlySignal<Query>;
  /** `name` or `-name`; empty: the host's own order. */
  readonly sort: ReadonlySignal<string>;
  /** Merges into the query and loads from the start. Rows stay until the new ones are there. */
  setQuery(change: Query): Promise<void>;
  setSort(sort: string): Promise<void>;
  reload(): Promise<void>;
  loadMore(): Promise<void>;
  /** Changes rows in place: after an edit, or a live event. */
  update(change: (items: readonly T[]) => readonly T[]): void;
}

export interface PagedListOptions {
  query?: Query;
  sort?: string;
  limit?: number;
}

/** `createPagedList(query => api.get('/api/katalog/products', query))`. An answer that a later question overtook is dropped. */
export function createPagedList<T>(load: (query: Query) => Promise<ListPage<T>>, options: PagedListOptions = {}): PagedList<T> {
  const items = signal<readonly T[]>([]);
  const state = signal<'loading' | 'ready' | 'more' | 'error'>('loading');
  const error = signal<unknown>(undefined);
  const cursor = signal<string | null>(null);
  const query = signal<Query>(options.query ?? {});
  const sort = signal(options.sort ?? '');
  let asked = 0;

  async function ask(from: string | null): Promise<void> {
    const turn = ++asked;
    batch(() => {
      state.value = from === null ? 'loading' : 'more';
      error.value = undefined;
    });
    try {
      const page = await load({ ...query.value, sort: sort.value, limit: options.limit ?? 100, cursor: from });
      if (turn !== asked) return;
      batch(() => {
        items.value = from === null ? page.items : [...items.value, ...page.items];
        cursor.value = page.nextCursor;
        state.value = 'ready';
      });
    } catch (cause) {
      if (turn !== asked) return;
      batch(() => {
        error.value = cause;
        state.value = 'error';
      });
    }
  }
  return {
    items, state, error, query, sort,
    hasMore: computed(() => cursor.value !== null),
    setQuery(change) {
      query.value = { ...query.value, ...change };
      return ask(null);
    },
    setSort(next) {
      sort.value = next;
      return ask(null);
    },
    reload: () => ask(null),
    async loadMore() {
      if (cursor.value !== null && state.value === 'ready') await ask(cursor.value);
    },
    update(change) {
      items.value = change(items.value);
    },
  };
}
