import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { createWork, isProblem, uuid, type Api, type BrowserClock, type Format, type Work } from '@sontechsp/sdk/ui';
import type { ParkedReply } from '../parked/schemas.js';
import { bodyOf, itemsOf, lineAgain, type Item, type Line } from './basket.js';
import { itemOf, type Found } from './catalogue.js';
import type { Desk } from './desk.js';
import { proposedEntry } from './entry.js';
import type { Till } from './till.js';

export type ParkedBasket = ParkedReply & { readonly cashierName: string };

/** Baskets put aside under a name, and taken back. */
export interface Parking {
  /** Undefined until the host has told. */
  readonly list: ReadonlySignal<readonly ParkedBasket[] | undefined>;
  readonly active: ReadonlySignal<number>;
  readonly work: Work;
  /** Asks for a name, with one proposed. */
  begin(): void;
  /** Puts the basket aside under the name in the field. */
  park(): Promise<unknown>;
  showList(): void;
  move(by: number): void;
  point(at: number): void;
  /** Takes the chosen basket back. */
  recall(): Promise<unknown>;
}

interface Deps {
  api: Api;
  clock: BrowserClock;
  format: Pick<Format, 'time'>;
  till: Till;
  desk: Desk;
}
export function createParking({ api, clock, format, till, desk }: Deps): Parking {
  const { keeper } = till;
  const list = signal<readonly ParkedBasket[] | undefined>(undefined);
  const active = signal(0);
  const work = createWork();

  async function load(): Promise<void> {
    try {
      const { items } = await api.get<{ items: readonly ParkedBasket[] }>('/api/pos/parked', { limit: 100 });
      batch(() => {
        list.value = items;
        active.value = Math.max(0, Math.min(active.peek(), items.length - 1));
      });
    } catch (error) {
      work.say(error);
    }
  }
  /** What the catalogue says now of a line that was put aside; a code nobody knows any more stays in sight. */
  async function lineOf(kept: ParkedReply['lines'][number]): Promise<Line> {
    const key = uuid();
    const item = kept.barcode === undefined ? await productOf(kept.productId!) : await till.catalogue.ask(kept.barcode);
    return item ? lineAgain(item, kept, key) : { kind: 'unknown', key, code: kept.barcode ?? kept.productId!, times: Math.round(kept.quantity * 1000) };
  }
  async function productOf(id: string): Promise<Item | undefined> {
    try {
      return itemOf(await api.get<Found>(`/api/katalog/products/${id}`));
    } catch (error) {
      if (isProblem(error) && error.status === 404) return undefined;
      throw error;
    }
  }
  return {
    list, active, work,
    begin() {
      const [first] = itemsOf(keeper.basket.peek());
      if (!first) return desk.refuse('empty');
      work.say(undefined);
      desk.show({ kind: 'park', id: uuid() }, desk.typedBefore() ?? proposedEntry(`${format.time(clock.now())} ${first.name}`.slice(0, 80)));
    },
    park: () => work.run(async () => {
      // What turns out to be unknown would stay behind: the panel says so, and Enter parks the rest.
      if (!(await till.scans.settled())) return;
      const now = desk.panel.peek();
      const name = desk.entry.peek().text.trim();
      if (now.kind !== 'park') return;
      if (name === '') return desk.refuse('noName');
      const { id: _, ...basket } = bodyOf(keeper.basket.peek());
      const approvals = keeper.kept.peek().approvals.map(one => one.id);
      await api.post('/api/pos/parked', { ...basket, ...(approvals.length > 0 ? { approvals } : {}), id: now.id, name });
      batch(() => {
        keeper.renew();
        desk.rest();
        desk.say('parked', 'info', { name });
      });
    }),
    showList() {
      batch(() => {
        list.value = undefined;
        active.value = 0;
        work.say(undefined);
        desk.show({ kind: 'parked' });
      });
      void load();
    },
    move(by) {
      const many = list.peek()?.length ?? 0;
      if (many > 0) active.value = (active.peek() + by + many) % many;
    },
    point(at) {
      active.value = at;
    },
    recall: () => work.run(async () => {
      const chosen = list.peek()?.[active.peek()];
      if (!chosen) return;
      if (keeper.basket.peek().lines.length > 0) return desk.refuse('parkFirst');
      const lines = await Promise.all(chosen.lines.map(lineOf));
      keeper.note({ recalling: { id: chosen.id, key: uuid(), basket: { saleId: uuid(), lines, discount: chosen.discount } } });
      if (await till.recall()) {
        if (desk.panel.peek().kind === 'parked') desk.rest();
        return;
      }
      desk.refuse('parkedGone', { name: chosen.name });
      await load();
    }),
  };
}
