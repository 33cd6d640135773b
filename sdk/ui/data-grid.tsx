import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.js';
import type { DataTableProps, TableColumn } from './data-table.js';
import type { PagedList } from './paged-list.js';
import { ProblemBanner } from './problem-banner.js';
import { Spinner } from './progress.js';
import { useServices } from './services.js';
import { useVirtualRows } from './virtual-rows.js';

/** What `DataTable` shows, in a file of its own: see there. */
export function DataGrid<T>({ label, list, columns, rowId, onOpen, selected, rowClass, rowHeight = 40, empty }: DataTableProps<T>) {
  const { t } = useServices();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1200);
  const [active, setActive] = useState(-1);
  const items = list.items.value;
  const state = list.state.value;
  const { rows, height, show } = useVirtualRows(scroller, items.length, rowHeight, rowHeight);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, []);
  const lastSeen = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (list.hasMore.value && state === 'ready' && lastSeen >= items.length - 20) void list.loadMore();
  }, [lastSeen, items.length, state]);
  useEffect(() => { if (active >= items.length) setActive(items.length - 1); }, [items.length]);

  const seen = columns.filter(c => c.from === undefined || width >= c.from);
  const grid = { gridTemplateColumns: seen.map(c => c.width ?? 'minmax(0, 1fr)').map(w => (/^[\d.]+fr$/.test(w) ? `minmax(0, ${w})` : w)).join(' ') };
  const move = (to: number) => {
    const at = Math.max(0, Math.min(items.length - 1, to));
    setActive(at);
    show(at);
  };
  const page = () => Math.max(1, Math.floor((scroller.current!.clientHeight - rowHeight) / rowHeight) - 1);
  const rowKey = (index: number) => `${id}-row-${index}`;

  return (
    <div class="table-frame" aria-busy={state === 'loading'}>
      {list.error.value !== undefined && <ProblemBanner problem={list.error.value} onRetry={() => void list.reload()} />}
      <div
        ref={scroller}
        class="table"
        role="grid"
        aria-label={label}
        aria-rowcount={list.hasMore.value ? -1 : items.length + 1}
        aria-colcount={seen.length}
        tabIndex={0}
        {...(rows.some(r => r.index === active) ? { 'aria-activedescendant': rowKey(active) } : {})}
        onFocus={event => { if (event.target === event.currentTarget && active < 0 && items.length > 0) setActive(Math.max(0, items.findIndex(r => rowId(r) === selected))); }}
        onKeyDown={event => {
          if (event.target !== event.currentTarget || items.length === 0) return;
          const moves: Record<string, number> = {
            ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: items.length - 1, PageDown: active + page(), PageUp: active - page(),
          };
          const to = moves[event.key];
          if (to !== undefined) {
            event.preventDefault();
            move(to);
          } else if (event.key === 'Enter' && items[active] !== undefined && onOpen) {
            event.preventDefault();
            onOpen(items[active]);
          }
        }}
      >
        <div class="table-row table-head" role="row" aria-rowindex={1} style={{ ...grid, height: `${rowHeight}px` }}>
          {seen.map(column => <HeadCell key={column.id} column={column} list={list} />)}
        </div>
        <div class="table-rows" role="rowgroup" style={{ height: `${height}px` }}>
          {rows.map(({ index, start }) => {
            const row = items[index];
            if (row === undefined) return null;
            const key = rowId(row);
            return (
              <div
                key={key}
                id={rowKey(index)}
                role="row"
                class={`table-row ${onOpen ? 'table-row-opens' : ''} ${index === active ? 'table-row-active' : ''} ${rowClass?.(row) ?? ''}`}
                aria-rowindex={index + 2}
                aria-selected={key === selected}
                style={{ ...grid, height: `${rowHeight}px`, transform: `translateY(${start}px)` }}
                onClick={() => {
                  setActive(index);
                  onOpen?.(row);
                }}
              >
                {seen.map(column => <div key={column.id} role="gridcell" class={`table-cell ${column.align === 'end' ? 'table-end' : ''}`}>{column.cell(row)}</div>)}
              </div>
            );
          })}
        </div>
        {state === 'more' && <div class="table-note"><Spinner /> {t('host:web.ui.loading')}</div>}
      </div>
      {items.length === 0 && (state === 'loading'
        ? <div class="table-note table-cover"><Spinner /> {t('host:web.ui.loading')}</div>
        : state === 'ready' && <div class="table-cover">{empty}</div>)}
    </div>
  );
}

function HeadCell<T>({ column, list }: { column: TableColumn<T>; list: PagedList<T> }) {
  const sort = list.sort.value;
  const by = column.sort;
  const direction = by === undefined ? undefined : sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
  return (
    <div role="columnheader" class={`table-cell ${column.align === 'end' ? 'table-end' : ''}`} {...(direction ? { 'aria-sort': direction } : {})}>
      {by === undefined ? column.title : (
        <button type="button" class="table-sort" onClick={() => void list.setSort(sort === by ? `-${by}` : by)}>
          {column.title}
          {direction !== 'none' && <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} />}
        </button>
      )}
    </div>
  );
}
