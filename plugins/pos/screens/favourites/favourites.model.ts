import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Api, Events } from '@sontechsp/sdk/ui';
import type { FavouritesReply } from '../../favourites/schemas.js';
import type { Item } from '../basket.js';
import type { KeyValues } from '../basket-keeper.js';

export type FavouritePage = FavouritesReply['pages'][number];
export type Tile = FavouritePage['tiles'][number];

/** The store's favourites at a till: whether they stand in the place of the number pad, and which page. */
export interface Favourites {
  readonly pages: ReadonlySignal<readonly FavouritePage[]>;
  /** Whether the host has told them. */
  readonly known: ReadonlySignal<boolean>;
  readonly page: ReadonlySignal<FavouritePage | undefined>;
  readonly at: ReadonlySignal<number>;
  /** Remembered by the till. */
  readonly shown: ReadonlySignal<boolean>;
  /** The tile that is to take the focus, once it is there: the keyboard asked for them, or is at work on them. */
  readonly called: Signal<number | undefined>;
  toggle(byKey: boolean): void;
  turn(at: number): void;
}

interface Deps {
  api: Api;
  events: Pick<Events, 'on'>;
  storage: KeyValues;
  terminalId: string;
}
export function createFavourites({ api, events, storage, terminalId }: Deps): Favourites {
  const name = `sontechsp.pos.favourites.${terminalId}`;
  const pages = signal<readonly FavouritePage[]>([]);
  const at = signal(0);
  const called = signal<number | undefined>(undefined);
  const shown = signal((() => {
    try {
      return storage.getItem(name) === 'true';
    } catch {
      return false;
    }
  })());
  const known = signal(false);
  let loaded = false;

  async function load(): Promise<void> {
    try {
      const { pages: told } = await api.get<FavouritesReply>('/api/pos/favourites');
      batch(() => {
        pages.value = told;
        known.value = true;
        if (at.peek() >= told.length) at.value = 0;
      });
      loaded = true;
    } catch { /* what was known stays; asked again with the next news, or when they are shown */ }
  }
  // Prices and names are those of today, so news of the catalogue are news of the tiles; who shows none asks nothing.
  const again = () => { if (shown.peek()) void load(); else loaded = false; };
  events.on('favourites.changed', again);
  events.on('catalogue.changed', again);
  if (shown.peek()) void load();

  return {
    pages, known, at, shown, called,
    page: computed(() => pages.value[at.value]),
    toggle(byKey) {
      const next = !shown.peek();
      batch(() => {
        shown.value = next;
        called.value = next && byKey ? 0 : undefined;
      });
      if (next && !loaded) void load();
      try {
        storage.setItem(name, String(next));
      } catch { /* only this visit remembers */ }
    },
    turn(to) {
      const count = pages.peek().length;
      if (count > 0) at.value = (to + count) % count;
    },
  };
}

/** A tile is a scan of one. */
export const itemOfTile = (tile: Tile): Item => ({
  productId: tile.productId, name: tile.name, unit: tile.unit, price: tile.price, vatRate: tile.vatRate, code: null, perScan: 1000, labelTotal: undefined,
});
