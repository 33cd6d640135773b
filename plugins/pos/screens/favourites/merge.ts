import type { FavouritePage, Tile } from './favourites.model.js';

/** A tile being arranged: without a price where its product was taken out of sale. */
export interface ArrangedTile extends Pick<Tile, 'productId' | 'colour' | 'name'> {
  readonly price: number | undefined;
}
/** A page that knows which of the pages that were loaded it was; a new one was none of them. */
export interface ArrangedPage extends Pick<FavouritePage, 'name' | 'colour'> {
  readonly tiles: readonly ArrangedTile[];
  readonly was?: string;
}

/** The pages as they were arranged: what was taken out of sale is back in its place, or nobody would know that it is lost with the next change. */
export const arranged = (pages: readonly FavouritePage[]): ArrangedPage[] => pages.map(({ name, colour, tiles, gone = [] }) => {
  const all: ArrangedTile[] = [...tiles];
  for (const { place, ...tile } of gone) all.splice(place, 0, { ...tile, price: undefined });
  return { name, colour, tiles: all };
});

/** Each page with what it is recognised by: its name, and which of those of that name it is. */
export const recognised = (pages: readonly ArrangedPage[]): ArrangedPage[] => numbered(pages, []);

/**
 * Puts two arrangements together that were made from the same one. What either added or changed is there; what one took away is
 * gone unless the other changed it; where both changed the same, `mine` stands.
 */
export function mergePages(base: readonly ArrangedPage[], mine: readonly ArrangedPage[], theirs: readonly ArrangedPage[]): ArrangedPage[] {
  // Two people who each add a page of one name mean the same page.
  return merged(recognised(base), numbered(mine, base), recognised(theirs), ofPages);
}

/** Pages without a mark are numbered behind those of their name that `after` has. */
function numbered(pages: readonly ArrangedPage[], after: readonly ArrangedPage[]): ArrangedPage[] {
  const seen = new Map<string, number>();
  for (const { name } of after) seen.set(name, (seen.get(name) ?? 0) + 1);
  return pages.map(page => {
    if (page.was !== undefined) return page;
    const place = seen.get(page.name) ?? 0;
    seen.set(page.name, place + 1);
    return { ...page, was: `${page.name}#${place}` };
  });
}

/** How the items of a list are told apart and put together. */
interface Kind<T> {
  keyOf(item: T): string;
  /** What somebody may have changed about it. */
  factsOf(item: T): string;
  both(base: T | undefined, mine: T, theirs: T): T;
}
const ofTiles: Kind<ArrangedTile> = {
  keyOf: tile => tile.productId,
  factsOf: tile => tile.colour,
  // Its name and price are those of the newer answer.
  both: (base, mine, theirs) => ({ ...theirs, colour: mine.colour === base?.colour ? theirs.colour : mine.colour }),
};
const ofPages: Kind<ArrangedPage> = {
  keyOf: page => page.was!,
  factsOf: ({ name, colour, tiles }) => JSON.stringify([name, colour, tiles.map(tile => [tile.productId, tile.colour])]),
  both: (base, mine, theirs) => ({
    name: mine.name === base?.name ? theirs.name : mine.name, colour: mine.colour === base?.colour ? theirs.colour : mine.colour,
    tiles: merged(base?.tiles ?? [], mine.tiles, theirs.tiles, ofTiles), was: theirs.was!,
  }),
};

function merged<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[], { keyOf, factsOf, both }: Kind<T>): T[] {
  const byKey = (list: readonly T[]) => new Map(list.map(item => [keyOf(item), item]));
  const [was, own, other] = [byKey(base), byKey(mine), byKey(theirs)];
  const changed = (key: string, item: T): boolean => !was.has(key) || factsOf(was.get(key)!) !== factsOf(item);
  const stays = (key: string): boolean => (own.has(key) && other.has(key)) || changed(key, (own.get(key) ?? other.get(key))!);

  // Who moved things gives the order; what the other added goes behind what it stood behind.
  const shared = [...was.keys()].filter(key => own.has(key) && other.has(key));
  const untouched = [...own.keys()].filter(key => shared.includes(key)).join('\n') === shared.join('\n');
  const [first, second] = untouched ? [other, own] : [own, other];
  const keys = [...first.keys()].filter(stays);
  let behind = -1;
  for (const key of [...second.keys()].filter(stays)) {
    const there = keys.indexOf(key);
    if (there < 0) keys.splice(++behind, 0, key);
    else behind = there;
  }
  return keys.map(key => {
    const [ours, others] = [own.get(key), other.get(key)];
    return ours !== undefined && others !== undefined ? both(was.get(key), ours, others) : (ours ?? others)!;
  });
}
