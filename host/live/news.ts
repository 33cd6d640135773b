/** Something to be told to the screens of a store; of every store when it is empty. */
export interface News {
  readonly storeId: string;
  readonly type: string;
  readonly data: unknown;
}

/** More than so many in one list are told as several events. */
const LONGEST = 500;

/**
 * Unites what was told within one moment: equal news become one, and where the data are objects of lists only
 * (`{productIds: […]}`) the lists are joined.
 */
export function unite(all: readonly News[]): News[] {
  const united = new Map<string, News>();
  let parts = 0;
  for (const news of all) {
    const key = JSON.stringify([news.storeId, news.type, listsOf(news.data) ? Object.keys(news.data as object).sort() : { data: news.data }]);
    const before = united.get(key);
    const joined = before && listsOf(before.data) ? joinLists(before.data as Lists, news.data as Lists) : news.data;
    if (before && listsOf(joined) && Object.values(joined as Lists).some(list => list.length > LONGEST)) {
      united.delete(key);
      united.set(`${key} ${++parts}`, before);
      united.set(key, news);
    } else united.set(key, { ...news, data: joined });
  }
  return [...united.values()];
}

type Lists = Record<string, unknown[]>;
const listsOf = (data: unknown): data is Lists =>
  typeof data === 'object' && data !== null && !Array.isArray(data) && Object.keys(data).length > 0 && Object.values(data).every(Array.isArray);
const joinLists = (a: Lists, b: Lists): Lists => Object.fromEntries(Object.keys(a).map(name => [name, [...new Set([...a[name]!, ...b[name]!])]]));
