import { batch, signal, type ReadonlySignal } from '@preact/signals';
import type { BrowserClock } from '@sontechsp/sdk/ui';
import type { Catalogue, Found } from './catalogue.js';

/** Looks for products by name while the cashier types. */
export interface Search {
  readonly q: ReadonlySignal<string>;
  readonly hits: ReadonlySignal<readonly Found[]>;
  readonly active: ReadonlySignal<number>;
  /** `none` when the host found nothing. */
  readonly state: ReadonlySignal<'idle' | 'asking' | 'ready' | 'none' | 'failed'>;
  type(q: string): void;
  move(by: number): void;
  point(at: number): void;
  /** The chosen product; waits for the answer when the last letters are not answered yet. */
  chosen(): Promise<Found | undefined>;
  clear(): void;
}

const PAUSE = 50;

export function createSearch({ catalogue, clock }: { catalogue: Catalogue; clock: BrowserClock }): Search {
  const q = signal('');
  const hits = signal<readonly Found[]>([]);
  const active = signal(0);
  const state = signal<'idle' | 'asking' | 'ready' | 'none' | 'failed'>('idle');
  let cancel = () => {};
  let running: AbortController | undefined;
  let answered = Promise.resolve();
  let now = () => {};

  async function ask(words: string): Promise<void> {
    const mine = running = new AbortController();
    try {
      const found = await catalogue.search(words, mine.signal);
      if (mine.signal.aborted) return;
      batch(() => {
        hits.value = found;
        active.value = 0;
        state.value = found.length > 0 ? 'ready' : 'none';
      });
    } catch {
      if (!mine.signal.aborted) state.value = 'failed';
    }
  }
  function type(next: string): void {
    if (next === q.peek()) return;
    q.value = next;
    cancel();
    running?.abort();
    const words = next.trim();
    if (words === '') {
      batch(() => {
        hits.value = [];
        state.value = 'idle';
      });
      now = () => {};
      answered = Promise.resolve();
      return;
    }
    state.value = 'asking';
    answered = new Promise(resolve => {
      now = () => {
        now = () => {};
        cancel();
        void ask(words).then(resolve);
      };
    });
    const begin = now;
    cancel = clock.after(PAUSE, begin);
  }
  return {
    q, hits, active, state, type,
    move(by) {
      if (hits.value.length > 0) active.value = (active.value + by + hits.value.length) % hits.value.length;
    },
    point(at) {
      active.value = at;
    },
    async chosen() {
      now();
      await answered;
      return hits.value[active.value];
    },
    clear: () => type(''),
  };
}
