import { useEffect, useRef } from 'preact/hooks';
import { EmptyState, useServices } from '@sontechsp/sdk/ui';
import type { SaleModel } from '../sale.model.js';
import { itemOfTile, type Tile } from './favourites.model.js';
import { columnsOf, gridMove } from './grid-keys.js';

/** Tiles to touch in the place of the number pad. Arrows move among them, PageUp and PageDown turn the pages, Enter sells. */
export function FavouritesGrid({ model }: { model: SaleModel }) {
  const { t, format } = useServices();
  const { favourites } = model;
  const pages = favourites.pages.value;
  const at = favourites.at.value;
  const tiles = favourites.page.value?.tiles ?? [];
  const grid = useRef<HTMLDivElement>(null);
  const called = favourites.called.value;
  useEffect(() => {
    if (called === undefined || tiles.length === 0) return;
    favourites.called.value = undefined;
    grid.current?.querySelectorAll<HTMLElement>('button')[called]?.focus();
  }, [called, tiles.length]);
  function sell(tile: Tile, index: number, button: HTMLElement): void {
    const byKey = document.activeElement === button;
    model.take(itemOfTile(tile));
    // After a sale the tiles come back in another panel; who works with keys goes on where they were.
    if (byKey) favourites.called.value = index;
  }
  if (!favourites.known.value) return <div class="favourites-none" aria-busy="true" />;
  if (pages.length === 0) {
    return <div class="favourites-none"><EmptyState icon="star" title={t('pos:ui.favourites.empty')}>{t('pos:ui.favourites.emptyDetail')}</EmptyState></div>;
  }
  return (
    <div
      class="favourites"
      data-arrows
      onKeyDown={event => {
        const all = [...(grid.current?.querySelectorAll<HTMLElement>('button') ?? [])];
        const from = all.indexOf(document.activeElement as HTMLElement);
        if (event.key === 'PageDown' || event.key === 'PageUp') {
          favourites.turn(at + (event.key === 'PageDown' ? 1 : -1));
          requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>('button')?.focus());
        } else {
          const to = from < 0 ? undefined : gridMove(event.key, from, all.length, columnsOf(all));
          if (to === undefined) return;
          all[to]!.focus();
        }
        event.preventDefault();
      }}
    >
      {pages.length > 1 && (
        <div class="favourites-pages" role="group" aria-label={t('pos:ui.favourites.pages')}>
          {pages.map((page, index) => (
            <button key={index} type="button" class={`favourites-page colour-${page.colour}`} aria-pressed={index === at} onClick={() => favourites.turn(index)}>{page.name}</button>
          ))}
        </div>
      )}
      <div ref={grid} class="favourites-tiles" role="group" aria-label={`${t('pos:ui.favourites.grid')}: ${favourites.page.value?.name ?? ''}`}>
        {tiles.map((tile, index) => (
          <button key={tile.productId} type="button" class={`tile colour-${tile.colour}`} tabIndex={index === 0 ? 0 : -1} onClick={event => sell(tile, index, event.currentTarget)}>
            <span class="tile-name">{tile.name}</span>
            <span class="tile-price">{format.money(tile.price)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
