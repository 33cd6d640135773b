import type { Param } from './db.js';
import { Refusal } from './refusals.js';

/** One column a list is sorted by. */
export interface SortColumn {
  /** A NOT NULL column of the query, also qualified (`s.sold_at`); its rows must carry it under the part after the dot. */
  readonly column: string;
  readonly descending: boolean;
}
export type CursorValue = string | number | null;

const invalid = (field: 'sort' | 'cursor') => new Refusal('request.invalid', 400, { errors: [{ path: `/${field}`, rule: field }] });

/** A sum that a cursor cut, altered or made up by hand does not have (FNV-1a, 32 bit). It guards types, not secrets. */
function checksum(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

const isCursorValue = (value: unknown): value is CursorValue => value === null || typeof value === 'string' || Number.isFinite(value);

/** Packs the place where a list stopped into opaque text. */
export function encodeCursor(values: readonly CursorValue[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(values));
  const base64 = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
  return checksum(bytes) + base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The values of a cursor; a Refusal `request.invalid` (400) when this was not made by `encodeCursor`. */
export function decodeCursor(text: string): CursorValue[] {
  try {
    const bytes = Uint8Array.from(atob(text.slice(8).replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
    if (checksum(bytes) !== text.slice(0, 8)) throw invalid('cursor');
    const values: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(values) || !values.every(isCursorValue)) throw invalid('cursor');
    return values;
  } catch {
    throw invalid('cursor');
  }
}

/**
 * `?sort=name,-createdAt` as columns. `allowed` says which names a caller may sort by and what each is in SQL; anything else,
 * or a name given twice, is a Refusal `request.invalid` (400). `fallback` is used when the caller gave none.
 */
export function parseSort(sort: string | undefined, allowed: Readonly<Record<string, string>>, fallback: string): SortColumn[] {
  const seen = new Set<string>();
  return (sort || fallback).split(',').map(word => {
    const descending = word.startsWith('-');
    const name = descending ? word.slice(1) : word;
    if (!Object.hasOwn(allowed, name) || seen.has(name)) throw invalid('sort');
    seen.add(name);
    return { column: allowed[name]!, descending };
  });
}

export interface KeysetOptions {
  readonly sort: readonly SortColumn[];
  readonly cursor: string | undefined;
  /** Rows of one page; 50 unless said. */
  readonly limit: number | undefined;
  /** Makes the order total: the primary key, also qualified. */
  readonly idColumn: string;
  /** The number of the first free parameter: with `$1` and `$2` used before it, 3. */
  readonly firstParam: number;
}
export interface Keyset {
  /** A condition over its own parameters; `1 = 1` on the first page. */
  readonly where: string;
  readonly params: Param[];
  /** What stands after ORDER BY. */
  readonly order: string;
  /** What stands after LIMIT: one row more than a page, which tells whether there is a next one. */
  readonly take: number;
  /** The cursor after the page, from all rows read; null at the end. */
  next(rows: readonly object[]): string | null;
  /** The rows of the page, without the one too many, and the cursor after them. */
  page<R extends object>(rows: readonly R[]): { items: R[]; nextCursor: string | null };
}

/**
 * Pages a list by where it stopped instead of how far it went, so that page 1,000 costs what page 1 does and rows added
 * meanwhile are neither skipped nor repeated:
 *
 *     const k = keyset({ sort: parseSort(query.sort, { name: 'name_key' }, 'name'), cursor: query.cursor, limit: query.limit,
 *                        idColumn: 'id', firstParam: 2 });
 *     const rows = await db.query(`SELECT … WHERE firm_id = $1 AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`,
 *                                 [firmId, ...k.params], products);
 *     const { items, nextCursor } = k.page(rows);
 */
export function keyset({ sort, cursor, limit = 50, idColumn, firstParam }: KeysetOptions): Keyset {
  const columns: SortColumn[] = [...sort];
  if (!columns.some(c => c.column === idColumn)) columns.push({ column: idColumn, descending: columns.at(-1)?.descending ?? false });
  const signature = columns.map(c => (c.descending ? '-' : '') + c.column).join();
  const keys = columns.map(c => c.column.slice(c.column.lastIndexOf('.') + 1));

  let params: Param[] = [];
  if (cursor) {
    const [sign, ...values] = decodeCursor(cursor);
    if (sign !== signature || values.length !== columns.length) throw invalid('cursor');
    params = values;
  }
  const next = (rows: readonly object[]): string | null => {
    if (rows.length <= limit) return null;
    const last = rows[limit - 1] as Record<string, CursorValue>;
    return encodeCursor([signature, ...keys.map(key => last[key]!)]);
  };
  return {
    where: cursor ? after(columns, firstParam) : '1 = 1',
    params,
    order: columns.map(c => (c.descending ? `${c.column} DESC` : c.column)).join(', '),
    take: limit + 1,
    next,
    page: rows => ({ items: rows.slice(0, limit), nextCursor: next(rows) }),
  };
}

/** Rows after the cursor: one row comparison where all columns go the same way, which an index serves, else spelled out. */
function after(columns: readonly SortColumn[], firstParam: number): string {
  const sign = (c: SortColumn) => (c.descending ? '<' : '>');
  const param = (at: number) => `$${firstParam + at}`;
  const first = columns[0]!;
  if (columns.every(c => c.descending === first.descending)) {
    return `(${columns.map(c => c.column).join(', ')}) ${sign(first)} (${columns.map((_, at) => param(at)).join(', ')})`;
  }
  const cases = columns.map((c, at) =>
    [...columns.slice(0, at).map((e, before) => `${e.column} = ${param(before)}`), `${c.column} ${sign(c)} ${param(at)}`].join(' AND '));
  return `(${first.column} ${sign(first)}= ${param(0)} AND (${cases.map(c => `(${c})`).join(' OR ')}))`;
}
