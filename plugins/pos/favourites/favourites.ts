import { Audit, Clock, Db, Live, Refusal, createToken, provide, type Queries, type Scope } from '@sontechsp/sdk';
import { Catalogue, type ProductName, type ResolvedItem } from '../../katalog/contract.js';
import { errors } from '../errors.js';
import type { FavouritesBody, FavouritesReply } from './schemas.js';
import { findFavourites, keepFavourites, lockFavourites } from './store.js';

/** The goods a store sells by touch: pages of tiles, as its manager arranged them. */
export interface Favourites {
  show(scope: Scope): Promise<FavouritesReply>;
  /**
   * Puts this in the place of all that was. `pos.favouritesChanged` when it was made from another version than stands, `katalog.notFound` for a product nobody knows, `pos.favouriteTwice` for one that
   * stands on a page twice.
   */
  arrange(scope: Scope, layout: FavouritesBody): Promise<FavouritesReply>;
}
export const Favourites = createToken<Favourites>('pos.favourites');

interface Deps {
  db: Db;
  catalogue: Catalogue;
  clock: Clock;
  audit: Audit;
  live: Live;
}
type Pages = FavouritesBody['pages'];
/** By product: what it is sold as, and what it was called that is sold no more. */
interface Goods {
  readonly sold: ReadonlyMap<string, ResolvedItem | undefined>;
  readonly gone: ReadonlyMap<string, ProductName>;
}

export function createFavourites({ db, catalogue, clock, audit, live }: Deps): Favourites {
  async function goodsOf(queries: Queries, scope: Scope, pages: Pages): Promise<Goods> {
    const ids = [...new Set(pages.flatMap(page => page.tiles.map(tile => tile.productId)))];
    const items = ids.length === 0 ? [] : await catalogue.resolve(queries, scope, ids.map(productId => ({ productId })));
    const absent = ids.filter((_, at) => !items[at]);
    return { sold: new Map(ids.map((id, at) => [id, items[at]])), gone: await catalogue.names(queries, scope, absent) };
  }

  return {
    async show(scope) {
      const found = await findFavourites(db, scope.storeId);
      const pages = found?.pages as Pages | undefined ?? [];
      return shown(found?.version ?? 0, pages, await goodsOf(db, scope, pages));
    },

    async arrange(scope, { version, pages }) {
      for (const { tiles } of pages) {
        const twice = tiles.find((tile, at) => tiles.findIndex(other => other.productId === tile.productId) < at);
        if (twice) throw errors('pos.favouriteTwice', { productId: twice.productId });
      }
      return db.transaction(async tx => {
        const row = { store_id: scope.storeId, firm_id: scope.firmId, changed_at: clock.now(), changed_by: scope.userId };
        const before = await lockFavourites(tx, row);
        if (version !== undefined && version !== before.version) throw errors('pos.favouritesChanged', { version: before.version });
        const next = before.version + 1;
        const goods = await goodsOf(tx, scope, pages);
        // Taken out of sale meanwhile: it is kept, and sold again should it come back.
        const unknown = [...goods.sold].find(([id, item]) => !item && !goods.gone.has(id))?.[0];
        if (unknown !== undefined) throw new Refusal('katalog.notFound', 404, { productId: unknown });
        await keepFavourites(tx, { ...row, pages, version: next });
        await audit.record(tx, scope, 'pos.favourites.change', { type: 'host.store', id: scope.storeId }, { pages: pages.length, tiles: pages.reduce((n, page) => n + page.tiles.length, 0) });
        tx.afterCommit(() => void live.publish(scope.storeId, 'favourites.changed', { version: next }));
        return shown(next, pages, goods);
      });
    },
  };
}
export const favourites = provide(Favourites, { db: Db, catalogue: Catalogue, clock: Clock, audit: Audit, live: Live }, createFavourites);

function shown(version: number, pages: Pages, { sold, gone }: Goods): FavouritesReply {
  return {
    version,
    pages: pages.map(({ name, colour = 'plain', tiles }) => {
      const left = tiles.flatMap(({ productId, colour: own = 'plain' }, place) => {
        const was = sold.get(productId) ? undefined : gone.get(productId);
        return was ? [{ productId, colour: own, name: was.name, place }] : [];
      });
      return {
        name, colour,
        tiles: tiles.flatMap(({ productId, colour: own = 'plain' }) => {
          const item = sold.get(productId);
          return item ? [{ productId, colour: own, name: item.name, unit: item.unit, price: item.price, vatRate: item.vatRate }] : [];
        }),
        ...(left.length > 0 ? { gone: left } : {}),
      };
    }),
  };
}
