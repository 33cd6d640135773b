import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, EmptyState, Icon, useServices } from '@sontechsp/sdk/ui';
import { MOST_PAGES, type Arrange } from './arrange.model.js';
import { columnsOf, gridMove } from './grid-keys.js';

/** The pages and tiles as the till shows them, to be chosen and moved with keys or pointer. */
export function ArrangeGrid({ model }: { model: Arrange }) {
  const { t, format } = useServices();
  const pages = model.pages.value;
  const at = model.at.value;
  const tiles = model.page.value?.tiles ?? [];
  const chosen = model.chosen.value;
  const grid = useRef<HTMLDivElement>(null);
  const whole = useRef<HTMLElement>(null);
  const [moving, setMoving] = useState(false);
  const all = () => [...(grid.current?.querySelectorAll<HTMLElement>('.tile') ?? [])];
  useEffect(() => {
    // A tile that was moved by keys keeps the focus.
    if (grid.current?.contains(document.activeElement) && chosen !== undefined) all()[chosen]?.focus();
  }, [chosen, tiles]);

  /** What lies under the pointer takes the tile: a place on the page, or another page. */
  function drag(event: PointerEvent): void {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const tile = under?.closest<HTMLElement>('.tile');
    const page = under?.closest<HTMLElement>('[data-page]');
    if (tile && grid.current?.contains(tile)) model.moveTo(all().indexOf(tile));
    else if (page) model.moveToPage(Number(page.dataset['page']));
  }
  return (
    <section
      ref={whole}
      class="arrange-grid"
      aria-label={t('pos:ui.favourites.grid')}
      onPointerMove={event => { if (moving) drag(event); }}
      onPointerUp={() => setMoving(false)}
      onPointerCancel={() => setMoving(false)}
    >
      <div class="favourites-pages" role="group" aria-label={t('pos:ui.favourites.pages')}>
        {pages.map((page, index) => (
          <button key={index} type="button" data-page={index} class={`favourites-page colour-${page.colour}`} aria-pressed={index === at} onClick={() => model.turn(index)}>{page.name || ' '}</button>
        ))}
        <Button icon="plus" disabled={pages.length >= MOST_PAGES} onClick={() => model.addPage()}>{t('pos:ui.favourites.addPage')}</Button>
      </div>
      {tiles.length === 0 ? <EmptyState icon="star" title={t('pos:ui.favourites.empty')}>{t('pos:ui.favourites.choose')}</EmptyState> : (
        <div
          ref={grid}
          class="favourites-tiles"
          role="group"
          aria-label={model.page.value?.name ?? ''}
          onKeyDown={event => {
            const from = all().indexOf(document.activeElement as HTMLElement);
            if (from < 0) return;
            if (event.key === 'Delete') model.removeTile();
            else {
              const to = gridMove(event.key, from, tiles.length, columnsOf(all()));
              if (to === undefined) return;
              if (event.altKey) model.moveTo(to);
              else {
                model.choose(to);
                all()[to]?.focus();
              }
            }
            event.preventDefault();
          }}
        >
          {tiles.map((tile, index) => (
            <button
              key={tile.productId}
              type="button"
              class={`tile colour-${tile.colour} ${tile.price === undefined ? 'tile-gone' : ''} ${moving && index === chosen ? 'tile-moving' : ''}`}
              aria-pressed={index === chosen}
              tabIndex={index === (chosen ?? 0) ? 0 : -1}
              onFocus={() => { if (!moving) model.choose(index); }}
              onPointerDown={event => {
                model.choose(index);
                // Not the tile itself: it is taken out of its place while it moves.
                whole.current!.setPointerCapture(event.pointerId);
                setMoving(true);
              }}
            >
              <span class="tile-name">{tile.name}</span>
              {tile.price === undefined ? <span class="tile-out"><Icon name="alert" />{t('pos:ui.favourites.gone')}</span> : <span class="tile-price">{format.money(tile.price)}</span>}
            </button>
          ))}
        </div>
      )}
      <p class="quiet">{t('pos:ui.favourites.hint')}</p>
      <p class="unseen" role="status">{model.told.value}</p>
    </section>
  );
}
