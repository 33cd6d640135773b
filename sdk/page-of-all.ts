import { decodeCursor, encodeCursor, parseSort } from './cursor.js';
import { fold, foldWords } from './fold.js';
import { Refusal } from './refusals.js';

interface ListQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly q?: string;
  readonly sort?: string;
}

/**
 * A page of a short list that is at hand whole, in its own order or by name; the cursor is the id it stopped at.
 * `by` tells what identifies an item and by what name it is searched and sorted.
 */
export function pageOfAll<T>(all: readonly T[], { limit = 50, cursor, q = '', sort }: ListQuery, by: (item: T) => { id: string; name: string }): { items: T[]; nextCursor: string | null } {
  const words = foldWords(q);
  const found = all.map(item => ({ item, ...by(item) })).filter(({ name }) => words.every(word => fold(name).includes(word)));
  if (sort) {
    const sign = parseSort(sort, { name: 'name' }, 'name')[0]!.descending ? -1 : 1;
    found.sort((a, b) => a.name.localeCompare(b.name, 'tr') * sign);
  }
  const from = cursor ? after(found, decodeCursor(cursor)[0]) : 0;
  const page = found.slice(from, from + limit);
  return { items: page.map(({ item }) => item), nextCursor: from + limit < found.length ? encodeCursor([page.at(-1)!.id]) : null };
}

function after(found: readonly { id: string }[], id: unknown): number {
  const at = found.findIndex(item => item.id === id);
  if (at === -1) throw new Refusal('request.invalid', 400, { errors: [{ path: '/cursor', rule: 'cursor' }] });
  return at + 1;
}
