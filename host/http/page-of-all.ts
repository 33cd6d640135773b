import { Refusal, decodeCursor, encodeCursor, fold, foldWords, parseSort } from '@sontechsp/sdk';

interface ListQuery {
  limit?: number;
  cursor?: string;
  q?: string;
  sort?: string;
}

/** A page of a short list that is at hand whole, in its own order or by name; the cursor is the id it stopped at. */
export function pageOfAll<T extends { id: string; name: string }>(all: readonly T[], { limit = 50, cursor, q = '', sort }: ListQuery): { items: T[]; nextCursor: string | null } {
  const words = foldWords(q);
  const found = all.filter(item => words.every(word => fold(item.name).includes(word)));
  if (sort) {
    const sign = parseSort(sort, { name: 'name' }, 'name')[0]!.descending ? -1 : 1;
    found.sort((a, b) => a.name.localeCompare(b.name, 'tr') * sign);
  }
  const from = cursor ? after(found, decodeCursor(cursor)[0]) : 0;
  const items = found.slice(from, from + limit);
  return { items, nextCursor: from + limit < found.length ? encodeCursor([items.at(-1)!.id]) : null };
}

function after(found: readonly { id: string }[], id: unknown): number {
  const at = found.findIndex(item => item.id === id);
  if (at === -1) throw new Refusal('request.invalid', 400, { errors: [{ path: '/cursor', rule: 'cursor' }] });
  return at + 1;
}
