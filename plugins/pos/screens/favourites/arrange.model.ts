import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, type Api, type BrowserClock, type Events, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { FavouritesReply } from '../../favourites/schemas.js';
import { createCatalogue, type Found } from '../catalogue.js';
import { createSearch, type Search } from '../search.model.js';
import { arranged, mergePages, recognised, type ArrangedPage, type ArrangedTile } from './merge.js';

export const colours = ['plain', 'primary', 'success', 'warn', 'danger'] as const;
export type Colour = (typeof colours)[number];
const MOST_TILES = 60;
export const MOST_PAGES = 12;

/** The favourites being arranged: nothing is in force until it is saved, as a whole. */
export interface Arrange {
  readonly state: ReadonlySignal<'loading' | 'ready' | 'failed'>;
  readonly pages: ReadonlySignal<readonly ArrangedPage[]>;
  readonly at: ReadonlySignal<number>;
  readonly page: ReadonlySignal<ArrangedPage | undefined>;
  /** The chosen tile of the page. */
  readonly chosen: ReadonlySignal<number | undefined>;
  readonly changed: ReadonlySignal<boolean>;
  readonly busy: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<unknown>;
  /** Somebody else saved meanwhile: nothing of this can be, before the two were put together. */
  readonly conflict: ReadonlySignal<boolean>;
  /** What was done last, for those who cannot see it. */
  readonly told: ReadonlySignal<string>;
  readonly search: Search;
  /** Hears of what others save; returns how to stop. */
  start(): () => void;
  load(): Promise<void>;
  save(): Promise<void>;
  /** Puts what the other saved together with what is not saved yet. */
  merge(): Promise<void>;
  turn(at: number): void;
  choose(at: number | undefined): void;
  addFound(at: number): Promise<void>;
  /** Moves the chosen tile to a place on its page. */
  moveTo(place: number): void;
  /** Moves it to the end of another page. */
  moveToPage(at: number): void;
  colourTile(colour: Colour): void;
  removeTile(): void;
  addPage(): void;
  changePage(change: Partial<Pick<ArrangedPage, 'name' | 'colour'>>): void;
  movePage(by: 1 | -1): void;
  removePage(): void;
}

interface Deps { api: Api; clock: BrowserClock; events: Pick<Events, 'on'>; toast: Toasts; t: Translate }

