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
  const open = new Map<string, Joined>();
  let parts = 0;
  for (const news of all) {
    const { storeId, type, data } = news;
    const key = JSON.stringify([storeId, type, listsOf(data) ? Object.keys(data).sort() : { data }]);
    const before = open.get(key);
    if (!listsOf(data)) united.set(key, news);
    else if (before && hasRoom(before, data)) add(before, data);
    else {
      const begun = Object.fromEntries(Object.entries(data).map(([name, list]) => [name, new Set(list)]));
      open.set(key, begun);
      // Made into lists again only at the end.
      united.set(`${key} ${++parts}`, { storeId, type, data: begun });
    }
  }
  return [...united.values()].map(news => (isJoined(news.data) ? { ...news, data: Object.fromEntries(Object.entries(news.data).map(([name, set]) => [name, [...set]])) } : news));
}

type Lists = Record<string, unknown[]>;
type Joined = Record<string, Set<unknown>>;
/** An object, and not an empty one, whose members are all so. */
const isRecordOf = (data: unknown, is: (value: unknown) => boolean): boolean => typeof data === 'object' && data !== null && !Array.isArray(data) && Object.keys(data).length > 0 && Object.values(data).every(is);
const listsOf = (data: unknown): data is Lists => isRecordOf(data, Array.isArray);
const isJoined = (data: unknown): data is Joined => isRecordOf(data, value => value instanceof Set);

/** Whether no list would become too long. What is in it already is counted once more: a part may end early. */
const hasRoom = (joined: Joined, data: Lists): boolean => Object.entries(data).every(([name, list]) => joined[name]!.size + list.length <= LONGEST);
function add(joined: Joined, data: Lists): void {
  for (const [name, list] of Object.entries(data)) for (const one of list) joined[name]!.add(one);
}
