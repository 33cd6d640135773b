import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PagedList } from './paged-list.js';
import { ProblemBanner } from './problem-banner.js';

export interface TableColumn<T> {
  readonly id: string;
  readonly title: string;
  cell(row: T): ComponentChildren;
  /** A CSS grid track: `120px`, `2fr`. `1fr` unless said. */
  readonly width?: string;
  readonly align?: 'start' | 'end';
  /** The name the host sorts by; leaving it out makes the head plain. */
  readonly sort?: string;
  /** Left out where the table is narrower than this many pixels. */
  readonly from?: number;
}

export interface DataTableProps<T> {
  label: string;
  list: PagedList<T>;
  columns: readonly TableColumn<T>[];
  rowId: (row: T) => string;
  /** Enter or a click on a row. */
  onOpen?: (row: T) => void;
  /** The row whose card is open. */
  selected?: string | undefined;
  rowClass?: (row: T) => string;
  rowHeight?: number;
  /** An `EmptyState`, when the host has no rows. */
  empty: ComponentChildren;
}

type Grid = <T>(props: DataTableProps<T>) => JSX.Element;
let loaded: Grid | undefined;

/**
 * A list as a grid: rows in sight only, more by cursor, arrows, Home, End, PageUp and PageDown move, Enter opens. What draws
 * it is fetched with the first table, so that a till which shows none never loads it.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const [state, setState] = useState<{ Grid?: Grid | undefined; error?: unknown }>({ Grid: loaded });
  const load = () => {
    setState({});
    import('./data-grid.js').then(({ DataGrid }) => setState({ Grid: loaded = DataGrid }), (error: unknown) => setState({ error }));
  };
  useEffect(() => { if (!loaded) load(); }, []);
  const { Grid, error } = state;
  if (error !== undefined) return <ProblemBanner problem={error} onRetry={load} />;
  return Grid ? <Grid {...props} /> : <div class="table-frame" aria-busy="true" />;
}