export function createArrange({ api, clock, events, toast, t }: Deps): Arrange {
  const state = signal<'loading' | 'ready' | 'failed'>('loading');
  const pages = signal<readonly ArrangedPage[]>([]);
  /** What stands at the host, as far as is known. */
  const stands = signal<{ readonly version: number; readonly pages: readonly ArrangedPage[] }>({ version: 0, pages: [] });
  const conflict = signal(false);
  const at = signal(0);
  const chosen = signal<number | undefined>(undefined);
  const busy = signal(false);
  const problem = signal<unknown>(undefined);
  const told = signal('');
  const search = createSearch({ catalogue: createCatalogue(api), clock });
  const bodyOf = (now: readonly ArrangedPage[]) => ({ pages: now.map(({ name, colour, tiles }) => ({ name: name.trim(), colour, tiles: tiles.map(tile => ({ productId: tile.productId, colour: tile.colour })) })) });
  const page = () => pages.peek()[at.peek()];
  const changed = computed(() => JSON.stringify(bodyOf(pages.value)) !== JSON.stringify(bodyOf(stands.value.pages)));

  function take({ version, pages: told }: FavouritesReply, shown: readonly ArrangedPage[] = recognised(arranged(told))): void {
    batch(() => {
      pages.value = shown;
      stands.value = { version, pages: arranged(told) };
      conflict.value = false;
      at.value = Math.min(at.peek(), Math.max(0, shown.length - 1));
      chosen.value = undefined;
      problem.value = undefined;
      state.value = 'ready';
    });
  }
  async function load(): Promise<void> {
    try {
      take(await api.get<FavouritesReply>('/api/pos/favourites'));
    } catch (error) {
      batch(() => {
        problem.value = error;
        if (state.peek() === 'loading') state.value = 'failed';
      });
    }
  }
  function put(change: Partial<ArrangedPage>): void {
    pages.value = pages.peek().map((one, index) => (index === at.peek() ? { ...one, ...change } : one));
  }
  const inserted = <T>(list: readonly T[], place: number, item: T): T[] => [...list.slice(0, place), item, ...list.slice(place)];
  const without = <T>(list: readonly T[], place: number): T[] => list.filter((_, index) => index !== place);

  function add(found: Found): void {
    if (!page()) addPage();
    const { tiles } = page()!;
    const there = tiles.findIndex(tile => tile.productId === found.id);
    if (there >= 0) {
      chosen.value = there;
      told.value = t('pos:ui.favourites.twice', { name: found.name });
    } else if (tiles.length >= MOST_TILES) told.value = t('pos:ui.favourites.full');
    else {
      const tile: ArrangedTile = { productId: found.id, colour: tiles.at(-1)?.colour ?? 'plain', name: found.name, price: found.price };
      batch(() => {
        put({ tiles: [...tiles, tile] });
        chosen.value = tiles.length;
        told.value = t('pos:ui.favourites.moved', { name: found.name, n: tiles.length + 1 });
      });
    }
  }
  function addPage(): void {
    if (pages.peek().length >= MOST_PAGES) return;
    batch(() => {
      pages.value = [...pages.peek(), { name: t('pos:ui.favourites.newPage'), colour: 'plain', tiles: [] }];
      at.value = pages.peek().length - 1;
      chosen.value = undefined;
    });
  }
  return {
    state, pages, at, chosen, busy, problem, conflict, changed, told, search, load, addPage,
    page: computed(() => pages.value[at.value]),
    start() {
      void load();
      return events.on<{ version: number }>('favourites.changed', ({ version }) => {
        if (busy.peek() || version === stands.peek().version) return;
        if (changed.peek()) conflict.value = true;
        else void load();
      });
    },
    async save() {
      if (busy.peek()) return;
      busy.value = true;
      try {
        take(await api.put<FavouritesReply>('/api/pos/favourites', { version: stands.peek().version, ...bodyOf(pages.peek()) }));
        toast.success(t('pos:ui.favourites.saved'));
      } catch (error) {
        if (isProblem(error, 'pos.favouritesChanged')) conflict.value = true;
        else problem.value = error;
      } finally {
        busy.value = false;
      }
    },
    async merge() {
      try {
        const theirs = await api.get<FavouritesReply>('/api/pos/favourites');
        take(theirs, mergePages(stands.peek().pages, pages.peek(), arranged(theirs.pages)));
        told.value = t('pos:ui.favourites.conflict.merged');
        toast.show(told.peek());
      } catch (error) {
        problem.value = error;
      }
    },
    turn(to) {
      batch(() => {
        at.value = to;
        chosen.value = undefined;
      });
    },
    choose(place) {
      chosen.value = place;
    },
    async addFound(place) {
      search.point(place);
      const found = await search.chosen();
      if (!found) return;
      add(found);
      search.clear();
    },
    moveTo(place) {
      const from = chosen.peek();
      const tiles = page()?.tiles;
      if (from === undefined || !tiles || place < 0 || place >= tiles.length || place === from) return;
      const tile = tiles[from]!;
      batch(() => {
        put({ tiles: inserted(without(tiles, from), place, tile) });
        chosen.value = place;
        told.value = t('pos:ui.favourites.moved', { name: tile.name, n: place + 1 });
      });
    },
    moveToPage(to) {
      const from = chosen.peek();
      const target = pages.peek()[to];
      const tile = from === undefined ? undefined : page()?.tiles[from];
      if (from === undefined || !target || !tile || to === at.peek() || target.tiles.length >= MOST_TILES) return;
      const there = target.tiles.some(other => other.productId === tile.productId);
      batch(() => {
        pages.value = pages.peek().map((one, index) => (index === at.peek() ? { ...one, tiles: without(one.tiles, from) } : index === to && !there ? { ...one, tiles: [...one.tiles, tile] } : one));
        at.value = to;
        chosen.value = pages.peek()[to]!.tiles.findIndex(other => other.productId === tile.productId);
      });
    },
    colourTile(colour) {
      const place = chosen.peek();
      if (place !== undefined) put({ tiles: page()!.tiles.map((tile, index) => (index === place ? { ...tile, colour } : tile)) });
    },
    removeTile() {
      const place = chosen.peek();
      if (place === undefined) return;
      batch(() => {
        const tiles = without(page()!.tiles, place);
        put({ tiles });
        chosen.value = tiles.length === 0 ? undefined : Math.min(place, tiles.length - 1);
      });
    },
    changePage: put,
    movePage(by) {
      const from = at.peek(), to = from + by;
      const one = pages.peek()[from];
      if (!one || to < 0 || to >= pages.peek().length) return;
      batch(() => {
        pages.value = inserted(without(pages.peek(), from), to, one);
        at.value = to;
      });
    },
    removePage() {
      batch(() => {
        pages.value = without(pages.peek(), at.peek());
        at.value = Math.max(0, Math.min(at.peek(), pages.peek().length - 1));
        chosen.value = undefined;
      });
    },
  };
}
