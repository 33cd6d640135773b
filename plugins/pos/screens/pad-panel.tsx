import { useEffect, useRef } from 'preact/hooks';
import { Icon, SearchBox, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import { hitsKeys } from './hits-keys.js';
import { LazyPanel } from './lazy-panels.js';
import { NumberPad } from './number-pad.js';
import type { SaleModel } from './sale.model.js';
import { TillMenu } from './till-menu.js';

/** The till at rest: search above, and below it the hits, or what can be done with the chosen line, and the pad. */
export function PadPanel({ model }: { model: SaleModel }) {
  const { t } = useServices();
  const { search, sound } = model;
  const field = useRef<HTMLInputElement>(null);
  const open = model.desk.panel.value.kind === 'search';
  const hits = search.hits.value;
  const active = search.active.value;

  useEffect(() => {
    if (open) {
      field.current!.focus();
      // What was typed before the field had the focus stays in front of what comes.
      field.current!.setSelectionRange(field.current!.value.length, field.current!.value.length);
    } else if (document.activeElement === field.current) field.current!.blur();
  }, [open]);

  return (
    <div class="sale-panel sale-panel-pad">
      <div class="sale-tools-top">
        <SearchBox
          inputRef={field}
          class="input-till"
          label={t('pos:ui.search.label')}
          shortcut="F2"
          value={search.q.value}
          role="combobox"
          aria-expanded={open && hits.length > 0}
          aria-controls="sale-hits"
          {...(open && hits[active] ? { 'aria-activedescendant': `hit-${active}` } : {})}
          onChange={q => {
            if (!open) model.command('search');
            search.type(q);
          }}
          onFocus={() => { if (!open) model.command('search'); }}
          onBlur={() => { if (search.q.peek() === '') model.leaveSearch(); }}
          onKeyDown={hitsKeys(search, model.choose)}
        />
        {sound.muted.value && <span class="sale-muted" title={t('pos:ui.sale.muted')}><Icon name="volume-off" /><span class="unseen">{t('pos:ui.sale.muted')}</span></span>}
        <CommandButton model={model} command="favourites" icon="star" aria-pressed={model.favourites.shown.value}><span class="unseen">{t('pos:ui.favourites.show')}</span></CommandButton>
        <TillMenu model={model} />
      </div>
      {open && search.q.value.trim() !== '' ? <Hits model={model} /> : <Resting model={model} />}
    </div>
  );
}

function Hits({ model }: { model: SaleModel }) {
  const { t, format } = useServices();
  const { search } = model;
  const state = search.state.value;
  const active = search.active.value;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => { list.current?.children[active]?.scrollIntoView({ block: 'nearest' }); }, [active]);
  const hits = search.hits.value;
  return (
    <div class="sale-hits-frame">
      <ul ref={list} id="sale-hits" class="sale-hits" role="listbox" aria-label={t('pos:ui.search.hits')} tabIndex={hits.length > 0 ? 0 : -1} hidden={hits.length === 0}>
        {hits.map((hit, at) => (
          <li key={hit.id} id={`hit-${at}`} class="sale-hit" role="option" aria-selected={at === active} onMouseMove={() => search.point(at)} onClick={() => void model.choose(at)}>
            <span class="sale-hit-name">{hit.name}</span>
            <strong>{format.money(hit.price)}</strong>
          </li>
        ))}
      </ul>
      {(state === 'none' || state === 'failed') && <p class="quiet sale-hits-none">{t(`pos:ui.search.${state}`)}</p>}
    </div>
  );
}

function Resting({ model }: { model: SaleModel }) {
  const { t } = useServices();
  const kind = model.lines.selectedKind.value;
  const item = kind === 'item';
  const tiles = model.favourites.shown.value;
  return (
    <>
      <div class="sale-tools" role="group" aria-label={t('pos:ui.sale.lineTools')}>
        <CommandButton model={model} command="less" disabled={!item} aria-label={t('pos:ui.sale.less')}>−1</CommandButton>
        <CommandButton model={model} command="more" disabled={!item} aria-label={t('pos:ui.sale.more')}>+1</CommandButton>
        <CommandButton model={model} command="quantity" disabled={!item}>{t('pos:ui.sale.quantity')}</CommandButton>
        <CommandButton model={model} command="price" disabled={!item}>{t('pos:ui.sale.price')}</CommandButton>
        <CommandButton model={model} command="remove" disabled={kind === undefined}>{t('pos:ui.sale.remove')}</CommandButton>
        <CommandButton model={model} command="undo" disabled={!model.till.keeper.canUndo.value}>{t('pos:ui.sale.undo')}</CommandButton>
      </div>
      <Display model={model} />
      {tiles ? <LazyPanel name="favourites" props={{ model }} /> : <NumberPad model={model} withTimes />}
    </>
  );
}

/** What has been typed so far, and what it will mean. */
function Display({ model }: { model: SaleModel }) {
  const { t, format } = useServices();
  const times = model.desk.times.value;
  const { text } = model.desk.entry.value;
  return (
    <div class="pad-display">
      <span class="pad-display-hint">{text !== '' ? t('pos:ui.pad.typed') : times === undefined ? t('pos:ui.pad.hint') : t('pos:ui.pad.next')}</span>
      <output class="pad-display-text">{times !== undefined && `${format.quantity(times / 1000)} × `}{text}</output>
    </div>
  );
}
