import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { BrowserClock } from '@sontechsp/sdk/ui';
import { MAX_LINES, addAsking, addItem, answer, type Item } from './basket.js';
import type { BasketKeeper } from './basket-keeper.js';
import type { Catalogue } from './catalogue.js';

/** Turns scanned codes into lines, in the order they were scanned, however late their answers come. */
export interface Scans {
  /** Adds at once what is known; else keeps the place and asks. `times` in thousandths. */
  take(code: string, times: number): void;
  add(item: Item, times: number): void;
  /** Scans whose answer has not come. */
  readonly open: ReadonlySignal<number>;
  /** Lines whose answer takes long. */
  readonly slow: ReadonlySignal<ReadonlySet<string>>;
  /** The host could not be asked; it is asked again by itself. */
  readonly stuck: ReadonlySignal<boolean>;
  /** Asks for every line that waits for an answer: after a reload, an undo, or when the host is back. */
  resume(): void;
  /** When no answer is awaited any more; false when one of them was a code that nothing is sold under, which needs a look. */
  settled(): Promise<boolean>;
}
/** What became of a scan: its place waits for an answer, a line was made or grew, or nothing is sold under the code. */
export interface Touched {
  /** Its line; undefined when the basket is full. */
  readonly key: string | undefined;
  readonly how: 'asked' | 'added' | 'refused';
  /** The place it had while its answer was awaited. */
  readonly was?: string;
}
/** Whether the keys act on it next: on what was scanned last, also when the answer to an earlier scan comes after it. */
export const takesTheKeys = ({ was }: Touched, chosen: string | undefined): boolean => was === undefined || was === chosen;

interface Deps {
  keeper: BasketKeeper;
  catalogue: Catalogue;
  clock: BrowserClock;
  ids: () => string;
  news: (touched: Touched) => void;
}
const RETRY = 1500;
/** An answer that takes so long is awaited in sight. */
const SLOW = 120;

export function createScans({ keeper, catalogue, clock, ids, news }: Deps): Scans {
  const asking = new Set<string>();
  const stuck = signal(false);
  const slow = signal<ReadonlySet<string>>(new Set());
  const open = computed(() => keeper.basket.value.lines.reduce((n, line) => n + (line.kind === 'asking' ? 1 : 0), 0));
  const basket = () => keeper.basket.peek();
  const unknown = () => basket().lines.filter(line => line.kind === 'unknown').length;

  async function ask(key: string, code: string): Promise<void> {
    if (asking.has(key)) return;
    asking.add(key);
    const cancel = clock.after(SLOW, () => { slow.value = new Set(slow.peek()).add(key); });
    try {
      const item = await catalogue.ask(code);
      batch(() => {
        stuck.value = false;
        if (!basket().lines.some(line => line.key === key)) return;
        const next = answer(basket(), key, item, ids);
        keeper.settle(next.basket);
        news({ key: next.key, how: item ? 'added' : 'refused', was: key });
      });
    } catch {
      batch(() => {
        stuck.value = true;
        slow.value = new Set(slow.peek()).add(key);
      });
      clock.after(RETRY, () => {
        asking.delete(key);
        resume();
      });
      return;
    } finally {
      cancel();
    }
    asking.delete(key);
    if (slow.peek().has(key)) slow.value = new Set([...slow.peek()].filter(other => other !== key));
  }
  function resume(): void {
    for (const line of basket().lines) if (line.kind === 'asking') void ask(line.key, line.code);
  }
  const hasRoom = () => {
    if (basket().lines.length < MAX_LINES) return true;
    news({ key: undefined, how: 'refused' });
    return false;
  };
  function add(item: Item, times: number): void {
    if (!hasRoom()) return;
    batch(() => {
      let next = { basket: basket(), key: '' };
      // A label is one parcel: three of them are three lines.
      const copies = item.labelTotal !== undefined && times % 1000 === 0 ? Math.min(times / 1000, 50) : 1;
      for (let n = 0; n < copies; n++) next = addItem(next.basket, item, copies > 1 ? 1000 : times, ids);
      keeper.change(next.basket);
      news({ key: next.key, how: 'added' });
    });
  }
  return {
    add, open, slow, stuck, resume,
    take(code, times) {
      const known = catalogue.known(code);
      if (known) {
        add(known, times);
        return;
      }
      if (!hasRoom()) return;
      const { basket: next, key } = addAsking(basket(), code, times, ids);
      keeper.change(next);
      news({ key, how: 'asked' });
      void ask(key, code);
    },
    async settled() {
      const before = unknown();
      if (open.peek() > 0) await new Promise<void>(resolve => {
        const stop = open.subscribe(n => {
          if (n > 0) return;
          queueMicrotask(() => stop());
          resolve();
        });
      });
      return unknown() <= before;
    },
  };
}
